//! The facts of a ticket as the ticket lends them: nothing of its log is copied.

use super::{
    ClockedSpan, Reopening, Tally, TicketFacts, TicketMarks, TicketPromise, TicketStays,
    TicketTallies, TicketWait,
};
use crate::sla::{SlaAgreement, SlaMetric, SlaStage};
use crate::ticket::{Priority, Rating, View};
use crate::time::Timestamp;
use std::borrow::Cow;

/// A [`TicketFacts`], borrowed from the ticket that it was made of.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) id: &'a str,
    pub(super) view: View<'a>,
    /// Every agent who had it, in the order in which they first did.
    pub(super) agents: Vec<&'a str>,
    pub(super) first_priority: Priority,
    pub(super) as_of: Option<Timestamp>,
    pub(super) age: Option<ClockedSpan>,
    pub(super) marks: TicketMarks,
    pub(super) ended_at: Option<Timestamp>,
    pub(super) reopenings: Cow<'a, [Reopening]>,
    pub(super) stays: TicketStays,
    pub(super) tallies: TicketTallies,
    pub(super) waits: Cow<'a, [TicketWait]>,
    pub(super) promises: Cow<'a, [TicketPromise]>,
    pub(super) rating: Option<Rating>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(facts: &'a TicketFacts) -> Self {
        Self {
            id: &facts.snapshot.id,
            view: View::resumed(&facts.snapshot),
            agents: facts.agents.iter().map(String::as_str).collect(),
            first_priority: facts.first_priority,
            as_of: facts.as_of,
            age: facts.age,
            marks: facts.marks.clone(),
            ended_at: facts.ended_at,
            reopenings: Cow::Borrowed(&facts.reopenings),
            stays: facts.stays,
            tallies: facts.tallies,
            waits: Cow::Borrowed(&facts.waits),
            promises: Cow::Borrowed(&facts.promises),
            rating: facts.rating,
        }
    }

    pub(super) fn tally(&self, tally: Tally) -> u32 {
        let it = &self.tallies;
        match tally {
            Tally::Agents => u32::try_from(self.agents.len()).unwrap_or(u32::MAX),
            Tally::Resolutions => it.resolutions,
            Tally::Reopens => it.reopens,
            Tally::Closures => it.closures,
            Tally::Reassignments => it.reassignments,
            Tally::TeamTransfers => it.team_transfers,
            Tally::AgentTransfers => it.agent_transfers,
            Tally::Bounces => it.bounces,
            Tally::Escalations => it.escalations,
            Tally::Replies => it.replies,
            Tally::PublicComments => it.public_comments,
            Tally::RepliesBeforeResolution => it.replies_before_resolution,
            Tally::RequesterReplies => it.requester_replies,
            Tally::RepliesAfterResolution => it.replies_after_resolution,
            Tally::Merged => it.merged,
            Tally::Touched => it.touched,
            Tally::AboveFirstTier => it.above_first_tier,
        }
    }

    /// The promises of a metric under an agreement, by a clock where one is named.
    pub(super) fn promised(
        &self,
        metric: SlaMetric,
        agreement: SlaAgreement,
        clock: Option<&str>,
    ) -> impl Iterator<Item = &TicketPromise> {
        self.promises.iter().filter(move |it| {
            let by_clock = clock.is_none() || it.clock.as_deref() == clock;
            it.metric == metric && it.agreement == agreement && by_clock
        })
    }

    /// Those of them that an open ticket still waits for.
    pub(super) fn pending(
        &self,
        metric: SlaMetric,
        agreement: SlaAgreement,
        clock: Option<&str>,
    ) -> impl Iterator<Item = &TicketPromise> {
        let waits = |it: &&TicketPromise| {
            let lasts =
                matches!(it.stage, SlaStage::Running | SlaStage::Paused | SlaStage::Breached);
            lasts && it.finished_at.is_none()
        };
        self.promised(metric, agreement, clock).filter(waits).filter(|_| self.ended_at.is_none())
    }

    pub(super) fn to_facts(&self, reduction: &str) -> TicketFacts {
        TicketFacts {
            snapshot: self.view.snapshot(self.id),
            first_priority: self.first_priority,
            agents: self.agents.iter().map(|it| (*it).to_owned()).collect(),
            as_of: self.as_of,
            age: self.age,
            reduction: Some(reduction.to_owned()),
            marks: self.marks.clone(),
            ended_at: self.ended_at,
            reopenings: self.reopenings.to_vec(),
            stays: self.stays,
            tallies: self.tallies,
            waits: self.waits.to_vec(),
            promises: self.promises.to_vec(),
            rating: self.rating,
        }
    }

    /// Whether an instant lies before the creation, or a wait runs backwards.
    pub(super) fn runs_backwards(&self) -> bool {
        let marks = &self.marks;
        let marks = [
            marks.first_assigned,
            marks.acknowledged,
            marks.first_response,
            marks.first_requester_reply,
            marks.first_resolved,
            marks.last_resolved,
            marks.closed,
        ];
        marks.iter().flatten().any(|it| it.since_created.elapsed.is_negative())
            || self.waits.iter().any(|it| it.length.elapsed.is_negative())
    }
}
