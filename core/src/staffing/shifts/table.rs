//! Places of tables, without a panic.

/// What stands at a place.
pub(super) fn at<T: Copy + Default>(table: &[T], place: usize) -> T {
    table.get(place).copied().unwrap_or_default()
}

/// Adds to what stands at a place.
pub(super) fn add(table: &mut [i64], place: usize, number: i64) {
    if let Some(it) = table.get_mut(place) {
        *it += number;
    }
}

/// Puts something at a place.
pub(super) fn put<T>(table: &mut [T], place: usize, value: T) {
    if let Some(it) = table.get_mut(place) {
        *it = value;
    }
}

/// A count that is told in 32 bits.
pub(super) fn told(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
