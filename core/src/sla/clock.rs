use crate::ticket::Condition;
use serde::{Deserialize, Serialize};

/// A clock of the desk's own, by conditions over what a ticket is and what happens to it.
///
/// At each event the first of these that fits is done: a running clock is stopped, which keeps the promise,
/// cancelled, started anew as another cycle, or paused; one that does not run starts. That order is Jira's
/// (stop, pause, start) with ServiceNow's cancel and reset, though a reset completes the cycle there. A start is the event at which its condition comes to hold,
/// so a clock that has ended starts again only when the condition has ceased meanwhile, or names an event.
///
/// ```
/// use firstline::{from_json, sla::SlaClock};
/// // How long a security team sits on a ticket.
/// let clock: SlaClock = from_json(
///     r#"{"name": "security review",
///         "start": {"type": "team_is", "values": ["security"]},
///         "stop": {"type": "none_of", "conditions": [{"type": "team_is", "values": ["security"]}]},
///         "pause": {"type": "status_is", "values": ["pending"]}}"#,
/// )?;
/// assert_eq!(clock.cancel, None);
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaClock {
    /// What the desk calls it; unique among its clocks.
    pub name: String,
    /// When a cycle starts.
    pub start: Condition,
    /// When it stands still: as long as this holds or, with `resume`, from then on until that holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<Condition>,
    /// What ends a pause, where the pause is begun by an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<Condition>,
    /// What keeps the promise.
    pub stop: Condition,
    /// What cancels the cycle and begins another one at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<Condition>,
    /// What cancels the cycle. A clock that must not outlive its start has `none_of` it here, as ServiceNow's do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel: Option<Condition>,
}
