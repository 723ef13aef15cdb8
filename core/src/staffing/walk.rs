//! The states in which callers wait, one by one: the method for limits on the line, for finite populations and
//! for what closed forms give no digits of.
//!
//! Who arrives while k others wait is answered after k + 1 departures. That takes longer than a time T where
//! fewer than that happen in it: a sum of the first weights of a Poisson law, or of a negative binomial one
//! where callers hang up. So both sums grow state by state, and all terms are positive.

/// Sums beyond this are scaled down by [`TINY`].
pub(super) const HUGE: f64 = 1.340_780_792_994_259_7e154;
/// 2^−512, exactly.
pub(super) const TINY: f64 = 1.0 / HUGE;

/// The weights of how many departures happen in the time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Arrival {
    /// Nobody hangs up: Poisson with this mean.
    Staying(f64),
    /// Some do: negative binomial, with r, the share e^−tau of those who still stay, and that of those who don't.
    Leaving { r: f64, stays: f64, leaves: f64, tau: f64 },
}

impl Arrival {
    pub(super) fn patient(r: f64, tau: f64) -> Self {
        Self::Leaving { r, stays: libm::exp(-tau), leaves: -libm::expm1(-tau), tau }
    }

    /// The weight of j + 1 as a multiple of that of j.
    fn ratio(self, j: f64) -> f64 {
        match self {
            Self::Staying(mean) => mean / (j + 1.0),
            Self::Leaving { r, leaves, .. } => (r + j) * leaves / (j + 1.0),
        }
    }

    /// The first place whose weight is within the range of a float, and that weight.
    ///
    /// Where the largest weight lies far beyond the last place that is looked at, all those before are below 1e-50.
    fn start(self, last: f64) -> (f64, f64) {
        let far = (100.0 * last + 1000.0).min(4e7);
        let (exponent, mode) = match self {
            Self::Staying(mean) => (mean, mean.floor()),
            Self::Leaving { r, stays, leaves, tau } => {
                (r * tau, ((r - 1.0) * leaves / stays).floor())
            }
        };
        if exponent < 700.0 {
            return (0.0, libm::exp(-exponent));
        }
        if !(1.0..=far).contains(&mode) {
            return (f64::INFINITY, 0.0);
        }
        // From the largest weight to both sides: their sum is 1.
        let (mut sum, mut weight, mut j) = (0.0, 1.0, mode);
        while weight > 1e-20 {
            sum += weight;
            weight *= self.ratio(j);
            j += 1.0;
        }
        (weight, j) = (1.0, mode);
        while j > 0.0 && weight > 1e-290 {
            weight /= self.ratio(j - 1.0);
            sum += weight;
            j -= 1.0;
        }
        (j, weight / sum)
    }
}

/// Sums over the states in which all agents are busy, each as likely as a multiple of that in which nobody waits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Walk {
    /// Those in which an agent is free.
    pub(super) below: f64,
    /// Those in which who arrives waits.
    pub(super) waiting: f64,
    /// That in which there is no place to wait.
    pub(super) blocked: f64,
    /// Of how many wait in each.
    pub(super) queued: f64,
    /// Of the share of who waits that is answered.
    pub(super) served: f64,
    /// Within the time.
    pub(super) early: f64,
    /// After it.
    pub(super) late: f64,
    /// Of the share that waits for longer than the time, answered or not.
    pub(super) over: f64,
    /// Of how long those who are answered wait, in multiples of the patience.
    pub(super) wait_served: f64,
    /// Of the share of who waits that hangs up, and how long those wait.
    pub(super) abandoning: f64,
    pub(super) wait_abandoned: f64,
}

impl Walk {
    pub(super) fn total(&self) -> f64 {
        self.below + self.waiting + self.blocked
    }

    /// The share of all that is answered within the time.
    pub(super) fn within(&self) -> f64 {
        (self.below + self.early) / self.total()
    }

    fn scale(&mut self) {
        let Self { below, waiting, blocked, queued, served, .. } = self;
        let Self { early, late, over, wait_served, abandoning, wait_abandoned, .. } = self;
        for sum in [below, waiting, blocked, queued, served, early] {
            *sum *= TINY;
        }
        for sum in [late, over, wait_served, abandoning, wait_abandoned] {
            *sum *= TINY;
        }
    }
}

/// Walks the states in which k callers wait, the next being `next(k)` times as likely, up to the last place.
pub(super) fn walk(
    below: f64,
    places: Option<u32>,
    arrival: Arrival,
    next: impl Fn(f64) -> f64,
) -> Walk {
    let negligible = if places.is_some() { 1e-300 } else { 1e-19 };
    let last = places.map_or(f64::INFINITY, f64::from);
    let (first, first_weight) = arrival.start(last);
    let mut sums = Walk { below, ..Walk::default() };
    let (mut k, mut state, mut weight) = (0.0_f64, 1.0_f64, 0.0_f64);
    // The weights so far; those of who is answered, and the states before.
    let (mut few, mut few_served, mut before) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut steps, mut gone) = (0.0_f64, 0.0_f64);
    let of_served = |k: f64, weight: f64| match arrival {
        Arrival::Staying(_) => weight,
        Arrival::Leaving { r, stays, .. } => weight * (r + k) * stays,
    };
    loop {
        if k >= last {
            sums.blocked = state;
            sums.queued += k * state;
            break;
        }
        if k <= first {
            weight = if k < first { 0.0 } else { first_weight };
        }
        let weight_served = of_served(k, weight);
        sums.early += weight_served * before;
        few += weight;
        few_served += weight_served;
        sums.waiting += state;
        sums.queued += k * state;
        sums.over += state * few;
        let answered = match arrival {
            Arrival::Staying(_) => state,
            Arrival::Leaving { r, .. } => {
                let inverse = 1.0 / (r + k + 1.0);
                let answered = state * inverse;
                steps += inverse;
                gone += (k + 1.0) * inverse;
                sums.wait_served += r * answered * steps;
                sums.abandoning += answered * (k + 1.0);
                sums.wait_abandoned += answered * gone;
                answered
            }
        };
        before += answered;
        sums.late += answered * few_served;
        let factor = next(k);
        if factor <= 0.0 || (factor < 1.0 && state < negligible * sums.waiting) {
            k += 1.0;
            weight *= arrival.ratio(k - 1.0);
            break;
        }
        weight *= arrival.ratio(k);
        state *= factor;
        k += 1.0;
        if state > HUGE {
            state *= TINY;
            before *= TINY;
            sums.scale();
        }
    }
    sums.early += before * weights_from(k, first, first_weight, weight, few_served, arrival);
    match arrival {
        Arrival::Staying(_) => {
            sums.served = sums.waiting;
        }
        Arrival::Leaving { r, stays, .. } => {
            sums.over *= stays;
            sums.served = r * before;
        }
    }
    sums
}

/// The weights of who is answered from place `k` on.
fn weights_from(
    mut k: f64,
    first: f64,
    first_weight: f64,
    mut weight: f64,
    before: f64,
    arrival: Arrival,
) -> f64 {
    let (all, of) = match arrival {
        Arrival::Staying(_) => (1.0, None),
        Arrival::Leaving { r, stays, .. } => (r, Some((r, stays))),
    };
    if before <= 0.5 * all {
        return all - before;
    }
    let mut sum = 0.0;
    if k <= first {
        (k, weight) = (first, first_weight);
    }
    loop {
        let served = of.map_or(weight, |(r, stays)| weight * (r + k) * stays);
        sum += served;
        let ratio = arrival.ratio(k);
        // The smallest floats of all don't get smaller by a ratio near 1.
        if ratio < 1.0 && (served <= 1e-19 * sum || served < 1e-300) {
            return sum;
        }
        weight *= ratio;
        k += 1.0;
    }
}
