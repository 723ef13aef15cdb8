//! Which target holds for a ticket, and why not those above it.

use super::SlaTarget;
use super::compile::{Compiled, Promise, Track};
use crate::error::Result;
use crate::ticket::{Condition, Ticket, View, events_until, opening_by};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A policy or a target that is not for a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaPassedOver {
    /// The policy, by its name.
    pub policy: String,
    /// The place of the target in it, from 0; absent: all of the policy.
    pub target_index: Option<u32>,
    /// What of its filter did not hold.
    pub because: Vec<Condition>,
}

/// Why a target holds.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) because: Vec<Condition>,
    pub(super) passed_over: Vec<SlaPassedOver>,
}

/// Why a target held for a ticket, at the last event until an instant after which it did.
pub(super) fn chosen(
    compiled: &Compiled,
    track: &Track,
    promise: &Promise,
    ticket: &Ticket,
    until: Timestamp,
) -> Result<Chosen> {
    let (created, opening) = opening_by(ticket, until, "now")?;
    let mut view = View::opened(ticket, opening);
    let mut events: Vec<_> = events_until(ticket, until).collect();
    events.sort_by_key(|(at, event)| (*at, compiled.spec.rules.rank(event)));
    let mut held = None;
    let instants = std::iter::once((created.at, None));
    for (_, event) in instants.chain(events.into_iter().map(|(at, event)| (at, Some(event)))) {
        if let Some(event) = event {
            view.fold(event);
        }
        let holds = track.promise_for(&compiled.spec, &view);
        if holds.is_some_and(|it| std::ptr::eq(it, promise)) {
            held = Some(view.clone());
        }
    }
    Ok(held.map_or_else(Chosen::default, |view| why(compiled, track, promise, &view)))
}

fn why(compiled: &Compiled, track: &Track, promise: &Promise, view: &View<'_>) -> Chosen {
    let mut chosen = Chosen::default();
    let above = compiled.spec.policies.iter().take(promise.policy);
    for policy in above.filter(|policy| policy.agreement == track.agreement) {
        let because = reasons(policy.filter.as_ref(), view);
        chosen.passed_over.push(SlaPassedOver {
            policy: policy.name.clone(),
            target_index: None,
            because,
        });
    }
    let Some(policy) = compiled.spec.policies.get(promise.policy) else { return chosen };
    chosen.because.extend(reasons(policy.filter.as_ref(), view));
    let of_policy = track.promises.iter().filter(|it| it.policy == promise.policy);
    for above in of_policy.take_while(|it| it.place < promise.place) {
        chosen.passed_over.push(SlaPassedOver {
            policy: policy.name.clone(),
            target_index: Some(above.place),
            because: reasons_of(&above.target, view),
        });
    }
    chosen.because.extend(reasons_of(&promise.target, view));
    chosen
}

fn reasons(filter: Option<&Condition>, view: &View<'_>) -> Vec<Condition> {
    filter.map_or_else(Vec::new, |filter| filter.reasons(view))
}

/// Why a target is for a ticket or, if it is not, why not.
fn reasons_of(target: &SlaTarget, view: &View<'_>) -> Vec<Condition> {
    let by_priority = target.by_priority();
    let fits = by_priority.as_ref().is_none_or(|it| it.holds(view, None));
    match target.filter.as_ref().filter(|_| fits) {
        Some(filter) if !filter.holds(view, None) => filter.reasons(view),
        filter => by_priority.into_iter().chain(reasons(filter, view)).collect(),
    }
}
