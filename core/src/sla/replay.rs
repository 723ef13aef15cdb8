//! From the log of a ticket to the cycles of its clocks, in one pass.

use super::compile::{Compiled, Track};
use super::course::{Course, Step, Talk};
use super::legs::{Cycle, Limit};
use crate::error::Result;
use crate::ticket::{Change, Role, Ticket, TicketEvent, View, events_until, opening_by};
use crate::time::Timestamp;

/// What a log comes to for one clock.
pub(super) struct Replayed<'a> {
    pub(super) track: &'a Track,
    /// The cycles, in order; none where nothing has started the clock.
    pub(super) cycles: Vec<Cycle<'a>>,
    /// The limit in force at the end.
    pub(super) limit: Option<Limit<'a>>,
}

/// The clocks of a ticket that are asked for, on their way through its log.
pub(super) struct Live<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) talk: Talk,
    pub(super) courses: Vec<Course<'a>>,
}

/// The cycles of those clocks of a ticket that are asked for, until `now`; the last leg of each last one ends
/// now. An event whose time runs backwards counts as at the instant of the one before it: the logs of other
/// systems hold such.
pub(super) fn replay<'a>(
    compiled: &'a Compiled,
    ticket: &Ticket,
    now: Timestamp,
    asked: impl Fn(&Track) -> bool,
) -> Result<Vec<Replayed<'a>>> {
    let (mut view, mut live) = Live::open(compiled, ticket, now, asked)?;
    let mut events = events_until(ticket, now).peekable();
    let mut batch = Vec::new();
    while let Some((at, event)) = events.next() {
        let last = events.peek().is_none_or(|(next, _)| *next != at);
        if last && batch.is_empty() {
            live.fold(&mut view, at, event)?;
            continue;
        }
        batch.push(event);
        if last {
            live.save(&mut view, at, &mut batch)?;
        }
    }
    live.close(now)
}

impl<'a> Live<'a> {
    /// The clocks as the ticket is created.
    pub(super) fn open<'t>(
        compiled: &'a Compiled,
        ticket: &'t Ticket,
        now: Timestamp,
        asked: impl Fn(&Track) -> bool,
    ) -> Result<(View<'t>, Self)> {
        let (created, opening) = opening_by(ticket, now, "now")?;
        let view = View::opened(ticket, opening);
        let talk = Talk { answered: false, waiting: created.role == Role::Requester };
        let tracks = compiled.tracks.iter().filter(|track| asked(track));
        let course = |track| Course::open(compiled, track, created, &view, talk);
        let courses = tracks.map(course).collect::<Result<_>>()?;
        Ok((view, Self { compiled, talk, courses }))
    }

    /// What came of them by `now`.
    pub(super) fn close(self, now: Timestamp) -> Result<Vec<Replayed<'a>>> {
        self.courses.into_iter().map(|course| course.close(now)).collect()
    }

    /// Moves all clocks on by the changes of one instant.
    pub(super) fn save<'t>(
        &mut self,
        view: &mut View<'t>,
        at: Timestamp,
        batch: &mut Vec<&'t TicketEvent>,
    ) -> Result<()> {
        batch.sort_by_key(|event| self.compiled.spec.rules.rank(event));
        batch.drain(..).try_for_each(|event| self.fold(view, at, event))
    }

    /// Moves all clocks on by an event.
    fn fold<'t>(
        &mut self,
        view: &mut View<'t>,
        at: Timestamp,
        event: &'t TicketEvent,
    ) -> Result<()> {
        let (priority, team) = (view.priority, view.team);
        let changed = view.fold(event);
        let reply = self.compiled.spec.rules.counts_as_reply(event);
        let message = match event.change {
            Change::RequesterReply {} => true,
            Change::Reopened {} => event.role == Role::Requester,
            _ => false,
        };
        let talk = &mut self.talk;
        talk.answered |= reply;
        let answered = reply || !view.status.is_unresolved();
        talk.waiting = message || (talk.waiting && !answered);
        let step = Step {
            at,
            event,
            view,
            talk: *talk,
            reply,
            message,
            changed,
            moved: event.change.status().is_some(),
            reprioritised: view.priority != priority,
            passed_on: view.team != team,
        };
        self.courses.iter_mut().try_for_each(|course| course.fold(&step))
    }
}
