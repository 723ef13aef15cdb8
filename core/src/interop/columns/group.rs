//! Which rows belong to which ticket.
//!
//! Blocks of rows are looked at side by side: rows of a ticket that lie together are a run. Runs are dealt out by the hash of
//! their ticket's name, so that those of a ticket meet in one of many small tables, each of which the processor's cache
//! holds. Names are read again only where hashes are the same.

use super::cell::Cell;
use super::each::each;
use super::frame::{Chunk, LogFrame};
use super::plan::{Form, Plan};
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use std::ops::Range;

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
    /// The first run of each ticket.
    tickets: Vec<u32>,
    /// Rows that no ticket has: their frame, chunk, place and number.
    pub(super) left: Vec<Run>,
}

/// So many rows are a block, and so many blocks are looked at before their runs are dealt out.
const BLOCK: usize = 65_536;
const AT_ONCE: usize = 16;

/// Runs are dealt out to so many tables, by as many bits of a hash.
const TABLES: usize = 64;
const BITS: u32 = TABLES.trailing_zeros();

/// Hashes of names and the places of their runs.
type Table = Vec<(u64, u32)>;

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

fn large(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Some rows of a chunk.
struct Block {
    frame: usize,
    chunk: usize,
    rows: Range<usize>,
    /// The number of the first of them in its frame, from 1.
    number: usize,
}

/// What is found in a block.
#[derive(Default)]
struct Found {
    /// How many of its first rows belong to the run that ends above it.
    goes_on: u32,
    /// Runs, each with the hash of its ticket's name.
    runs: Vec<(Run, u64)>,
    left: Vec<Run>,
}

impl Groups {
    pub(super) fn of(frames: &[LogFrame<'_>], plans: &[Plan]) -> Self {
        let finder = Finder { frames, plans };
        let mut groups = Self::default();
        let mut tables: Vec<Table> = vec![Vec::new(); TABLES];
        let mut blocks = finder.blocks();
        while !blocks.is_empty() {
            let later = blocks.split_off(blocks.len().min(AT_ONCE));
            for found in each(blocks, |block| finder.look(&block).unwrap_or_default()) {
                groups.take(found, &mut tables);
            }
            blocks = later;
        }
        let runs = &groups.runs;
        let repeats = each(tables, |table| finder.repeats(runs, &table));
        let mut first = vec![true; groups.runs.len()];
        for (before, run) in repeats.into_iter().flatten() {
            groups.runs.get_mut(large(before)).into_iter().for_each(|it| it.next = run);
            first.get_mut(large(run)).into_iter().for_each(|it| *it = false);
        }
        groups.tickets = (0..).zip(first).filter_map(|(run, first)| first.then_some(run)).collect();
        groups
    }

    fn take(&mut self, found: Found, tables: &mut [Table]) {
        if let Some(last) = self.runs.last_mut() {
            last.length += found.goes_on;
        }
        for (run, hash) in found.runs {
            let table = usize::try_from(hash >> (u64::BITS - BITS)).unwrap_or(0);
            let entry = (hash, small(self.runs.len()));
            tables.get_mut(table).into_iter().for_each(|it| it.push(entry));
            self.runs.push(run);
        }
        self.left.extend(found.left);
    }

    pub(super) fn len(&self) -> usize {
        self.tickets.len()
    }

    /// The runs of a ticket, in the order of the frames.
    pub(super) fn runs(&self, ticket: usize) -> impl Iterator<Item = Run> + '_ {
        let run = |place: u32| self.runs.get(large(place)).copied();
        let first = self.tickets.get(ticket).and_then(|first| run(*first));
        std::iter::successors(first, move |before| run(before.next))
    }
}

/// Finds runs in frames.
struct Finder<'l> {
    frames: &'l [LogFrame<'l>],
    plans: &'l [Plan],
}

impl<'l> Finder<'l> {
    /// All rows that may have a ticket.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let frames = self.frames.iter().zip(self.plans).enumerate();
        for (frame, (it, _)) in frames.filter(|(_, (_, plan))| plan.form != Form::Person) {
            let mut number = 1;
            for (chunk, it) in it.chunks.iter().enumerate() {
                for start in (0..it.rows).step_by(BLOCK) {
                    let rows = start..it.rows.min(start + BLOCK);
                    blocks.push(Block { frame, chunk, number: number + start, rows });
                }
                number += it.rows;
            }
        }
        blocks
    }

    fn look(&self, block: &Block) -> Option<Found> {
        let (frame, plan) = (self.frames.get(block.frame)?, self.plans.get(block.frame)?);
        let column =
            self.chunk(block.frame, block.chunk)?.columns.get(plan.ticket.as_ref()?.place)?;
        // Counted from 0, as numbers of rows are from 1.
        let above = block.number.saturating_sub(2);
        let from = frame.unreadable.partition_point(|(row, _)| *row < above);
        let mut unreadable = frame.unreadable.iter().skip(from).map(|(row, _)| *row + 1).peekable();
        let named =
            |readable: bool, cell: Cell<'l>| (readable && !plan.is_null(cell)).then_some(cell);
        let mut before = block.rows.start.checked_sub(1).and_then(|row| {
            named(unreadable.next_if_eq(&(block.number - 1)).is_none(), column.cell(row))
        });
        let mut differs = vec![0; block.rows.len()];
        column.mark(block.rows.clone(), 1, &mut differs);
        let mut found = Found::default();
        for ((row, number), place) in block.rows.clone().zip(block.number..).zip(0_usize..) {
            let readable = unreadable.next_if_eq(&number).is_none();
            // What is not marked is as above.
            let marked = place == 0 || differs.get(place).is_none_or(|mark| *mark != 0);
            let same = |above: Cell<'l>| readable && (!marked || above.is(column.cell(row)));
            if before.is_some_and(same) {
                let length =
                    found.runs.last_mut().map_or(&mut found.goes_on, |(run, _)| &mut run.length);
                *length += 1;
                continue;
            }
            let run = Run {
                frame: small(block.frame),
                chunk: small(block.chunk),
                start: small(row),
                length: 1,
                number: small(number),
                next: NONE,
            };
            before = named(readable, column.cell(row));
            match before {
                Some(name) => found.runs.push((run, hash(name))),
                None => found.left.push(run),
            }
        }
        Some(found)
    }

    /// Of each run in a table but the first of a ticket, the run before it.
    fn repeats(&self, runs: &[Run], table: &Table) -> Vec<(u32, u32)> {
        let name = |place: u32| self.name(runs.get(large(place))?);
        let mut last: HashMap<u64, u32> = HashMap::with_capacity(table.len());
        // Those whose hash another name has, which hardly ever happens.
        let mut others: HashMap<Cow<'_, str>, u32> = HashMap::new();
        let mut before = |hash: u64, place: u32| match last.entry(hash) {
            Entry::Vacant(free) => {
                free.insert(place);
                None
            }
            Entry::Occupied(mut known) if name(*known.get()) == name(place) => {
                Some(known.insert(place))
            }
            Entry::Occupied(_) => others.insert(name(place)?, place),
        };
        table.iter().filter_map(|(hash, place)| Some((before(*hash, *place)?, *place))).collect()
    }

    fn name(&self, run: &Run) -> Option<Cow<'l, str>> {
        let slot = self.plans.get(large(run.frame))?.ticket.as_ref()?;
        let column = self.chunk(large(run.frame), large(run.chunk))?.columns.get(slot.place)?;
        Some(column.cell(large(run.start)).text())
    }

    fn chunk(&self, frame: usize, chunk: usize) -> Option<&'l Chunk<'l>> {
        self.frames.get(frame)?.chunks.get(chunk)
    }
}

fn hash(name: Cell<'_>) -> u64 {
    FixedState::default().hash_one(&*name.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interop::{Column, ColumnLog, ColumnMapping, Values};

    /// Rows of three blocks: runs across their ends, names that come again, numbers for names, rows without one.
    #[test]
    fn each_ticket_has_its_rows_and_no_others() {
        let mut draw = 1_u64;
        let mut names: Vec<String> = Vec::new();
        while names.len() < 2 * BLOCK + 100 {
            draw = draw
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let (kind, number) = (draw >> 60, draw >> 40 & 0xfff);
            let name = if kind == 0 { String::new() } else { number.to_string() };
            // Now and then a run is longer than a block.
            let length = if names.len() < 2_000 && names.len() > 1_000 {
                BLOCK
            } else {
                [1, 2, 3, 5][names.len() % 4]
            };
            names.extend(std::iter::repeat_n(name, length));
        }
        let mapping = ColumnMapping {
            ticket: Some("id".into()),
            opened_at: Some("at".into()),
            ..ColumnMapping::default()
        };
        let half = names.len() / 2 + 1;
        fn frame<'t>(names: &[&'t str], mapping: &ColumnMapping) -> LogFrame<'t> {
            let mut frame = LogFrame::new(vec!["id".into(), "at".into()], mapping.clone());
            for some in names.chunks(BLOCK + 7) {
                let ids = Column::new(Values::Texts(some.to_vec()), None);
                frame.add(some.len(), vec![ids, Column::new(Values::Nothing, None)]).unwrap();
            }
            frame.unreadable =
                vec![(0, String::new()), (BLOCK - 1, String::new()), (BLOCK, String::new())];
            frame
        }
        let texts: Vec<&str> = names.iter().map(String::as_str).collect();
        let (one, two) = texts.split_at(half);
        let log = ColumnLog::new(vec![frame(one, &mapping), frame(two, &mapping)], None).unwrap();

        let mut tickets: Vec<(&str, Vec<(u32, u32)>)> = Vec::new();
        let mut places: std::collections::BTreeMap<&str, usize> = Default::default();
        let mut left = Vec::new();
        for (frame, names) in [(0, one), (1, two)] {
            for (number, name) in (1..).zip(names) {
                if name.is_empty() || [1, BLOCK, BLOCK + 1].contains(&large(number)) {
                    left.push((frame, number));
                    continue;
                }
                let place = *places.entry(name).or_insert_with(|| {
                    tickets.push((name, Vec::new()));
                    tickets.len() - 1
                });
                tickets[place].1.push((frame, number));
            }
        }
        assert_eq!(log.groups.len(), tickets.len());
        let rows = |run: Run| (run.number..run.number + run.length).map(move |it| (run.frame, it));
        for (place, (name, expected)) in tickets.iter().enumerate() {
            let found: Vec<_> = log.groups.runs(place).flat_map(rows).collect();
            assert_eq!(&found, expected, "{name}");
        }
        let found: Vec<_> = log.groups.left.iter().copied().flat_map(rows).collect();
        assert_eq!(found, left);
    }
}
