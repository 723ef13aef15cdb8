use super::agree::check_words;
use super::choices::check_choices;
use super::{
    Cohort, Grouping, KpiClock, KpiDefinition, KpiMeasure, KpiSpec, KpiTerm, KpiTest, Lengths,
    Moment, Quantiles, Quantity, WaitKind, kpi_catalogue,
};
use crate::error::Fault;
use crate::time::Span;

/// Adds what is wrong with a specification whose figures are chosen.
pub(super) fn check(spec: &KpiSpec, chosen: &[KpiDefinition], faults: &mut Vec<Fault>) {
    if let Some(period) = spec.period.filter(|period| period.end < period.start) {
        let message = format!("{} is before {}; swap them", period.end, period.start);
        faults.push(Fault::invalid("period.reversed", "spec.period", message));
    }
    if let Some(condition) = &spec.population {
        condition.check_state("spec.population", &spec.fields, faults);
    }
    check_values(spec, faults);
    check_groups(spec, faults);
    let catalogue = kpi_catalogue();
    for (index, definition) in spec.definitions.iter().enumerate() {
        let path = format!("spec.definitions[{index}]");
        let same = |it: &KpiDefinition| it.id == definition.id;
        if catalogue.iter().any(same) || spec.definitions.iter().take(index).any(same) {
            let message = format!("there is a KPI '{}' already; give another id", definition.id);
            faults.push(Fault::invalid("kpi.duplicate_id", format!("{path}.id"), message));
        }
        if definition.id.trim().is_empty() {
            let message = "a KPI needs an id, such as 'first_response_time_of_gold'";
            faults.push(Fault::invalid("kpi.no_id", format!("{path}.id"), message));
        }
        check_texts(definition, &path, faults);
        check_words(definition, &path, faults);
        check_definition(definition, &path, &spec.fields, faults);
    }
    let is_own = |it: &&KpiDefinition| spec.definitions.iter().any(|own| own.id == it.id);
    for definition in chosen.iter().filter(|it| !is_own(it)) {
        let path = format!("spec.kpis.{}", definition.id);
        check_definition(definition, &path, &spec.fields, faults);
    }
}

/// Whoever reads a figure must find what it is.
fn check_texts(definition: &KpiDefinition, path: &str, faults: &mut Vec<Fault>) {
    let texts = [
        ("name", &definition.name),
        ("formula", &definition.formula),
        ("end_point", &definition.end_point),
        ("source", &definition.source),
    ];
    for (field, _) in texts.iter().filter(|(_, text)| text.trim().is_empty()) {
        let message = "a figure that nobody can read about is none; say it in words";
        faults.push(Fault::invalid("kpi.no_words", format!("{path}.{field}"), message));
    }
    if let Some(number) = definition.number.filter(|it| !(1..=74).contains(it)) {
        let message = format!("the catalogue has no {number}; give 1 to 74, or leave it out");
        faults.push(Fault::invalid("kpi.no_such_number", format!("{path}.number"), message));
    }
}

fn check_values(spec: &KpiSpec, faults: &mut Vec<Fault>) {
    if let Some(Quantiles::Sketch { relative_error } | Quantiles::ExactUpTo { relative_error, .. }) =
        &spec.quantiles
        && !(0.0001..=0.1).contains(relative_error)
    {
        let message = format!(
            "{relative_error} is no relative error of a sketch; give 0.0001 to 0.1, such as 0.005"
        );
        faults.push(Fault::invalid(
            "kpi.relative_error_out_of_range",
            "spec.quantiles.relative_error",
            message,
        ));
    }
    if let Some(confidence) = spec.confidence.filter(|it| !(*it > 0.0 && *it < 1.0)) {
        let message =
            format!("{confidence} is no confidence; give a number between 0 and 1, such as 0.95");
        faults.push(Fault::invalid("kpi.confidence_out_of_range", "spec.confidence", message));
    }
    if spec.bootstrap_seed.is_some() && spec.confidence.is_none() {
        let message = "an interval needs its confidence; give 'confidence', such as 0.95";
        faults.push(Fault::invalid("kpi.needs_confidence", "spec.bootstrap_seed", message));
    }
    let sketches = !matches!(spec.quantiles, None | Some(Quantiles::Exact { .. }));
    if spec.bootstrap_seed.is_some() && sketches {
        let message =
            "a bootstrap needs all values; keep quantiles exactly, or drop 'bootstrap_seed'";
        faults.push(Fault::invalid("kpi.bootstrap_of_sketch", "spec.bootstrap_seed", message));
    }
    for (index, calendar) in spec.calendars.iter().enumerate() {
        if spec.calendars.iter().take(index).any(|it| it.name == calendar.name) {
            let message = format!("two calendars are called '{}'; rename one", calendar.name);
            faults.push(Fault::invalid(
                "kpi.duplicate_calendar",
                format!("spec.calendars[{index}].name"),
                message,
            ));
        }
    }
    if spec.calendar.is_none() && (!spec.calendars.is_empty() || spec.calendar_field.is_some()) {
        let message = "tickets that name no calendar have none; give 'calendar'";
        faults.push(Fault::invalid("kpi.needs_calendar", "spec.calendars", message));
    }
    if spec.calendar_field.is_none() && !spec.calendars.is_empty() {
        let message = "nothing says which ticket has which of them; give 'calendar_field'";
        faults.push(Fault::invalid("kpi.needs_calendar_field", "spec.calendars", message));
    }
    if spec.calendar_field.is_some() && spec.calendars.is_empty() {
        let message = "there are no calendars among which the field could choose; give 'calendars'";
        faults.push(Fault::invalid("kpi.unused_calendar_field", "spec.calendar_field", message));
    }
}

fn check_groups(spec: &KpiSpec, faults: &mut Vec<Fault>) {
    for (index, grouping) in spec.group_by.iter().enumerate() {
        let path = format!("spec.group_by[{index}]");
        if spec.group_by.iter().take(index).any(|it| it == grouping) {
            faults.push(Fault::invalid(
                "kpi.grouped_twice",
                path.clone(),
                "it stands twice; drop one",
            ));
        }
        if let Grouping::Over { unit, first_month, .. } = grouping {
            faults.extend(unit.first_month_faults(*first_month, &format!("{path}.first_month")));
        }
    }
}

fn check_definition(
    definition: &KpiDefinition,
    path: &str,
    fields: &[String],
    faults: &mut Vec<Fault>,
) {
    if let Some(condition) = &definition.population {
        condition.check_state(&format!("{path}.population"), fields, faults);
    }
    check_choices(definition, path, faults);
    let clock_path = format!("{path}.clock");
    let path = format!("{path}.measure");
    let clock = definition.clock;
    match &definition.measure {
        KpiMeasure::Sum { of } | KpiMeasure::Rate { of, .. } => {
            check_terms(of, definition, &format!("{path}.of"), fields, faults);
        }
        KpiMeasure::Ratio { part, whole } => {
            check_terms(part, definition, &format!("{path}.part"), fields, faults);
            check_terms(whole, definition, &format!("{path}.whole"), fields, faults);
        }
        KpiMeasure::Distribution { lengths: of, tests } => {
            match of {
                Lengths::Between { from, .. } => check_start(*from, clock, &path, faults),
                Lengths::Waits { waits } => check_whole(waits, clock, &path, faults),
                _ => {}
            }
            let promise = matches!(of, Lengths::PromiseUsed { .. } | Lengths::PromiseLeft { .. });
            check_clock(clock, promise, &path, faults);
            check_tests(tests, clock, &format!("{path}.tests"), fields, faults);
        }
        KpiMeasure::AgeBuckets { edges } => {
            check_clock(clock, false, &clock_path, faults);
            let ascends = edges.windows(2).all(|it| matches!(it, [a, b] if a < b));
            if edges.first() != Some(&Span::ZERO) || !ascends {
                let message = "the edges must begin with no time at all and ascend, so that each age has its range";
                faults.push(Fault::invalid("kpi.edges", format!("{path}.edges"), message));
            }
        }
        KpiMeasure::Backlog {}
        | KpiMeasure::BacklogDays {}
        | KpiMeasure::HourOfWeek {}
        | KpiMeasure::RepeatContact { .. }
        | KpiMeasure::Requesters {} => check_elapsed(clock, &clock_path, faults),
    }
    if let KpiMeasure::Rate { every, .. } = &definition.measure
        && *every <= Span::ZERO
    {
        let message = format!("there is no rate for each {every}; give a span of more than zero");
        faults.push(Fault::invalid("kpi.rate_of_nothing", format!("{path}.every"), message));
    }
}

/// What kind of number a quantity is: only one of a kind can be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Count,
    Time,
    Figure,
}

pub(super) const fn kind(quantity: &Quantity) -> Kind {
    match quantity {
        Quantity::Tickets {}
        | Quantity::Tally { .. }
        | Quantity::Credits {}
        | Quantity::PromisesAtRisk { .. }
        | Quantity::Score {}
        | Quantity::WaitCount { .. }
        | Quantity::BacklogChange {}
        | Quantity::Promises { .. } => Kind::Count,
        Quantity::Length { .. }
        | Quantity::Stays { .. }
        | Quantity::Waits { .. }
        | Quantity::Overdue { .. }
        | Quantity::Lifetime {} => Kind::Time,
        Quantity::Figure { .. } => Kind::Figure,
    }
}

/// That of a sum.
pub(super) fn kind_of(terms: &[KpiTerm]) -> Kind {
    terms.first().map_or(Kind::Count, |it| kind(&it.quantity))
}

fn check_terms(
    terms: &[KpiTerm],
    definition: &KpiDefinition,
    path: &str,
    fields: &[String],
    faults: &mut Vec<Fault>,
) {
    let clock = definition.clock;
    let Some(first) = terms.first() else {
        let message = "nothing is added up; give one term at least";
        faults.push(Fault::invalid("kpi.no_terms", path, message));
        return;
    };
    for (index, term) in terms.iter().enumerate() {
        let path = format!("{path}[{index}]");
        if kind(&term.quantity) != kind(&first.quantity) {
            let message =
                "counts, times and figures of the desk can't be added up with one another";
            faults.push(Fault::invalid("kpi.mixed_quantities", path.clone(), message));
        }
        if matches!(term.quantity, Quantity::Figure { .. }) && !term.tests.is_empty() {
            let message =
                "a figure of the desk is of no ticket, so no test of one can hold; drop the tests";
            faults.push(Fault::invalid("kpi.tests_on_figure", path.clone(), message));
        }
        let is_figure = matches!(term.quantity, Quantity::Figure { .. });
        if term.cohort.unwrap_or(definition.cohort) == Cohort::Figures && !is_figure {
            let message = "figures of the desk are of no ticket, so nothing would be counted; give the term a cohort of tickets";
            faults.push(Fault::invalid("kpi.tickets_as_figures", path.clone(), message));
        }
        match &term.quantity {
            Quantity::Length { from, .. } => check_start(*from, clock, &path, faults),
            Quantity::Waits { waits } => check_whole(waits, clock, &path, faults),
            Quantity::Lifetime {} => check_elapsed(clock, &path, faults),
            _ => {}
        }
        match term.quantity {
            Quantity::Overdue { .. } => check_clock(clock, true, &path, faults),
            _ if kind(&term.quantity) == Kind::Time => check_clock(clock, false, &path, faults),
            _ => {}
        }
        check_tests(&term.tests, clock, &format!("{path}.tests"), fields, faults);
    }
}

/// Promises have a clock of their own, and all other time needs one of the ticket's.
fn check_clock(clock: KpiClock, promise: bool, path: &str, faults: &mut Vec<Fault>) {
    let message = match (promise, clock) {
        (true, KpiClock::Promise)
        | (false, KpiClock::Elapsed | KpiClock::Business | KpiClock::BusinessAtEnd) => return,
        (true, _) => "promises count by their own calendars; give 'promise'",
        (false, _) => "lengths of time need a clock; give 'elapsed' or 'business'",
    };
    faults.push(Fault::invalid("kpi.needs_clock", path, message));
}

/// What is counted day and night.
fn check_elapsed(clock: KpiClock, path: &str, faults: &mut Vec<Fault>) {
    if !matches!(clock, KpiClock::None | KpiClock::Elapsed) {
        let message = "this counts no open time; give 'elapsed'";
        faults.push(Fault::invalid("kpi.unused_clock", path, message));
    }
}

/// Of a wait without what lies in between, the two may end in different calendars.
fn check_whole(waits: &[WaitKind], clock: KpiClock, path: &str, faults: &mut Vec<Fault>) {
    let has_gaps = |it: &WaitKind| {
        matches!(
            it,
            WaitKind::FirstReplyNotClosed
                | WaitKind::FirstReplyFromAssignment
                | WaitKind::PausableUpdate
        )
    };
    if clock == KpiClock::BusinessAtEnd && waits.iter().any(has_gaps) {
        let message =
            "by the calendar at the end the time that does not count is not known; take 'business'";
        faults.push(Fault::invalid("kpi.clock_needs_whole", path, message));
    }
}

fn check_start(from: Moment, clock: KpiClock, path: &str, faults: &mut Vec<Fault>) {
    if clock == KpiClock::BusinessAtEnd && from != Moment::Created {
        let message = "by the calendar at the end only lengths from the creation are known; start there, or take 'business'";
        faults.push(Fault::invalid("kpi.clock_needs_creation", path, message));
    }
}

fn check_tests(
    tests: &[KpiTest],
    clock: KpiClock,
    path: &str,
    fields: &[String],
    faults: &mut Vec<Fault>,
) {
    for (index, test) in tests.iter().enumerate() {
        let path = format!("{path}[{index}]");
        match test {
            KpiTest::Matches { condition } => {
                condition.check_state(&format!("{path}.condition"), fields, faults);
            }
            KpiTest::NoneOf { tests } => {
                if tests.is_empty() {
                    let message = "none of nothing always holds; give one at least";
                    faults.push(Fault::invalid("kpi.no_tests", format!("{path}.tests"), message));
                }
                check_tests(tests, clock, &format!("{path}.tests"), fields, faults);
            }
            KpiTest::Within { from, .. } | KpiTest::OlderThan { moment: from, .. } => {
                check_start(*from, clock, &path, faults);
            }
            KpiTest::Between { at_least: Some(least), at_most: Some(most), .. }
            | KpiTest::Scale { at_least: Some(least), at_most: Some(most) }
                if least > most =>
            {
                let message = format!("no count is {least} at least and {most} at most; swap them");
                faults.push(Fault::invalid("kpi.empty_range", path, message));
            }
            KpiTest::Rated { at_least_percent, at_most_percent }
                if at_least_percent > at_most_percent || *at_most_percent > 100 =>
            {
                let message =
                    "no rating lies there; give percents of 0 to 100, the lower one first";
                faults.push(Fault::invalid("kpi.empty_range", path, message));
            }
            _ => {}
        }
    }
}
