use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Draws places of a list, each as likely as any other, the same on every machine.
///
/// ChaCha with 8 rounds gives 32-bit words x, of which the place is the upper half of x · n; where the lower
/// half is below 2³² mod n, the word is passed over, so that no place is favoured (D. Lemire, "Fast random
/// integer generation in an interval", 2019).
#[derive(Debug)]
pub(super) struct Draw {
    words: ChaCha8Rng,
    places: u32,
    passed_below: u32,
}

impl Draw {
    /// Of the places from 0 to `places` − 1. The key is the seed, lowest byte first, and 28 zeros; the nonce and
    /// the first block are 0.
    pub(super) fn new(seed: u32, places: u32) -> Self {
        let mut key = [0; 32];
        for (byte, of_seed) in key.iter_mut().zip(seed.to_le_bytes()) {
            *byte = of_seed;
        }
        let passed_below = places.wrapping_neg().checked_rem(places).unwrap_or(0);
        Self { words: ChaCha8Rng::from_seed(key), places, passed_below }
    }

    pub(super) fn place(&mut self) -> u32 {
        loop {
            let product = u64::from(self.words.next_u32()) * u64::from(self.places);
            let (upper, lower) = (product >> 32, product & u64::from(u32::MAX));
            if lower >= u64::from(self.passed_below) {
                return u32::try_from(upper).unwrap_or(u32::MAX);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key stream of ChaCha8 for a key and nonce of zeros starts 3e00ef2f 895f40d6 7f5bb8e8 (J. Strombergson,
    /// "Test vectors for the stream cipher ChaCha", TC1); of 2^32 - 1 places, the word x is the place x - 1.
    #[test]
    fn words_are_those_of_the_published_stream() {
        let mut draw = Draw::new(0, u32::MAX);
        let places = [draw.place(), draw.place(), draw.place()];
        assert_eq!(places, [0x2fef_003e - 1, 0xd640_5f89 - 1, 0xe8b8_5b7f - 1]);
    }

    #[test]
    fn every_place_is_as_likely() {
        let mut draw = Draw::new(7, 6);
        let mut drawn = [0_i32; 6];
        for _ in 0..60_000 {
            drawn[usize::try_from(draw.place()).unwrap()] += 1;
        }
        let chi_square: i32 =
            drawn.iter().map(|count| (count - 10_000).pow(2)).sum::<i32>() / 10_000;
        // Of 5 degrees of freedom, 25.7 is passed once in 10,000 times.
        assert!(chi_square < 26, "{drawn:?}");
    }
}
