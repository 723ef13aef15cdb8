//! A column of a frame, as what holds it lays it out: nothing is copied that can be lent.

use super::cell::{Cell, Clock};
use std::borrow::Cow;

/// Which rows of a column have a value: a bit a row, the lowest first, as Arrow has them.
#[derive(Debug, Clone)]
pub struct Validity<'a> {
    bits: Cow<'a, [u8]>,
    offset: usize,
}

impl<'a> Validity<'a> {
    /// The bits from the one with the number `offset` on; a row beyond them has no value.
    pub const fn new(bits: Cow<'a, [u8]>, offset: usize) -> Self {
        Self { bits, offset }
    }

    /// From one `bool` a row.
    pub fn of(valid: &[bool]) -> Self {
        let byte = |eight: &[bool]| {
            eight.iter().rev().fold(0_u8, |byte, valid| byte << 1 | u8::from(*valid))
        };
        Self { bits: Cow::Owned(valid.chunks(8).map(byte).collect()), offset: 0 }
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> bool {
        let place = row + self.offset;
        self.bits.get(place >> 3).is_some_and(|byte| byte >> (place & 7) & 1 == 1)
    }
}

/// The numbers of a dictionary's values, of whatever width.
#[derive(Debug, Clone)]
pub enum Codes<'a> {
    /// Eight bits with a sign.
    I8(Cow<'a, [i8]>),
    /// Sixteen bits with a sign.
    I16(Cow<'a, [i16]>),
    /// 32 bits with a sign.
    I32(Cow<'a, [i32]>),
    /// 64 bits with a sign.
    I64(Cow<'a, [i64]>),
    /// Eight bits.
    U8(Cow<'a, [u8]>),
    /// Sixteen bits.
    U16(Cow<'a, [u16]>),
    /// 32 bits.
    U32(Cow<'a, [u32]>),
    /// 64 bits.
    U64(Cow<'a, [u64]>),
}

impl Codes<'_> {
    fn get(&self, row: usize) -> Option<usize> {
        match self {
            Self::I8(codes) => usize::try_from(*codes.get(row)?).ok(),
            Self::I16(codes) => usize::try_from(*codes.get(row)?).ok(),
            Self::I32(codes) => usize::try_from(*codes.get(row)?).ok(),
            Self::I64(codes) => usize::try_from(*codes.get(row)?).ok(),
            Self::U8(codes) => Some(usize::from(*codes.get(row)?)),
            Self::U16(codes) => Some(usize::from(*codes.get(row)?)),
            Self::U32(codes) => usize::try_from(*codes.get(row)?).ok(),
            Self::U64(codes) => usize::try_from(*codes.get(row)?).ok(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::I8(codes) => codes.len(),
            Self::I16(codes) => codes.len(),
            Self::I32(codes) => codes.len(),
            Self::I64(codes) => codes.len(),
            Self::U8(codes) => codes.len(),
            Self::U16(codes) => codes.len(),
            Self::U32(codes) => codes.len(),
            Self::U64(codes) => codes.len(),
        }
    }
}

/// How long one unit of a column of instants is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstantUnit {
    /// A second.
    Second,
    /// A thousandth of a second.
    Milli,
    /// A millionth of a second.
    Micro,
    /// A thousandth of a millionth of a second.
    Nano,
}

impl InstantUnit {
    /// In milliseconds, what is finer cut off towards the past.
    const fn millis(self, value: i64) -> Option<i64> {
        match self {
            Self::Second => value.checked_mul(1_000),
            Self::Milli => Some(value),
            Self::Micro => Some(value.div_euclid(1_000)),
            Self::Nano => Some(value.div_euclid(1_000_000)),
        }
    }
}

/// The values of a column.
#[derive(Debug, Clone)]
pub enum Values<'a> {
    /// Text in one piece, where each row ends one place after the place where it begins.
    Text {
        /// All texts, one behind the other.
        data: Cow<'a, str>,
        /// Where each row begins and where the last one ends, counted in bytes from anywhere; `data` begins where
        /// the first row does.
        offsets: Cow<'a, [i32]>,
    },
    /// The same for more than two thousand million bytes.
    LargeText {
        /// All texts, one behind the other.
        data: Cow<'a, str>,
        /// Where each row begins and where the last one ends, counted in bytes from anywhere; `data` begins where
        /// the first row does.
        offsets: Cow<'a, [i64]>,
    },
    /// Text in pieces.
    Texts(Vec<&'a str>),
    /// Text as Arrow's view layout has it: short ones within their views, longer ones in buffers.
    Views {
        /// Of each row its length in four bytes, the lowest first; then the text itself where it has twelve bytes or
        /// fewer, else its first four bytes, the number of its buffer and its place there, four bytes each.
        views: Cow<'a, [[u8; 16]]>,
        /// The longer texts.
        buffers: Vec<&'a str>,
    },
    /// Text by its number in a list.
    Dictionary {
        /// The number of each row's text, from 0.
        codes: Codes<'a>,
        /// The texts; nothing for a value that is none.
        values: Vec<Option<&'a str>>,
    },
    /// Instants.
    Instants {
        /// Units since 1970-01-01T00:00, in UTC or by the clocks of no known zone.
        values: Cow<'a, [i64]>,
        /// What is counted.
        unit: InstantUnit,
        /// Whether they are in UTC; otherwise they are what clocks showed, and the log's zone says whose.
        zoned: bool,
    },
    /// Days since 1970-01-01: their first instants by the clocks of the log's zone, whether or not that is midnight.
    Days(Cow<'a, [i32]>),
    /// Integers.
    Ints(Cow<'a, [i64]>),
    /// Floats; a number that is an integer counts as one, and NaN as a missing value.
    Floats(Cow<'a, [f64]>),
    /// Truth values, a bit a row.
    Bools(Validity<'a>),
    /// No values at all.
    Nothing,
    /// Values of a type that can't be read, which is refused where the column is asked for.
    Unsupported(String),
}

/// A column of a frame, or of a part of one.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    values: Values<'a>,
    validity: Option<Validity<'a>>,
}

impl<'a> Column<'a> {
    /// A column of values, of which `validity` says which rows have one; without it, all have.
    pub const fn new(values: Values<'a>, validity: Option<Validity<'a>>) -> Self {
        Self { values, validity }
    }

    /// How many rows there are values for; nothing where the values don't say.
    pub(super) fn len(&self) -> Option<usize> {
        Some(match &self.values {
            Values::Text { offsets, .. } => offsets.len().saturating_sub(1),
            Values::LargeText { offsets, .. } => offsets.len().saturating_sub(1),
            Values::Texts(texts) => texts.len(),
            Values::Views { views, .. } => views.len(),
            Values::Dictionary { codes, .. } => codes.len(),
            Values::Instants { values, .. } | Values::Ints(values) => values.len(),
            Values::Days(days) => days.len(),
            Values::Floats(floats) => floats.len(),
            Values::Bools(_) | Values::Nothing | Values::Unsupported(_) => return None,
        })
    }

    pub(super) const fn values(&self) -> &Values<'a> {
        &self.values
    }

    pub(super) const fn is_text(&self) -> bool {
        matches!(
            self.values,
            Values::Text { .. }
                | Values::LargeText { .. }
                | Values::Texts(_)
                | Values::Views { .. }
                | Values::Dictionary { .. }
        )
    }

    pub(super) const fn validity(&self) -> Option<&Validity<'a>> {
        self.validity.as_ref()
    }

    /// What stands in a row.
    #[inline]
    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        if self.validity.as_ref().is_some_and(|validity| !validity.get(row)) {
            return Cell::Null;
        }
        self.value(row).unwrap_or(Cell::Null)
    }

    #[inline]
    fn value(&self, row: usize) -> Option<Cell<'_>> {
        Some(match &self.values {
            Values::Text { data, offsets } => {
                let (Some([from, to]), Some(first)) = (offsets.get(row..row + 2), offsets.first())
                else {
                    return None;
                };
                let place = |offset| usize::try_from(offset).ok();
                Cell::Text(data.get(place(from - first)?..place(to - first)?)?)
            }
            Values::LargeText { data, offsets } => {
                let (Some([from, to]), Some(first)) = (offsets.get(row..row + 2), offsets.first())
                else {
                    return None;
                };
                let place = |offset| usize::try_from(offset).ok();
                Cell::Text(data.get(place(from - first)?..place(to - first)?)?)
            }
            Values::Texts(texts) => Cell::Text(texts.get(row)?),
            Values::Views { views, buffers } => Cell::Text(viewed(views.get(row)?, buffers)?),
            Values::Dictionary { codes, values } => Cell::Text((*values.get(codes.get(row)?)?)?),
            Values::Instants { values, unit, zoned } => {
                let clock = if *zoned { Clock::Utc } else { Clock::Local };
                Cell::Time(unit.millis(*values.get(row)?).unwrap_or(i64::MAX), clock)
            }
            Values::Days(days) => Cell::Time(i64::from(*days.get(row)?) * 86_400_000, Clock::Day),
            Values::Ints(ints) => Cell::Int(*ints.get(row)?),
            Values::Floats(floats) => Cell::of_float(*floats.get(row)?),
            Values::Bools(bits) => Cell::Bool(bits.get(row)),
            Values::Nothing | Values::Unsupported(_) => return None,
        })
    }
}

/// Texts of more bytes are not within their views.
const SHORT: u32 = 12;

/// The text of a view.
#[inline]
pub(super) fn viewed<'v>(view: &'v [u8; 16], buffers: &[&'v str]) -> Option<&'v str> {
    let (words, _) = view.as_chunks::<4>();
    let word = |place: usize| words.get(place).map(|it| u32::from_le_bytes(*it));
    let place = |it: u32| usize::try_from(it).ok();
    let length = word(0)?;
    if length <= SHORT {
        return std::str::from_utf8(view.get(4..4 + place(length)?)?).ok();
    }
    let start = place(word(3)?)?;
    buffers.get(place(word(2)?)?)?.get(start..start + place(length)?)
}
