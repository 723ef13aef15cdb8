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

    /// Whether another row has the same in each of some columns; what is last among them differs sooner.
    pub(super) fn is_same(self, other: Self, places: &[usize]) -> bool {
        places.iter().rev().all(|place| self.at(*place).is(other.at(*place)))
    }
}
