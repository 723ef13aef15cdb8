/// Numbers at random below another, by D. Knuth's linear congruence for 64 bits.
pub(super) struct Draws(pub(super) u64);

impl Draws {
    pub(super) fn below(&mut self, number: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % number
    }
}
