use super::bytes::fingerprint;
use super::evaluate::Place;
use super::hours::Hours;
use super::lent::Facts;
use super::needs::{Need, needs};
use super::reads::fields_of;
use super::reduce::Reducer;
use super::spread::Keeping;
use super::stretch::{CalendarUnit, Stretches};
use super::{Grouping, KpiClock, KpiDefinition, KpiSpec, check, kpi_catalogue};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::sla::SlaEngine;
use crate::time::{Period, Span, Timestamp, Zone};

/// A ticket can be open in so many stretches of the calendar: a century of days, a decade of hours.
const MOST_PIECES: usize = 100_000;

/// A compiled [`KpiSpec`].
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) spec: KpiSpec,
    pub(super) kpis: Vec<PlannedKpi>,
    pub(super) reducer: Reducer,
    pub(super) keeping: Keeping,
    /// For each grouping its stretches, where it is one of the calendar.
    pub(super) stretches: Vec<Option<Stretches>>,
    /// Whether there is one: else all figures of a ticket have the same group.
    pub(super) is_by_time: bool,
    /// Tells specifications apart that differ in more than the instant of the snapshot.
    pub(super) fingerprint: [u8; 16],
    /// Tells apart by what tickets are reduced, but for the instant of the snapshot.
    pub(super) reduction: String,
    hours_of_week: Stretches,
    days_of_week: Stretches,
}

/// A figure that is computed.
#[derive(Debug)]
pub(super) struct PlannedKpi {
    pub(super) definition: KpiDefinition,
}

impl Plan {
    pub(super) fn compile(spec: KpiSpec) -> Result<Self> {
        let mut faults = Vec::new();
        let hours = Hours::compile(
            spec.calendar.as_ref(),
            &spec.calendars,
            spec.calendar_field.as_ref(),
            &mut faults,
        );
        let sla = spec.sla.as_ref().and_then(|sla| match SlaEngine::new(sla.clone()) {
            Ok(engine) => Some(engine),
            Err(error) => {
                faults.extend(error.renamed("spec", "spec.sla").into_faults());
                None
            }
        });
        let kpis = chosen(&spec, &mut faults);
        check::check(&spec, &kpis, &mut faults);
        Error::from_faults(faults)?;
        let stretches = spec.group_by.iter().map(|grouping| match grouping {
            Grouping::Over { unit, zone, first_month } => {
                Some(Stretches::new(*unit, zone, *first_month))
            }
            Grouping::By { .. } | Grouping::ByField { .. } => None,
        });
        let stretches: Vec<_> = stretches.collect();
        let zone = spec.zone.clone().unwrap_or_else(Zone::utc);
        Ok(Self {
            is_by_time: stretches.iter().any(Option::is_some),
            stretches,
            reducer: Reducer {
                hours,
                sla,
                as_of: spec.as_of,
                backward: spec.backward_times,
                outage_started_field: spec.outage_started_field.clone(),
                restored_field: spec.restored_field.clone(),
            },
            keeping: Keeping::of(spec.quantiles.as_ref()),
            fingerprint: fingerprint_of(&spec, &kpis)?,
            reduction: reduction_of(&spec)?,
            kpis: kpis.into_iter().map(|definition| PlannedKpi { definition }).collect(),
            hours_of_week: Stretches::new(CalendarUnit::HourOfDay, &zone, None),
            days_of_week: Stretches::new(CalendarUnit::DayOfWeek, &zone, None),
            spec,
        })
    }

    /// The hour of the week, from 0 for that of Monday 00:00.
    pub(super) fn hour_of_week(&self, at: Timestamp) -> Result<usize> {
        let hour = (self.days_of_week.number(at)? - 1) * 24 + self.hours_of_week.number(at)?;
        Ok(usize::try_from(hour).unwrap_or_default())
    }

    /// The age of a ticket at the snapshot.
    pub(super) fn age(&self, facts: &Facts<'_>, as_of: Timestamp, clock: KpiClock) -> Option<Span> {
        match clock {
            KpiClock::None | KpiClock::Elapsed => Some(as_of.since(facts.marks.created.at)),
            _ => facts.age?.by(clock),
        }
    }

    /// A period cut where a stretch of the calendar ends, of whichever grouping.
    pub(super) fn pieces(&self, period: Period) -> Result<Vec<Period>> {
        if !self.is_by_time {
            return Ok(vec![period]);
        }
        let mut pieces = Vec::new();
        let mut start = period.start;
        while start < period.end {
            let mut end = period.end;
            for stretches in self.stretches.iter().flatten() {
                // The last stretch of all has no end after its start.
                end = Some(stretches.end_after(start)?)
                    .filter(|it| *it > start)
                    .unwrap_or(end)
                    .min(end);
            }
            if pieces.len() >= MOST_PIECES {
                let message = format!(
                    "it lies in more than {MOST_PIECES} stretches of the calendar; give a shorter period, or longer stretches"
                );
                return Err(Error::new(ErrorKind::Invalid, "kpi.too_many_stretches", "", message));
            }
            pieces.push(Period { start, end });
            start = end;
        }
        Ok(pieces)
    }

    /// Whether two instants lie in the period, and in one stretch of each grouping by the calendar.
    pub(super) fn same_period(&self, a: Timestamp, b: Timestamp) -> Result<bool> {
        let within = |at| self.spec.period.is_none_or(|it| it.start <= at && at < it.end);
        // What recurs is no stretch of the calendar that two instants could share.
        for stretches in self.stretches.iter().flatten().filter(|it| !it.recurs()) {
            if stretches.number(a)? != stretches.number(b)? {
                return Ok(false);
            }
        }
        Ok(within(a) && within(b))
    }

    /// The number of a place in a grouping by the calendar.
    pub(super) fn number(&self, stretches: &Stretches, place: Place) -> Result<Option<i64>> {
        match place {
            Place::At(at) => stretches.number(at).map(Some),
            Place::Snapshot => Ok(None),
        }
    }
}

/// The definitions that are asked for.
fn chosen(spec: &KpiSpec, faults: &mut Vec<Fault>) -> Vec<KpiDefinition> {
    let known: Vec<KpiDefinition> =
        kpi_catalogue().into_iter().chain(spec.definitions.iter().cloned()).collect();
    if spec.kpis.is_empty() {
        let plain =
            |it: &KpiDefinition| (it.mode.is_none() || is_own(spec, it)) && suffices(spec, it);
        return known.into_iter().filter(plain).collect();
    }
    let mut chosen: Vec<KpiDefinition> = Vec::new();
    for (index, id) in spec.kpis.iter().enumerate() {
        let path = format!("spec.kpis[{index}]");
        let Some(definition) = known.iter().find(|it| it.id == *id) else {
            let message = format!(
                "there is no KPI '{id}'; kpi_catalogue lists those there are, and 'definitions' takes your own"
            );
            faults.push(Fault::invalid("kpi.unknown", path, message));
            continue;
        };
        if chosen.iter().any(|it| it.id == *id) {
            let message = format!("'{id}' stands twice; drop one");
            faults.push(Fault::invalid("kpi.named_twice", path, message));
            continue;
        }
        for need in needs(definition) {
            if let Some((code, missing)) = lack(spec, need) {
                faults.push(Fault::invalid(code, path.clone(), format!("'{id}' {missing}")));
            }
        }
        chosen.push(definition.clone());
    }
    chosen
}

fn is_own(spec: &KpiSpec, definition: &KpiDefinition) -> bool {
    spec.definitions.iter().any(|it| it.id == definition.id)
}

/// Whether all that a definition needs is there.
fn suffices(spec: &KpiSpec, definition: &KpiDefinition) -> bool {
    let own = is_own(spec, definition);
    let fields = fields_of(definition);
    let figures = |need: &Need| *need == Need::Figures && !own;
    fields.iter().all(|field| own || spec.fields.contains(field))
        && needs(definition).iter().all(|need| !figures(need) && lack(spec, *need).is_none())
}

/// The code and the message where a need is not met.
fn lack(spec: &KpiSpec, need: Need) -> Option<(&'static str, &'static str)> {
    let (met, code, message) = match need {
        Need::AsOf => (
            spec.as_of.is_some(),
            "kpi.needs_as_of",
            "looks at tickets as of an instant; give 'as_of'",
        ),
        Need::OneInstant => (
            !spec.group_by.iter().any(|it| matches!(it, Grouping::Over { .. })),
            "kpi.snapshot_over_time",
            "is of one instant; compute it as of each instant instead of over stretches of the calendar",
        ),
        Need::Calendar => {
            (spec.calendar.is_some(), "kpi.needs_calendar", "counts open time; give 'calendar'")
        }
        Need::Sla => (spec.sla.is_some(), "kpi.needs_sla", "is about promises; give 'sla'"),
        Need::Period => {
            let bounded =
                |it: &Grouping| matches!(it, Grouping::Over { unit, .. } if !unit.recurs());
            let met = spec.period.is_some() || spec.group_by.iter().any(bounded);
            (
                met,
                "kpi.needs_period",
                "is for each so long; give 'period', or group over stretches of the calendar",
            )
        }
        Need::OutageFields => {
            let met = spec.outage_started_field.is_some() && spec.restored_field.is_some();
            (
                met,
                "kpi.needs_outage_fields",
                "is about outages; give 'outage_started_field' and 'restored_field'",
            )
        }
        Need::Figures => (true, "", ""),
    };
    (!met).then_some((code, message))
}

/// What makes figures comparable: everything but the instant of the snapshot, which states carry on their own, what
/// only the printing of a result depends on, and the words about a definition.
fn fingerprint_of(spec: &KpiSpec, kpis: &[KpiDefinition]) -> Result<[u8; 16]> {
    let wordless = |definition: &KpiDefinition| KpiDefinition {
        number: None,
        mode: None,
        name: String::new(),
        formula: String::new(),
        end_point: String::new(),
        source: String::new(),
        ..definition.clone()
    };
    let plain = KpiSpec {
        kpis: Vec::new(),
        definitions: kpis.iter().map(wordless).collect(),
        as_of: None,
        small_group: None,
        confidence: None,
        bootstrap_seed: None,
        ..spec.clone()
    };
    Ok(fingerprint(crate::to_json(&plain)?.as_bytes()))
}

/// What makes facts comparable: all that tickets are reduced by but the instant of the snapshot, which facts carry on
/// their own.
fn reduction_of(spec: &KpiSpec) -> Result<String> {
    let reduced_by = KpiSpec {
        calendar: spec.calendar.clone(),
        calendars: spec.calendars.clone(),
        calendar_field: spec.calendar_field.clone(),
        sla: spec.sla.clone(),
        backward_times: spec.backward_times,
        outage_started_field: spec.outage_started_field.clone(),
        restored_field: spec.restored_field.clone(),
        ..KpiSpec::default()
    };
    let bytes = fingerprint(crate::to_json(&reduced_by)?.as_bytes());
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
