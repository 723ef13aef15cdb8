use super::collect::{Lives, Pass, collect};
use super::desk;
use super::figures::{check_goals, figure, which};
use super::groups::{Order, groups};
use super::periods::{self, Stretch};
use super::plan::Plan;
use super::verdict::{Point, is_judged, judgeable, verdict};
use super::{PerformanceOptions, PerformanceReport, ReportFigure, ReportStretch, breaches};
use crate::error::{Error, ErrorKind, Result};
use crate::kpi::{KpiDefinition, KpiRow, KpiValue};
use crate::ticket::{Change, Ticket, places_by_id};
use crate::time::{Period, Timestamp};
use std::collections::BTreeMap;

/// The performance of a desk in a period: its figures against goals, the period before and last year, the trend, promises
/// by priority, the backlog and its age, arrivals by hour of the week, flow by day, categories and causes, the worst
/// breaches, teams and agents, and what each figure is.
///
/// Give the whole log: the trend and the comparisons are of what came before the period, and what is still open may have
/// come long ago.
///
/// # Errors
/// `ticket.duplicate_id`; `report.needs_period`, `report.empty_period`, `report.as_of_before_period`, `report.grouped`, `report.trend_unit`,
/// `report.trend_length`; `kpi.no_month` and `kpi.unused_month` at `options.trend_first_month`; `report.goal_of_no_figure`,
/// `report.goal_twice`, `report.goal_without_direction`, `report.goal_of_another_unit`, `report.goal_not_finite`,
/// `report.goal_above_all`; `report.needs_figures`, `kpi.unknown_figure`, `kpi.figure_out_of_range`; those of
/// [`KpiEngine::new`](crate::kpi::KpiEngine::new) below `options.spec`, `options.trend_kpis` and `options.group_kpis`, and
/// those of [`KpiEngine::reduce`](crate::kpi::KpiEngine::reduce) below `tickets[…]`.
///
/// ```
/// use firstline::kpi::{KpiSpec, KpiValue};
/// use firstline::report::{PerformanceOptions, performance_report};
/// use firstline::ticket::Ticket;
/// use firstline::time::Period;
/// let march = Period { start: "2026-03-01T00:00:00Z".parse()?, end: "2026-04-01T00:00:00Z".parse()? };
/// let spec = KpiSpec { period: Some(march), ..Default::default() };
/// let options = PerformanceOptions { title: "March".into(), spec, ..Default::default() };
/// let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
/// let report = performance_report(&[ticket], &options)?;
/// assert_eq!(report.figures[0].row.kpi, "volume");
/// assert_eq!(report.figures[0].row.value, KpiValue::Count { count: 1 });
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn performance_report(
    tickets: &[Ticket],
    options: &PerformanceOptions,
) -> Result<PerformanceReport> {
    let plan = Plan::new(options, has_replies(tickets))?;
    places_by_id(tickets)?;
    let mut passes = plan.passes()?;
    let definitions = definitions(&passes);
    if let Some(figures) = passes.first() {
        check_goals(&options.goals, &figures.engine.definitions())?;
    }
    desk::check(options, &definitions)?;
    let lives = collect(tickets, plan.period, &mut passes)?;
    for pass in &mut passes {
        pass.take_figures(&options.figures, plan.as_of)?;
    }
    let log_from = log_from(options, &plan, &lives)?;
    let made = Made { tickets, options, plan: &plan, lives: &lives, log_from };
    let mut passes = passes.into_iter();
    let mut next = || passes.next().ok_or_else(missing);

    let (figures, picture, trend, days) = (next()?, next()?, next()?, next()?);
    let (priorities, categories, teams, agents) = (next()?, next()?, next()?, next()?);
    let causes = passes.next();
    let before = made.reached(periods::before(plan.period, &plan.zone)?)?;
    let last_year = made.reached(periods::last_year(plan.period, &plan.zone)?)?;
    let trend = made.stretches(&trend, &plan.trend, None, |period| plan.trend_of(period))?;
    let figures = made.figures(&figures, before, last_year, &trend)?;
    let [ageing, arrivals] = picture.state.finish()?.try_into().map_err(|_| missing())?;
    let most = Order::Most(limit(options.top.unwrap_or(15)));
    let (breached_tickets, worst) =
        breaches::worst(tickets, &lives, options.spec.sla.as_ref(), &plan, options.worst)?;
    Ok(PerformanceReport {
        title: match options.title.as_str() {
            "" => "Performance report".to_owned(),
            title => title.to_owned(),
        },
        zone: plan.zone.clone(),
        period: plan.period,
        as_of: plan.as_of,
        tickets: lives.tickets,
        backward_tickets: lives.backward,
        confidence: options.spec.confidence,
        figures,
        period_before: before.map(|(period, _)| period),
        period_last_year: last_year.map(|(period, _)| period),
        as_of_before: before.map(|(_, as_of)| as_of),
        as_of_last_year: last_year.map(|(_, as_of)| as_of),
        trend,
        days: made.stretches(&days, &plan.days, Some(plan.period), |day| plan.day_of(day))?,
        priorities: groups(&priorities.state, Order::Named)?,
        ageing,
        arrivals,
        categories: groups(&categories.state, most)?,
        causes: causes.map(|causes| groups(&causes.state, most)).transpose()?,
        teams: groups(&teams.state, most)?,
        agents: groups(&agents.state, most)?,
        policies: options
            .spec
            .sla
            .iter()
            .flat_map(|it| &it.policies)
            .map(|it| it.name.clone())
            .collect(),
        breached_tickets,
        worst,
        quality: options.quality.clone(),
        definitions,
    })
}

/// Whether a log knows of replies; one without tickets may.
fn has_replies(tickets: &[Ticket]) -> bool {
    let replies = |ticket: &Ticket| {
        ticket
            .events
            .iter()
            .any(|it| it.role.is_staff() && matches!(it.change, Change::PublicReply {}))
    };
    tickets.is_empty() || tickets.iter().any(replies)
}

/// A period that is compared with, and the instant as of which it is looked at.
type Other = (Period, Timestamp);

/// What the parts of a report are made from.
struct Made<'a> {
    tickets: &'a [Ticket],
    options: &'a PerformanceOptions,
    plan: &'a Plan,
    lives: &'a Lives,
    log_from: Option<Timestamp>,
}

impl Made<'_> {
    /// A period that the log reaches back to, and the instant as of which it is looked at.
    fn reached(&self, period: Option<Period>) -> Result<Option<Other>> {
        let reached = |it: &Period| self.log_from.is_some_and(|from| from <= it.start);
        let Some(period) = period.filter(reached) else { return Ok(None) };
        let Plan { period: this, as_of, zone, .. } = self.plan;
        Ok(Some((period, periods::as_of(period, *this, *as_of, zone)?)))
    }

    fn figures(
        &self,
        pass: &Pass,
        before: Option<Other>,
        last_year: Option<Other>,
        trend: &[ReportStretch],
    ) -> Result<Vec<ReportFigure>> {
        let of = |other: Option<Other>| match other {
            Some((period, as_of)) => self.of(&self.plan.figures, period, as_of),
            None => Ok(Vec::new()),
        };
        let (before, last_year) = (of(before)?, of(last_year)?);
        let (rows, definitions) = (pass.state.finish()?, pass.engine.definitions());
        let points = self.points(&definitions, trend)?;
        let one = |(index, (row, definition)): (usize, (&KpiRow, &KpiDefinition))| {
            let goal = self.options.goals.iter().find(|it| it.kpi == row.kpi);
            let trend = verdict(&points, row, which(goal.map(|it| it.target)))?;
            Ok(figure(row, definition, goal, before.get(index), last_year.get(index), trend))
        };
        rows.iter().zip(&definitions).enumerate().map(one).collect()
    }

    /// Figures of another period, as of another instant.
    fn of(&self, kpis: &[String], period: Period, as_of: Timestamp) -> Result<Vec<KpiRow>> {
        let alive = self.lives.alive(self.tickets, period, as_of);
        self.plan.of(kpis, period, as_of)?.rows(alive, &self.options.figures, as_of)
    }

    /// What is judged, in the last whole stretch of the trend and in those before it: each as of as long after its end as
    /// the last one is looked at, since tickets are still being resolved and reopened then.
    fn points<'t>(
        &self,
        definitions: &[KpiDefinition],
        trend: &'t [ReportStretch],
    ) -> Result<Vec<Point<'t>>> {
        let judged = definitions.iter().filter(|it| is_judged(it)).map(|it| it.id.clone());
        let judged: Vec<String> = judged.collect();
        let whole = judgeable(trend);
        let Some(last) = whole.last() else { return Ok(Vec::new()) };
        let point = |stretch: &'t ReportStretch| {
            let Plan { as_of, zone, .. } = self.plan;
            let as_of = periods::as_of(stretch.period, last.period, *as_of, zone)?;
            Ok(Point { stretch, rows: self.of(&judged, stretch.period, as_of)? })
        };
        whole.iter().filter(|_| !judged.is_empty()).map(point).collect()
    }

    /// The figures of each stretch, as far as it lies `within` some period; `empty` computes those of one in which nothing
    /// happened.
    fn stretches(
        &self,
        pass: &Pass,
        stretches: &[Stretch],
        within: Option<Period>,
        empty: impl Fn(Period) -> Result<Pass>,
    ) -> Result<Vec<ReportStretch>> {
        let mut found: BTreeMap<String, Vec<KpiRow>> = BTreeMap::new();
        for row in pass.state.finish()? {
            let Some(name) = row.label().map(str::to_owned) else { continue };
            found.entry(name).or_default().push(row);
        }
        // Counts of nothing are the same in every stretch, and years have many days.
        let mut nothing: Option<Vec<KpiRow>> = None;
        let last = self.plan.as_of.as_millis().saturating_add(1);
        let mut made = Vec::new();
        // What lies before the log wholly, or is still to come, says nothing.
        let told = |it: &Period| {
            self.log_from.is_none_or(|from| from < it.end) && it.start <= self.plan.as_of
        };
        for (name, period) in stretches.iter().filter(|(_, period)| told(period)) {
            let rows = match (found.remove(name), &nothing) {
                (Some(rows), _) => rows,
                (None, Some(rows)) => named(rows, name),
                (None, None) => {
                    let rows = empty(*period)?.state.finish()?;
                    let counts = rows.iter().all(|it| matches!(it.value, KpiValue::Count { .. }));
                    nothing = counts.then(|| rows.clone());
                    named(&rows, name)
                }
            };
            let over = period.end.as_millis() <= last;
            let inside = within.is_none_or(|it| it.start <= period.start && period.end <= it.end);
            let begun = self.log_from.is_some_and(|from| from <= period.start);
            made.push(ReportStretch {
                name: name.clone(),
                period: *period,
                whole: over && begun && inside,
                open_at_end: over.then(|| self.lives.open_at(period.end)),
                rows,
            });
        }
        Ok(made)
    }
}

/// Rows of no group as those of a stretch.
fn named(rows: &[KpiRow], stretch: &str) -> Vec<KpiRow> {
    let group = vec![Some(stretch.to_owned())];
    rows.iter().map(|row| KpiRow { group: group.clone(), ..row.clone() }).collect()
}

/// Since when the log has all tickets.
fn log_from(options: &PerformanceOptions, plan: &Plan, lives: &Lives) -> Result<Option<Timestamp>> {
    match (options.log_from, lives.first) {
        (Some(from), _) => Ok(Some(from)),
        (None, first) => first.map(|first| periods::day_start(first, &plan.zone)).transpose(),
    }
}

/// What each figure of the passes is, each once.
fn definitions(passes: &[Pass]) -> Vec<KpiDefinition> {
    let mut all: Vec<KpiDefinition> = Vec::new();
    for definition in passes.iter().flat_map(|pass| pass.engine.definitions()) {
        if !all.iter().any(|it| it.id == definition.id) {
            all.push(definition);
        }
    }
    all
}

pub(super) fn limit(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Every pass that is taken was made: what can't happen is told, not panicked about.
fn missing() -> Error {
    Error::new(
        ErrorKind::Invalid,
        "report.incomplete",
        "options",
        "a part of the report is missing",
    )
}
