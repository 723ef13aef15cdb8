use super::clock::Cell;

/// The milliseconds of a week.
const WEEK: f64 = 604_800_000.0;
/// The rounds in which profile and trend are fitted to each other; on clean data ten are enough.
const MOST_ROUNDS: u32 = 200;

/// What arrives at each time of the week, and how that rises or falls from week to week.
#[derive(Debug, Clone)]
pub(super) struct DayProfile {
    /// By time of the week, in the middle of the history; nothing where it has never been that time.
    pub(super) means: Vec<Option<f64>>,
    /// By which share of the middle of the history it rises in a week.
    pub(super) slope: f64,
    middle: f64,
}

impl DayProfile {
    /// The means of all weeks.
    pub(super) fn of_means(cells: &[Cell], rates: &[f64], slots: usize) -> Self {
        let middle = middle(cells);
        Self { means: means(cells, rates, slots, |_| 1.0), slope: 0.0, middle }
    }

    /// Profile and trend at once: those at which neither the sum of each time of the week nor that over time is off.
    /// Nothing where there is no line on which every week is above zero.
    ///
    /// Where arrivals vary as their mean, as those of a Poisson process do, the slope is that of weighted least squares.
    pub(super) fn with_trend(cells: &[Cell], rates: &[f64], slots: usize) -> Option<Self> {
        let mut profile = Self::of_means(cells, rates, slots);
        for _ in 0..MOST_ROUNDS {
            let (mut up, mut down) = (0.0, 0.0);
            for (cell, rate) in cells.iter().zip(rates) {
                let week = profile.week(cell);
                let mean = profile.means.get(cell.slot).copied().flatten().unwrap_or(0.0);
                up += cell.length * week * (rate - mean);
                down += cell.length * week * week * mean;
            }
            let slope = if down > 0.0 { up / down } else { 0.0 };
            let moved = (slope - profile.slope).abs();
            profile.slope = slope;
            if !cells.iter().all(|cell| profile.level(cell) > 0.0) {
                return None;
            }
            profile.means = means(cells, rates, slots, |cell| profile.level(cell));
            if moved <= 1e-15 {
                break;
            }
        }
        Some(profile)
    }

    fn week(&self, cell: &Cell) -> f64 {
        (crate::float::float(cell.start) - self.middle) / WEEK
    }

    fn level(&self, cell: &Cell) -> f64 {
        1.0 + self.slope * self.week(cell)
    }

    /// What is expected in an interval of the usual length.
    pub(super) fn rate(&self, cell: &Cell) -> Option<f64> {
        self.means.get(cell.slot).copied().flatten().map(|mean| mean * self.level(cell))
    }
}

/// In milliseconds since 1970.
fn middle(cells: &[Cell]) -> f64 {
    let ends = cells.first().zip(cells.last());
    ends.map_or(0.0, |(first, last)| {
        f64::midpoint(crate::float::float(first.start), crate::float::float(last.start))
    })
}

fn means(
    cells: &[Cell],
    rates: &[f64],
    slots: usize,
    level: impl Fn(&Cell) -> f64,
) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); slots];
    for (cell, rate) in cells.iter().zip(rates) {
        if let Some((arrivals, exposure)) = sums.get_mut(cell.slot) {
            *arrivals += rate * cell.length;
            *exposure += level(cell) * cell.length;
        }
    }
    sums.into_iter()
        .map(|(arrivals, exposure)| (exposure > 0.0).then(|| arrivals / exposure))
        .collect()
}
