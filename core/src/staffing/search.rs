use super::check::whole;

/// The least number that meets a target which all greater ones meet too; nothing beyond `u32`.
///
/// `missed_by` says by how much one misses it; zero or less: it meets it; nothing: it misses it by far. From
/// `guess` it gallops to the side where the answer lies, then draws lines between the ends or halves.
pub(super) fn least(guess: u32, step: u32, missed_by: impl Fn(u32) -> Option<f64>) -> Option<u32> {
    let by = |number| missed_by(number).unwrap_or(f64::INFINITY);
    let (mut step, mut place, mut missed) = (step.max(1), guess, by(guess));
    let (mut low, mut high);
    if missed <= 0.0 {
        loop {
            high = (place, missed);
            if place == 0 {
                return Some(0);
            }
            place = place.saturating_sub(step);
            missed = by(place);
            if missed > 0.0 {
                low = (place, missed);
                break;
            }
            step = step.saturating_mul(2);
        }
    } else {
        loop {
            low = (place, missed);
            if place == u32::MAX {
                return None;
            }
            place = place.saturating_add(step);
            missed = by(place);
            if missed <= 0.0 {
                high = (place, missed);
                break;
            }
            step = step.saturating_mul(2);
        }
    }
    let mut drawn_last = false;
    while high.0 - low.0 > 1 {
        let width = high.0 - low.0;
        let line = f64::from(width) * (low.1 / (low.1 - high.1));
        let ahead = whole(line).filter(|_| !drawn_last);
        let middle = low.0 + ahead.unwrap_or(width / 2).clamp(1, width - 1);
        let missed = by(middle);
        match missed <= 0.0 {
            true => high = (middle, missed),
            false => low = (middle, missed),
        }
        // A line that leaves more than half of it is followed by a halving.
        drawn_last = !drawn_last && high.0 - low.0 > width / 2;
    }
    Some(high.0)
}
