//! Where the cells of a column differ from those of the row above: asked column by column, since that is many times
//! faster than row by row.

use super::column::{Codes, Column, Validity, Values, viewed};
use super::group::Run;
use super::log::ColumnLog;
use super::plan::Form;
use std::ops::Range;

/// Of some rows that lie together, which columns may differ from the row above: a bit a column.
#[derive(Debug)]
struct Marked {
    chunk: u32,
    start: u32,
    marks: Vec<u32>,
}

/// The marks of the rows of some tickets.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Marked>);

/// Every column may differ.
pub(super) const ALL: u32 = u32::MAX;

impl Marks {
    /// Marks the rows of some tickets, where one frame has all rows of theirs. Anywhere else a row is not marked, and
    /// each of its cells is looked at.
    pub(super) fn of(log: &ColumnLog<'_>, tickets: Range<usize>) -> Self {
        let mut marks = Self::default();
        let ([frame], [plan]) = (log.frames.as_slice(), log.plans.as_slice()) else { return marks };
        if plan.form != Form::Change || plan.drops_rows {
            return marks;
        }
        let mut ranges: Vec<(u32, Range<u32>, u32)> = Vec::new();
        for run in tickets.flat_map(|ticket| log.groups.runs(ticket)) {
            let end = run.start.saturating_add(run.length);
            match ranges.iter_mut().rev().take(4).find(|(chunk, ..)| *chunk == run.chunk) {
                Some((_, range, rows)) => {
                    range.start = range.start.min(run.start);
                    range.end = range.end.max(end);
                    *rows = rows.saturating_add(run.length);
                }
                None => ranges.push((run.chunk, run.start..end, run.length)),
            }
        }
        for (chunk, range, rows) in ranges {
            // Rows that lie far apart are cheaper to look at one by one.
            if u64::from(range.end - range.start) > 2 * u64::from(rows) {
                continue;
            }
            let place = |it: u32| usize::try_from(it).unwrap_or(usize::MAX);
            let Some(columns) = frame.chunks.get(place(chunk)) else { continue };
            let rows = place(range.start)..place(range.end);
            let mut marked = vec![0; rows.len()];
            for (slot, bit) in plan.marked() {
                if let Some(column) = columns.columns.get(slot) {
                    column.mark(rows.clone(), bit, &mut marked);
                }
            }
            marks.0.push(Marked { chunk, start: range.start, marks: marked });
        }
        marks
    }

    /// The marks of the rows of a run; the first row of it may differ in all columns.
    pub(super) fn get(&self, run: Run, place: u32) -> u32 {
        if place == 0 {
            return ALL;
        }
        let marked = self.0.iter().find(|marked| marked.chunk == run.chunk);
        let mark = marked.and_then(|marked| {
            let row = (run.start + place).checked_sub(marked.start)?;
            marked.marks.get(usize::try_from(row).ok()?).copied()
        });
        mark.unwrap_or(ALL)
    }
}

impl Column<'_> {
    /// Sets `bit` in the mark of each row whose cell differs from that of the row above.
    pub(super) fn mark(&self, rows: Range<usize>, bit: u32, marks: &mut [u32]) {
        let range = rows.clone();
        match self.values() {
            Values::Text { data, offsets } => mark_texts(data, offsets, range, bit, marks),
            Values::LargeText { data, offsets } => mark_texts(data, offsets, range, bit, marks),
            Values::Texts(texts) => mark_each(texts, range, bit, marks),
            Values::Views { views, buffers } => mark_views(views, buffers, range, bit, marks),
            Values::Dictionary { codes, .. } => match codes {
                Codes::I8(codes) => mark_each(codes, range, bit, marks),
                Codes::I16(codes) => mark_each(codes, range, bit, marks),
                Codes::I32(codes) => mark_each(codes, range, bit, marks),
                Codes::I64(codes) => mark_each(codes, range, bit, marks),
                Codes::U8(codes) => mark_each(codes, range, bit, marks),
                Codes::U16(codes) => mark_each(codes, range, bit, marks),
                Codes::U32(codes) => mark_each(codes, range, bit, marks),
                Codes::U64(codes) => mark_each(codes, range, bit, marks),
            },
            Values::Instants { values, .. } | Values::Ints(values) => {
                mark_each(values, range, bit, marks);
            }
            Values::Days(days) => mark_each(days, range, bit, marks),
            Values::Floats(_) => marks.iter_mut().for_each(|mark| *mark |= bit),
            Values::Bools(bits) => bits.mark(range, bit, marks),
            Values::Nothing | Values::Unsupported(_) => {}
        }
        if let Some(validity) = self.validity() {
            validity.mark(rows, bit, marks);
        }
    }
}

/// The mark of a row, by whether it differs.
fn set(mark: &mut u32, bit: u32, differs: bool) {
    *mark |= if differs { bit } else { 0 };
}

/// Marks each row whose value differs from the one above: in this form the compiler takes several at a time.
fn mark_where<T>(
    values: &[T],
    rows: Range<usize>,
    bit: u32,
    marks: &mut [u32],
    differs: impl Fn(&T, &T) -> bool,
) {
    let Some(values) = values.get(rows) else { return };
    let (Some(below), Some(marks)) = (values.get(1..), marks.get_mut(1..)) else { return };
    for ((one, two), mark) in values.iter().zip(below).zip(marks) {
        set(mark, bit, differs(one, two));
    }
}

fn mark_each<T: PartialEq>(values: &[T], rows: Range<usize>, bit: u32, marks: &mut [u32]) {
    mark_where(values, rows, bit, marks, |one, two| one != two);
}

fn mark_texts<T: Copy + TryInto<usize>>(
    data: &str,
    offsets: &[T],
    rows: Range<usize>,
    bit: u32,
    marks: &mut [u32],
) {
    let data = data.as_bytes();
    let place = |offset: &T| (*offset).try_into().unwrap_or(0);
    let first = offsets.first().map_or(0, place);
    let Some(offsets) = offsets.get(rows.start..=rows.end) else { return };
    let mut before: &[u8] = &[];
    for (ends, mark) in offsets.windows(2).zip(marks) {
        let [from, to] = ends else { return };
        let text = data.get(place(from) - first..place(to) - first).unwrap_or_default();
        set(mark, bit, text != before);
        before = text;
    }
}

/// The same views are the same texts; others may still be.
fn mark_views(
    views: &[[u8; 16]],
    buffers: &[&str],
    rows: Range<usize>,
    bit: u32,
    marks: &mut [u32],
) {
    mark_where(views, rows, bit, marks, |one, two| {
        one != two && (one[..8] != two[..8] || viewed(one, buffers) != viewed(two, buffers))
    });
}

impl Validity<'_> {
    fn mark(&self, rows: Range<usize>, bit: u32, marks: &mut [u32]) {
        let mut before = false;
        for (row, mark) in rows.zip(marks) {
            let valid = self.get(row);
            set(mark, bit, valid != before);
            before = valid;
        }
    }
}
