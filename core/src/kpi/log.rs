//! The log of one ticket while it is read, event by event.

use super::lent::Facts;
use super::stopwatch::{Reading, Stopwatch};
use super::{
    ClockedSpan, Reopening, TicketMark, TicketMarks, TicketStays, TicketTallies, TicketWait,
    WaitKind,
};
use crate::error::{Error, Result};
use crate::ticket::{Change, Rating, Role, Status, TicketEvent, Tier, View};
use crate::time::Timestamp;
use std::borrow::Cow;

/// The last assignment of a ticket to an agent.
#[derive(Debug, Clone, Copy)]
struct Assigned<'a> {
    agent: &'a str,
    at: Reading,
    /// How long the ticket had been closed or on hold by then.
    held: ClockedSpan,
}

/// A log while it is read, and its facts so far.
pub(super) struct Log<'a, 'h> {
    /// Of its stays, those are counted that are over.
    pub(super) facts: Facts<'a>,
    pub(super) watch: Stopwatch<'h>,
    status_since: Reading,
    unassigned_since: Option<Reading>,
    /// The oldest message of the requester after the first response that has no answer.
    waiting_since: Option<Reading>,
    /// The last public reply, and how long the ticket had rested by then.
    replied: Option<(Reading, ClockedSpan)>,
    /// The agents who had it, in the order in which they first did.
    assigned: Vec<Assigned<'a>>,
    /// Whether instants before the creation and lengths that run backwards are left out.
    leaves_out: bool,
    last_team: Option<&'a str>,
    last_agent: Option<&'a str>,
    former_teams: Vec<&'a str>,
    waits: Vec<TicketWait>,
    reopenings: Vec<Reopening>,
}

impl<'a, 'h> Log<'a, 'h> {
    pub(super) fn opened(
        id: &'a str,
        created: &TicketEvent,
        view: View<'a>,
        watch: Stopwatch<'h>,
        leaves_out: bool,
    ) -> Self {
        let (now, nothing) = (watch.now(), watch.since_created());
        let mark = TicketMark { at: created.at, since_created: nothing };
        let first_agent = view.agent;
        Self {
            status_since: now,
            unassigned_since: view.agent.is_none().then_some(now),
            waiting_since: None,
            replied: None,
            assigned: first_agent
                .map(|agent| Assigned { agent, at: now, held: ClockedSpan::ZERO })
                .into_iter()
                .collect(),
            leaves_out,
            last_team: view.team,
            last_agent: view.agent,
            former_teams: Vec::new(),
            waits: Vec::new(),
            reopenings: Vec::new(),
            facts: Facts {
                id,
                first_priority: view.priority,
                agents: Vec::new(),
                as_of: None,
                age: None,
                marks: TicketMarks {
                    created: mark,
                    first_assigned: first_agent.map(|_| mark),
                    acknowledged: None,
                    first_response: None,
                    first_requester_reply: None,
                    first_resolved: None,
                    first_ended: None,
                    first_reopened: None,
                    last_resolved: None,
                    resolved: None,
                    closed: None,
                    rated: None,
                    outage_started: None,
                    restored: None,
                },
                ended_at: None,
                reopenings: Cow::Borrowed(&[]),
                stays: TicketStays {
                    new_time: nothing,
                    open_time: nothing,
                    pending_time: nothing,
                    on_hold_time: nothing,
                    resolved_time: nothing,
                    closed_time: nothing,
                    unassigned_time: nothing,
                },
                tallies: TicketTallies {
                    public_comments: u32::from(created.role.is_staff()),
                    touched: u32::from(view.agent.is_some()),
                    above_first_tier: u32::from(view.tier > Tier::L1),
                    ..TicketTallies::default()
                },
                waits: Cow::Borrowed(&[]),
                promises: Cow::Borrowed(&[]),
                rating: None,
                view,
            },
            watch,
        }
    }

    pub(super) fn add(
        &mut self,
        event: &'a TicketEvent,
        at: Timestamp,
        effect: Timestamp,
    ) -> Result<()> {
        self.watch.advance(at.as_millis());
        let mark = TicketMark { at, since_created: self.watch.since_created() };
        if let Some(status) = event.change.status() {
            self.turn(status, effect);
            if status != Status::New && event.role != Role::System {
                self.first(|it| &mut it.acknowledged, mark);
            }
            self.enter(status, mark);
        }
        match &event.change {
            Change::TeamAssigned { team } => self.assign_team(team.as_deref()),
            Change::AgentAssigned { agent } => self.assign_agent(agent.as_deref(), mark),
            Change::PublicReply {} if event.role.is_staff() => {
                self.reply(mark, event.actor.as_deref());
            }
            Change::RequesterReply {} => self.hear(mark),
            Change::TierChanged { tier } => {
                self.facts.tallies.escalations += u32::from(*tier > self.facts.view.tier);
                self.facts.tallies.above_first_tier |= u32::from(*tier > Tier::L1);
            }
            Change::Resolved {} | Change::StatusChanged { status: Status::Resolved } => {
                self.facts.tallies.touched |= u32::from(event.role.is_staff());
                self.resolve(mark);
            }
            Change::Reopened {} => self.reopen(mark),
            Change::StatusChanged { status }
                if status.is_unresolved() && !self.facts.view.status.is_unresolved() =>
            {
                self.reopen(mark);
            }
            Change::Closed {}
            | Change::Merged { .. }
            | Change::StatusChanged { status: Status::Closed } => {
                self.end_wait(mark);
                self.facts.tallies.closures += 1;
                self.last(|it| &mut it.closed, mark);
                let merged = matches!(event.change, Change::Merged { .. });
                self.facts.tallies.merged |= u32::from(merged);
            }
            Change::Rated { score, best } => {
                let rating = Rating { score: *score, best: *best };
                Error::from_faults(rating.fault("change").into_iter().collect())?;
                self.facts.rating = Some(rating);
                self.last(|it| &mut it.rated, mark);
            }
            _ => {}
        }
        if self.facts.view.fold(event) {
            self.watch.follow(&self.facts.view)?;
        }
        Ok(())
    }

    fn enter(&mut self, status: Status, mark: TicketMark) {
        if status != self.facts.view.status {
            self.leave_status();
        }
        if !status.is_unresolved() {
            self.first(|it| &mut it.first_ended, mark);
        }
        if status.is_unresolved() {
            self.facts.marks.resolved = None;
            self.facts.marks.closed = None;
            if self.facts.view.agent.is_none() {
                self.unassigned_since.get_or_insert(self.watch.now());
            }
        } else {
            self.end_unassigned();
        }
    }

    fn leave_status(&mut self) {
        let visit = self.watch.since(self.status_since);
        if self.counts(visit) {
            let total = self.total_mut(self.facts.view.status);
            *total = total.plus(visit);
        }
        self.status_since = self.watch.now();
    }

    fn end_unassigned(&mut self) {
        if let Some(since) = self.unassigned_since.take() {
            let stay = self.watch.since(since);
            if self.counts(stay) {
                let total = &mut self.facts.stays.unassigned_time;
                *total = total.plus(stay);
            }
        }
    }

    /// Whether a length counts: one that runs backwards may be left out.
    const fn counts(&self, length: ClockedSpan) -> bool {
        !(self.leaves_out && length.elapsed.is_negative())
    }

    /// Into the backlog or out of it, when the event takes effect.
    fn turn(&mut self, status: Status, at: Timestamp) {
        match (self.facts.ended_at, status.is_unresolved()) {
            (None, false) => self.facts.ended_at = Some(at),
            (Some(ended_at), true) => {
                self.reopenings.push(Reopening { ended_at, at });
                self.facts.ended_at = None;
            }
            _ => {}
        }
    }

    const fn total_mut(&mut self, status: Status) -> &mut ClockedSpan {
        let stays = &mut self.facts.stays;
        match status {
            Status::New => &mut stays.new_time,
            Status::Open => &mut stays.open_time,
            Status::Pending => &mut stays.pending_time,
            Status::OnHold => &mut stays.on_hold_time,
            Status::Resolved => &mut stays.resolved_time,
            Status::Closed => &mut stays.closed_time,
        }
    }

    /// The time in some statuses up to now.
    fn time_in(&mut self, statuses: &[Status]) -> ClockedSpan {
        let mut sum = ClockedSpan::ZERO;
        for status in statuses {
            sum = sum.plus(*self.total_mut(*status));
        }
        let lasting = self.watch.since(self.status_since);
        if statuses.contains(&self.facts.view.status) && self.counts(lasting) {
            sum = sum.plus(lasting);
        }
        sum
    }

    fn assign_team(&mut self, team: Option<&'a str>) {
        self.facts.tallies.reassignments += 1;
        let Some(team) = team else { return };
        if let Some(before) = self.last_team.filter(|before| *before != team) {
            self.facts.tallies.team_transfers += 1;
            self.former_teams.push(before);
            self.facts.tallies.bounces += u32::from(self.former_teams.contains(&team));
        }
        self.last_team = Some(team);
    }

    fn assign_agent(&mut self, agent: Option<&'a str>, mark: TicketMark) {
        let unresolved = self.facts.view.status.is_unresolved();
        let Some(agent) = agent else {
            if unresolved {
                self.unassigned_since.get_or_insert(self.watch.now());
            }
            return;
        };
        self.end_unassigned();
        self.facts.tallies.agent_transfers +=
            u32::from(self.last_agent.is_some_and(|it| it != agent));
        self.last_agent = Some(agent);
        self.facts.tallies.touched = 1;
        self.first(|it| &mut it.first_assigned, mark);
        let at = self.watch.now();
        let held = self.time_in(&HELD_OR_CLOSED);
        self.assigned(Assigned { agent, at, held });
    }

    fn assigned(&mut self, now: Assigned<'a>) {
        match self.assigned.iter_mut().find(|it| it.agent == now.agent) {
            Some(before) => *before = now,
            None => self.assigned.push(now),
        }
    }

    fn reply(&mut self, mark: TicketMark, actor: Option<&str>) {
        self.facts.tallies.replies += 1;
        self.facts.tallies.public_comments += 1;
        self.facts.tallies.replies_before_resolution +=
            u32::from(self.facts.marks.first_resolved.is_none());
        self.facts.tallies.touched = 1;
        if !self.has_instant(mark) {
            return;
        }
        if self.facts.marks.first_response.is_none() {
            self.last(|it| &mut it.first_response, mark);
            self.first_reply(mark, actor);
        } else if let Some(since) = self.waiting_since.take() {
            self.wait(WaitKind::NextReply, mark, self.watch.since(since));
        }
        let rested = self.time_in(&RESTING);
        if let Some((last, rested_then)) = self.replied {
            let gap = self.watch.since(last);
            self.wait(WaitKind::Update, mark, gap);
            if self.counts(gap) {
                self.wait(WaitKind::PausableUpdate, mark, gap.minus(rested.minus(rested_then)));
            }
        }
        self.replied = Some((self.watch.now(), rested));
    }

    fn first_reply(&mut self, mark: TicketMark, actor: Option<&str>) {
        let waited = mark.since_created;
        self.wait(WaitKind::FirstReply, mark, waited);
        let closed = self.time_in(&[Status::Closed]);
        self.wait(WaitKind::FirstReplyNotClosed, mark, waited.minus(closed));
        let to = |agent: Option<&str>| self.assigned.iter().find(|it| Some(it.agent) == agent);
        if let Some(&Assigned { at, held: held_then, .. }) = to(actor).or(to(self.last_agent)) {
            let held = self.time_in(&HELD_OR_CLOSED).minus(held_then);
            let length = self.watch.since(at).minus(held);
            self.wait(WaitKind::FirstReplyFromAssignment, mark, length);
        }
    }

    fn hear(&mut self, mark: TicketMark) {
        self.first(|it| &mut it.first_requester_reply, mark);
        self.facts.tallies.requester_replies += 1;
        self.facts.tallies.replies_after_resolution +=
            u32::from(self.facts.marks.first_resolved.is_some());
        if self.facts.marks.first_response.is_some() && self.has_instant(mark) {
            self.waiting_since.get_or_insert(self.watch.now());
        }
    }

    fn reopen(&mut self, mark: TicketMark) {
        self.facts.tallies.reopens += 1;
        if self.facts.marks.first_resolved.is_some() {
            self.first(|it| &mut it.first_reopened, mark);
        }
    }

    fn resolve(&mut self, mark: TicketMark) {
        self.facts.tallies.resolutions += 1;
        self.first(|it| &mut it.first_resolved, mark);
        self.last(|it| &mut it.last_resolved, mark);
        self.last(|it| &mut it.resolved, mark);
        if self.has_instant(mark) {
            self.wait(WaitKind::Resolution, mark, mark.since_created);
        }
        self.end_wait(mark);
    }

    /// Without a reply: nobody answers what was resolved or closed.
    fn end_wait(&mut self, mark: TicketMark) {
        if !self.has_instant(mark) {
            return;
        }
        if let Some(since) = self.waiting_since.take() {
            self.wait(WaitKind::NextReplyResolved, mark, self.watch.since(since));
        }
    }

    fn first(
        &mut self,
        which: impl Fn(&mut TicketMarks) -> &mut Option<TicketMark>,
        mark: TicketMark,
    ) {
        if self.has_instant(mark) {
            which(&mut self.facts.marks).get_or_insert(mark);
        }
    }

    fn last(
        &mut self,
        which: impl Fn(&mut TicketMarks) -> &mut Option<TicketMark>,
        mark: TicketMark,
    ) {
        if self.has_instant(mark) {
            *which(&mut self.facts.marks) = Some(mark);
        }
    }

    /// Whether what came then counts as an instant.
    const fn has_instant(&self, mark: TicketMark) -> bool {
        self.counts(mark.since_created)
    }

    fn wait(&mut self, kind: WaitKind, mark: TicketMark, length: ClockedSpan) {
        if self.counts(length) {
            self.waits.push(TicketWait { kind, ended_at: mark.at, length });
        }
    }

    /// Ends the stays that last, now, and hands over what was collected.
    pub(super) fn finish(&mut self) {
        self.leave_status();
        self.end_unassigned();
        self.facts.reopenings = Cow::Owned(std::mem::take(&mut self.reopenings));
        self.facts.waits = Cow::Owned(std::mem::take(&mut self.waits));
        self.facts.agents = self.assigned.iter().map(|it| it.agent).collect();
    }
}

const HELD_OR_CLOSED: [Status; 2] = [Status::OnHold, Status::Closed];
const RESTING: [Status; 3] = [Status::Pending, Status::Resolved, Status::Closed];
