//! Times as exports write them: `29/2/2016 01:16`, `2/29/2016 1:16 AM`, `29/Feb/16 1:16 AM`, `Feb 29, 2016 1:16 a.m.`,
//! `Mon, 29 Feb 2016 01:16:00 +0100`, `2016-02-29 01:16:00`, `2016-02-29T01:16:00.000+0100`, and days: `2016-02-29`.

use super::cell::Clock;
use super::mapping::DateOrder;
use crate::time::Timestamp;

const DAY: i64 = 86_400_000;

/// The months as English names them, in whole or by the first three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of the week, by the first three letters too; 1970 began with the first of them.
const WEEKDAYS: [&str; 7] =
    ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"];

/// A time that was read: milliseconds since 1970-01-01T00:00 by its clocks. Blanks around it are no part of it.
///
/// `order` is that of dates of numbers with the year behind. An offset, where there is one, makes it UTC; without a time
/// it is the day.
pub(super) fn read_time(text: &str, order: DateOrder) -> Option<(i64, Clock)> {
    let mut rest = Rest(text.trim_matches(' ').as_bytes());
    let weekday = rest.weekday()?;
    let (day, year_first) = rest.day(order)?;
    if weekday.is_some_and(|it| it != day.rem_euclid(7)) {
        return None;
    }
    let midnight = day * DAY;
    match rest.next() {
        None => return Some((midnight, Clock::Day)),
        Some(b' ') => {}
        Some(b'T' | b't') if year_first => {}
        // As browsers write it.
        Some(b',') => rest.expect(b' ')?,
        _ => return None,
    }
    let (hour, _) = rest.number(2)?;
    rest.expect(b':')?;
    let (minute, _) = rest.number(2)?;
    let (mut second, mut millis) = (0, 0);
    if rest.peek() == Some(b':') {
        rest.next();
        second = rest.number(2)?.0;
        if rest.peek() == Some(b'.') {
            rest.next();
            millis = rest.millis()?;
        }
    }
    let hour = rest.half_of_day(hour)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let local = midnight + ((hour * 60 + minute) * 60 + second) * 1_000 + millis;
    if rest.0.is_empty() {
        return Some((local, Clock::Local));
    }
    Some((local - rest.offset()? * 1_000, Clock::Utc))
}

/// What a typed time would read as in text.
pub(super) fn time_text(millis: i64, clock: Clock) -> String {
    match (Timestamp::from_millis(millis), clock) {
        (Ok(at), Clock::Utc) => at.to_string(),
        (Ok(at), Clock::Local) => at.to_string().trim_end_matches('Z').replace('T', " "),
        (Ok(at), Clock::Day) => at.to_string().chars().take_while(|it| *it != 'T').collect(),
        (Err(_), _) => "a time outside the years 1 to 9999".to_owned(),
    }
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn expect(&mut self, sign: u8) -> Option<()> {
        (self.next()? == sign).then_some(())
    }

    /// A day, counted from 1970-01-01, and whether its year stands in front.
    fn day(&mut self, order: DateOrder) -> Option<(i64, bool)> {
        if let Some(month) = self.month() {
            self.expect(b' ')?;
            let (day, _) = self.number(2)?;
            if self.peek() == Some(b',') {
                self.next();
            }
            self.expect(b' ')?;
            let (year, width) = self.number(4)?;
            return (width == 4).then_some((day_of(year, month, day)?, false));
        }
        let (first, width) = self.number(4)?;
        let separator = self.next()?;
        let name = self.month();
        let is_separator =
            matches!(separator, b'/' | b'-' | b'.') || separator == b' ' && name.is_some();
        let middle = name.or_else(|| self.number(2).map(|(number, _)| number))?;
        if !is_separator || self.next()? != separator {
            return None;
        }
        let (last, last_width) = self.number(4)?;
        let (year, month, day) = match (width, last_width, name, order) {
            (4, 1 | 2, ..) => (first, middle, last),
            (1 | 2, 4, Some(_), _) | (1 | 2, 4, None, DateOrder::DayFirst) => (last, middle, first),
            (1 | 2, 4, None, DateOrder::MonthFirst) => (last, first, middle),
            // Of numbers alone nobody knows which is the year. Its century is that of `%y` in POSIX.
            (1 | 2, 2, Some(_), _) => (last + if last < 69 { 2_000 } else { 1_900 }, middle, first),
            _ => return None,
        };
        Some((day_of(year, month, day)?, width == 4))
    }

    /// A month by its name.
    fn month(&mut self) -> Option<i64> {
        self.name(&MONTHS, "sept").map(|place| place + 1)
    }

    /// The day of the week, where one stands in front of the day, as in mail (RFC 5322), counted from 1970-01-01.
    fn weekday(&mut self) -> Option<Option<i64>> {
        let Some(place) = self.name(&WEEKDAYS, "thurs") else { return Some(None) };
        if self.peek() == Some(b',') {
            self.next();
        }
        self.expect(b' ')?;
        Some(Some(place))
    }

    /// The place of a name, which may be one of three letters; one is also known by another abbreviation.
    fn name(&mut self, names: &[&str], longer: &str) -> Option<i64> {
        let letters = self.0.iter().take_while(|it| it.is_ascii_alphabetic()).count();
        let (word, rest) = self.0.split_at_checked(letters).filter(|_| letters >= 3)?;
        let is = |name: &&str| {
            let short = name.get(..3).unwrap_or(name);
            let longer = if name.starts_with(longer) { longer } else { short };
            [*name, short, longer].iter().any(|it| it.as_bytes().eq_ignore_ascii_case(word))
        };
        let (place, _) = (0..).zip(names).find(|(_, name)| is(name))?;
        self.0 = rest;
        Some(place)
    }

    /// A number of at most so many digits, and how many it has.
    fn number(&mut self, most: usize) -> Option<(i64, usize)> {
        let (mut number, mut width) = (0_i64, 0);
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            if width == most {
                return None;
            }
            number = number * 10 + i64::from(digit - b'0');
            width += 1;
            self.next();
        }
        (width > 0).then_some((number, width))
    }

    /// A fraction of a second, cut off after its thousandths.
    fn millis(&mut self) -> Option<i64> {
        let (mut millis, mut width) = (0, 0);
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            if width < 3 {
                millis = millis * 10 + i64::from(digit - b'0');
            }
            width += 1;
            self.next();
        }
        (1..=9).contains(&width).then(|| match width {
            1 => millis * 100,
            2 => millis * 10,
            _ => millis,
        })
    }

    /// The hour of a day of 24, where `AM`, `PM`, `a.m.` or `p.m.` stands behind that of twelve, with a blank, a narrow one
    /// or none before it; nothing where it is none of twelve.
    fn half_of_day(&mut self, hour: i64) -> Option<i64> {
        let blank = [&b" "[..], "\u{202f}".as_bytes()];
        let text = blank.into_iter().find_map(|it| self.0.strip_prefix(it)).unwrap_or(self.0);
        let halves = [("AM", 0), ("PM", 12), ("A.M.", 0), ("P.M.", 12)];
        let is = |half: &str| {
            text.starts_with(half.as_bytes()) || text.starts_with(half.to_lowercase().as_bytes())
        };
        let Some((half, later)) = halves.into_iter().find(|(half, _)| is(half)) else {
            return Some(hour);
        };
        self.0 = text.get(half.len()..).unwrap_or_default();
        (1..=12).contains(&hour).then_some(hour % 12 + later)
    }

    /// The seconds that a clock is ahead of UTC: `Z`, `UTC`, `GMT`, `+01:00`, `+0100` or `+01`; mail may add a comment.
    fn offset(&mut self) -> Option<i64> {
        if self.peek() == Some(b' ') {
            self.next();
        }
        if let Some(comment) = self.0.windows(2).position(|it| it == b" (")
            && self.0.ends_with(b")")
        {
            self.0 = self.0.get(..comment).unwrap_or_default();
        }
        if matches!(self.0, b"Z" | b"z" | b"UTC" | b"GMT") {
            return Some(0);
        }
        let sign = match self.next()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, minutes) = match self.0 {
            [_, _] => (self.number(2)?.0, 0),
            [_, _, b':', _, _] => {
                let hours = self.number(2)?.0;
                self.next();
                (hours, self.number(2)?.0)
            }
            [_, _, _, _] => {
                let (both, width) = self.number(4)?;
                if width != 4 {
                    return None;
                }
                (both / 100, both % 100)
            }
            _ => return None,
        };
        let fits = self.0.is_empty() && hours < 24 && minutes < 60;
        fits.then_some(sign * (hours * 60 + minutes) * 60)
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a day that there is.
fn day_of(year: i64, month: i64, day: i64) -> Option<i64> {
    let is = (1..=12).contains(&month) && day > 0 && day <= days_in(year, month);
    is.then(|| day_number(year, month, day))
}

/// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// `days_from_civil`).
const fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millis()
    }

    #[test]
    fn each_format_that_is_documented_is_read() {
        let expected = Some((utc("2016-02-29T01:16:00Z"), Clock::Local));
        for text in [
            "29/2/2016 01:16",
            "29/02/2016 1:16:00",
            "29-02-2016 01:16:00",
            "29.02.2016 01:16",
            "2016-02-29 01:16:00",
            "2016-02-29 01:16",
            "2016-02-29T01:16:00.000",
        ] {
            assert_eq!(read_time(text, DateOrder::DayFirst), expected, "{text}");
        }
    }

    #[test]
    fn a_month_by_name_leaves_no_order_open() {
        let expected = Some((utc("2016-02-29T13:16:00Z"), Clock::Local));
        for text in [
            "29/Feb/16 1:16 PM",
            "29-FEB-2016 13:16:00",
            "29 Feb 2016 13:16",
            "29 February 2016, 1:16 pm",
            "Feb 29, 2016, 1:16:00\u{202f}PM",
            "february 29 2016 13:16",
            "2016-Feb-29 13:16",
            " 2016-02-29 13:16  ",
        ] {
            for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
                assert_eq!(read_time(text, order), expected, "{text}");
            }
        }
        for (number, name) in (1..=12).zip(MONTHS) {
            let (short, day) = (&name[..3], utc(&format!("2016-{number:02}-01T00:00:00Z")));
            for text in [format!("1-{short}-16"), format!("{name} 1, 2016")] {
                assert_eq!(
                    read_time(&text, DateOrder::DayFirst),
                    Some((day, Clock::Day)),
                    "{text}"
                );
            }
        }
    }

    /// RFC 5322, 3.3, and its example in appendix A.1.1, which is 15:55:06 in UTC.
    #[test]
    fn times_of_mail_are_read() {
        let expected = Some((utc("1997-11-21T15:55:06Z"), Clock::Utc));
        for text in [
            "Fri, 21 Nov 1997 09:55:06 -0600",
            "21 Nov 1997 09:55:06 -0600",
            "fri 21 nov 1997 15:55:06 GMT",
            "Friday, November 21, 1997 3:55:06 p.m. UTC",
            "Fri, 21 Nov 1997 15:55:06 +0000 (UTC)",
        ] {
            assert_eq!(read_time(text, DateOrder::DayFirst), expected, "{text}");
        }
        // A day that was no such day of the week, half a comment, and no day at all.
        for text in [
            "Thu, 21 Nov 1997 09:55:06 -0600",
            "Fri, 21 Nov 1997 15:55:06 +0000 (UTC",
            "Fri,21 Nov 1997 15:55:06",
            "Fri",
            "Fri, ",
        ] {
            assert_eq!(read_time(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn abbreviations_with_a_dot_or_a_letter_more_are_read() {
        let expected = Some((utc("2016-09-01T13:16:00Z"), Clock::Local));
        for text in ["1 Sept 2016 1:16 p.m.", "Sept 1, 2016 1:16 P.M.", "2016-09-01, 1:16:00 p.m."]
        {
            assert_eq!(read_time(text, DateOrder::DayFirst), expected, "{text}");
        }
        for (number, name) in (0..).zip(WEEKDAYS) {
            let day = 86_400_000 * number;
            let text = format!("{name}, {} Jan 1970", number + 1);
            assert_eq!(read_time(&text, DateOrder::DayFirst), Some((day, Clock::Day)), "{text}");
        }
        assert_eq!(read_time("1 Sept. 2016 1:16 p.m.", DateOrder::DayFirst), None);
    }

    /// POSIX, `strptime`: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068.
    #[test]
    fn the_century_of_two_digits_is_that_of_posix() {
        for (text, year) in [("00", 2000), ("16", 2016), ("68", 2068), ("69", 1969), ("99", 1999)] {
            let day = utc(&format!("{year}-03-01T00:00:00Z"));
            let read = read_time(&format!("1/Mar/{text}"), DateOrder::MonthFirst);
            assert_eq!(read, Some((day, Clock::Day)));
        }
    }

    #[test]
    fn the_month_comes_first_where_that_is_said() {
        let at = |text| Some((utc(text), Clock::Local));
        for (text, expected) in [
            ("2/3/2016 01:16", at("2016-02-03T01:16:00Z")),
            ("02-29-2016 1:16:00 AM", at("2016-02-29T01:16:00Z")),
            ("2/29/2016 1:16 PM", at("2016-02-29T13:16:00Z")),
            ("2/29/2016 12:16 am", at("2016-02-29T00:16:00Z")),
            ("2/29/2016, 1:16:00\u{202f}PM", at("2016-02-29T13:16:00Z")),
            ("2/29/2016 1:16pm", at("2016-02-29T13:16:00Z")),
            ("2/29/2016 12:16 pm", at("2016-02-29T12:16:00Z")),
            ("2016-02-29 01:16", at("2016-02-29T01:16:00Z")),
            ("2/29/2016 1:16 PM -05:00", Some((utc("2016-02-29T18:16:00Z"), Clock::Utc))),
            ("29/2/2016 01:16", None),
        ] {
            assert_eq!(read_time(text, DateOrder::MonthFirst), expected, "{text}");
        }
        assert_eq!(read_time("2/3/2016 01:16", DateOrder::DayFirst), at("2016-03-02T01:16:00Z"));
    }

    #[test]
    fn an_offset_makes_it_an_instant() {
        let expected = Some((utc("2016-02-29T01:16:00.120Z"), Clock::Utc));
        for text in [
            "2016-02-29T01:16:00.12Z",
            "2016-02-29t01:16:00.12z",
            "2016-02-29 01:16:00.120 GMT",
            "2016-02-29 01:16:00.120 UTC",
            "2016-02-29 02:16:00.120000+01:00",
            "2016-02-28T20:46:00.120-0430",
            "2016-02-29 03:16:00.120999999+02",
        ] {
            assert_eq!(read_time(text, DateOrder::DayFirst), expected, "{text}");
        }
    }

    #[test]
    fn without_a_time_it_is_the_day() {
        let expected = Some((utc("2016-02-29T00:00:00Z"), Clock::Day));
        for text in ["2016-02-29", "2016-2-29", "29/2/2016", "29.02.2016", "29-02-2016"] {
            assert_eq!(read_time(text, DateOrder::DayFirst), expected, "{text}");
        }
        assert_eq!(time_text(utc("2016-02-29T00:00:00Z"), Clock::Day), "2016-02-29");
    }

    #[test]
    fn what_could_mean_another_year_or_hour_is_no_time() {
        for text in [
            "",
            "29/2/16 01:16",
            "2016-02-30",
            "2016-00-29",
            "2016-02-29T",
            "29/Fe/2016",
            "29/Febr/2016",
            "30-Feb-2016",
            "16-Feb-29-1",
            "Feb 29, 16",
            "Feb  29, 2016",
            "Feb-29-2016",
            "Tue, 29 Feb 2016",
            "29 2 2016",
            "29/Feb/016",
            "2016-02-29Z",
            "29/2/16",
            "20160229",
            "29/2-2016 01:16",
            "02-29-2016 01:16:00",
            "29-02-2016 13:16:00 PM",
            "29-02-2016 00:16 AM",
            "29-02-2016 01:16 Pm",
            "29-02-2016 01:16P",
            "29-02-2016,01:16",
            "29/2/2016 -1:16",
            "29/2/2016T01:16",
            "2016-02-29 01:16:00:00",
            "30-02-2016 01:16:00",
            "2016-02-29 24:00",
            "2016-02-29 01:16:60",
            "2016-02-29 01:16:00+1",
            "2016-02-29 01:16:00+01:60",
            "2016-02-29 01:16:00 CET",
        ] {
            assert_eq!(read_time(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn days_are_numbered_as_by_chrono(days in -719_162..2_932_896_i32) {
            let date = chrono::DateTime::UNIX_EPOCH.date_naive() + chrono::TimeDelta::days(days.into());
            let text = format!("{} 00:00", date.format("%Y-%m-%d"));
            proptest::prop_assert_eq!(read_time(&text, DateOrder::DayFirst), Some((i64::from(days) * DAY, Clock::Local)));
            let day = Some((i64::from(days) * DAY, Clock::Day));
            proptest::prop_assert_eq!(read_time(&date.format("%Y-%m-%d").to_string(), DateOrder::MonthFirst), day);
        }
    }
}
