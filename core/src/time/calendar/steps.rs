//! How much is compiled at most.

/// What is left of the steps that a calendar may take to compile: each window that is looked at is one, and
/// so is what takes about as long. They are counted, not timed, so that every machine refuses the same.
#[derive(Debug)]
pub(super) struct Steps {
    left: usize,
}

/// More steps than there are.
#[derive(Debug)]
pub(super) struct TooLarge;

impl Steps {
    /// A team of a thousand in seven zones takes half of them, an office with thirty years of holidays a
    /// thousandth; all of them take some seconds and at most half a gigabyte.
    pub(super) const fn all() -> Self {
        Self { left: 40_000_000 }
    }

    pub(super) fn take(&mut self, steps: usize) -> Result<(), TooLarge> {
        self.left = self.left.checked_sub(steps).ok_or(TooLarge)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::calendar::compile::compile;
    use crate::time::{
        Calendar, CalendarSpec, Combination, CombineBy, Holiday, TimeOfDay, office_hours,
    };

    fn office(holiday: &str) -> CalendarSpec {
        let hours = [9, 17].map(|hour| TimeOfDay::from_millis(hour * 3_600_000).unwrap());
        let mut spec = office_hours("America/New_York".parse().unwrap(), hours[0], hours[1]);
        spec.holidays = vec![Holiday { date: holiday.parse().unwrap(), last: None, name: None }];
        spec
    }

    #[test]
    fn an_office_takes_a_thousandth() {
        let steps = |left| compile(&office("2026-12-25"), &mut Steps { left });
        assert!(steps(Steps::all().left / 1_000).is_ok());
        assert!(steps(1_000).is_err());
    }

    #[test]
    fn three_hundred_calendars_until_the_end_of_time_are_refused() {
        let mut spec = office("9999-12-31");
        let other = || Combination { by: CombineBy::Union, calendar: office("9999-12-31") };
        spec.combine = (0..300).map(|_| other()).collect();
        assert_eq!(Calendar::new(spec).unwrap_err().code(), "calendar.too_large");
    }
}
