use super::distribution::micros;
use super::random::Draws;

/// An instant that never comes.
pub(super) const NEVER: u64 = u64::MAX >> 2;

/// An interval with its rate, in microseconds since the start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rate {
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) per_micro: f64,
}

/// When contacts of a stream arrive.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Schedule {
    Poisson(Vec<Rate>),
    At(Vec<u64>),
}

/// The arrivals of one stream in one replication, one after the other.
#[derive(Debug)]
pub(super) struct Source<'a> {
    schedule: &'a Schedule,
    draws: Draws,
    place: usize,
    at: f64,
}

impl<'a> Source<'a> {
    pub(super) const fn new(schedule: &'a Schedule, draws: Draws) -> Self {
        Self { schedule, draws, place: 0, at: 0.0 }
    }

    /// The next one; [`NEVER`] after the last.
    pub(super) fn next(&mut self) -> u64 {
        match self.schedule {
            Schedule::Poisson(rates) => self.by_rate(rates),
            Schedule::At(instants) => {
                self.place += 1;
                instants.get(self.place - 1).copied().unwrap_or(NEVER)
            }
        }
    }

    /// Where as many more were expected as an exponential draw with mean 1 says: the inverse of the arrivals expected.
    fn by_rate(&mut self, rates: &[Rate]) -> u64 {
        let mut more = -libm::log(self.draws.unit());
        while let Some(rate) = rates.get(self.place) {
            let from = self.at.max(rate.start);
            let left = (rate.end - from) * rate.per_micro;
            if more < left {
                self.at = (from + more / rate.per_micro).min(rate.end);
                // Cut and not rounded, so that it stays within the interval.
                return micros((self.at - 0.5).min(rate.end - 1.5));
            }
            more -= left;
            self.place += 1;
        }
        NEVER
    }
}
