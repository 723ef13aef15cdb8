use super::cell::Cell;
use super::column::Column;
use super::plan::Slot;

/// A row of a frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'l> {
    columns: &'l [Column<'l>],
    row: usize,
    /// The frame's number.
    pub(super) frame: u32,
    /// The row's number in its frame, from 1.
    pub(super) number: u32,
}

impl<'l> Row<'l> {
    pub(super) const fn new(
        columns: &'l [Column<'l>],
        row: usize,
        frame: u32,
        number: u32,
    ) -> Self {
        Self { columns, row, frame, number }
    }

    /// What stands in a column; null where there is none.
    pub(super) fn cell(self, slot: Option<&Slot>) -> Cell<'l> {
        slot.map_or(Cell::Null, |slot| self.at(slot.place))
    }

    #[inline]
    fn at(self, place: usize) -> Cell<'l> {
        self.columns.get(place).map_or(Cell::Null, |column| column.cell(self.row))
    }

    /// Whether another row of its table has the same in each column, by where each has them; what is last among them
    /// differs sooner. Another frame may hold the same in columns of other types.
    pub(super) fn is_same(self, places: &[usize], other: Self, others: &[usize]) -> bool {
        let same = |one: Cell<'l>, two: Cell<'l>| {
            if self.frame == other.frame { one.is(two) } else { one.reads_as(two) }
        };
        places.iter().zip(others).rev().all(|(one, two)| same(self.at(*one), other.at(*two)))
    }
}
