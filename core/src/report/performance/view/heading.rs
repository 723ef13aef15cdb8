//! What a report is about, in a few lines.

use super::words::count;
use crate::report::PerformanceReport;
use crate::report::breach::local;
use crate::report::words::clean;
use crate::time::{Period, Timestamp, Zone, civil};

/// What stands below the title: names and their texts.
pub(in crate::report::performance) fn facts(
    report: &PerformanceReport,
) -> Vec<(&'static str, String)> {
    let zone = &report.zone;
    let so_far = |all: Period, told: Period, what: &str| match period_name(all, zone) {
        name if all == told => name,
        name => format!("{name}; {what} {}", period_name(told, zone)),
    };
    let other = |period: Option<Period>, told: Option<Period>| match period.zip(told) {
        Some((period, told)) => so_far(period, told, "compared with is"),
        None => "the log does not reach so far".to_owned(),
    };
    let at = local(report.as_of, zone).unwrap_or_else(|_| report.as_of.to_string());
    let mut facts = vec![
        ("Period", so_far(report.period, report.told(), "so far")),
        ("Period before", other(report.period_before, report.told_before())),
        ("Last year", other(report.period_last_year, report.told_last_year())),
        ("As of", at),
        ("Time zone", zone.name().to_owned()),
        ("Tickets in the log", count(report.tickets)),
    ];
    if report.backward_tickets > 0 {
        facts.push(("Tickets whose clocks run backwards", count(report.backward_tickets)));
    }
    let policies: Vec<_> = report.policies.iter().map(|it| clean(it)).collect();
    if !policies.is_empty() {
        facts.push((if policies.len() == 1 { "Policy" } else { "Policies" }, policies.join("; ")));
    }
    facts
}

/// A period by its months, its days, or its ends.
pub(in crate::report::performance) fn period_name(period: Period, zone: &Zone) -> String {
    let last = Timestamp::from_millis(period.end.as_millis() - 1).unwrap_or(period.end);
    let clock = |at| civil(at, zone).ok();
    let (Some(start), Some(end), Some(last)) =
        (clock(period.start), clock(period.end), clock(last))
    else {
        return format!("{} to {}", period.start, period.end);
    };
    let midnight = |it: jiff::civil::DateTime| it.time() == jiff::civil::Time::midnight();
    if !midnight(start) || !midnight(end) {
        let show = |it: jiff::civil::DateTime| it.strftime("%Y-%m-%d %H:%M").to_string();
        return format!("{} to {}", show(start), show(end));
    }
    let shown = if start.day() == 1 && end.day() == 1 { "%Y-%m" } else { "%Y-%m-%d" };
    let show = |it: jiff::civil::DateTime| it.strftime(shown).to_string();
    match (show(start), show(last)) {
        (start, last) if start == last => start,
        (start, last) => format!("{start} to {last}"),
    }
}
