use super::compile::Model;
use super::outcome::{ContactFigures, GroupFigures, SimulatedFigure, SimulatedSla};
use super::tally::{Cell, Kept, Tally, Work};
use super::waits::Percentiles;
use crate::float::float;
use crate::staffing::service_level::ServiceLevelDefinition;

/// An amount as the nearest float.
#[expect(clippy::as_conversions, reason = "it rounds to nearest, which is what is wanted")]
pub(super) const fn wide(number: u128) -> f64 {
    number as f64
}

/// A count, which is below 2^53.
pub(super) fn whole(number: u64) -> f64 {
    float(i64::try_from(number).unwrap_or(i64::MAX))
}

const MICROS: f64 = 1e6;
const MICROS_OF_AN_HOUR: f64 = 3.6e9;

/// Makes figures of what replications counted.
pub(super) struct Figures<'a> {
    pub(super) model: &'a Model,
    pub(super) tallies: &'a [Tally],
    /// How many standard errors an interval reaches; nothing of one replication.
    pub(super) reach: Option<f64>,
}

impl Figures<'_> {
    /// The mean over replications.
    fn mean(&self, each: impl Fn(usize) -> f64) -> SimulatedFigure {
        let nothing = SimulatedFigure { value: 0.0, low: None, high: None };
        self.ratio(each, |_| 1.0).unwrap_or(nothing)
    }

    /// All of one over all of another, with the interval of a ratio: the deviation is that of x − ratio · y over
    /// replications (W. G. Cochran, "Sampling Techniques", 1977, 2.11).
    fn ratio(
        &self,
        above: impl Fn(usize) -> f64,
        below: impl Fn(usize) -> f64,
    ) -> Option<SimulatedFigure> {
        let places = 0..self.tallies.len();
        let (x, y) = places.clone().fold((0.0, 0.0), |(x, y), at| (x + above(at), y + below(at)));
        if y <= 0.0 {
            return None;
        }
        let value = x / y;
        let error = self.reach.map(|reach| {
            let squares: f64 = places.map(|at| (above(at) - value * below(at)).powi(2)).sum();
            let count = whole(u64::try_from(self.tallies.len()).unwrap_or(u64::MAX));
            reach * (squares / (count - 1.0) * count).sqrt() / y
        });
        let (low, high) = (error.map(|error| value - error), error.map(|error| value + error));
        Some(SimulatedFigure { value, low, high })
    }

    /// The time of the intervals from one to another that counts, in microseconds.
    fn counted(&self, from: usize, until: usize) -> (u64, u64) {
        let at = |place: usize| {
            let place = u64::try_from(place).unwrap_or(u64::MAX);
            self.model.length.saturating_mul(place).min(self.model.end)
        };
        (at(from).max(self.model.warm_up), at(until).max(self.model.warm_up))
    }

    /// The figures of some streams, in one interval or in all.
    pub(super) fn contacts(
        &self,
        name: &str,
        streams: impl Fn(usize) -> bool,
        interval: Option<usize>,
    ) -> ContactFigures {
        let count = self.model.streams.len();
        let intervals = interval.map_or(0..self.model.intervals, |it| it..it + 1);
        let chosen: Vec<usize> = (0..count).filter(|place| streams(*place)).collect();
        let places = || {
            let of = |interval| chosen.iter().map(move |stream| (interval, *stream));
            intervals.clone().flat_map(of)
        };
        let sum = |tally: &Tally| {
            let mut sum = Cell::default();
            for (interval, stream) in places() {
                if let Some(cell) = tally.cells.get(interval * count + stream) {
                    sum.add(cell);
                }
            }
            sum
        };
        let sums: &[Cell] = &self.tallies.iter().map(sum).collect::<Vec<_>>();
        let of = |value: fn(&Cell) -> u64| {
            move |at: usize| sums.get(at).map_or(0.0, |cell| whole(value(cell)))
        };
        let seconds = |value: fn(&Cell) -> u128| {
            move |at: usize| sums.get(at).map_or(0.0, |cell| wide(value(cell)) / MICROS)
        };
        let offered = |cell: &Cell| cell.offered;
        let waited = |cell: &Cell| cell.wait_answered + cell.wait_abandoned;
        let (from, until) = self.counted(intervals.start, intervals.end);
        let time = whole(until.saturating_sub(from)) / MICROS;
        let queued = seconds(|cell| cell.queue_time);
        let set = self.model.sets.place(&chosen, interval);
        let percentile = |of: fn(Percentiles) -> u64| {
            let waits = |at: usize| self.tallies.get(at)?.percentiles.get(set?).copied().flatten();
            let seconds = |at: usize| waits(at).map_or(0.0, |waits| whole(of(waits)) / MICROS);
            self.ratio(seconds, |at| f64::from(u8::from(waits(at).is_some())))
        };
        ContactFigures {
            name: name.to_owned(),
            offered: self.mean(of(offered)),
            refused: self.mean(of(|cell| cell.refused)),
            answered: self.mean(of(|cell| cell.answered)),
            abandoned: self.mean(of(|cell| cell.abandoned)),
            blocked: self.mean(of(|cell| cell.blocked)),
            waiting: self.mean(of(|cell| cell.waiting)),
            p_wait: self.ratio(of(|cell| cell.queued), of(offered)),
            p_abandon: self.ratio(of(|cell| cell.abandoned), of(offered)),
            p_blocked: self.ratio(of(|cell| cell.blocked), of(offered)),
            service_level: self.service_level(&chosen, intervals.clone()),
            asa_seconds: self.ratio(seconds(|cell| cell.wait_answered), of(|cell| cell.answered)),
            mean_wait_seconds: self.ratio(seconds(waited), of(|cell| cell.offered - cell.waiting)),
            mean_wait_of_waiters_seconds: self
                .ratio(seconds(waited), of(|cell| cell.queued - cell.waiting)),
            wait_p50_seconds: percentile(|[half, _, _]| half),
            wait_p90_seconds: percentile(|[_, most, _]| most),
            wait_p95_seconds: percentile(|[_, _, nearly_all]| nearly_all),
            queue_length: self.mean(|at| if time > 0.0 { queued(at) / time } else { 0.0 }),
            sla: self.sla(&chosen, intervals.clone()),
        }
    }

    /// The share in time: of each stream by its own definition, summed up.
    fn service_level(
        &self,
        streams: &[usize],
        intervals: std::ops::Range<usize>,
    ) -> Option<SimulatedFigure> {
        let count = self.model.streams.len();
        let part = |tally: &Tally| {
            let (mut in_time, mut counted) = (0, 0);
            for stream in streams {
                let level = self.model.streams.get(*stream).and_then(|stream| stream.level);
                let Some((_, definition)) = level else {
                    continue;
                };
                for interval in intervals.clone() {
                    if let Some(cell) = tally.cells.get(interval * count + stream) {
                        let (above, below) = level_of(definition, cell);
                        in_time += above;
                        counted += below;
                    }
                }
            }
            (whole(in_time), whole(counted))
        };
        let parts: Vec<(f64, f64)> = self.tallies.iter().map(part).collect();
        let above = |at: usize| parts.get(at).map_or(0.0, |part| part.0);
        self.ratio(above, |at| parts.get(at).map_or(0.0, |part| part.1))
    }

    fn sla(&self, streams: &[usize], intervals: std::ops::Range<usize>) -> Vec<SimulatedSla> {
        let count = self.model.streams.len();
        let keys = self.model.promises.as_ref().map_or(&[][..], |it| &it.keys);
        let each = |(promise, (agreement, metric)): (usize, &(_, _))| {
            let sum = |tally: &Tally| {
                let mut sum = Kept::default();
                for interval in intervals.clone() {
                    let row = (promise * self.model.intervals + interval) * count;
                    for stream in streams {
                        if let Some(kept) = tally.kept.get(row + stream) {
                            sum.add(kept);
                        }
                    }
                }
                sum
            };
            let sums: &[Kept] = &self.tallies.iter().map(sum).collect::<Vec<_>>();
            let of = |value: fn(&Kept) -> u64| {
                move |at: usize| sums.get(at).map_or(0.0, |kept| whole(value(kept)))
            };
            SimulatedSla {
                agreement: *agreement,
                metric: *metric,
                met: self.mean(of(|kept| kept.met)),
                breached: self.mean(of(|kept| kept.breached)),
                open: self.mean(of(|kept| kept.open)),
                share_met: self.ratio(of(|kept| kept.met), of(|kept| kept.met + kept.breached)),
            }
        };
        keys.iter().enumerate().map(each).collect()
    }

    /// The figures of a group in some intervals.
    pub(super) fn group(&self, group: usize, intervals: std::ops::Range<usize>) -> GroupFigures {
        let count = self.model.groups.len();
        let sum = |tally: &Tally| {
            let mut sum = Work::default();
            for interval in intervals.clone() {
                if let Some(work) = tally.work.get(interval * count + group) {
                    sum.add(work);
                }
            }
            sum
        };
        let sums: &[Work] = &self.tallies.iter().map(sum).collect::<Vec<_>>();
        let hours = |value: fn(&Work) -> u128| {
            move |at: usize| sums.get(at).map_or(0.0, |work| wide(value(work)) / MICROS_OF_AN_HOUR)
        };
        let (from, until) = self.counted(intervals.start, intervals.end);
        let given = self.model.groups.get(group);
        let staffed = given.map_or(0, |group| group.staffed.between(from, until));
        let staffed_hours = wide(staffed) / MICROS_OF_AN_HOUR;
        let overtime = hours(|work| work.overtime);
        let handled = |at: usize| sums.get(at).map_or(0.0, |work| whole(work.handled));
        GroupFigures {
            name: given.map(|group| group.name.clone()).unwrap_or_default(),
            staffed_hours,
            overtime_hours: self.mean(overtime),
            busy_hours: self.mean(hours(|work| work.busy)),
            occupancy: self.ratio(hours(|work| work.busy), |at| staffed_hours + overtime(at)),
            handled: self.mean(handled),
        }
    }
}

/// How many are in time, of how many.
const fn level_of(definition: ServiceLevelDefinition, cell: &Cell) -> (u64, u64) {
    let decided = cell.offered - cell.undecided;
    match definition {
        ServiceLevelDefinition::AnsweredOfOffered => (cell.in_time, decided),
        ServiceLevelDefinition::AnsweredOfAnswered => (cell.in_time, cell.answered),
        ServiceLevelDefinition::ExcludingShortAbandons => {
            (cell.in_time, decided - cell.short_abandons)
        }
        ServiceLevelDefinition::WaitWithin => (cell.in_time + cell.short_abandons, decided),
    }
}
