//! A clock of the desk's own on its way through the log of a ticket.

use super::SlaClock;
use super::course::{Course, Step};
use super::legs::Motion;
use crate::error::Result;
use crate::ticket::{Change, Condition, TicketEvent, View};
use crate::time::Timestamp;

impl Course<'_> {
    /// Moves it on by an event: the first that fits of stop, cancel, reset, pause, start.
    pub(super) fn fold_custom(&mut self, clock: &SlaClock, step: &Step<'_, '_>) -> Result<()> {
        let (view, event) = (step.view, step.event);
        let holds = |condition: &Option<_>| {
            condition.as_ref().is_some_and(|it: &Condition| it.holds(view, Some(event)))
        };
        if !self.cycle.as_ref().is_some_and(|cycle| cycle.leg.is_live()) {
            return self.try_start(clock, step.at, view, event);
        }
        self.startable = clock.start.holds(view, None);
        let merged = matches!(event.change, Change::Merged { .. });
        if clock.stop.holds(view, Some(event)) {
            return self.move_to(Motion::Finished, step);
        }
        if merged || holds(&clock.cancel) {
            return self.move_to(Motion::Cancelled, step);
        }
        if holds(&clock.reset) {
            self.move_to(Motion::Cancelled, step)?;
            self.held = holds(&clock.pause);
            let motion = self.motion_in(view.status);
            return self.begin(step.at, motion, view);
        }
        self.held = match &clock.resume {
            None => holds(&clock.pause),
            Some(_) if holds(&clock.pause) => true,
            resume => self.held && !holds(resume),
        };
        let motion = self.motion_in(view.status);
        self.move_to(motion, step)
    }

    /// Starts it at an event by which its start has come to hold.
    pub(super) fn try_start(
        &mut self,
        clock: &SlaClock,
        at: Timestamp,
        view: &View<'_>,
        event: &TicketEvent,
    ) -> Result<()> {
        let holds = |it: &Condition| it.holds(view, Some(event));
        let starts = holds(&clock.start) && !self.startable;
        self.startable = clock.start.holds(view, None);
        let ends = holds(&clock.stop) || clock.cancel.as_ref().is_some_and(holds);
        if !starts || ends || matches!(event.change, Change::Merged { .. }) {
            return Ok(());
        }
        self.held = clock.pause.as_ref().is_some_and(holds);
        let motion = self.motion_in(view.status);
        self.begin(at, motion, view)
    }
}
