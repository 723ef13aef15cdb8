use super::bytes::{Reader, Writer, fingerprint};
use super::spec::DistinctBy;
use crate::error::Result;
use std::collections::BTreeSet;

/// Different names, all of them or a HyperLogLog of them; either is the same in whatever order they come.
///
/// The registers are those of Flajolet, Fusy, Gandouet and Meunier (2007); the estimate is Ertl's improved one
/// (*New cardinality estimation algorithms for HyperLogLog sketches*, 2017), which needs no table of corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Distinct {
    Names(BTreeSet<String>),
    Registers(Vec<u8>),
}

const BITS: u32 = 14;
const REGISTERS: usize = 1 << BITS;

impl Distinct {
    pub(super) fn new(by: DistinctBy) -> Self {
        match by {
            DistinctBy::Names => Self::Names(BTreeSet::new()),
            DistinctBy::HyperLogLog => Self::Registers(vec![0; REGISTERS]),
        }
    }

    pub(super) fn add(&mut self, name: &str) {
        match self {
            Self::Names(names) => {
                if !names.contains(name) {
                    names.insert(name.to_owned());
                }
            }
            Self::Registers(registers) => {
                let hash = hash(name);
                let place = usize::try_from(hash >> (64 - BITS)).unwrap_or_default();
                let rank = ((hash << BITS) | (1 << (BITS - 1))).leading_zeros() + 1;
                if let Some(register) = registers.get_mut(place) {
                    *register = (*register).max(u8::try_from(rank).unwrap_or(u8::MAX));
                }
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Names(names), Self::Names(more)) => names.extend(more.iter().cloned()),
            (Self::Registers(registers), Self::Registers(more)) => {
                for (register, other) in registers.iter_mut().zip(more) {
                    *register = (*register).max(*other);
                }
            }
            // One specification has one kind.
            _ => {}
        }
    }

    /// How many there are, and whether that is exact.
    pub(super) fn count(&self) -> (u64, bool) {
        match self {
            Self::Names(names) => (u64::try_from(names.len()).unwrap_or(u64::MAX), true),
            Self::Registers(registers) => (estimate(registers), false),
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        match self {
            Self::Names(names) => {
                to.count(names.len());
                names.iter().for_each(|name| to.text(name));
            }
            Self::Registers(registers) => to.raw(registers),
        }
    }

    pub(super) fn read(from: &mut Reader<'_>, by: DistinctBy) -> Result<Self> {
        match by {
            DistinctBy::HyperLogLog => Ok(Self::Registers(from.raw(REGISTERS)?.to_vec())),
            DistinctBy::Names => {
                let mut names = BTreeSet::new();
                for _ in 0..from.count()? {
                    let name = from.text()?.to_owned();
                    from.valid(names.last().is_none_or(|last| *last < name).then_some(()))?;
                    names.insert(name);
                }
                Ok(Self::Names(names))
            }
        }
    }
}

/// 64 well-mixed bits: FNV-1a, and the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
fn hash(name: &str) -> u64 {
    let [.., a, b, c, d, e, f, g, h] = fingerprint(name.as_bytes());
    let mut bits = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[expect(
    clippy::as_conversions,
    reason = "counts of registers are small, and the estimate is rounded"
)]
fn estimate(registers: &[u8]) -> u64 {
    let q = 64 - BITS;
    let mut counts = vec![0_u32; usize::try_from(q).unwrap_or_default() + 2];
    for register in registers {
        if let Some(count) = counts.get_mut(usize::from(*register)) {
            *count += 1;
        }
    }
    let m = REGISTERS as f64;
    let at = |k: u32| counts.get(k as usize).copied().map_or(0.0, f64::from);
    let mut z = m * tau(1.0 - at(q + 1) / m);
    for k in (1..=q).rev() {
        z = 0.5 * (z + at(k));
    }
    z += m * sigma(at(0) / m);
    (m * m / (2.0 * std::f64::consts::LN_2 * z)).round() as u64
}

fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let before = z;
        z += x * y;
        y += y;
        if z <= before {
            return z;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = z;
        y *= 0.5;
        z -= (1.0 - x).powi(2) * y;
        if z >= before {
            return z / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_is_within_four_standard_errors() {
        for count in [0_u32, 1, 10, 1_000, 20_000, 200_000] {
            let mut distinct = Distinct::new(DistinctBy::HyperLogLog);
            (0..count).for_each(|it| distinct.add(&format!("requester {it}")));
            (0..count / 2).for_each(|it| distinct.add(&format!("requester {it}")));
            let (estimate, exact) = distinct.count();
            let off = estimate.abs_diff(u64::from(count));
            assert!(
                !exact && off * 1000 <= u64::from(count) * 4 * 82 / 10 + 500,
                "{count}: {estimate}"
            );
        }
    }
}
