use serde::{Deserialize, Serialize};

/// What calendars decide differently where the clock or a date is not regular. Each field names the
/// products that take its sides.
///
/// They hold for every civil time that a specification names: openings, closings and breaks, the
/// midnight of [`until`](super::EarlierHours::until), the time that a business day keeps. A calendar that is
/// [combined](super::CalendarSpec::combine) with another or held before it has rules of its own.
///
/// # A window that opens in the hour that is skipped
/// ```
/// use firstline::from_json;
/// use firstline::time::{Calendar, CalendarSpec, EdgeRules, SkippedTime, Timestamp};
/// let spec: CalendarSpec = from_json(
///     r#"{"zone": "Europe/Berlin", "weekly": [{"days": ["sun"], "open": "02:30", "close": "10:00"}]}"#,
/// )?;
/// let edges = EdgeRules { skipped: SkippedTime::Clamp, ..EdgeRules::default() };
/// let clamped = CalendarSpec { edges, ..spec.clone() };
/// // On 2026-03-29 the clock goes from 02:00 to 03:00.
/// let sunday: Timestamp = "2026-03-29T00:00:00+01:00".parse()?;
/// let opens = |spec| Ok::<_, firstline::Error>(Calendar::new(spec)?.next_open(sunday));
/// assert_eq!(opens(spec)?, Some("2026-03-29T03:30:00+02:00".parse()?));
/// assert_eq!(opens(clamped)?, Some("2026-03-29T03:00:00+02:00".parse()?));
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(default, deny_unknown_fields)]
pub struct EdgeRules {
    /// Which instant a time is that the clock skips.
    pub skipped: SkippedTime,
    /// Which instant a time is that the clock shows twice.
    pub repeated: RepeatedTime,
    /// To which day the part of a window after midnight belongs.
    pub overnight: Overnight,
    /// With which day a count of business days begins that starts after the closing of its day.
    pub after_closing: AfterClosing,
}

/// Which instant a time is that the clock skips: 02:30, where it goes from 02:00 to 03:00.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SkippedTime {
    /// It moves forward by the gap, to 03:30: RFC 5545, `java.time`, JavaScript's `Temporal`, Python's
    /// `zoneinfo`; biz too, where the gap is an hour.
    #[default]
    MoveForward,
    /// It is the instant at which the clock goes forward, 03:00: opening-hours-rs.
    Clamp,
}

/// Which instant a time is that the clock shows twice: 01:30, where it goes back from 02:00 to 01:00.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedTime {
    /// The first, for openings and closings alike: RFC 5545, `java.time`, JavaScript's `Temporal`, Python's
    /// `zoneinfo`; biz in most zones.
    #[default]
    First,
    /// The last, for openings and closings alike: opening-hours-rs, and what builds on pytz, such as
    /// businesstimedelta.
    Last,
}

/// To which day the part of a window after midnight belongs: which day's holidays and exceptions rule it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Overnight {
    /// To the day on which the window starts: a holiday of that day removes the whole of it, one of the next
    /// day leaves the whole.
    #[default]
    WholeShift,
    /// To its own day, as where a night shift must be written as two windows, up to midnight and from
    /// midnight on: biz, GLPI, Ruby's working_hours.
    ///
    /// A holiday or hours of the next day take it away, whatever it comes from; what rules the first day leaves
    /// it. The next day is a business day by it. Breaks are by the clock and not cut.
    CutAtMidnight,
}

/// With which day a count of business days begins that starts on a business day after its closing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AfterClosing {
    /// With that of the next opening, as open time does: one business day from Friday evening is Tuesday at the
    /// opening.
    #[default]
    NextOpening,
    /// With its own day, whose time it keeps as far as the last day is open then: one business day from Friday
    /// evening is Monday's closing. GLPI, whose count starts elsewhere only on a day that is none.
    SameDay,
}
