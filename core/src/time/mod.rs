//! When is the desk open, and how much open time lies between two instants?
//!
//! A [`Timestamp`] is an instant, a [`Span`] a length of time, both exact to the millisecond. A
//! [`CalendarSpec`] says by the clock of which [`Zone`] a desk opens; a [`Calendar`] is compiled from it
//! and answers. No function reads a clock.
//!
//! ```
//! use firstline::time::{Calendar, Span, Timestamp, office_hours};
//! let hours = office_hours("Europe/Berlin".parse()?, "09:00".parse()?, "17:00".parse()?);
//! let calendar = Calendar::new(hours)?;
//! // Four hours from Friday 16:00 are over on Monday at noon.
//! let friday: Timestamp = "2026-03-06T16:00:00+01:00".parse()?;
//! let due = calendar.add(friday, Span::hours(4))?;
//! assert_eq!(due, Some("2026-03-09T12:00:00+01:00".parse()?));
//! # Ok::<(), firstline::Error>(())
//! ```

mod calendar;
mod civil;
mod clock;
mod edges;
mod holiday;
mod period;
mod span;
mod spec;
mod timestamp;
mod zone;

pub use calendar::{BusinessDayRule, Calendar, time_zone_database};
pub(crate) use calendar::{day_in_year, day_number};
pub use civil::{Date, TimeOfDay};
pub(crate) use clock::{civil, civil_date, date_of, day_of, instant, midnight};
pub use edges::{AfterClosing, EdgeRules, Overnight, RepeatedTime, SkippedTime};
pub use holiday::{
    DateException, ExceptionKind, Holiday, LeapDay, Observed, YearlyHoliday, YearlyRule,
};
pub use period::Period;
pub use span::Span;
pub use spec::{
    CalendarSpec, Combination, CombineBy, EarlierHours, Weekday, WeeklyWindow, Window, always_open,
    office_hours,
};
pub use timestamp::Timestamp;
pub use zone::Zone;
