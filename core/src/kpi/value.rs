use super::SpanSummary;
use crate::time::{Span, Timestamp};
use firstline_derive::Choice;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a figure came to.
#[derive(Debug, Clone, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum KpiValue {
    /// A count.
    Count {
        /// How many.
        count: i64,
    },
    /// A part of a whole.
    Share {
        /// Those that have it.
        part: i64,
        /// Those that could.
        whole: i64,
        /// The part by the whole; absent where there is no whole.
        share: Option<f64>,
    },
    /// So much of one thing for each of another.
    Ratio {
        /// What is divided; of time, in seconds.
        part: Decimal,
        /// By what; of time, in seconds.
        whole: Decimal,
        /// The part by the whole, times 100 for points; absent where there is no whole.
        ratio: Option<f64>,
    },
    /// Lengths of time, each of its own.
    Duration {
        /// Their figures; absent where there is no such length.
        summary: Option<SpanSummary>,
    },
    /// Time for each of something.
    MeanSpan {
        /// All the time.
        total: Span,
        /// By how much.
        count: Decimal,
        /// The time by it, rounded to the millisecond; absent where there is none.
        mean: Option<Span>,
    },
    /// Lengths of time, all together.
    Total {
        /// All the time.
        total: Span,
    },
    /// So much for each so long.
    Rate {
        /// How much; of time, in seconds.
        amount: Decimal,
        /// In how long, by the real hours of the stretch.
        length: Span,
        /// For each so long.
        every: Span,
        /// How much for each so long; absent where there is no length.
        rate: Option<f64>,
    },
    /// Counts in a fixed order.
    Profile {
        /// By hour of the week: 168 of them, Monday 00:00 first.
        counts: Vec<i64>,
    },
    /// Open tickets by age.
    Ages {
        /// Youngest first.
        buckets: Vec<AgeBucket>,
    },
    /// Different things.
    Distinct {
        /// How many.
        count: i64,
        /// Whether that is exact, or an estimate with a standard error of 0.81 %.
        exact: bool,
    },
}

/// Open tickets whose age lies in a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeBucket {
    /// From this age.
    pub from: Span,
    /// Until before this one; absent: without an end.
    pub to: Option<Span>,
    /// How many.
    pub count: i64,
}

/// Where a figure would lie, were the tickets a sample of many like them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiInterval {
    /// From here: a share, or the seconds of a median.
    pub low: f64,
    /// To here.
    pub high: f64,
}

/// One figure of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiRow {
    /// The id of the figure.
    pub kpi: String,
    /// The group: a label for each grouping, in their order; absent where its tickets have no such thing.
    pub group: Vec<Option<String>>,
    /// The places of the groupings that were rolled up, from 0: its tickets may have any label of theirs. None in a row of
    /// [`finish`](super::KpiState::finish).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rolled_up: Vec<u32>,
    /// What it came to.
    pub value: KpiValue,
    /// Of how many: tickets of its whole or its sum, values of its distribution; of figures of the desk their whole.
    pub base: i64,
    /// Whether those are too few to say much.
    pub small: bool,
    /// Of a share Wilson's interval, of a median the bootstrap's; absent where the specification asks for none, and for
    /// other figures.
    #[serde(default)]
    pub interval: Option<KpiInterval>,
}

impl KpiRow {
    /// What its group is called by the first grouping.
    pub(crate) fn label(&self) -> Option<&str> {
        self.group.first().and_then(Option::as_deref)
    }
}

/// Figures that the desk has from elsewhere: telephony, workforce, cost, surveys.
///
/// Which names a figure of the catalogue reads stands in its measure: `offered`, `answered_in_target`,
/// `talk_seconds`, …
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskFigures {
    /// The instant at which they count.
    pub at: Timestamp,
    /// What they are grouped by, by the names of attributes and fields: `team`, `channel`, … One that the specification
    /// does not group by is left aside.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// The figures, with up to six decimals. They are added up as they are, so that a negative one takes back.
    pub values: BTreeMap<String, Decimal>,
}

/// What one ticket adds to a figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiContribution {
    /// The ticket.
    pub ticket: String,
    /// What it adds to the part or the sum; milliseconds where it is time.
    pub part: i64,
    /// What it adds to the whole.
    pub whole: i64,
    /// Its values in a distribution, in their order.
    pub lengths: Vec<Span>,
}
