use statrs::function::erf::erf_inv;
use std::f64::consts::SQRT_2;

/// How many standard deviations around its mean a normal variable stays within with some confidence:
/// 1.96 for 0.95.
///
/// The inverse error function is Boost's rational approximation (J. Maddock), as the crate statrs has it.
pub(super) fn two_sided_z(confidence: f64) -> f64 {
    SQRT_2 * erf_inv(confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mpmath with 40 digits: `sqrt(2) * erfinv(mpf(confidence))`, of the binary value of each confidence.
    #[test]
    fn deviations_are_exact_to_the_last_digits() {
        let known = [
            (1e-12, 1.2533141373155002e-12),
            (0.001, 0.0012533144654325546),
            (0.1, 0.12566134685507405),
            (0.25, 0.31863936396437514),
            (0.5, 0.6744897501960817),
            (0.6827, 1.0000217133229992),
            (0.8, 1.2815515655446006),
            (0.9, 1.6448536269514729),
            (0.95, 1.9599639845400538),
            (0.98, 2.3263478740408408),
            (0.99, 2.5758293035489004),
            (0.995, 2.807033768343804),
            (0.999, 3.2905267314918945),
            (0.9999, 3.890591886413121),
            (0.999999, 4.891638475692932),
            (0.999999999, 6.109410209383449),
            (0.999999999999, 7.130509892879273),
        ];
        for (confidence, z) in known {
            let got = two_sided_z(confidence);
            assert!((got / z - 1.0).abs() < 4e-16, "{confidence}: {got} is not {z}");
        }
    }
}
