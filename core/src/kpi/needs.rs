use super::{
    Cohort, KpiClock, KpiDefinition, KpiMeasure, KpiTerm, KpiTest, Lengths, Moment, Quantity,
};

/// What a figure can't be computed without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    AsOf,
    /// No groups by stretches of the calendar: a snapshot is of one instant, which lies in no stretch.
    OneInstant,
    Calendar,
    Sla,
    Period,
    OutageFields,
    Figures,
}

/// What a definition needs, each once.
pub(super) fn needs(definition: &KpiDefinition) -> Vec<Need> {
    let mut found = Vec::new();
    if matches!(definition.clock, KpiClock::Business | KpiClock::BusinessAtEnd) {
        found.push(Need::Calendar);
    }
    match &definition.measure {
        KpiMeasure::Sum { of } => terms(of, &mut found),
        KpiMeasure::Ratio { part, whole } => {
            terms(part, &mut found);
            terms(whole, &mut found);
        }
        KpiMeasure::Rate { of, .. } => {
            found.push(Need::Period);
            terms(of, &mut found);
        }
        KpiMeasure::Distribution { lengths: of, tests: all } => {
            tests(all, &mut found);
            match of {
                Lengths::Between { from, to } => {
                    [from, to].into_iter().for_each(|it| moment(*it, &mut found))
                }
                Lengths::Stays { .. } | Lengths::Waits { .. } => {}
                Lengths::PromiseUsed { .. } | Lengths::PromiseLeft { .. } => found.push(Need::Sla),
                Lengths::Age {} => found.push(Need::AsOf),
            }
        }
        KpiMeasure::Backlog {} | KpiMeasure::AgeBuckets { .. } => found.push(Need::AsOf),
        KpiMeasure::BacklogDays {} => found.extend([Need::AsOf, Need::Period]),
        KpiMeasure::HourOfWeek {}
        | KpiMeasure::RepeatContact { .. }
        | KpiMeasure::Requesters {} => {}
    }
    if definition.cohort == Cohort::Snapshot || found.contains(&Need::Sla) {
        found.push(Need::AsOf);
    }
    if definition.cohort == Cohort::Snapshot {
        found.push(Need::OneInstant);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn terms(terms: &[KpiTerm], found: &mut Vec<Need>) {
    for term in terms {
        tests(&term.tests, found);
        match &term.quantity {
            Quantity::Length { from, to } => {
                moment(*from, found);
                moment(*to, found);
            }
            Quantity::Promises { .. }
            | Quantity::PromisesAtRisk { .. }
            | Quantity::Overdue { .. } => found.push(Need::Sla),
            Quantity::Lifetime {} => found.push(Need::AsOf),
            Quantity::Figure { .. } => found.push(Need::Figures),
            _ => {}
        }
    }
}

fn tests(all: &[KpiTest], found: &mut Vec<Need>) {
    for test in all {
        match test {
            KpiTest::Has { moment: it } => moment(*it, found),
            KpiTest::Within { from, to, .. } | KpiTest::SamePeriod { first: from, second: to } => {
                moment(*from, found);
                moment(*to, found);
            }
            KpiTest::OlderThan { .. } => found.push(Need::AsOf),
            KpiTest::NoneOf { tests: inner } => tests(inner, found),
            _ => {}
        }
    }
}

fn moment(moment: Moment, found: &mut Vec<Need>) {
    if matches!(moment, Moment::OutageStarted | Moment::Restored) {
        found.push(Need::OutageFields);
    }
}
