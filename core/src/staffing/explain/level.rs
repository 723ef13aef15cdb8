//! What a service level says, in words.

use super::words::{given_percent, percent, within};
use crate::staffing::{QueueMetrics, ServiceLevelDefinition, ServiceLevelRule, ServiceLevelTarget};

/// Whether it is so, or would be.
#[derive(Clone, Copy)]
pub(super) enum Mood {
    Is,
    Would,
}

/// In the notation of the field.
pub(super) const fn fraction(definition: ServiceLevelDefinition) -> &'static str {
    match definition {
        ServiceLevelDefinition::AnsweredOfOffered => "answered in time / offered",
        ServiceLevelDefinition::AnsweredOfAnswered => "answered in time / answered",
        ServiceLevelDefinition::ExcludingShortAbandons => {
            "answered in time / (offered - hung up in time)"
        }
        ServiceLevelDefinition::WaitWithin => "(answered in time + hung up in time) / offered",
    }
}

/// Which share of whom is in time, such as `88.8 % of all who call are answered within 20 s`.
pub(super) fn in_time(
    definition: ServiceLevelDefinition,
    share: &str,
    limit: &str,
    mood: Mood,
) -> String {
    let are = match mood {
        Mood::Is => "are",
        Mood::Would => "would be",
    };
    match definition {
        ServiceLevelDefinition::AnsweredOfOffered => {
            format!("{share} of all who call {are} answered {limit}")
        }
        ServiceLevelDefinition::AnsweredOfAnswered => {
            format!("{share} of those answered {are} answered {limit}")
        }
        ServiceLevelDefinition::ExcludingShortAbandons => {
            format!(
                "{share} of all who call, but those who hang up {limit}, {are} answered {limit}"
            )
        }
        ServiceLevelDefinition::WaitWithin => {
            format!("{share} of all who call {are} answered or hang up {limit}")
        }
    }
}

/// How many are in time, of whom, and whom that counts or leaves out.
pub(super) fn outcome(metrics: &QueueMetrics, rule: ServiceLevelRule) -> String {
    let limit = within(rule.within);
    let share = percent(metrics.service_level);
    let mut text = in_time(rule.definition, &share, &limit, Mood::Is);
    let lost = metrics.p_abandon + metrics.p_blocked;
    match rule.definition {
        ServiceLevelDefinition::WaitWithin if metrics.p_abandon > 0.0 => {
            text.push_str(&format!(
                "; this definition counts those who hang up {limit} as in time: {} of all who call are answered at all",
                percent(1.0 - lost)
            ));
        }
        ServiceLevelDefinition::AnsweredOfAnswered if lost > 0.0 => {
            text.push_str(&format!(
                "; this definition leaves out {} of all who call, who get no answer",
                percent(lost)
            ));
        }
        _ => {}
    }
    text
}

/// A target, such as `a service level of 80 % within 20 s, of all who call,`.
pub(super) fn target(level: &ServiceLevelTarget) -> String {
    let of = match level.definition {
        ServiceLevelDefinition::AnsweredOfOffered => "of all who call",
        ServiceLevelDefinition::AnsweredOfAnswered => "of those answered",
        ServiceLevelDefinition::ExcludingShortAbandons => {
            "of all who call but those who hang up in that time"
        }
        ServiceLevelDefinition::WaitWithin => {
            "of all who call where those who hang up in that time count as in time"
        }
    };
    format!("a service level of {} {}, {of}", given_percent(level.share), within(level.within))
}
