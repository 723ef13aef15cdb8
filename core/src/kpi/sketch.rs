use super::bytes::{Reader, Writer};
use crate::error::Result;

/// Values by logarithmic buckets: quantiles with a bounded relative error, and merging is addition.
///
/// It is a DDSketch (Masson, Rim, Lee, *DDSketch: a fast and fully-mergeable quantile sketch with relative-error
/// guarantees*, VLDB 2019) with linearly interpolated buckets: each power of two is cut into 2^n equal ones. A bucket is
/// found with integers alone, so the bytes are the same on every machine, where a logarithm may differ in its last bit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Ascending; a bucket of a negative value has a negative number, that of zero is 0.
    buckets: Vec<(i32, u64)>,
}

/// The fineness of a sketch: each power of two has 2^n buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fineness(u32);

impl Fineness {
    /// The coarsest one that keeps to a relative error; a bucket from `a` to `a * (1 + 1 / 2^n)` stands for its harmonic
    /// mean, which is off by no more than one part in `2^(n+1) + 1`.
    pub(super) fn of(relative_error: f64) -> Self {
        let keeps = |n: &u32| 1.0 / (f64::from(1_u32 << (n + 1)) + 1.0) <= relative_error;
        Self((1..16).find(keeps).unwrap_or(16))
    }

    pub(super) fn relative_error(self) -> f64 {
        1.0 / (f64::from(1_u32 << (self.0 + 1)) + 1.0)
    }

    /// The number of the bucket of a value, from 1 for 1.
    fn bucket(self, value: u64) -> i32 {
        let power = value.ilog2();
        let within = if power >= self.0 {
            (value >> (power - self.0)) - (1 << self.0)
        } else {
            (value << (self.0 - power)) - (1 << self.0)
        };
        let number = (u64::from(power) << self.0) + within + 1;
        i32::try_from(number).unwrap_or(i32::MAX)
    }

    /// What stands for the values of a bucket: exactly the value where it holds only one.
    fn value(self, bucket: i32) -> u64 {
        let number = u64::from(bucket.unsigned_abs()) - 1;
        let (power, within) = (number >> self.0, number & ((1 << self.0) - 1));
        let steps = u128::from((1_u64 << self.0) + within);
        // The bucket holds the whole numbers from `low` to `high`; below 2^n that is a single one.
        let low = (steps << power) >> self.0;
        let high = low + ((1_u128 << power) >> self.0).max(1) - 1;
        let middle = (2 * low * high + (low + high) / 2) / (low + high);
        u64::try_from(middle).unwrap_or(u64::MAX)
    }
}

impl Sketch {
    pub(super) const fn new() -> Self {
        Self { buckets: Vec::new() }
    }

    pub(super) fn add(&mut self, value: i64, fineness: Fineness) {
        let bucket = match value {
            0 => 0,
            1.. => fineness.bucket(value.unsigned_abs()),
            _ => -fineness.bucket(value.unsigned_abs()),
        };
        self.add_to(bucket, 1);
    }

    fn add_to(&mut self, bucket: i32, count: u64) {
        match self.buckets.binary_search_by_key(&bucket, |it| it.0) {
            Ok(place) => {
                if let Some(it) = self.buckets.get_mut(place) {
                    it.1 += count;
                }
            }
            Err(place) => self.buckets.insert(place, (bucket, count)),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (bucket, count) in &other.buckets {
            self.add_to(*bucket, *count);
        }
    }

    /// The value of a rank, from 1.
    pub(super) fn ranked(&self, rank: u64, fineness: Fineness) -> Option<i64> {
        let mut seen = 0;
        let holds = |it: &&(i32, u64)| {
            seen += it.1;
            seen >= rank
        };
        let (bucket, _) = self.buckets.iter().find(holds)?;
        if *bucket == 0 {
            return Some(0);
        }
        let value = i64::try_from(fineness.value(*bucket)).unwrap_or(i64::MAX);
        Some(if *bucket < 0 { -value } else { value })
    }

    pub(super) fn write(&self, to: &mut Writer) {
        to.count(self.buckets.len());
        let mut before = 0;
        for (bucket, count) in &self.buckets {
            to.signed(i128::from(i64::from(*bucket) - before));
            to.unsigned(u128::from(*count));
            before = i64::from(*bucket);
        }
    }

    /// How many values it has; nothing for more than any state has.
    pub(super) fn count(&self) -> Option<u64> {
        self.buckets.iter().try_fold(0_u64, |sum, (_, count)| sum.checked_add(*count))
    }

    pub(super) fn read(from: &mut Reader<'_>, fineness: Fineness) -> Result<Self> {
        let last = i64::from(fineness.bucket(i64::MIN.unsigned_abs()));
        let mut buckets = Vec::new();
        let mut before = 0_i64;
        for index in 0..from.count()? {
            let step = from.i64()?;
            let bucket: i64 =
                from.valid(before.checked_add(step).filter(|_| index == 0 || step > 0))?;
            let known = i32::try_from(bucket).ok().filter(|_| bucket.abs() <= last);
            let count = from.u64()?;
            buckets.push((from.valid(known.filter(|_| count > 0))?, count));
            before = bucket;
        }
        Ok(Self { buckets })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every value is within the stated error of what stands for its bucket, and small ones are exact.
        #[test]
        fn no_value_is_off_by_more_than_is_stated(value in prop_oneof![1_u64..5_000, 1..i64::MAX.unsigned_abs()], n in 1_u32..=13) {
            let fineness = Fineness(n);
            let shown = fineness.value(fineness.bucket(value));
            let off = u128::from(shown.abs_diff(value));
            prop_assert!(off * u128::from((1_u64 << (n + 1)) + 1) <= u128::from(value), "{value} {shown}");
            if value <= 1 << n {
                prop_assert_eq!(shown, value);
            }
        }

        /// Buckets ascend with values.
        #[test]
        fn a_greater_value_has_no_lower_bucket(a in 1_u64..1 << 40, b in 1_u64..1 << 40, n in 1_u32..=13) {
            let fineness = Fineness(n);
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(fineness.bucket(low) <= fineness.bucket(high));
        }
    }

    #[test]
    fn the_fineness_is_the_coarsest_that_suffices() {
        assert_eq!(Fineness::of(0.01), Fineness(6));
        assert!((Fineness::of(0.005).relative_error() - 1.0 / 257.0).abs() < 1e-12);
    }
}
