use super::{Date, DateException, EdgeRules, Holiday, TimeOfDay, YearlyHoliday, Zone};
use serde::{Deserialize, Serialize};

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// The day of the week so many days after a Monday.
    pub(crate) const fn after_monday(days: i64) -> Self {
        match days.rem_euclid(7) {
            0 => Self::Mon,
            1 => Self::Tue,
            2 => Self::Wed,
            3 => Self::Thu,
            4 => Self::Fri,
            5 => Self::Sat,
            _ => Self::Sun,
        }
    }
}

/// Opening hours by the clock: `09:00` to `17:00`.
///
/// A `close` at or before `open` is on the next day, so `22:00` to `06:00` is a night shift. It belongs to
/// the day on which it starts, unless [`Overnight`](super::Overnight) says otherwise. A whole day is `00:00` to `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The first time that is open; `24:00` is no opening.
    pub open: TimeOfDay,
    /// The first time that is closed again.
    pub close: TimeOfDay,
}

/// Opening hours that recur every week on some of its days.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeeklyWindow {
    /// The days on which it starts; at least one.
    pub days: Vec<Weekday>,
    /// The first time that is open; `24:00` is no opening.
    pub open: TimeOfDay,
    /// The first time that is closed again; at or before `open` it is on the next day.
    pub close: TimeOfDay,
}

/// When a desk is open, as one would write it down; [`Calendar::new`](super::Calendar::new) checks
/// and compiles it.
///
/// ```
/// use firstline::{from_json, time::CalendarSpec};
/// let spec: CalendarSpec = from_json(
///     r#"{
///         "zone": "Europe/Berlin",
///         "weekly": [
///             {"days": ["mon", "tue", "wed", "thu"], "open": "08:00", "close": "12:00"},
///             {"days": ["mon", "tue", "wed", "thu"], "open": "13:00", "close": "17:30"},
///             {"days": ["fri"], "open": "08:00", "close": "14:00"}
///         ],
///         "holidays": [{"date": "2026-12-25", "name": "Christmas Day"}],
///         "exceptions": [{"date": "2026-12-24", "windows": [{"open": "08:00", "close": "12:00"}]}]
///     }"#,
/// )?;
/// assert_eq!(spec.weekly.len(), 3);
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSpec {
    /// The zone by whose clocks the desk opens and closes.
    pub zone: Zone,
    /// The hours of every week; two of them may touch, but not overlap.
    pub weekly: Vec<WeeklyWindow>,
    /// What is closed on the days of every week in the midst of open hours, such as lunch, by the clock:
    /// it cuts a night shift of the evening before too. Two may overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<WeeklyWindow>,
    /// The days on which nothing opens, each once.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// The days of every year on which nothing opens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yearly: Vec<YearlyHoliday>,
    /// The days with hours or breaks of their own; each day once for each kind.
    #[serde(default)]
    pub exceptions: Vec<DateException>,
    /// What is decided where the clock skips or repeats a time, and where a window passes midnight.
    #[serde(default)]
    pub edges: EdgeRules,
    /// Other calendars that are added to these hours or taken from them, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub combine: Vec<Combination>,
    /// The hours that held before these, the latest first: what lies before a change keeps its hours,
    /// holidays and zone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierHours>,
}

/// What becomes of two calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CombineBy {
    /// Open where either is: the hours of a team, from those of its agents.
    Union,
    /// Open where both are: when one can meet the other.
    Intersection,
    /// Open where the first is and the second is not.
    Minus,
}

/// Another calendar, and how it is combined with the hours at hand.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Combination {
    /// How.
    pub by: CombineBy,
    /// The other calendar; it may be in another zone.
    pub calendar: CalendarSpec,
}

/// Hours that held until a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierHours {
    /// The first day of the hours that followed, from its midnight in their zone, by their rules: what is
    /// open then is cut there.
    pub until: Date,
    /// The hours before; they may be in another zone.
    pub calendar: CalendarSpec,
}

/// Monday to Friday from `open` to `close`, without holidays.
///
/// ```
/// use firstline::time::{Calendar, Span, office_hours};
/// let spec = office_hours("Europe/Berlin".parse()?, "09:00".parse()?, "17:00".parse()?);
/// let calendar = Calendar::new(spec)?;
/// // From Friday 16:00 to Monday 10:00 in Berlin, the desk is open for two hours.
/// let (friday, monday) = ("2026-03-06T15:00:00Z".parse()?, "2026-03-09T09:00:00Z".parse()?);
/// assert_eq!(calendar.open_between(friday, monday)?, Span::hours(2));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn office_hours(zone: Zone, open: TimeOfDay, close: TimeOfDay) -> CalendarSpec {
    let days = vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    CalendarSpec::new(zone, vec![WeeklyWindow { days, open, close }])
}

impl CalendarSpec {
    /// The hours of every week, and nothing else.
    pub fn new(zone: Zone, weekly: Vec<WeeklyWindow>) -> Self {
        Self {
            zone,
            weekly,
            breaks: Vec::new(),
            holidays: Vec::new(),
            yearly: Vec::new(),
            exceptions: Vec::new(),
            edges: EdgeRules::default(),
            combine: Vec::new(),
            earlier: Vec::new(),
        }
    }
}

/// Every day from `00:00` to `24:00`: a desk that never closes.
///
/// ```
/// use firstline::time::{Calendar, Span, Zone, always_open};
/// let calendar = Calendar::new(always_open(Zone::utc()))?;
/// let (from, to) = ("2026-03-06T12:00:00Z".parse()?, "2026-03-07T12:00:00Z".parse()?);
/// assert_eq!(calendar.open_between(from, to)?, Span::hours(24));
/// assert_eq!(calendar.next_close(from), None);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn always_open(zone: Zone) -> CalendarSpec {
    let mut spec = office_hours(zone, TimeOfDay::MIDNIGHT, TimeOfDay::END_OF_DAY);
    for window in &mut spec.weekly {
        window.days.extend([Weekday::Sat, Weekday::Sun]);
    }
    spec
}
