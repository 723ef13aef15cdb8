use crate::time::{Date, Period, Span};
use serde::{Deserialize, Serialize};

/// Somebody who works shifts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterAgent {
    /// A name that no other agent has.
    pub name: String,
    /// The skills that the agent has; those that nobody needs may be among them.
    #[serde(default)]
    pub skills: Vec<String>,
    /// The labels of the shifts that the agent may work; empty: all.
    #[serde(default)]
    pub shifts: Vec<String>,
    /// The fewest paid hours of a week from Monday on, of those that lie in the period as a whole.
    pub min_week_hours: Option<Span>,
    /// The most paid hours of a week from Monday on; shifts from before the period count in the first one.
    pub max_week_hours: Option<Span>,
    /// The fewest paid hours of the period.
    pub min_hours: Option<Span>,
    /// The most paid hours of the period.
    pub max_hours: Option<Span>,
    /// When the agent can work; empty: always.
    #[serde(default)]
    pub available: Vec<Period>,
    /// When the agent can't work.
    #[serde(default)]
    pub unavailable: Vec<Period>,
    /// The days on which no shift of the agent may start.
    #[serde(default)]
    pub days_off: Vec<Date>,
    /// What the agent would like.
    #[serde(default)]
    pub wishes: Vec<RosterWish>,
    /// How many night shifts the agent has already worked, as far as they count for fairness.
    #[serde(default)]
    pub nights_before: u32,
    /// How many week ends the agent has already worked, as far as they count for fairness.
    #[serde(default)]
    pub weekends_before: u32,
}

/// What an agent would like on a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterWish {
    /// The day, within the period.
    pub date: Date,
    /// Whether to work or not.
    pub wish: RosterWishKind,
    /// The label of the shift to work, or not to work; absent: any.
    pub shift: Option<String>,
    /// How much it counts against others, 1 to 1,000; absent: 1.
    pub weight: Option<u32>,
}

/// Whether somebody would like to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterWishKind {
    /// To work.
    Work,
    /// Not to work.
    Off,
}

impl RosterAgent {
    /// Somebody without any limits.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}
