use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Draws for a search, the same on every machine: ChaCha with 8 rounds, the key being the seed, lowest byte first, and 28
/// zeros.
#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u32) -> Self {
        let mut key = [0; 32];
        for (byte, of_seed) in key.iter_mut().zip(seed.to_le_bytes()) {
            *byte = of_seed;
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A place from 0 to below `places`: the upper half of a word times their number. That some are likelier by a
    /// billionth does not matter to a search.
    pub(super) fn below(&mut self, places: usize) -> usize {
        let places = u64::try_from(places).unwrap_or(u64::MAX).min(u64::from(u32::MAX));
        usize::try_from((u64::from(self.0.next_u32()) * places) >> 32).unwrap_or(0)
    }

    /// One of a list.
    pub(super) fn of<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        list.get(self.below(list.len())).copied()
    }
}
