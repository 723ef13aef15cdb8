use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What numbers are drawn for. Each has a stream of its own, so that a change in one moves no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Arrivals,
    Handling,
    Patience,
    /// What becomes of a contact later: whether it calls again or is escalated, when, and with which times.
    Fate,
}

impl Purpose {
    const fn number(self) -> u64 {
        match self {
            Self::Arrivals => 0,
            Self::Handling => 1,
            Self::Patience => 2,
            Self::Fate => 3,
        }
    }
}

/// The 16 words of a block, times the 2^24 blocks that a contact has for its fate.
const WORDS_OF_A_FATE: u128 = 16 << 24;
/// As many for each of its further attempts and stages.
const WORDS_OF_A_STEP: u128 = 16 << 8;

/// Numbers between 0 and 1, the same on every machine: ChaCha with 8 rounds. The key is the seed, lowest byte first, and
/// 28 zeros; the nonce is the replication, the stream of contacts and the purpose.
#[derive(Debug, Clone)]
pub(super) struct Draws(ChaCha8Rng);

impl Draws {
    pub(super) fn new(seed: u32, replication: u32, stream: u32, purpose: Purpose) -> Self {
        let mut key = [0; 32];
        for (byte, of_seed) in key.iter_mut().zip(seed.to_le_bytes()) {
            *byte = of_seed;
        }
        let mut words = ChaCha8Rng::from_seed(key);
        let nonce = (u64::from(replication) << 32) | (u64::from(stream) << 8) | purpose.number();
        words.set_stream(nonce);
        Self(words)
    }

    /// Those for the fate of one contact at one of its steps, wherever others have got to.
    pub(super) fn fate(&self, contact: u32, step: u32) -> Self {
        let mut words = self.0.clone();
        let at =
            u128::from(contact) * WORDS_OF_A_FATE + u128::from(step & 0xffff) * WORDS_OF_A_STEP;
        words.set_word_pos(at);
        Self(words)
    }

    /// Any odd multiple of 2^-53 between 0 and 1, each as likely: the upper 52 bits of a number of 64.
    pub(super) fn unit(&mut self) -> f64 {
        const ONE: u64 = 1023 << 52;
        f64::from_bits(ONE | (self.0.next_u64() >> 12)) - 1.0 + f64::EPSILON / 2.0
    }
}

/// The value that a standard normal variable stays below with a probability, within a relative error of about 1e-16.
///
/// # Source
/// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988),
/// PPND16, with the logarithm of libm.
pub(super) fn normal(probability: f64) -> f64 {
    let centred = probability - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180_625 - centred * centred;
        return centred * poly(&CENTRE_ABOVE, r) / poly(&CENTRE_BELOW, r);
    }
    let tail = if centred < 0.0 { probability } else { 1.0 - probability };
    let r = (-libm::log(tail)).sqrt();
    let value = if r <= 5.0 {
        poly(&MIDDLE_ABOVE, r - 1.6) / poly(&MIDDLE_BELOW, r - 1.6)
    } else {
        poly(&FAR_ABOVE, r - 5.0) / poly(&FAR_BELOW, r - 5.0)
    };
    if centred < 0.0 { -value } else { value }
}

fn poly(coefficients: &[f64; 8], at: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * at + coefficient)
}

const CENTRE_ABOVE: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRE_BELOW: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_545,
];
const MIDDLE_ABOVE: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_8e-9,
];
const FAR_ABOVE: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_9,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BELOW: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of the normal distribution: sqrt(2) * erfinv(2 p - 1), mpmath with 40 digits.
    #[test]
    fn quantiles_of_the_normal_distribution() {
        let known = [
            (0.975, 1.959_963_984_540_054),
            (0.995, 2.575_829_303_548_900_4),
            (0.75, 0.674_489_750_196_081_7),
            (1e-12, -7.034_483_825_301_131),
            (0.5, 0.0),
        ];
        for (probability, quantile) in known {
            let got = normal(probability);
            assert!((got - quantile).abs() <= 2e-15 * quantile.abs(), "{probability}: {got}");
        }
    }

    #[test]
    fn numbers_lie_between_0_and_1_and_are_even() {
        let mut draws = Draws::new(1, 0, 0, Purpose::Arrivals);
        let mut counts = [0_i32; 10];
        for _ in 0..100_000 {
            let unit = draws.unit();
            assert!(unit > 0.0 && unit < 1.0);
            let place = crate::staffing::check::whole(unit * 10.0).unwrap();
            counts[usize::try_from(place).unwrap()] += 1;
        }
        let chi_square: i32 =
            counts.iter().map(|count| (count - 10_000).pow(2)).sum::<i32>() / 10_000;
        // Of 9 degrees of freedom, 33.7 is passed once in 10,000 times.
        assert!(chi_square < 34, "{counts:?}");
    }

    #[test]
    fn fates_are_told_apart_and_wait_for_nobody() {
        let mut draws = Draws::new(1, 2, 3, Purpose::Fate);
        let mut fate = draws.fate(5, 1);
        let first = fate.unit();
        draws.unit();
        assert!(draws.fate(5, 1).unit().total_cmp(&first).is_eq());
        assert!(draws.fate(5, 2).unit().total_cmp(&first).is_ne());
        assert!(draws.fate(6, 1).unit().total_cmp(&first).is_ne());
    }
}
