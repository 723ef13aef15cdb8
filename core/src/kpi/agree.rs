//! Does a definition's unit and merge class say what its measure gives?

use super::check::{Kind, kind};
use super::{Cohort, KpiDefinition, KpiMeasure, KpiTerm, KpiUnit, MergeClass};
use crate::error::Fault;
use crate::json::label_text;
use serde::Serialize;

pub(super) fn check_words(definition: &KpiDefinition, path: &str, faults: &mut Vec<Fault>) {
    let units = units(&definition.measure);
    if !units.is_empty() && !units.contains(&definition.unit) {
        let message =
            format!("its measure is not in {}; give {}", names(&[definition.unit]), names(units));
        faults.push(Fault::invalid("kpi.other_unit", format!("{path}.unit"), message));
    }
    let classes = classes(definition);
    if !classes.contains(&definition.merge) {
        let message = format!(
            "its measure does not merge as {}; give {}",
            names(&[definition.merge]),
            names(classes)
        );
        faults.push(Fault::invalid("kpi.other_merge", format!("{path}.merge"), message));
    }
}

/// The units in which a measure can be; none where nothing speaks against any.
fn units(measure: &KpiMeasure) -> &'static [KpiUnit] {
    use KpiUnit::{Days, Duration, Money, Number, PerHour, Points, Share, Tickets};
    match measure {
        KpiMeasure::Distribution { .. } => &[Duration],
        KpiMeasure::Backlog {}
        | KpiMeasure::AgeBuckets { .. }
        | KpiMeasure::HourOfWeek {}
        | KpiMeasure::Requesters {} => &[Tickets],
        KpiMeasure::BacklogDays {} => &[Days],
        KpiMeasure::RepeatContact { .. } => &[Share],
        KpiMeasure::Rate { .. } => &[Tickets, Number, PerHour, Money, Points],
        KpiMeasure::Sum { of } => match first(of) {
            Some(Kind::Count) => &[Tickets, Number],
            Some(Kind::Time) => &[Duration],
            Some(Kind::Figure) | None => &[],
        },
        KpiMeasure::Ratio { part, whole } => match (first(part), first(whole)) {
            (Some(Kind::Time), Some(Kind::Time)) => &[Share, Number, Points],
            (Some(Kind::Time), _) => &[Duration],
            (Some(Kind::Count), _) => &[Share, Number, Points],
            _ => &[],
        },
    }
}

fn classes(definition: &KpiDefinition) -> &'static [MergeClass] {
    use MergeClass::{Additive, Distinct, Quantile, Ratio, Snapshot};
    let is_snapshot = definition.cohort == Cohort::Snapshot;
    match &definition.measure {
        KpiMeasure::Backlog {} | KpiMeasure::AgeBuckets { .. } => &[Snapshot],
        KpiMeasure::Sum { .. } | KpiMeasure::Distribution { .. } if is_snapshot => &[Snapshot],
        KpiMeasure::Sum { .. } | KpiMeasure::HourOfWeek {} => &[Additive],
        KpiMeasure::Distribution { .. } => &[Quantile],
        KpiMeasure::Ratio { .. } | KpiMeasure::BacklogDays {} => &[Ratio],
        // For each so long, of one period, it adds up over groups.
        KpiMeasure::Rate { .. } => &[Ratio, Additive],
        KpiMeasure::Requesters {} | KpiMeasure::RepeatContact { .. } => &[Distinct],
    }
}

fn names(labels: &[impl Serialize]) -> String {
    let quoted: Vec<_> = labels.iter().map(|it| format!("'{}'", label_text(it))).collect();
    quoted.join(" or ")
}

fn first(terms: &[KpiTerm]) -> Option<Kind> {
    match terms {
        [] => None,
        [first, ..] => Some(kind(&first.quantity)),
    }
}
