//! The times of day and dates of ServiceNow's exports.

use crate::time::{Timestamp, Zone};
use jiff::civil::DateTime;

/// `29/2/2016 01:16`, `29-02-2016 01:16:00` or `2016-02-29 01:16:00` by the clocks of a zone; nothing for
/// what is no time.
pub(super) fn instant(text: &str, zone: &Zone) -> Option<Timestamp> {
    let instant = zone.rules().to_ambiguous_timestamp(civil(text)?).compatible().ok()?;
    Timestamp::from_millis(instant.as_millisecond()).ok()
}

/// Four digits are the year, wherever they stand; the day and the month stand in the order of the format.
fn civil(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once(' ')?;
    let separator = date.chars().find(|sign| !sign.is_ascii_digit())?;
    if !matches!(separator, '/' | '-' | '.') {
        return None;
    }
    let (first, month, last) = three(date, separator)?;
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 {
        return None;
    }
    let (hour, minute, second) = match time.matches(':').count() {
        1 => time.split_once(':').map(|(hour, minute)| (hour, minute, "0"))?,
        _ => three(time, ':')?,
    };
    let number = |text: &str| text.parse::<i8>().ok().filter(|number| *number >= 0);
    DateTime::new(
        year.parse().ok()?,
        number(month)?,
        number(day)?,
        number(hour)?,
        number(minute)?,
        number(second)?,
        0,
    )
    .ok()
}

/// The three parts of a text, and not more.
fn three(text: &str, separator: char) -> Option<(&str, &str, &str)> {
    let mut parts = text.split(separator);
    let three = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_that_is_documented_is_read() {
        let read = |text: &str| instant(text, &"Europe/Berlin".parse().unwrap());
        let expected = "2016-02-29T01:16:00+01:00".parse().ok();
        for text in [
            "29/2/2016 01:16",
            "29/02/2016 1:16:00",
            "29-02-2016 01:16:00",
            "29.02.2016 01:16",
            "2016-02-29 01:16:00",
            "2016-02-29 01:16",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_could_mean_another_year_or_half_of_the_day_is_no_time() {
        for text in [
            "29/2/16 01:16",
            "2016-02-29",
            "29/2-2016 01:16",
            "02-29-2016 01:16:00",
            "29-02-2016 01:16:00 PM",
            "29/2/2016 -1:16",
            "2016-02-29 01:16:00:00",
            "30-02-2016 01:16:00",
        ] {
            assert_eq!(instant(text, &Zone::utc()), None, "{text}");
        }
    }
}
