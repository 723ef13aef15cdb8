use super::{Grouping, Kpi, QuantileMethod, SpanSummary};
use crate::time::Period;
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// Which figures, over which tickets, by which groups.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KpiQuery {
    /// The figures, in this order; none: the whole catalogue.
    pub kpis: Vec<Kpi>,
    /// How tickets are put together; absent: all of them are one group.
    pub group_by: Option<Grouping>,
    /// Only what was created, or for flow resolved, in it; absent: everything.
    pub period: Option<Period>,
    /// How quantiles are chosen.
    pub quantiles: QuantileMethod,
}

/// What a figure came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum KpiValue {
    /// A count of tickets.
    Count {
        /// How many.
        count: u32,
    },
    /// A part of a whole.
    Share {
        /// The tickets that have it.
        part: u32,
        /// The tickets that could.
        whole: u32,
        /// The part by the whole; absent where there is no whole.
        share: Option<f64>,
    },
    /// Lengths of time.
    Duration {
        /// Their figures; absent where no ticket has such a length.
        summary: Option<SpanSummary>,
    },
}

/// One figure of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiRow {
    /// The figure.
    pub kpi: Kpi,
    /// The group; absent without a grouping, and for tickets that have no such thing.
    pub group: Option<String>,
    /// What it came to.
    pub value: KpiValue,
}
