//! Groups of tickets: those with most of them first, and how many more there are.

use super::{ReportGroup, ReportGroups};
use crate::error::Result;
use crate::float::float;
use crate::kpi::{KpiRow, KpiState, KpiValue};

/// In which order groups stand, and how many.
#[derive(Debug, Clone, Copy)]
pub(super) enum Order {
    /// As the engine gives them.
    Named,
    /// Those with most tickets first, so many of them.
    Most(usize),
}

/// The groups of a state by one grouping, whose first figure is the volume.
pub(super) fn groups(state: &KpiState, order: Order) -> Result<ReportGroups> {
    let mut rows: Vec<Vec<KpiRow>> = Vec::new();
    for row in state.finish()? {
        match rows.last_mut().filter(|it| it.first().is_some_and(|it| it.group == row.group)) {
            Some(group) => group.push(row),
            None => rows.push(vec![row]),
        }
    }
    let total = state.roll_up(&[])?;
    let limit = match order {
        Order::Named => usize::MAX,
        Order::Most(limit) => {
            // The sort is stable, so what has as many stays in the order of its labels.
            rows.sort_by_key(|rows| std::cmp::Reverse(volume(rows)));
            limit
        }
    };
    let all = volume(&total);
    let share = |count: i64| (all > 0).then(|| float(count) / float(all));
    let rest = rows.split_off(limit.min(rows.len()));
    let mut sum = 0;
    let group = |rows: Vec<KpiRow>| {
        sum += volume(&rows);
        ReportGroup {
            label: rows.first().and_then(KpiRow::label).map(str::to_owned),
            share: share(volume(&rows)),
            cumulative: share(sum),
            rows,
        }
    };
    Ok(ReportGroups {
        groups: rows.into_iter().map(group).collect(),
        more: u32::try_from(rest.len()).unwrap_or(u32::MAX),
        more_volume: rest.iter().map(|rows| volume(rows)).sum(),
        total,
    })
}

/// The tickets created, by the first of some figures.
pub(super) fn volume(rows: &[KpiRow]) -> i64 {
    match rows.first().map(|row| &row.value) {
        Some(KpiValue::Count { count }) => *count,
        _ => 0,
    }
}
