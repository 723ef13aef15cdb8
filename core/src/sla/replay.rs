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

/// The cycles of those clocks of a ticket that are asked for, until `now`; the last leg of each last one ends
/// now. An event whose time runs backwards counts as at the instant of the one before it: the logs of other
/// systems hold such.
pub(super) fn replay<'a>(
    compiled: &'a Compiled,
    ticket: &Ticket,
    now: Timestamp,
    asked: impl Fn(&Track) -> bool,
) -> Result<Vec<Replayed<'a>>> {
    let (created, opening) = opening_by(ticket, now, "now")?;
    let mut view = View::opened(ticket, opening);
    let mut talk = Talk { answered: false, waiting: created.role == Role::Requester };
    let tracks = compiled.tracks.iter().filter(|track| asked(track));
    let course = |track| Course::open(compiled, track, created, &view, talk);
    let mut courses = tracks.map(course).collect::<Result<Vec<_>>>()?;
    for (at, event) in events_until(ticket, now) {
        fold(&mut courses, &mut view, &mut talk, (at, event))?;
    }
    courses.into_iter().map(|course| course.close(now)).collect()
}

/// Moves all clocks on by an event.
fn fold<'t>(
    courses: &mut [Course<'_>],
    view: &mut View<'t>,
    talk: &mut Talk,
    (at, event): (Timestamp, &'t TicketEvent),
) -> Result<()> {
    let (priority, team) = (view.priority, view.team);
    let changed = view.fold(event);
    let Some(course) = courses.first() else { return Ok(()) };
    let reply = course.rules().counts_as_reply(event);
    let message = match event.change {
        Change::RequesterReply {} => true,
        Change::Reopened {} => event.role == Role::Requester,
        _ => false,
    };
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
        reprioritised: view.priority != priority,
        passed_on: view.team != team,
    };
    courses.iter_mut().try_for_each(|course| course.fold(&step))
}
