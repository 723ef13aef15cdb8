use crate::kpi::{
    Cohort, Direction, KpiClock, KpiDefinition, KpiMeasure, KpiTerm, KpiTest, KpiUnit, Lengths,
    MergeClass, Moment, Quantity, ReplyFilter, Tally,
};
use crate::ticket::Condition;

/// A definition while it is written down.
#[derive(Clone)]
pub(super) struct Entry(KpiDefinition);

/// The plain definition of a figure: its number, id, name and formula.
pub(super) fn entry(number: u32, id: &str, name: &str, formula: &str) -> Entry {
    Entry(KpiDefinition {
        id: id.into(),
        number: Some(number),
        mode: None,
        name: name.into(),
        formula: formula.into(),
        cohort: Cohort::CreatedIn,
        clock: KpiClock::None,
        population: None,
        replies: ReplyFilter::None,
        end_point: String::new(),
        unit: KpiUnit::Share,
        direction: Direction::Neutral,
        merge: MergeClass::Ratio,
        source: String::new(),
        measure: KpiMeasure::Backlog {},
    })
}

impl Entry {
    /// Another name than the plain one with the mode.
    pub(super) fn named(mut self, name: &str) -> Self {
        self.0.name = name.into();
        self
    }

    pub(super) fn end(mut self, end_point: &str) -> Self {
        self.0.end_point = end_point.into();
        self
    }

    pub(super) fn source(mut self, source: &str) -> Self {
        self.0.source = source.into();
        self
    }

    pub(super) const fn cohort(mut self, cohort: Cohort) -> Self {
        self.0.cohort = cohort;
        self
    }

    pub(super) const fn clock(mut self, clock: KpiClock) -> Self {
        self.0.clock = clock;
        self
    }

    pub(super) const fn unit(mut self, unit: KpiUnit) -> Self {
        self.0.unit = unit;
        self
    }

    pub(super) const fn neutral(mut self) -> Self {
        self.0.direction = Direction::Neutral;
        self
    }

    pub(super) const fn up(mut self) -> Self {
        self.0.direction = Direction::Up;
        self
    }

    pub(super) const fn down(mut self) -> Self {
        self.0.direction = Direction::Down;
        self
    }

    pub(super) const fn replies(self) -> Self {
        self.counting(ReplyFilter::PublicByStaff)
    }

    pub(super) const fn counting(mut self, replies: ReplyFilter) -> Self {
        self.0.replies = replies;
        self
    }

    pub(super) const fn merge(mut self, merge: MergeClass) -> Self {
        self.0.merge = merge;
        self
    }

    pub(super) fn measure(mut self, measure: KpiMeasure) -> Self {
        self.0.measure = measure;
        self
    }

    pub(super) fn lengths(self, of: Lengths) -> Self {
        self.lengths_where(of, Vec::new())
    }

    pub(super) fn lengths_where(self, of: Lengths, tests: Vec<KpiTest>) -> Self {
        let timed =
            self.clock(KpiClock::Elapsed).unit(KpiUnit::Duration).merge(MergeClass::Quantile);
        timed.down().measure(KpiMeasure::Distribution { lengths: of, tests })
    }

    pub(super) fn between(self, from: Moment, to: Moment) -> Self {
        self.lengths(Lengths::Between { from, to })
    }

    pub(super) fn sum(self, of: Vec<KpiTerm>) -> Self {
        self.unit(KpiUnit::Tickets).merge(MergeClass::Additive).measure(KpiMeasure::Sum { of })
    }

    pub(super) fn ratio(self, part: Vec<KpiTerm>, whole: Vec<KpiTerm>) -> Self {
        self.measure(KpiMeasure::Ratio { part, whole })
    }

    /// Those of all tickets of the cohort that pass some tests.
    pub(super) fn share(self, part: Vec<KpiTest>) -> Self {
        self.share_of(part, Vec::new())
    }

    /// Those that pass some tests, of those that pass others; the first must imply the second.
    pub(super) fn share_of(self, part: Vec<KpiTest>, whole: Vec<KpiTest>) -> Self {
        self.ratio(vec![tickets(part)], vec![tickets(whole)])
    }

    /// The same in another mode: its suffix makes the id.
    pub(super) fn mode(&self, suffix: &str, mode: &str, formula: &str) -> Self {
        let mut other = self.clone();
        other.0.id = format!("{}_{suffix}", self.0.id);
        let words = words_of(mode);
        other.0.name = match self.0.name.strip_suffix(')') {
            Some(name) => format!("{name}, {words})"),
            None => format!("{} ({words})", self.0.name),
        };
        other.0.mode = Some(match &self.0.mode {
            Some(first) => format!("{first}_{mode}"),
            None => mode.into(),
        });
        other.0.formula = formula.into();
        other
    }

    /// Another id than that of the plain one with the suffix.
    pub(super) fn id(mut self, id: &str) -> Self {
        self.0.id = id.into();
        self
    }

    /// It, and it in open time.
    pub(super) fn with_business(self) -> Vec<KpiDefinition> {
        vec![self.business().done(), self.done()].into_iter().rev().collect()
    }

    /// It, it in open time, and it in open time by the calendar at the end, of a stay at the end of each visit: as Zendesk
    /// counts, which has that for this very figure or for others.
    pub(super) fn with_all_clocks(self, of_zendesk: bool) -> Vec<KpiDefinition> {
        let is_stay = matches!(
            self.0.measure,
            KpiMeasure::Distribution { lengths: Lengths::Stays { .. }, .. }
        );
        let (words, events, schedule) = if is_stay {
            (
                "each visit in the open time of the calendar that the ticket had at the end of it",
                "several events",
                "the schedule at each change of status",
            )
        } else {
            (
                "in the open time of the calendar that the ticket had at the end",
                "one event",
                "the schedule at its end",
            )
        };
        let others = if of_zendesk { "" } else { ", which it has for other figures" };
        let source = format!("Zendesk, native business hours of {events}{others}: {schedule}");
        let formula = format!("{}, {words}", self.0.formula);
        let at_end = self
            .mode("business_at_end", "zendesk_business_hours", &formula)
            .clock(KpiClock::BusinessAtEnd);
        let mut all = self.with_business();
        all.push(at_end.source(&source).done());
        all
    }

    fn business(&self) -> Self {
        let formula = format!("{}, in open time", self.0.formula);
        self.mode("business", "business_hours", &formula).clock(KpiClock::Business)
    }

    pub(super) fn done(self) -> KpiDefinition {
        self.0
    }
}

/// What a mode is called: products by their own names.
fn words_of(mode: &str) -> String {
    let products = [
        ("dbt_zendesk", "dbt_zendesk"),
        ("freshdesk", "Freshdesk"),
        ("intercom", "Intercom"),
        ("servicenow", "ServiceNow"),
        ("zendesk", "Zendesk"),
    ];
    let product = products.into_iter().find_map(|(id, name)| Some((name, mode.strip_prefix(id)?)));
    match product {
        Some((name, rest)) => format!("{name}{}", rest.replace('_', " ")),
        None => mode.replace('_', " "),
    }
}

pub(super) fn tickets(tests: Vec<KpiTest>) -> KpiTerm {
    of(Quantity::Tickets {}, tests)
}

pub(super) const fn of(quantity: Quantity, tests: Vec<KpiTest>) -> KpiTerm {
    KpiTerm { quantity, tests, cohort: None, minus: false }
}

pub(super) fn placed(term: KpiTerm, cohort: Cohort) -> KpiTerm {
    KpiTerm { cohort: Some(cohort), ..term }
}

pub(super) fn minus(term: KpiTerm) -> KpiTerm {
    KpiTerm { minus: true, ..term }
}

pub(super) fn figure(name: &str) -> KpiTerm {
    placed(of(Quantity::Figure { name: name.into() }, Vec::new()), Cohort::Figures)
}

pub(super) const fn has(moment: Moment) -> KpiTest {
    KpiTest::Has { moment }
}

pub(super) const fn at_least(tally: Tally, count: u32) -> KpiTest {
    KpiTest::Between { tally, at_least: Some(count), at_most: None }
}

pub(super) const fn at_most(tally: Tally, count: u32) -> KpiTest {
    KpiTest::Between { tally, at_least: None, at_most: Some(count) }
}

/// At least one of them is so.
pub(super) fn any_of(tests: Vec<KpiTest>) -> KpiTest {
    KpiTest::NoneOf { tests: vec![KpiTest::NoneOf { tests }] }
}

pub(super) fn field_is(field: &str, value: &str) -> KpiTest {
    let values = vec![value.into()];
    KpiTest::Matches { condition: Condition::FieldIs { field: field.into(), values } }
}
