use super::behind::{Behind, Contributions};
use super::evaluate::evaluate;
use super::lent::Facts;
use super::plan::Plan;
use super::reads::{attributes_read, fields_read};
use super::state::KpiState;
use super::{Attribute, KpiContribution, KpiDefinition, KpiRow, KpiSpec, TicketFacts};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::Ticket;
use std::sync::Arc;

/// A compiled [`KpiSpec`]: reduces tickets to facts, adds facts up, and tells which tickets are behind a figure.
///
/// ```
/// use firstline::kpi::{KpiEngine, KpiSpec, KpiValue};
/// use firstline::ticket::{Change, Role, Ticket, TicketEvent};
/// let answered = TicketEvent::new("2026-03-02T09:20:00Z".parse()?, Role::Agent, Change::PublicReply {});
/// let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default()).with(answered);
/// let engine = KpiEngine::new(KpiSpec { kpis: vec!["first_response_time".into()], ..Default::default() })?;
/// let rows = engine.state(&[ticket])?.finish()?;
/// assert!(matches!(&rows[0].value, KpiValue::Duration { summary: Some(it) } if it.median.to_string() == "20m"));
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct KpiEngine {
    plan: Arc<Plan>,
}

impl KpiEngine {
    /// Compiles which figures are wanted, and how.
    ///
    /// # Errors
    /// All at once: `kpi.unknown`, `kpi.named_twice`, `kpi.duplicate_id`, `kpi.no_id`; `kpi.needs_as_of`, `kpi.snapshot_over_time`,
    /// `kpi.needs_calendar`, `kpi.needs_calendar_field`, `kpi.unused_calendar_field`, `kpi.needs_sla`, `kpi.needs_period`, `kpi.needs_outage_fields`
    /// for a figure that can't be computed from what is given; `kpi.needs_clock`, `kpi.clock_needs_creation`,
    /// `kpi.no_terms`, `kpi.no_tests`, `kpi.mixed_quantities`, `kpi.tests_on_figure`, `kpi.empty_range`, `kpi.edges`,
    /// `kpi.rate_of_nothing`, `kpi.other_unit`, `kpi.other_merge`, `kpi.no_words`, `kpi.no_such_number`, `kpi.unused_clock`,
    /// `kpi.clock_needs_whole`, `kpi.tickets_as_figures`, `kpi.needs_snapshot`, `kpi.chooses_none`,
    /// `kpi.chosen_twice`, `kpi.negative_span`, `kpi.no_bounds`, `kpi.no_figure_name`,
    /// `kpi.unused_clock_name` for a definition; `kpi.grouped_twice`, `kpi.no_month`,
    /// `kpi.unused_month`, `kpi.duplicate_calendar`,
    /// `kpi.relative_error_out_of_range`, `kpi.confidence_out_of_range`,
    /// `kpi.needs_confidence`, `kpi.bootstrap_of_sketch`, `period.reversed`; those of conditions, of
    /// [`Calendar::new`](crate::time::Calendar::new) and of [`SlaEngine::new`](crate::sla::SlaEngine::new).
    pub fn new(spec: KpiSpec) -> Result<Self> {
        Ok(Self { plan: Arc::new(Plan::compile(spec)?) })
    }

    /// The specification that it was compiled from.
    pub fn spec(&self) -> KpiSpec {
        self.plan.spec.clone()
    }

    /// The definitions of the figures that it computes, in the order of its rows.
    pub fn definitions(&self) -> Vec<KpiDefinition> {
        self.plan.kpis.iter().map(|it| it.definition.clone()).collect()
    }

    /// The fields of the host that its figures, groups, calendars and promises may read, sorted: a ticket without one of
    /// them counts as one where it is absent. [`unmapped_fields`](crate::interop::unmapped_fields) tells which of them a
    /// log does not have.
    pub fn fields(&self) -> Vec<String> {
        fields_read(&self.plan.spec)
    }

    /// The attributes of a ticket that its groups and the conditions of its population, its definitions and its promises
    /// read, sorted; those that are only counted, such as escalations, are not among them.
    pub fn attributes(&self) -> Vec<Attribute> {
        attributes_read(&self.plan.spec, self.plan.kpis.iter().map(|it| &it.definition))
    }

    /// Each ticket as one row, without those created after the snapshot.
    ///
    /// # Errors
    /// `ticket.not_created`, `ticket.created_twice`; `ticket.clock_backwards` where the specification refuses that;
    /// `rating.off_scale` for a score of 0 or above its best, `rating.no_scale` for a best below 2; `kpi.unknown_calendar`,
    /// `timestamp.malformed` for a field of the host that names no calendar or no instant.
    pub fn reduce(&self, tickets: &[Ticket]) -> Result<Vec<TicketFacts>> {
        let mut facts = Vec::new();
        for (index, ticket) in tickets.iter().enumerate() {
            let reduced =
                self.plan.reducer.reduce(ticket, |it| Ok(it.to_facts(&self.plan.reduction)));
            facts.extend(reduced.map_err(|it| it.renamed("ticket", &format!("tickets[{index}]")))?);
        }
        Ok(facts)
    }

    /// The state of no tickets.
    pub fn empty(&self) -> KpiState {
        KpiState::empty(&self.plan)
    }

    /// The state of some tickets: [`KpiState::update`] of [`empty`](Self::empty).
    ///
    /// # Errors
    /// Those of [`KpiState::update`].
    pub fn state(&self, tickets: &[Ticket]) -> Result<KpiState> {
        self.empty().update(tickets)
    }

    /// A state from the bytes that [`KpiState::to_bytes`] wrote, here or on another machine.
    ///
    /// # Errors
    /// `kpi_state.malformed`, `kpi_state.other_version`, `kpi_state.other_specification`,
    /// `kpi_state.other_instant`.
    pub fn read_state(&self, bytes: &[u8]) -> Result<KpiState> {
        KpiState::from_bytes(&self.plan, bytes)
    }

    /// The tickets behind one figure of one group, with what each adds to it: together they make the figure. Where
    /// requesters are counted, each of them is there by his first ticket, and a repeat contact by the first ticket that
    /// came soon after another.
    ///
    /// # Errors
    /// `kpi.unknown` for a figure that is not computed, `kpi.other_groups` for a row with other groupings; those of
    /// [`reduce`](Self::reduce).
    pub fn behind(&self, tickets: &[Ticket], row: &KpiRow) -> Result<Vec<KpiContribution>> {
        let mut known = self.plan.kpis.iter().enumerate();
        let Some((kpi, planned)) = known.find(|(_, it)| it.definition.id == row.kpi) else {
            let message =
                format!("'{}' is not computed; add it to 'kpis' of the specification", row.kpi);
            return Err(Error::new(ErrorKind::Unknown, "kpi.unknown", "row.kpi", message));
        };
        let groupings = self.plan.spec.group_by.len();
        let known = |place: &u32| usize::try_from(*place).is_ok_and(|it| it < groupings);
        if row.group.len() != groupings || !row.rolled_up.iter().all(known) {
            let message = format!(
                "the row is of another specification: this one groups by {groupings}, so give as many labels, and places below that"
            );
            return Err(Error::new(ErrorKind::Invalid, "kpi.other_groups", "row.group", message));
        }
        let mut found = Contributions::default();
        for (index, ticket) in tickets.iter().enumerate() {
            let at = |error: Error| error.renamed("ticket", &format!("tickets[{index}]"));
            let find = |facts: &Facts<'_>| {
                let mut behind = Behind::new(&self.plan, facts, kpi, row);
                evaluate(&self.plan, facts, &mut behind)?;
                found.add(&ticket.id, behind);
                Ok(())
            };
            self.plan.reducer.reduce(ticket, find).map_err(at)?;
        }
        Ok(found.finish(&planned.definition.measure))
    }
}

/// The figures of some tickets: one row for each group and figure.
///
/// # Errors
/// Those of [`KpiEngine::new`], [`KpiState::update`] and [`KpiState::finish`].
///
/// ```
/// use firstline::kpi::{KpiSpec, KpiValue, kpis};
/// use firstline::ticket::Ticket;
/// let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
/// let rows = kpis(&[ticket], &KpiSpec { kpis: vec!["volume".into()], ..Default::default() })?;
/// assert_eq!(rows[0].value, KpiValue::Count { count: 1 });
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn kpis(tickets: &[Ticket], spec: &KpiSpec) -> Result<Vec<KpiRow>> {
    KpiEngine::new(spec.clone())?.state(tickets)?.finish()
}
