//! How a clock moves in a status, and what ends it.

use super::compile::Track;
use super::legs::{Limit, Motion};
use super::{ResolutionEnd, SlaMetric, SlaRules};
use crate::ticket::Status;

/// A set of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Statuses(u8);

impl Statuses {
    pub(super) fn of(holds: impl Fn(Status) -> bool) -> Self {
        let statuses = Status::ALL.into_iter().filter(|status| holds(*status));
        Self(statuses.fold(0, |set, status| set | Self::bit(status)))
    }

    pub(super) const fn has(self, status: Status) -> bool {
        self.0 & Self::bit(status) != 0
    }

    const fn bit(status: Status) -> u8 {
        match status {
            Status::New => 1,
            Status::Open => 1 << 1,
            Status::Pending => 1 << 2,
            Status::OnHold => 1 << 3,
            Status::Resolved => 1 << 4,
            Status::Closed => 1 << 5,
        }
    }
}

/// How a clock moves in a status, as far as the status and its own pause tell.
pub(super) fn motion_in(
    track: &Track,
    status: Status,
    held: bool,
    limit: Option<Limit<'_>>,
) -> Motion {
    let pauses = limit.map_or(track.pauses, |it| it.promise.pauses);
    if track.ends.has(status) {
        Motion::Finished
    } else if held || pauses.has(status) {
        Motion::Paused(status)
    } else {
        Motion::Running
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
