//! What a specification reads of a ticket that a log may not have.

use super::{Attribute, Grouping, KpiDefinition, KpiMeasure, KpiSpec, KpiTest};
use crate::sla::SlaSpec;
use crate::ticket::Condition;

/// The conditions of a definition.
fn conditions_of(definition: &KpiDefinition) -> Vec<&Condition> {
    let mut tests: Vec<&KpiTest> = match &definition.measure {
        KpiMeasure::Sum { of } | KpiMeasure::Rate { of, .. } => {
            of.iter().flat_map(|it| &it.tests).collect()
        }
        KpiMeasure::Ratio { part, whole } => {
            part.iter().chain(whole).flat_map(|it| &it.tests).collect()
        }
        KpiMeasure::Distribution { tests, .. } => tests.iter().collect(),
        _ => Vec::new(),
    };
    let mut found: Vec<&Condition> = definition.population.iter().collect();
    while let Some(test) = tests.pop() {
        match test {
            KpiTest::Matches { condition } => found.push(condition),
            KpiTest::NoneOf { tests: inner } => tests.extend(inner),
            _ => {}
        }
    }
    found
}

/// The conditions that those of several are made of.
fn leaves(mut conditions: Vec<&Condition>) -> Vec<&Condition> {
    let mut found = Vec::new();
    while let Some(condition) = conditions.pop() {
        match condition {
            Condition::AllOf { conditions: inner }
            | Condition::AnyOf { conditions: inner }
            | Condition::NoneOf { conditions: inner } => conditions.extend(inner),
            leaf => found.push(leaf),
        }
    }
    found
}

/// The fields of the host that a definition's conditions read.
pub(super) fn fields_of(definition: &KpiDefinition) -> Vec<String> {
    let field = |leaf: &Condition| match leaf {
        Condition::FieldIs { field, .. } | Condition::FieldSet { field } => Some(field.clone()),
        _ => None,
    };
    leaves(conditions_of(definition)).into_iter().filter_map(field).collect()
}

/// The fields of the host that a specification may read, sorted.
pub(super) fn fields_read(spec: &KpiSpec) -> Vec<String> {
    let mut found = spec.fields.clone();
    found.extend(spec.group_by.iter().filter_map(|it| match it {
        Grouping::ByField { name } => Some(name.clone()),
        Grouping::By { .. } | Grouping::Over { .. } => None,
    }));
    let single = [&spec.calendar_field, &spec.outage_started_field, &spec.restored_field];
    found.extend(single.into_iter().flatten().cloned());
    if let Some(sla) = &spec.sla {
        found.extend(sla.fields.iter().chain(&sla.calendar_field).cloned());
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The attributes by which tickets are grouped, chosen or promised something, sorted.
pub(super) fn attributes_read<'a>(
    spec: &'a KpiSpec,
    definitions: impl Iterator<Item = &'a KpiDefinition>,
) -> Vec<Attribute> {
    let mut conditions: Vec<&Condition> = spec.population.iter().collect();
    conditions.extend(definitions.flat_map(conditions_of));
    conditions.extend(spec.sla.iter().flat_map(promised));
    let mut found: Vec<Attribute> = leaves(conditions).into_iter().filter_map(attribute).collect();
    let targets = spec.sla.iter().flat_map(|it| &it.policies).flat_map(|it| &it.targets);
    found.extend(targets.filter(|it| !it.priorities.is_empty()).map(|_| Attribute::Priority));
    found.extend(spec.group_by.iter().filter_map(|it| match it {
        Grouping::By { attribute } => Some(*attribute),
        Grouping::ByField { .. } | Grouping::Over { .. } => None,
    }));
    found.sort_unstable();
    found.dedup();
    found
}

/// The conditions under which something is promised.
fn promised(sla: &SlaSpec) -> impl Iterator<Item = &Condition> {
    let policies = sla.policies.iter().flat_map(|policy| {
        policy.targets.iter().filter_map(|it| it.filter.as_ref()).chain(&policy.filter)
    });
    let clocks = sla.clocks.iter().flat_map(|it| {
        [&it.start, &it.stop]
            .into_iter()
            .chain(it.pause.iter().chain(&it.resume))
            .chain(it.reset.iter().chain(&it.cancel))
    });
    policies.chain(clocks)
}

const fn attribute(leaf: &Condition) -> Option<Attribute> {
    match leaf {
        Condition::StatusIs { .. } => Some(Attribute::Status),
        Condition::PriorityIs { .. } => Some(Attribute::Priority),
        Condition::TierIs { .. } => Some(Attribute::Tier),
        Condition::ChannelIs { .. } => Some(Attribute::Channel),
        Condition::CategoryIs { .. } => Some(Attribute::Category),
        Condition::RequesterIs { .. } => Some(Attribute::Requester),
        Condition::TeamIs { .. } => Some(Attribute::Team),
        Condition::AgentIs { .. } => Some(Attribute::Agent),
        _ => None,
    }
}
