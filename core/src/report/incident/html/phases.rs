use crate::report::IncidentReport;
use crate::report::incident::IncidentMomentKind;
use crate::ticket::TicketEventKind;
use crate::time::{Span, Timestamp};

/// A stretch of an incident: who waited for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phase {
    /// Its place among all phases that there can be, from 1.
    pub(super) number: u32,
    pub(super) name: &'static str,
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    /// Whether it was over at the report.
    pub(super) over: bool,
}

/// The phases in the order of time, without those that took no time.
///
/// Each ends where the next begins: detection when the desk knew, response when somebody took the ticket after that,
/// restoration when the service worked again, resolution when the ticket was resolved. A ticket that was taken before
/// the desk is said to have known, or only after the restoration, tells no response apart.
pub(super) fn phases(report: &IncidentReport) -> Vec<Phase> {
    let as_of = report.input.as_of;
    let ends = [
        ("Detection", Some(report.detected_at)),
        ("Response", taken(report)),
        ("Restoration", Some(report.restored_at.unwrap_or(as_of))),
        ("Resolution", report.restored_at.map(|_| resolved(report).unwrap_or(as_of))),
    ];
    let open = if report.restored_at.is_none() { "Restoration" } else { "Resolution" };
    let open = Some(open).filter(|_| report.restored_at.is_none() || resolved(report).is_none());
    let mut start = report.started_at;
    let mut phases = Vec::new();
    for (number, (name, end)) in (1..).zip(ends) {
        let Some(end) = end.filter(|end| *end > start) else { continue };
        phases.push(Phase { number, name, start, end, over: open != Some(name) });
        start = end;
    }
    phases
}

/// When somebody took the ticket, where that tells response from restoration.
fn taken(report: &IncidentReport) -> Option<Timestamp> {
    let at = after_creation(report, report.times.to_acknowledge?)?;
    let end = report.restored_at.unwrap_or(report.input.as_of);
    Some(at).filter(|at| *at > report.detected_at && *at < end)
}

fn resolved(report: &IncidentReport) -> Option<Timestamp> {
    after_creation(report, report.times.to_resolve?)
}

fn after_creation(report: &IncidentReport, span: Span) -> Option<Timestamp> {
    let created = report.timeline.iter().find(|it| {
        it.kind == IncidentMomentKind::Major && it.event == Some(TicketEventKind::Created)
    })?;
    created.at.checked_add(span)
}
