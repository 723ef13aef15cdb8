use super::{PerformanceReport, ReportGroups};
use crate::kpi::{KpiRow, KpiValue};
use crate::report::WorstBreach;

/// All figures of a report as the rows of one table. The group of each is the section that it stands in and its name
/// there.
///
/// Sections are `period`, `period_before` and `period_last_year`, whose rows have no name; `trend` and `days`, where
/// it is that of the stretch, and `trend_part` and `days_part` for those whose figures are of a part only; `priorities`,
/// `categories`, `causes`, `teams` and `agents`, where it is what the tickets have in common, and none for those that
/// have no such thing; the same with `_total`, for all tickets of a section; `worst`, where it is the ticket of a
/// breach, and `worst_total`;
/// `ageing` and `arrivals`.
///
/// Beside figures there are `open_at_end` of each of the trend's stretches and of each day that is over, the `overdue` and
/// the `target` of each of the worst breaches, and in `worst_total` the `breached_tickets`, which have no definition.
/// [`kpi_flat_rows`](crate::kpi::kpi_flat_rows) makes columns of them.
///
/// ```
/// use firstline::report::{performance_report, performance_report_rows};
/// let options = r#"{"spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}"#;
/// let report = performance_report(&[], &firstline::from_json(options)?)?;
/// let rows = performance_report_rows(&report);
/// assert_eq!(rows[0].group, [Some("period".to_owned()), None]);
/// assert_eq!(rows.last().unwrap().group[0].as_deref(), Some("arrivals"));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn performance_report_rows(report: &PerformanceReport) -> Vec<KpiRow> {
    let mut rows = Vec::new();
    let figures = || report.figures.iter();
    add(&mut rows, "period", None, figures().map(|it| &it.row));
    add(&mut rows, "period_before", None, figures().filter_map(|it| it.before.as_ref()));
    add(&mut rows, "period_last_year", None, figures().filter_map(|it| it.last_year.as_ref()));
    for (section, stretches) in [("trend", &report.trend), ("days", &report.days)] {
        for stretch in stretches {
            let part = if stretch.whole { "" } else { "_part" };
            let section = format!("{section}{part}");
            add(&mut rows, &section, Some(&stretch.name), &stretch.rows);
            let open = stretch.open_at_end.map(|open| counted("open_at_end", open));
            add(&mut rows, &section, Some(&stretch.name), &open);
        }
    }
    let none = ReportGroups::default();
    for (section, groups) in [
        ("priorities", &report.priorities),
        ("categories", &report.categories),
        ("causes", report.causes.as_ref().unwrap_or(&none)),
        ("teams", &report.teams),
        ("agents", &report.agents),
    ] {
        for group in &groups.groups {
            add(&mut rows, section, group.label.as_deref(), &group.rows);
        }
        add(&mut rows, &format!("{section}_total"), None, &groups.total);
    }
    for breach in &report.worst {
        add(&mut rows, "worst", Some(&breach.ticket), &lengths(breach));
    }
    // Without promises that would say that all were kept.
    if !report.policies.is_empty() {
        add(
            &mut rows,
            "worst_total",
            None,
            [&counted("breached_tickets", report.breached_tickets)],
        );
    }
    add(&mut rows, "ageing", None, [&report.ageing]);
    add(&mut rows, "arrivals", None, [&report.arrivals]);
    rows
}

/// A row that is no figure of an engine.
fn plain(kpi: &str, value: KpiValue, base: i64) -> KpiRow {
    KpiRow {
        kpi: kpi.to_owned(),
        group: Vec::new(),
        rolled_up: Vec::new(),
        value,
        base,
        small: false,
        interval: None,
    }
}

fn counted(kpi: &str, count: u32) -> KpiRow {
    plain(kpi, KpiValue::Count { count: count.into() }, count.into())
}

fn lengths(breach: &WorstBreach) -> [KpiRow; 2] {
    [("overdue", breach.overdue), ("target", breach.target)]
        .map(|(kpi, total)| plain(kpi, KpiValue::Total { total }, 1))
}

fn add<'r>(
    rows: &mut Vec<KpiRow>,
    section: &str,
    name: Option<&str>,
    more: impl IntoIterator<Item = &'r KpiRow>,
) {
    let group = vec![Some(section.to_owned()), name.map(str::to_owned)];
    rows.extend(more.into_iter().map(|row| KpiRow { group: group.clone(), ..row.clone() }));
}
