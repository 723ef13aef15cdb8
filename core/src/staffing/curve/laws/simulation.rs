//! Callers one by one, each with an agent of his own.

use super::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A draw from the exponential distribution with mean 1.
fn exponential(random: &mut ChaCha8Rng) -> f64 {
    -(1.0 - (random.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0).ln()
}

#[test]
fn callers_with_an_agent_each_keep_busy_as_many_as_the_load() {
    let counts = [6.0, 24.0, 60.0, 36.0, 0.0, 9.0];
    let (aht, days) = (0.75, 4000);
    let (mut sums, mut squares) = (vec![0.0; counts.len()], vec![0.0; counts.len()]);
    let mut random = ChaCha8Rng::seed_from_u64(20260302);
    for _ in 0..days {
        let mut busy = vec![0.0; counts.len()];
        for (hour, count) in counts.iter().enumerate() {
            let end = hour as f64 + 1.0;
            let mut now = hour as f64;
            loop {
                now += if *count > 0.0 { exponential(&mut random) / count } else { 2.0 };
                if now >= end {
                    break;
                }
                let done = now + aht * exponential(&mut random);
                for (at, busy) in busy.iter_mut().enumerate().skip(hour) {
                    let at = at as f64;
                    *busy += (done.min(at + 1.0) - now.max(at)).max(0.0);
                }
            }
        }
        for (place, busy) in busy.iter().enumerate() {
            sums[place] += busy;
            squares[place] += busy * busy;
        }
    }
    let method = modified(LoadStatistic::Mean, LoadBefore::Empty);
    let load = offered(&hours(&counts), Span::minutes(45), method);
    for place in 0..counts.len() {
        let mean = sums[place] / f64::from(days);
        let deviation = (squares[place] / f64::from(days) - mean * mean).sqrt();
        let error = deviation / f64::from(days).sqrt();
        // What arrivals alone would say lies far outside in most hours.
        assert!((mean - load[place]).abs() < 4.0 * error, "{place} {mean} {} {error}", load[place]);
    }
    assert!((load[1] - 18.0).abs() > 1.0 && (load[3] - 27.0).abs() > 1.0, "{load:?}");
}
