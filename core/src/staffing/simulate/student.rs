use crate::float::float;
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

/// How many standard errors around a mean of `degrees` + 1 values an interval reaches that holds the true mean with some
/// confidence, where the values are normal: 2.262 for 9 degrees and 0.95.
///
/// # Formula
/// The value t with P(|T| ≤ t) = confidence. With θ = atan(t/√ν), that probability is a finite sum for whole degrees of
/// freedom ν, all of whose terms are positive; θ is found by halving.
///
/// # Source
/// M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.3 and 26.7.4. Sine, cosine and
/// tangent are those of libm.
pub(super) fn two_sided_t(degrees: u32, confidence: f64) -> f64 {
    let (mut low, mut high) = (0.0, FRAC_PI_2);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if within(degrees, middle) < confidence { low = middle } else { high = middle }
    }
    f64::from(degrees).sqrt() * libm::tan(0.5 * (low + high))
}

/// P(|T| ≤ √ν · tan θ).
fn within(degrees: u32, angle: f64) -> f64 {
    let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
    let squared = cosine * cosine;
    let odd = degrees % 2 == 1;
    let (mut term, mut sum) = (if odd { cosine } else { 1.0 }, 0.0);
    let terms = if odd { (degrees - 1) / 2 } else { degrees / 2 };
    for place in 1..=i64::from(terms) {
        sum += term;
        let (above, below) =
            if odd { (2 * place, 2 * place + 1) } else { (2 * place - 1, 2 * place) };
        term *= squared * float(above) / float(below);
        if term < 1e-18 * sum {
            break;
        }
    }
    if odd { FRAC_2_PI * (angle + sine * sum) } else { sine * sum }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.17 `stats.t.ppf((1 + confidence) / 2, degrees)`, and the tables of textbooks.
    #[test]
    fn quantiles_of_student() {
        let known = [
            (1, 0.95, 12.706_204_736),
            (2, 0.95, 4.302_652_730),
            (4, 0.90, 2.131_846_786),
            (9, 0.95, 2.262_157_163),
            (9, 0.99, 3.249_835_542),
            (29, 0.95, 2.045_229_642),
            (30, 0.95, 2.042_272_456),
            (99, 0.99, 2.626_405_457),
        ];
        for (degrees, confidence, t) in known {
            let got = two_sided_t(degrees, confidence);
            assert!((got - t).abs() < 1e-8, "{degrees} {confidence}: {got}");
        }
        // Of many degrees it is the normal one.
        assert!((two_sided_t(9_999, 0.95) - 1.960_201).abs() < 1e-5);
    }
}
