use super::{Cohort, Direction, Kpi, KpiClock, KpiDefinition, KpiUnit};

/// One row of the catalogue, before it becomes a [`KpiDefinition`].
type Row =
    (Kpi, &'static str, &'static str, Cohort, &'static str, KpiUnit, Direction, &'static str);

use Cohort::{CreatedIn, CreatedInAndEverResolved, CreatedInAndResolved, ResolvedInOverCreatedIn};
use Direction::{Down, Neutral, Up};
use KpiUnit::{Duration, Share, Tickets};

const ROWS: [Row; 13] = [
    (
        Kpi::Volume,
        "Ticket volume",
        "count of created tickets",
        CreatedIn,
        "creation",
        Tickets,
        Neutral,
        "ITIL 4, service desk practice",
    ),
    (
        Kpi::TimeToAcknowledge,
        "Time to acknowledge",
        "first status other than new - creation",
        CreatedIn,
        "first status other than new",
        Duration,
        Down,
        "ITIL 4 (mean time to acknowledge)",
    ),
    (
        Kpi::FirstResponseTime,
        "First response time",
        "first public reply by a person of the desk - creation",
        CreatedIn,
        "first public reply",
        Duration,
        Down,
        "Zendesk, first reply time",
    ),
    (
        Kpi::FirstResolutionTime,
        "First resolution time",
        "first resolution - creation",
        CreatedInAndEverResolved,
        "first resolution",
        Duration,
        Down,
        "Zendesk, first resolution time",
    ),
    (
        Kpi::FullResolutionTime,
        "Full resolution time",
        "last resolution - creation",
        CreatedInAndResolved,
        "last resolution",
        Duration,
        Down,
        "Zendesk, full resolution time",
    ),
    (
        Kpi::TimeToClose,
        "Time to close",
        "last closure - creation",
        CreatedIn,
        "closure",
        Duration,
        Down,
        "ServiceNow, closed_at",
    ),
    (
        Kpi::ResolutionRateFlow,
        "Resolution rate, flow",
        "tickets resolved in the period and not open again / created in it",
        ResolvedInOverCreatedIn,
        "last resolution",
        Share,
        Up,
        "ITIL 4; may exceed 1",
    ),
    (
        Kpi::ResolutionRateWithinPeriod,
        "Resolution rate, within the period",
        "tickets created and resolved in the period and not open again / created in it",
        CreatedIn,
        "last resolution in the same period",
        Share,
        Up,
        "cohort analysis",
    ),
    (
        Kpi::ResolutionRateToDate,
        "Resolution rate, to date",
        "tickets created in the period and resolved as the log ends / created in it",
        CreatedIn,
        "last resolution, whenever",
        Share,
        Up,
        "cohort analysis",
    ),
    (
        Kpi::ReopenedShare,
        "Reopened share",
        "tickets reopened at least once / created tickets",
        CreatedIn,
        "a reopening",
        Share,
        Down,
        "ServiceNow, reopen_count",
    ),
    (
        Kpi::ReassignedShare,
        "Reassigned share",
        "tickets given to a team after creation / created tickets",
        CreatedIn,
        "an assignment to a team",
        Share,
        Down,
        "ServiceNow, reassignment_count",
    ),
    (
        Kpi::OneTouchShare,
        "One-touch share",
        "resolved tickets never reassigned nor reopened / resolved tickets",
        CreatedInAndResolved,
        "last resolution",
        Share,
        Up,
        "proxy of first-level resolution (HDI) where tiers are not logged",
    ),
    (
        Kpi::FunctionalEscalationShare,
        "Functional escalation share",
        "tickets moved to a higher tier / created tickets",
        CreatedIn,
        "a move to a higher tier",
        Share,
        Down,
        "ITIL 4",
    ),
];

/// Every figure, with what exactly it is.
///
/// ```
/// use firstline::kpi::{Kpi, kpi_catalogue};
/// assert_eq!(kpi_catalogue()[0].kpi, Kpi::Volume);
/// ```
pub fn kpi_catalogue() -> Vec<KpiDefinition> {
    ROWS.iter().map(definition).collect()
}

/// What exactly one figure is.
///
/// ```
/// use firstline::kpi::{Cohort, Kpi, kpi_definition};
/// let flow = kpi_definition(Kpi::ResolutionRateFlow).unwrap();
/// assert_eq!(flow.cohort, Cohort::ResolvedInOverCreatedIn);
/// ```
pub fn kpi_definition(kpi: Kpi) -> Option<KpiDefinition> {
    ROWS.iter().find(|row| row.0 == kpi).map(definition)
}

fn definition(row: &Row) -> KpiDefinition {
    let (kpi, name, formula, cohort, end_point, unit, direction, source) = *row;
    KpiDefinition {
        kpi,
        name: name.into(),
        formula: formula.into(),
        cohort,
        clock: if unit == Duration { KpiClock::Elapsed } else { KpiClock::None },
        end_point: end_point.into(),
        unit,
        direction,
        source: source.into(),
    }
}
