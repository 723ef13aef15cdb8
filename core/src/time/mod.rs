//! When is the desk open, and how much open time lies between two instants?
//!
//! A [`Timestamp`] is an instant, a [`Span`] a length of time, both exact to the millisecond.

mod calendar;
mod civil;
mod period;
mod span;
mod spec;
mod timestamp;
mod zone;

pub use calendar::{Calendar, time_zone_database};
pub use civil::{Date, TimeOfDay};
pub use period::Period;
pub use span::Span;
pub use spec::{
    CalendarSpec, DateException, Holiday, Weekday, WeeklyWindow, Window, always_open, office_hours,
};
pub use timestamp::Timestamp;
pub use zone::Zone;
