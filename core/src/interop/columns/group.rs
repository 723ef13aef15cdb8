//! Which rows belong to which ticket.

use super::cell::Cell;
use super::frame::LogFrame;
use super::plan::{Form, Plan};
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;

/// Rows of a ticket that lie together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) frame: u32,
    pub(super) chunk: u32,
    pub(super) start: u32,
    pub(super) length: u32,
    /// The number of the run's first row in its frame, from 1.
    pub(super) number: u32,
    /// The next run of the ticket.
    next: u32,
}

/// Where there is no next run.
const NONE: u32 = u32::MAX;

/// The tickets in the order in which they first stand, each with its runs.
#[derive(Debug, Default)]
pub(super) struct Groups {
    runs: Vec<Run>,
    /// The first and the last run of each ticket.
    tickets: Vec<(u32, u32)>,
    /// Rows that no ticket has: their frame, chunk, place and number.
    pub(super) left: Vec<Run>,
}

/// So many rows are compared at a time.
const TOGETHER: usize = 16_384;

/// A guess, so that the table of tickets seldom grows.
const ROWS_A_TICKET: usize = 8;

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

impl Groups {
    /// Rows that lie together are found at a look; only the first of them is looked up.
    pub(super) fn of(frames: &[LogFrame<'_>], plans: &[Plan]) -> Self {
        let mut groups = Self::default();
        let mut known: HashMap<Cow<'_, str>, u32> = HashMap::new();
        for (place, (frame, plan)) in frames.iter().zip(plans).enumerate() {
            let Some(slot) = plan.ticket.as_ref().filter(|_| plan.form != Form::Person) else {
                continue;
            };
            let mut number = 1;
            let mut differs: Vec<u32> = Vec::new();
            known.reserve(match plan.form {
                Form::Ticket => frame.rows(),
                _ => frame.rows() / ROWS_A_TICKET,
            });
            let mut unreadable = frame.unreadable.iter().map(|(row, _)| *row + 1).peekable();
            for (chunk_place, chunk) in frame.chunks.iter().enumerate() {
                let Some(column) = chunk.columns.get(slot.place) else { continue };
                let mut open: Option<(Run, Cell<'_>)> = None;
                for row in 0..chunk.rows {
                    let within = row % TOGETHER;
                    if within == 0 {
                        let end = chunk.rows.min(row + TOGETHER);
                        differs.clear();
                        differs.resize(end - row, 0);
                        column.mark(row..end, 1, &mut differs);
                    }
                    let marked = within == 0 || differs.get(within).is_none_or(|mark| *mark != 0);
                    let readable = unreadable.next_if_eq(&number).is_none();
                    // What is not marked is as above, and a run goes on only there.
                    if let Some((run, _)) = open.as_mut().filter(|_| readable && !marked) {
                        run.length += 1;
                        number += 1;
                        continue;
                    }
                    let cell = column.cell(row);
                    match &mut open {
                        Some((run, before)) if readable && before.is(cell) => run.length += 1,
                        _ => {
                            groups.close(open.take(), &mut known);
                            let run = Run {
                                frame: small(place),
                                chunk: small(chunk_place),
                                start: small(row),
                                length: 1,
                                number: small(number),
                                next: NONE,
                            };
                            if readable && !plan.is_null(cell) {
                                open = Some((run, cell));
                            } else {
                                groups.left.push(run);
                            }
                        }
                    }
                    number += 1;
                }
                groups.close(open, &mut known);
            }
        }
        groups
    }

    fn close<'l>(&mut self, open: Option<(Run, Cell<'l>)>, known: &mut HashMap<Cow<'l, str>, u32>) {
        let Some((run, name)) = open else { return };
        let place = small(self.runs.len());
        self.runs.push(run);
        let ticket = *known.entry(name.text()).or_insert_with(|| {
            self.tickets.push((place, NONE));
            small(self.tickets.len() - 1)
        });
        let ticket = usize::try_from(ticket).ok().and_then(|it| self.tickets.get_mut(it));
        if let Some((_, last)) = ticket {
            let before = usize::try_from(std::mem::replace(last, place)).ok();
            if let Some(before) = before.and_then(|before| self.runs.get_mut(before)) {
                before.next = place;
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tickets.len()
    }

    /// The runs of a ticket, in the order of the frames.
    pub(super) fn runs(&self, ticket: usize) -> impl Iterator<Item = Run> + '_ {
        let run =
            |place: u32| usize::try_from(place).ok().and_then(|it| self.runs.get(it)).copied();
        let first = self.tickets.get(ticket).and_then(|(first, _)| run(*first));
        std::iter::successors(first, move |before| run(before.next))
    }
}
