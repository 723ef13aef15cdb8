//! How a clock moves in a status, and what ends it.

use super::compile::Track;
use super::legs::{Limit, Motion};
use super::{ResolutionEnd, SlaMetric, SlaRules};
use crate::ticket::Status;

/// How a clock moves in a status, as far as the status and its own pause tell.
pub(super) fn motion_in(
    rules: &SlaRules,
    track: &Track,
    status: Status,
    held: bool,
    limit: Option<Limit<'_>>,
) -> Motion {
    let pauses = |it: Limit<'_>| it.promise.target.pause_on.contains(&status);
    match limit {
        _ if ends(rules, track.metric, status) => Motion::Finished,
        _ if held || track.metric.pauses().contains(&status) => Motion::Paused(status),
        Some(limit) if pauses(limit) => Motion::Paused(status),
        _ => Motion::Running,
    }
}

/// Whether a status ends a clock.
pub(super) fn ends(rules: &SlaRules, metric: SlaMetric, status: Status) -> bool {
    match metric {
        SlaMetric::Custom => false,
        SlaMetric::Acknowledgement => status != Status::New,
        metric if metric.is_resolution() => match rules.resolution_end {
            ResolutionEnd::Resolved => !status.is_unresolved(),
            ResolutionEnd::Closed => status == Status::Closed,
        },
        _ => !status.is_unresolved(),
    }
}
