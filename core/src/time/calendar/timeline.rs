//! Open time as a function of the instant, and its inverses.

use super::week::Week;

/// After so long, the Gregorian calendar, its weekdays and every zone's rule repeat: 400 years.
pub(super) const CYCLE: i64 = 146_097 * super::week::DAY;

/// What holds from an instant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Open throughout.
    Open,
    /// Closed throughout.
    Closed,
    /// Open as in a regular week, the clock being `offset` milliseconds ahead of UTC.
    Weekly { offset: i64 },
}

impl State {
    /// Open where this is closed, closed where this is open.
    pub(super) const fn complement(self) -> Self {
        match self {
            Self::Open => Self::Closed,
            Self::Closed => Self::Open,
            weekly @ Self::Weekly { .. } => weekly,
        }
    }
}

/// What holds from `start` until the next piece.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: i64,
    state: State,
    /// Open milliseconds of the line before `start`.
    before: i64,
    /// In a weekly piece: what the week counts before an instant more than the line does.
    excess: i64,
}

/// When it is open, from the first instant that there is to the last.
///
/// With `F(t)` the open time before `t`, the open time between `a` and `b` is `F(b) - F(a)`, and
/// adding open time is the inverse of `F`. Nothing here walks days or allocates.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    week: Week,
    /// At least one; sorted by start, and so by `before`.
    pieces: Vec<Piece>,
    /// From here on, everything repeats after [`CYCLE`]; the pieces reach to the end of the first.
    cycle_start: i64,
    /// `F(cycle_start)`.
    cycle_start_before: i64,
    /// The open time of a cycle.
    cycle_total: i64,
}

impl Timeline {
    /// The line on which each state holds from its instant on, until `cycle_start + CYCLE`; then as
    /// in the cycle before.
    pub(super) fn new(week: Week, states: Vec<(i64, State)>, cycle_start: i64) -> Self {
        let mut line = Self {
            week,
            pieces: Vec::with_capacity(states.len()),
            cycle_start,
            cycle_start_before: 0,
            cycle_total: 0,
        };
        for (start, state) in states {
            let state = match state {
                State::Weekly { .. } if line.week.total() == 0 => State::Closed,
                State::Weekly { .. } if line.week.total() == super::week::WEEK => State::Open,
                state => state,
            };
            if line.pieces.last().is_none_or(|last| last.state != state) {
                let before = line.in_pieces(start);
                let excess = match state {
                    State::Weekly { offset } => line.week.open_before(start + offset) - before,
                    State::Open | State::Closed => 0,
                };
                line.pieces.push(Piece { start, state, before, excess });
            }
        }
        line.pieces.shrink_to_fit();
        line.cycle_start_before = line.in_pieces(cycle_start);
        line.cycle_total = line.in_pieces(cycle_start + CYCLE) - line.cycle_start_before;
        line
    }

    /// Whether it is ever open.
    pub(super) const fn ever_opens(&self) -> bool {
        self.cycle_start_before + self.cycle_total > 0
    }

    /// Whether it is open at `at`.
    pub(super) fn is_open(&self, at: i64) -> bool {
        let at = at - self.cycles(at) * CYCLE;
        self.piece(|piece| piece.start <= at).is_some_and(|piece| match piece.state {
            State::Open => true,
            State::Closed => false,
            State::Weekly { offset } => self.week.is_open(at + offset),
        })
    }

    /// `F(at)`: open milliseconds before `at`.
    pub(super) fn before(&self, at: i64) -> i64 {
        let cycles = self.cycles(at);
        self.in_pieces(at - cycles * CYCLE) + cycles * self.cycle_total
    }

    /// The first instant with `open` milliseconds before it, or nothing where that never comes.
    pub(super) fn earliest(&self, open: i64) -> Option<i64> {
        let cycles = self.cycles_of(open.checked_sub(1)?)?;
        let open = open - cycles * self.cycle_total;
        let piece = self.piece(|piece| piece.before < open)?;
        let at = match piece.state {
            State::Open => piece.start + (open - piece.before),
            State::Closed => return None,
            State::Weekly { offset } => self.week.earliest(open + piece.excess)? - offset,
        };
        at.checked_add(cycles.checked_mul(CYCLE)?)
    }

    /// The last instant with no more than `open` milliseconds before it, or nothing where there is
    /// none: open time never passes that, or did before the first instant.
    pub(super) fn latest(&self, open: i64) -> Option<i64> {
        let cycles = self.cycles_of(open)?;
        let open = open - cycles * self.cycle_total;
        let piece = self.piece(|piece| piece.before <= open)?;
        let at = match piece.state {
            State::Open => piece.start + (open - piece.before),
            State::Closed => return None,
            State::Weekly { offset } => self.week.latest(open + piece.excess)? - offset,
        };
        at.checked_add(cycles.checked_mul(CYCLE)?)
    }

    /// How many cycles to go back from `at` to where the pieces are.
    fn cycles(&self, at: i64) -> i64 {
        ((at - self.cycle_start).div_euclid(CYCLE)).max(0)
    }

    /// How many cycles to go back from an amount of open time to where the pieces are; nothing where
    /// no cycle ever has as much.
    fn cycles_of(&self, open: i64) -> Option<i64> {
        match open.checked_sub(self.cycle_start_before)? {
            above if above < self.cycle_total => Some(0),
            above => above.checked_div_euclid(self.cycle_total),
        }
    }

    /// `F(at)` from the pieces alone.
    fn in_pieces(&self, at: i64) -> i64 {
        self.piece(|piece| piece.start <= at).map_or(0, |piece| match piece.state {
            State::Open => piece.before + (at - piece.start),
            State::Closed => piece.before,
            State::Weekly { offset } => self.week.open_before(at + offset) - piece.excess,
        })
    }

    /// The last piece of those, at the start, for which `holds`.
    fn piece(&self, holds: impl Fn(&Piece) -> bool) -> Option<Piece> {
        let count = self.pieces.partition_point(holds);
        self.pieces.get(count.checked_sub(1)?).copied()
    }
}
