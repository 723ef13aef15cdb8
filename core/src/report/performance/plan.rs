//! What a report computes: its options, checked, with what they leave open filled in.

use super::collect::Pass;
use super::definitions::{RESOLVED, additional, attainment_id, promised};
use super::periods::Unit;
use super::{PerformanceOptions, periods};
use crate::error::{Error, ErrorKind, Result};
use crate::kpi::{Attribute, CalendarUnit, Grouping, KpiEngine, KpiSpec};
use crate::time::{Period, Timestamp, Zone};

/// A report that is to be made.
pub(super) struct Plan {
    pub(super) period: Period,
    pub(super) zone: Zone,
    pub(super) as_of: Timestamp,
    /// The specification of all figures, without those that are wanted, their groups and their period.
    base: KpiSpec,
    pub(super) figures: Vec<String>,
    pub(super) trend: Vec<periods::Stretch>,
    trend_unit: Unit,
    pub(super) trend_kpis: Vec<String>,
    pub(super) days: Vec<periods::Stretch>,
    group_kpis: Vec<String>,
    attainments: Vec<String>,
    cause: Option<Grouping>,
}

/// What shows how the days went.
const DAYS: [&str; 3] = ["volume", RESOLVED, "backlog_change"];
const AGES: &str = "backlog_age_buckets";
const ARRIVALS: &str = "arrival_profile";

impl Plan {
    pub(super) fn new(options: &PerformanceOptions, has_replies: bool) -> Result<Self> {
        let fault = |code: &str, path: &str, message: &str| {
            Err(Error::new(ErrorKind::Invalid, code, path, message))
        };
        let spec = &options.spec;
        let Some(period) = spec.period else {
            let message =
                "a report is about a period; give its first instant and the first one after it";
            return fault("report.needs_period", "options.spec.period", message);
        };
        if period.end <= period.start {
            let message = "the period has no length; its end must come after its start";
            return fault("report.empty_period", "options.spec.period", message);
        }
        if !spec.group_by.is_empty() {
            let message = "the report has groups of its own; leave this empty";
            return fault("report.grouped", "options.spec.group_by", message);
        }
        let zone = spec.zone.clone().unwrap_or_else(Zone::utc);
        let trend_unit = options.trend_unit.unwrap_or(CalendarUnit::Month);
        let trend_unit = Unit::of_trend(trend_unit, options.trend_first_month)?;
        if options.trend_length == Some(0) {
            let message =
                "a trend of no stretch shows nothing; give 1 or more, or leave it out for 13";
            return fault("report.trend_length", "options.trend_length", message);
        }
        let as_of = match spec.as_of {
            Some(as_of) => as_of,
            None => Timestamp::from_millis(period.end.as_millis() - 1)?,
        };
        if as_of < period.start {
            let message =
                "the report is as of an instant before its period; give one in it or after it";
            return fault("report.as_of_before_period", "options.spec.as_of", message);
        }
        let mut base = KpiSpec { as_of: Some(as_of), zone: Some(zone.clone()), ..spec.clone() };
        let own = |id: &str| spec.definitions.iter().any(|it| it.id == id);
        base.definitions
            .extend(additional(spec.sla.as_ref()).into_iter().filter(|it| !own(&it.id)));
        let metrics = spec.sla.as_ref().map(promised).unwrap_or_default();
        let attainments: Vec<String> = metrics.into_iter().map(attainment_id).collect();
        let named = |given: &[String], usual: &[&str]| match given {
            // Nothing is known of touches where replies are not logged, but of hands.
            [] => usual
                .iter()
                .map(|it| if *it == TOUCH && !has_replies { HANDS } else { *it })
                .map(str::to_owned)
                .collect(),
            given => given.to_vec(),
        };
        let mut figures: Vec<String> = named(&spec.kpis, &FIGURES);
        if spec.kpis.is_empty() {
            figures.extend(attainments.iter().cloned());
        }
        let plan = Self {
            trend: periods::up_to(period, trend_unit, options.trend_length.unwrap_or(13), &zone)?,
            days: periods::within(period, Unit::DAY, &zone)?,
            cause: options.cause_field.clone().map(|name| Grouping::ByField { name }),
            trend_kpis: named(&options.trend_kpis, &TREND),
            group_kpis: named(&options.group_kpis, &GROUPS),
            period,
            zone,
            as_of,
            base,
            figures,
            trend_unit,
            attainments,
        };
        // The report adds figures of its own to these, so that places in them are told before.
        plan.check(&options.trend_kpis, "options.trend_kpis")?;
        plan.check(&options.group_kpis, "options.group_kpis")?;
        Ok(plan)
    }

    fn check(&self, kpis: &[String], path: &str) -> Result<()> {
        if kpis.is_empty() {
            return Ok(());
        }
        let engine = KpiEngine::new(self.spec(kpis, None, self.period));
        let named = |error: Error| error.renamed("spec.kpis", path).renamed("spec", "options.spec");
        engine.map(drop).map_err(named)
    }

    fn spec(&self, kpis: &[String], group_by: Option<Grouping>, period: Period) -> KpiSpec {
        KpiSpec {
            kpis: kpis.to_vec(),
            group_by: group_by.into_iter().collect(),
            period: Some(period),
            ..self.base.clone()
        }
    }

    /// Figures of another period, as of another instant.
    pub(super) fn of(&self, kpis: &[String], period: Period, as_of: Timestamp) -> Result<Pass> {
        let spec = self.spec(kpis, None, period);
        Pass::new(KpiSpec { as_of: Some(as_of), ..spec })
    }

    /// All that looks at tickets as of the instant of the report.
    pub(super) fn passes(&self) -> Result<Vec<Pass>> {
        let by = |attribute| Grouping::By { attribute };
        let group = |grouping: Grouping| self.spec(&self.grouped(&[]), Some(grouping), self.period);
        let mut specs = vec![
            self.spec(&self.figures, None, self.period),
            self.picture(),
            self.spec(
                &self.trend_kpis,
                Some(self.trend_unit.grouping(self.zone.clone())),
                self.trend_period(),
            ),
            self.spec(&days(), Some(Unit::DAY.grouping(self.zone.clone())), self.period),
            self.spec(&self.grouped(&self.attainments), Some(by(Attribute::Priority)), self.period),
            group(by(Attribute::Category)),
            group(by(Attribute::Team)),
            group(by(Attribute::Agent)),
        ];
        specs.extend(self.cause.clone().map(group));
        specs.into_iter().map(Pass::new).collect()
    }

    /// Ages and arrivals.
    fn picture(&self) -> KpiSpec {
        self.spec(&[AGES, ARRIVALS].map(str::to_owned), None, self.period)
    }

    /// The trend's figures in one stretch of it.
    pub(super) fn trend_of(&self, period: Period) -> Result<Pass> {
        Pass::new(self.spec(&self.trend_kpis, None, period))
    }

    /// A day's figures, as far as it lies in the period.
    pub(super) fn day_of(&self, day: Period) -> Result<Pass> {
        let (start, end) = (day.start.max(self.period.start), day.end.min(self.period.end));
        Pass::new(self.spec(&days(), None, Period { start, end }))
    }

    /// From the start of the trend to its end.
    fn trend_period(&self) -> Period {
        let ends = self.trend.first().zip(self.trend.last());
        ends.map_or(self.period, |(first, last)| Period { start: first.1.start, end: last.1.end })
    }

    /// The figures of groups: the volume first, which tells their order.
    fn grouped(&self, more: &[String]) -> Vec<String> {
        let volume = "volume".to_owned();
        let mut all = vec![volume];
        for id in self.group_kpis.iter().chain(more) {
            if !all.contains(id) {
                all.push(id.clone());
            }
        }
        all
    }
}

fn days() -> Vec<String> {
    DAYS.map(str::to_owned).to_vec()
}

const TOUCH: &str = "one_touch_rate";
const HANDS: &str = "one_touch_rate_by_hand_offs";

const FIGURES: [&str; 9] = [
    "volume",
    RESOLVED,
    "backlog_change",
    "backlog",
    "first_response_time",
    "full_resolution_time",
    "resolution_rate_to_date",
    TOUCH,
    "reopen_rate",
];

const TREND: [&str; 4] = ["volume", RESOLVED, "first_response_time", "full_resolution_time"];

const GROUPS: [&str; 4] = [RESOLVED, "full_resolution_time", TOUCH, "reopen_rate"];
