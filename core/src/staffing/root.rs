/// Where a growing function passes zero between two places, to the last digits.
///
/// It draws the line through both ends, halving the value of an end that stays (Illinois), and halves the
/// interval itself where that does not shrink it fast enough.
pub(super) fn root(mut low: f64, mut high: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (mut at_low, mut at_high) = (function(low), function(high));
    if at_low >= 0.0 {
        return low;
    }
    if at_high <= 0.0 {
        return high;
    }
    for turn in 0..400_u32 {
        let width = high - low;
        let drawn = low - at_low * (width / (at_high - at_low));
        let halved = low + width / 2.0;
        let place = if turn % 3 == 2 || !(drawn > low && drawn < high) { halved } else { drawn };
        // No float lies between.
        if place <= low || place >= high {
            break;
        }
        let value = function(place);
        if value < 0.0 {
            (low, at_low) = (place, value);
            at_high /= 2.0;
        } else {
            (high, at_high) = (place, value);
            at_low /= 2.0;
        }
        if value.abs() <= 0.0 || high - low <= f64::EPSILON * high {
            break;
        }
    }
    high
}
