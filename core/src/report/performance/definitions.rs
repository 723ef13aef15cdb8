//! The definitions that the report adds to the catalogue: how often each promise was kept.

use crate::kpi::{
    Cohort, Direction, KpiClock, KpiDefinition, KpiMeasure, KpiTerm, KpiUnit, MergeClass, Quantity,
    ReplyFilter,
};
use crate::sla::{SlaAgreement, SlaMetric, SlaSpec, SlaStage};
use std::collections::BTreeSet;

/// The id of the tickets that were resolved.
pub(super) const RESOLVED: &str = "tickets_resolved";

/// The metrics that a desk promises its customers something of, in their order.
pub(super) fn promised(sla: &SlaSpec) -> Vec<SlaMetric> {
    let policies = sla.policies.iter().filter(|it| it.agreement == SlaAgreement::Sla);
    let targets = policies.flat_map(|policy| &policy.targets);
    targets.map(|target| target.metric).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The id of the figure that tells how often promises of a metric were kept.
pub(super) fn attainment_id(metric: SlaMetric) -> String {
    match metric {
        SlaMetric::FirstResponse => "response_sla_attainment".to_owned(),
        SlaMetric::Resolution => "resolution_sla_attainment".to_owned(),
        other => format!("{}_sla_attainment", metric_name(other).replace(' ', "_")),
    }
}

/// What a metric is called.
pub(super) const fn metric_name(metric: SlaMetric) -> &'static str {
    match metric {
        SlaMetric::Acknowledgement => "acknowledgement",
        SlaMetric::TimeToOwn => "time to own",
        SlaMetric::FirstResponse => "first response",
        SlaMetric::NextReply => "next reply",
        SlaMetric::PeriodicUpdate => "periodic update",
        SlaMetric::PausableUpdate => "pausable update",
        SlaMetric::RequesterWait => "requester wait",
        SlaMetric::AgentWork => "agent work",
        SlaMetric::Resolution => "resolution",
        SlaMetric::Custom => "custom",
    }
}

/// What the catalogue has not.
pub(super) fn additional(sla: Option<&SlaSpec>) -> Vec<KpiDefinition> {
    let metrics = sla.map(promised).unwrap_or_default();
    let catalogued =
        |it: &SlaMetric| matches!(it, SlaMetric::FirstResponse | SlaMetric::Resolution);
    let attained = metrics.into_iter().filter(|it| !catalogued(it)).map(attainment);
    attained.collect()
}

fn attainment(metric: SlaMetric) -> KpiDefinition {
    let name = metric_name(metric);
    let mut letters = name.chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase()).into_iter();
    let promises = |stages: &[SlaStage]| {
        let quantity = Quantity::Promises {
            metric,
            stages: stages.to_vec(),
            agreement: SlaAgreement::Sla,
            clock: None,
        };
        vec![KpiTerm { quantity, tests: Vec::new(), cohort: None, minus: false }]
    };
    KpiDefinition {
        id: attainment_id(metric),
        name: format!("{} SLA attainment", first.chain(letters).collect::<String>()),
        formula: "promises kept / promises kept or broken; those not decided yet are left out"
            .to_owned(),
        cohort: Cohort::DueIn,
        end_point: "fulfilment or breach of the promise".to_owned(),
        unit: KpiUnit::Share,
        merge: MergeClass::Ratio,
        source: "as the catalogue's attainment of responses and resolutions, ITIL 4".to_owned(),
        measure: KpiMeasure::Ratio {
            part: promises(&[SlaStage::Met]),
            whole: promises(&[SlaStage::Met, SlaStage::Breached]),
        },
        number: None,
        mode: None,
        clock: KpiClock::None,
        population: None,
        replies: ReplyFilter::None,
        direction: Direction::Up,
    }
}
