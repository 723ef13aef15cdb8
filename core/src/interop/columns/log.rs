use super::cell::Cell;
use super::each::each;
use super::frame::LogFrame;
use super::group::Groups;
use super::plan::{Form, Plan};
use super::quality::{DataQuality, TicketLog};
use super::reader::Reader;
use super::row::Row;
use super::tally::Tally;
use crate::error::{Error, ErrorKind, Result};
use crate::interop::OddityKind;
use crate::ticket::{Role, Ticket};
use crate::time::Zone;
use std::collections::HashMap;

/// Frames of columns as one log of tickets: which rows are whose is known, and each ticket is made when it is asked
/// for.
///
/// ```
/// use firstline::interop::{Column, ColumnLog, LogFrame, Values, event_mapping};
/// let mut frame = LogFrame::new(vec!["ticket".into(), "at".into(), "kind".into()], event_mapping());
/// let text = |texts| Column::new(Values::Texts(texts), None);
/// frame.add(2, vec![
///     text(vec!["T-1", "T-1"]),
///     text(vec!["2026-03-02T09:00:00Z", "2026-03-02T09:05:00Z"]),
///     text(vec!["created", "resolved"]),
/// ])?;
/// let log = ColumnLog::new(vec![frame], None)?;
/// let (events, quality) = log.fold(
///     || 0,
///     |events, ticket| { *events += ticket.events.len(); Ok(()) },
///     |events, more| { *events += more; Ok(()) },
///     |_rows, _of| Ok(()),
/// )?;
/// assert_eq!((events, quality.tickets), (2, 1));
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug)]
pub struct ColumnLog<'a> {
    pub(super) frames: Vec<LogFrame<'a>>,
    pub(super) plans: Vec<Plan>,
    pub(super) zone: Option<Zone>,
    pub(super) groups: Groups,
    /// The roles of those whom rows name only.
    pub(super) people: HashMap<String, std::result::Result<Role, String>>,
    /// The fields of tickets that are columns, of all frames.
    pub(super) field_names: Vec<String>,
    /// By frame, which of them its columns are.
    field_places: Vec<Vec<usize>>,
    rows: u32,
}

/// So many tickets share a state, on however many threads: the result must not depend on that.
const TOGETHER: usize = 4_096;

/// So many states are made before they are merged and the progress is told.
const AT_ONCE: usize = 16;

impl<'a> ColumnLog<'a> {
    /// Finds the columns of each frame and the rows of each ticket. `zone` says whose clocks times without an
    /// offset or a zone are by.
    ///
    /// # Errors
    /// `columns.missing`, `columns.duplicate`, `columns.type` and `columns.naive`, which name the column, below the
    /// place of the frame; `mapping.incomplete`, `mapping.policy_twice`, `mapping.policy_of_row`; `columns.too_many` above 4,294,967,294 rows.
    pub fn new(frames: Vec<LogFrame<'a>>, zone: Option<&Zone>) -> Result<Self> {
        let plan = |(index, frame): (usize, &LogFrame<'_>)| {
            let at = |error: Error| error.within(&place(index, frames.len()));
            let table = (0..).zip(&frames).find(|(_, it)| it.mapping == frame.mapping);
            Plan::new(frame, table.map_or(0, |(table, _)| table), zone.is_some()).map_err(at)
        };
        let plans: Vec<_> = frames.iter().enumerate().map(plan).collect::<Result<_>>()?;
        let counted = frames.iter().zip(&plans).filter(|(_, plan)| plan.form != Form::Person);
        let rows: usize = counted.map(|(frame, _)| frame.rows()).sum();
        let rows = u32::try_from(rows).ok().filter(|rows| *rows < u32::MAX).ok_or_else(|| {
            let message = format!("{rows} rows; split them by ticket");
            Error::new(ErrorKind::Invalid, "columns.too_many", "", message)
        })?;
        let mut field_names: Vec<String> = Vec::new();
        let mut field_places = Vec::new();
        for plan in &plans {
            let mut place = |name: &String| {
                field_names.iter().position(|known| known == name).unwrap_or_else(|| {
                    field_names.push(name.clone());
                    field_names.len() - 1
                })
            };
            field_places.push(plan.fields.iter().map(|slot| place(&slot.name)).collect());
        }
        let people = people(&frames, &plans);
        let groups = Groups::of(&frames, &plans);
        let zone = zone.cloned();
        Ok(Self { frames, plans, zone, groups, people, field_names, field_places, rows })
    }

    /// How many rows there are, those of people left aside.
    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// How many tickets there are at most.
    pub fn tickets(&self) -> usize {
        self.groups.len()
    }

    /// Where an error finds a frame.
    pub(super) fn place(&self, frame: u32) -> String {
        place(usize::try_from(frame).unwrap_or(usize::MAX), self.frames.len())
    }

    pub(super) fn field_places(&self, frame: u32) -> &[usize] {
        let places = usize::try_from(frame).ok().and_then(|it| self.field_places.get(it));
        places.map_or(&[], Vec::as_slice)
    }

    /// Makes each ticket, and folds it into a state with those near it; then merges the states in the order of the
    /// tickets. A ticket lives until `each` returns, so that ten million rows take no more memory than their
    /// columns.
    ///
    /// With the feature `parallel`, `init` and `each` run on all of rayon's threads; `merge` and `progress` always
    /// on the caller's. Neither how many threads there are nor their order changes the result. `progress` is told
    /// how many tickets of how many were folded; its error ends the work.
    ///
    /// # Errors
    /// Those of `each`, `merge` and `progress`; `columns.anomaly` for the first anomaly with the policy to reject;
    /// `columns.naive`.
    pub fn fold<S: Send>(
        &self,
        init: impl Fn() -> S + Sync,
        each: impl Fn(&mut S, &Ticket) -> Result<()> + Sync,
        merge: impl FnMut(&mut S, S) -> Result<()>,
        progress: impl FnMut(usize, usize) -> Result<()>,
    ) -> Result<(S, DataQuality)> {
        let part = |places: std::ops::Range<usize>| {
            let (mut state, mut reader) = (init(), Reader::new(self, places.clone(), false));
            for place in places {
                if let Some(ticket) = reader.read(place) {
                    each(&mut state, ticket)?;
                }
                if let Some(error) = reader.tally.refused.take() {
                    return Err(error);
                }
            }
            Ok((state, reader.tally))
        };
        let (state, tally) = self.parts(init(), false, part, merge, progress)?;
        Ok((state, tally.quality(self.rows)))
    }

    /// Makes all tickets, with every anomaly.
    ///
    /// # Errors
    /// Those of [`fold`](Self::fold).
    pub fn read(&self, progress: impl FnMut(usize, usize) -> Result<()>) -> Result<TicketLog> {
        let part = |places: std::ops::Range<usize>| {
            let (mut tickets, mut reader) = (Vec::new(), Reader::new(self, places.clone(), true));
            for place in places {
                if reader.read(place).is_some() {
                    tickets.push(reader.take());
                }
                if let Some(error) = reader.tally.refused.take() {
                    return Err(error);
                }
            }
            Ok((tickets, reader.tally))
        };
        let merge = |all: &mut Vec<Ticket>, more| {
            all.extend(more);
            Ok(())
        };
        let (tickets, mut tally) = self.parts(Vec::new(), true, part, merge, progress)?;
        let mut oddities = tally.all.take().unwrap_or_default();
        // Those of a row are together, in the order in which they were found.
        oddities.sort_by_key(|oddity| (oddity.frame, oddity.row));
        Ok(TicketLog { tickets, quality: tally.quality(self.rows), oddities })
    }

    fn parts<S: Send>(
        &self,
        mut state: S,
        collects: bool,
        part: impl Fn(std::ops::Range<usize>) -> Result<(S, Tally)> + Sync,
        mut merge: impl FnMut(&mut S, S) -> Result<()>,
        mut progress: impl FnMut(usize, usize) -> Result<()>,
    ) -> Result<(S, Tally)> {
        let all = self.groups.len();
        let mut tally = self.left(collects)?;
        progress(0, all)?;
        let starts: Vec<usize> = (0..all).step_by(TOGETHER).collect();
        for some in starts.chunks(AT_ONCE) {
            let ranges = some.iter().map(|start| *start..(start + TOGETHER).min(all)).collect();
            for result in each(ranges, &part) {
                let (more, found) = result?;
                merge(&mut state, more)?;
                tally.merge(found);
            }
            let done = some.last().map_or(all, |start| (start + TOGETHER).min(all));
            progress(done, all)?;
        }
        Ok((state, tally))
    }

    /// The rows that no ticket has.
    fn left(&self, collects: bool) -> Result<Tally> {
        let mut tally = Tally::new(collects, self.frames.len() > 1);
        for run in &self.groups.left {
            let place = usize::try_from(run.frame).ok();
            let frame = place.and_then(|it| self.frames.get(it));
            let plan = place.and_then(|it| self.plans.get(it));
            let (Some(frame), Some(plan)) = (frame, plan) else { continue };
            let chunk = usize::try_from(run.chunk).ok().and_then(|it| frame.chunks.get(it));
            let (Some(chunk), Ok(start)) = (chunk, usize::try_from(run.start)) else { continue };
            let row = Row::new(&chunk.columns, start, run.frame, run.number);
            let number = usize::try_from(run.number).unwrap_or_default();
            let unreadable = frame.unreadable.binary_search_by_key(&(number - 1), |it| it.0);
            match unreadable.ok().and_then(|it| frame.unreadable.get(it)) {
                Some((_, found)) => {
                    tally.odd(plan, row, OddityKind::UnreadableRow, || found.clone());
                }
                None => {
                    let found = || row.cell(plan.ticket.as_ref()).text().into_owned();
                    tally.odd(plan, row, OddityKind::MissingNumber, found);
                }
            }
            tally.rows_dropped += 1;
        }
        match tally.refused.take() {
            Some(error) => Err(error),
            None => Ok(tally),
        }
    }
}

fn place(frame: usize, frames: usize) -> String {
    if frames == 1 { "frame".to_owned() } else { format!("frames[{frame}]") }
}

/// Who is in which role, from the frames of people, or the word there that is none; of two rows the last holds.
fn people(
    frames: &[LogFrame<'_>],
    plans: &[Plan],
) -> HashMap<String, std::result::Result<Role, String>> {
    let mut people = HashMap::new();
    for (frame, plan) in frames.iter().zip(plans).filter(|(_, plan)| plan.form == Form::Person) {
        for chunk in &frame.chunks {
            for place in 0..chunk.rows {
                let row = Row::new(&chunk.columns, place, 0, 0);
                let who = plan.known(row.cell(plan.actor.as_ref()));
                let word = plan.known(row.cell(plan.role.as_ref()));
                if !matches!(who, Cell::Null) && !matches!(word, Cell::Null) {
                    let text = word.text();
                    let role = plan.roles.get(&text).ok_or_else(|| text.into_owned());
                    people.insert(who.text().into_owned(), role);
                }
            }
        }
    }
    people
}
