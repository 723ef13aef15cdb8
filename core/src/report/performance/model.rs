use super::GoalTarget;
use crate::interop::DataQuality;
use crate::kpi::{KpiDefinition, KpiRow};
use crate::report::WorstBreach;
use crate::statistics::{ChartRule, PointVerdict};
use crate::time::{Period, Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// How a figure stands to its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalResult {
    /// It is at the goal or better.
    Met,
    /// It is worse.
    Missed,
    /// There is no such figure in the period.
    NoData,
}

/// How a figure differs from that of another period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureChange {
    /// This figure less the other one: shares as parts of one, lengths in milliseconds.
    pub difference: f64,
    /// The difference by the other one; absent where that says nothing: the other one is not above zero, or the figure
    /// is one that may lie below zero, as the change of a backlog.
    pub relative: Option<f64>,
    /// Whether it is for the better; absent where nothing changed and where neither direction is better.
    pub better: Option<bool>,
    /// Whether one of the two is of too few to say much.
    pub small: bool,
}

/// Whether the last whole stretch of the trend is more than chance, against those before it: a point of an
/// [`xmr_chart`](crate::statistics::xmr_chart) whose baseline they are.
///
/// Each stretch is looked at as of as long after its end as the last one: what becomes of its tickets later, as when they
/// are resolved or reopened, is left out of all alike, so that the trend may show other figures of it. What is counted is
/// compared by the day, since months differ in length, and shown for the length of the stretch that is judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendVerdict {
    /// The stretch that is judged.
    pub stretch: String,
    /// The figure in it: shares as parts of one, lengths in milliseconds.
    pub value: f64,
    /// Signal or noise.
    pub verdict: PointVerdict,
    /// The rules that hold at it; none where it is noise.
    pub signals: Vec<ChartRule>,
    /// The mean of the stretches before it; of counts that of their days, for as many days as this one has.
    pub centre: f64,
    /// The limit below, which may lie where no value can.
    pub low: f64,
    /// The limit above, which may lie where no value can.
    pub high: f64,
    /// How many stretches before it tell what is usual.
    pub baseline: u32,
}

/// A figure of the period with its goal and its past.
///
/// Of lengths of time the number that is held against the goal and the past is that of the goal, else the median.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFigure {
    /// What it came to.
    pub row: KpiRow,
    /// What it was to come to.
    pub goal: Option<GoalTarget>,
    /// Whether it did; absent without a goal.
    pub result: Option<GoalResult>,
    /// The same in the period before; absent where the log does not reach so far.
    pub before: Option<KpiRow>,
    /// How it differs from that; absent where one of them has no number.
    pub change_before: Option<FigureChange>,
    /// The same in the period a year ago; absent where the log does not reach so far.
    pub last_year: Option<KpiRow>,
    /// How it differs from that; absent where one of them has no number.
    pub change_last_year: Option<FigureChange>,
    /// Whether the last whole stretch of the trend is signal or noise. Absent where fewer than ten whole stretches with
    /// a number lie before it without a gap; of what is of an instant and of no stretch, such as the backlog; and of the
    /// desk's own figures.
    #[serde(default)]
    pub trend: Option<TrendVerdict>,
}

/// A stretch of the calendar with its figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportStretch {
    /// What it is called: `2026-03`, `2026-W10`, `2026-03-02`.
    pub name: String,
    /// From when to when it is.
    pub period: Period,
    /// Whether its figures are of all of it. Else they are of a part, and less than they would come to: it begins before
    /// the log, or was not over at the report's instant, or is a day of which the period has a part.
    pub whole: bool,
    /// The tickets open at its end: created before and, as they stand now, not ended before. Absent where it is not over.
    pub open_at_end: Option<u32>,
    /// Its figures.
    pub rows: Vec<KpiRow>,
}

/// Tickets that have something in common, with their figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportGroup {
    /// What they have in common; absent for those that have no such thing.
    pub label: Option<String>,
    /// Its part of all tickets created in the period; absent where there are none.
    pub share: Option<f64>,
    /// Its part and those of the groups before it.
    pub cumulative: Option<f64>,
    /// Its figures, the volume first.
    pub rows: Vec<KpiRow>,
}

/// All groups of a kind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportGroups {
    /// Those with most tickets first; priorities from the highest.
    pub groups: Vec<ReportGroup>,
    /// How many more there are.
    pub more: u32,
    /// The tickets created in the period that those have.
    pub more_volume: i64,
    /// The figures of all of them together.
    pub total: Vec<KpiRow>,
}

/// The performance of a desk in a period, as data.
///
/// Each row is a figure of a [`KpiEngine`](crate::kpi::KpiEngine); `definitions` has what each of them is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerformanceReport {
    /// Its heading.
    pub title: String,
    /// The zone whose days count, and in which times are printed.
    pub zone: Zone,
    /// The period.
    pub period: Period,
    /// The period before; absent where the log does not reach so far.
    pub period_before: Option<Period>,
    /// The period a year ago; absent where the log does not reach so far.
    pub period_last_year: Option<Period>,
    /// The instant as of which the period before is looked at: as long after its end as this one, and as far into it
    /// where this one still runs, so that like is compared with like; of whole days by the clock, noon with noon, also
    /// where it was changed. Absent without such a period.
    #[serde(default)]
    pub as_of_before: Option<Timestamp>,
    /// The same of the period a year ago.
    #[serde(default)]
    pub as_of_last_year: Option<Timestamp>,
    /// The instant as of which tickets are taken.
    pub as_of: Timestamp,
    /// The tickets of the log and the population, created by then.
    pub tickets: u32,
    /// Those of them whose clocks run backwards.
    pub backward_tickets: u32,
    /// The confidence of the intervals that rows come with; absent: they have none.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// The figures, in the order in which they were asked for.
    pub figures: Vec<ReportFigure>,
    /// The figures of stretch after stretch, up to the end of the period; those wholly before the log and those that begin
    /// after the report's instant are left out.
    pub trend: Vec<ReportStretch>,
    /// What came, what went and what was open, day by day of the period; left out is the same as in the trend.
    pub days: Vec<ReportStretch>,
    /// The figures of each priority, with the attainment of each promise.
    pub priorities: ReportGroups,
    /// Open tickets by age.
    pub ageing: KpiRow,
    /// Tickets created, by hour of the week.
    pub arrivals: KpiRow,
    /// The figures of each category.
    pub categories: ReportGroups,
    /// The figures of each cause; absent where no field names them.
    pub causes: Option<ReportGroups>,
    /// The figures of each team.
    pub teams: ReportGroups,
    /// The figures of each agent.
    pub agents: ReportGroups,
    /// The policies, by their names; none without promises.
    pub policies: Vec<String>,
    /// How many tickets have a promise that was broken in the period.
    pub breached_tickets: u32,
    /// The worst of these, the longest overdue first, each with the promise that it broke worst.
    pub worst: Vec<WorstBreach>,
    /// How good the data are from which the tickets were read; absent where that is not known.
    #[serde(default)]
    pub quality: Option<DataQuality>,
    /// What each figure is, each once.
    pub definitions: Vec<KpiDefinition>,
}

impl PerformanceReport {
    /// The period as far as it is told.
    pub(super) fn told(&self) -> Period {
        so_far(self.period, Some(self.as_of))
    }

    /// The period before as far as it is compared with.
    pub(super) fn told_before(&self) -> Option<Period> {
        self.period_before.map(|it| so_far(it, self.as_of_before))
    }

    /// The period a year ago as far as it is compared with.
    pub(super) fn told_last_year(&self) -> Option<Period> {
        self.period_last_year.map(|it| so_far(it, self.as_of_last_year))
    }

    /// What a figure is.
    pub(super) fn definition(&self, kpi: &str) -> Option<&KpiDefinition> {
        self.definitions.iter().find(|it| it.id == kpi)
    }
}

/// A period up to an instant that lies in it, that instant included. Of the last minute, which is shorter than what the
/// report's clocks show, it is all of it.
fn so_far(period: Period, as_of: Option<Timestamp>) -> Period {
    let after = as_of.and_then(|it| Timestamp::from_millis(it.as_millis().saturating_add(1)).ok());
    let Some(after) = after.map(|it| it.max(period.start)) else { return period };
    match period.end.since(after).as_millis() {
        ..60_000 => period,
        _ => Period { end: after, ..period },
    }
}
