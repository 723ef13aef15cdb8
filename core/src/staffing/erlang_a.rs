use super::erlang_b::states_below;
use super::figures::Figures;
use super::walk::{Arrival, HUGE, TINY, walk};

/// A term of this share of the sum can't change it any more, nor can those after it.
const NEGLIGIBLE: f64 = 1e-19;
/// About how far off a sum may be by rounding, as a part of it.
const SUMS: f64 = 64.0 * f64::EPSILON;

/// A queue in which some hang up before they are answered: M/M/c+M.
///
/// With r = c · patience / aht and y = load · patience / aht, the states with k who wait are as likely as
/// y^k / ((r+1) … (r+k)) says. Their sum is Palm's series; all terms are positive.
///
/// Source: C. Palm 1946; O. Garnett, A. Mandelbaum, M. Reiman, "Designing a call center with impatient
/// customers", Manufacturing & Service Operations Management 4 (2002); S. Zeltyn, A. Mandelbaum, "Call centers
/// with impatient customers", Queueing Systems 51 (2005).
pub(super) fn erlang_a(load: f64, aht: f64, patience: f64, agents: u32, within: f64) -> Figures {
    let ratio = patience / aht;
    let count = f64::from(agents);
    let (r, y, tau) = (count * ratio, load * ratio, within / patience);
    let below = states_below(load, count);
    let sums = Sums::of(r, y, below);
    let rare = !below.is_finite();
    let total = sums.all + sums.below;
    let waits = if rare { 0.0 } else { sums.all / total };
    let abandoned = waits * sums.queued / y / sums.all;
    let answered = if rare { 1.0 } else { (sums.below + r * sums.served) / total };
    let (over, late, lost) = beyond(r, y, tau, &sums);
    let (mut over, mut late) = (waits * over, waits * late);
    let mut early = 1.0 - abandoned - late;
    // Sums are off by SUMS, shares of an exponent by as much more as its terms are large. Where they are too far off, or what
    // they leave of 1 has lost its digits by that, all three are summed themselves.
    let off = SUMS + f64::EPSILON * lost;
    let far = off > 5e-13 && off * over > 5e-15;
    if !rare && (far || off * late + SUMS * abandoned > 2e-13 * early) {
        let walk = walk(below, None, Arrival::patient(r, tau), |k| y / (r + k + 1.0));
        (early, late, over) = (walk.within(), walk.late / walk.total(), walk.over / walk.total());
    }
    Figures {
        waits,
        abandoned,
        within: early,
        late,
        over,
        occupancy: if agents == 0 { 0.0 } else { load * answered / count },
        asa: match agents {
            0 => None,
            _ if rare => Some(0.0),
            _ => Some(patience * r * sums.wait_served / total / answered),
        },
        mean_wait: Some(patience * abandoned),
        wait_of_waiters: Some(patience * sums.queued / y / sums.all),
        wait_of_abandoned: Some(patience * sums.wait_abandoned / sums.abandoning),
        length: Some(y * abandoned),
        ..Figures::free(load, agents)
    }
}

/// Sums over the states in which all agents are busy, each as likely as a multiple of that in which nobody waits.
#[derive(Default)]
struct Sums {
    /// Those in which an agent is free, in the same multiple.
    below: f64,
    /// Of the states themselves: Palm's series.
    all: f64,
    /// Of how many wait in each.
    queued: f64,
    /// Of the share of who arrives in each that is answered, over r.
    served: f64,
    /// Of how long those wait, in multiples of the patience and over r.
    wait_served: f64,
    /// Of the share that is not.
    abandoning: f64,
    /// Of how long those wait, in multiples of the patience.
    wait_abandoned: f64,
    /// How often all were scaled down.
    scaled: f64,
}

impl Sums {
    fn of(r: f64, y: f64, below: f64) -> Self {
        let mut sums = Self { below, ..Self::default() };
        let (mut k, mut state) = (0.0_f64, 1.0_f64);
        // Of 1 / (r + j), and of j / (r + j), for j from 1 to k + 1.
        let (mut steps, mut gone) = (0.0_f64, 0.0_f64);
        loop {
            let inverse = 1.0 / (r + k + 1.0);
            let answered = state * inverse;
            steps += inverse;
            gone += (k + 1.0) * inverse;
            sums.all += state;
            sums.queued += k * state;
            sums.served += answered;
            sums.wait_served += answered * steps;
            sums.abandoning += answered * (k + 1.0);
            sums.wait_abandoned += answered * gone;
            let factor = y * inverse;
            if factor < 1.0 && state < NEGLIGIBLE * sums.all {
                return sums;
            }
            state *= factor;
            k += 1.0;
            if state > HUGE {
                state *= TINY;
                sums.scale();
            }
        }
    }

    fn scale(&mut self) {
        self.below *= TINY;
        self.all *= TINY;
        self.queued *= TINY;
        self.served *= TINY;
        self.wait_served *= TINY;
        self.abandoning *= TINY;
        self.wait_abandoned *= TINY;
        self.scaled += 1.0;
    }
}

/// Of those who wait, who does so for longer than `tau` patiences, and who is answered only then; and how large the terms of their exponent
/// are, whose last digits are lost.
fn beyond(r: f64, y: f64, tau: f64, sums: &Sums) -> (f64, f64, f64) {
    let stays = libm::exp(-tau);
    let (rest, scaled) = series_after_first(r, y * stays);
    let first = if scaled > 0.0 { 0.0 } else { 1.0 };
    // −r·tau + y·(1 − e^−tau), as terms that don't cancel unless most callers hang up.
    let (more, less) = (-(y - r) * libm::expm1(-tau), r * curvature(tau));
    let exponent = more - less + 512.0 * std::f64::consts::LN_2 * (scaled - sums.scaled);
    // Half of it on each side, so that neither product leaves the range.
    let half = libm::exp(exponent / 2.0);
    let of_all = |sum: f64| half * (sum / sums.all) * half;
    (stays * of_all(first + rest), r / y * of_all(rest), more.abs() + less)
}

/// Palm's series without its first term, which is 1, and how often it was scaled down.
fn series_after_first(r: f64, z: f64) -> (f64, f64) {
    let (mut j, mut term, mut sum, mut scaled) = (1.0_f64, 1.0_f64, 0.0_f64, 0.0_f64);
    loop {
        let factor = z / (r + j);
        if factor < 1.0 && term <= NEGLIGIBLE * sum {
            return (sum, scaled);
        }
        term *= factor;
        sum += term;
        j += 1.0;
        if sum > HUGE {
            term *= TINY;
            sum *= TINY;
            scaled += 1.0;
        }
        if term <= 0.0 {
            return (sum, scaled);
        }
    }
}

/// e^−t − 1 + t without cancellation.
fn curvature(t: f64) -> f64 {
    if t > 0.5 {
        return libm::expm1(-t) + t;
    }
    let (mut term, mut sum, mut n) = (t * t / 2.0, 0.0, 2.0);
    while term.abs() > 1e-18 * sum {
        sum += term;
        n += 1.0;
        term *= -t / n;
    }
    sum
}
