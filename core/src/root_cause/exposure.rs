use crate::error::Result;
use crate::time::{Period, Timestamp, Zone, civil};

/// How much of a period lies in each hour of the day and on each day of the week, in milliseconds. Days of 23 and
/// 25 hours count as they are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Exposure {
    pub(super) hours: [i64; 24],
    pub(super) weekdays: [i64; 7],
}

pub(super) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The place of an instant's hour and weekday.
pub(super) fn place(at: Timestamp, zone: &Zone) -> Result<(usize, usize)> {
    let civil = civil(at, zone)?;
    let hour = usize::from(civil.hour().unsigned_abs());
    let weekday = civil.date().weekday().to_monday_zero_offset().unsigned_abs();
    Ok((hour, usize::from(weekday)))
}

/// Offsets of all zones but some of the past are whole quarters of an hour, so that no hour begins within one.
const STEP: i64 = 15 * 60 * 1000;

impl Exposure {
    pub(super) fn of(period: Period, zone: &Zone) -> Result<Self> {
        let mut exposure = Self::default();
        let mut at = period.start;
        while at < period.end {
            let millis = at.as_millis();
            let next = Timestamp::from_millis(millis - millis.rem_euclid(STEP) + STEP)?;
            let next = next.min(period.end);
            let (hour, weekday) = place(at, zone)?;
            let span = next.since(at).as_millis();
            for slot in
                exposure.hours.get_mut(hour).into_iter().chain(exposure.weekdays.get_mut(weekday))
            {
                *slot += span;
            }
            at = next;
        }
        Ok(exposure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_on_which_clocks_go_back_has_an_hour_twice() {
        let period = Period {
            start: "2026-10-25T00:00:00+02:00".parse().unwrap(),
            end: "2026-10-26T00:00:00+01:00".parse().unwrap(),
        };
        let exposure = Exposure::of(period, &"Europe/Berlin".parse().unwrap()).unwrap();
        assert_eq!((exposure.hours[1], exposure.hours[2]), (3_600_000, 7_200_000));
        assert_eq!(exposure.weekdays, [0, 0, 0, 0, 0, 0, 25 * 3_600_000]);
    }

    proptest! {
        /// By every minute of the period.
        #[test]
        fn each_minute_is_in_its_hour(start in 0..600_000_i64, minutes in 0..3000_i64, far in any::<bool>()) {
            let zone = if far { "Asia/Kathmandu" } else { "Australia/Lord_Howe" }.parse().unwrap();
            // 20 March 2026; Lord Howe goes back on 5 April.
            let minute = |minute: i64| Timestamp::from_millis(1_773_999_960_000 + minute * 60_000).unwrap();
            let period = Period { start: minute(start), end: minute(start + minutes) };
            let mut expected = Exposure::default();
            for at in start..start + minutes {
                let (hour, weekday) = place(minute(at), &zone).unwrap();
                expected.hours[hour] += 60_000;
                expected.weekdays[weekday] += 60_000;
            }
            prop_assert_eq!(Exposure::of(period, &zone).unwrap(), expected);
        }
    }
}
