use super::accumulate::Accumulator;
use super::bytes::{Reader, Writer};
use super::evaluate::{Amount, Place, Sink, evaluate};
use super::finish::rows;
use super::groups::{Groups, Key};
use super::lent::Facts;
use super::plan::Plan;
use super::{DeskFigures, KpiRow, Quantity, TicketFacts};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::{Ticket, places_by_id, places_of};
use crate::time::Timestamp;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What is known of all figures so far; more tickets can be added, and other states of the same specification.
///
/// It is the second of two layers. However the tickets are parted and in whatever order the parts are put together, the
/// state is the same to the byte, so one thread, many, and a cluster agree. A ticket must be in one part only, with
/// all of its events.
///
/// ```
/// use firstline::kpi::{KpiEngine, KpiSpec};
/// use firstline::ticket::Ticket;
/// let engine = KpiEngine::new(KpiSpec { kpis: vec!["volume".into()], ..Default::default() })?;
/// let ticket = |id: &str| Ticket::opened(id, "2026-03-02T09:00:00Z".parse().unwrap(), Default::default());
/// let monday = engine.state(&[ticket("T-1")])?;
/// let tuesday = engine.state(&[ticket("T-2")])?;
/// let both = engine.state(&[ticket("T-2"), ticket("T-1")])?;
/// assert_eq!(monday.merge(&tuesday)?.to_bytes(), both.to_bytes());
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct KpiState {
    plan: Arc<Plan>,
    groups: Groups,
    tickets: u64,
    backward: u64,
}

/// What the bytes of a state begin with.
const MAGIC: &[u8; 4] = b"FLKS";
const VERSION: u8 = 1;

impl KpiState {
    pub(super) fn empty(plan: &Arc<Plan>) -> Self {
        Self { plan: Arc::clone(plan), groups: Groups::default(), tickets: 0, backward: 0 }
    }

    /// This state with more tickets, all their events each.
    ///
    /// # Errors
    /// `ticket.duplicate_id`; `kpi.too_many_stretches` for a ticket that was open in more than 100,000 stretches of the
    /// calendar; those of [`KpiEngine::reduce`](super::KpiEngine::reduce).
    pub fn update(&self, tickets: &[Ticket]) -> Result<Self> {
        places_by_id(tickets)?;
        let mut state = self.clone();
        for (index, ticket) in tickets.iter().enumerate() {
            state
                .take(ticket)
                .map_err(|error| error.renamed("ticket", &format!("tickets[{index}]")))?;
        }
        Ok(state)
    }

    /// This state with tickets that were reduced before, by an engine of the same specification.
    ///
    /// # Errors
    /// `ticket.duplicate_id`; `kpi.other_instant` for facts as of another instant, `kpi.other_reduction` for those that
    /// another engine reduced by other calendars, promises, fields of outages or policy about times; of facts that the
    /// host made, `kpi.other_calendars` for those without open time where there are calendars, or with it where there are
    /// none; `timestamp.out_of_range` for an instant in
    /// the year 10000 of the zone by which tickets are grouped.
    pub fn update_facts(&self, facts: &[TicketFacts]) -> Result<Self> {
        places_of(facts.iter().map(|facts| facts.snapshot.id.as_str()), "facts", "snapshot.id")?;
        let mut state = self.clone();
        for (index, facts) in facts.iter().enumerate() {
            let add = check(&self.plan, facts).and_then(|()| state.fill(&Facts::of(facts)));
            add.map_err(|error| error.within(&format!("facts[{index}]")))?;
        }
        Ok(state)
    }

    /// This state with figures of the desk from elsewhere.
    ///
    /// # Errors
    /// `kpi.unknown_figure` for one that no figure of the specification reads, `kpi.figure_out_of_range` for one of more
    /// than six decimals or too large; those of [`update_facts`](Self::update_facts).
    pub fn update_figures(&self, figures: &[DeskFigures]) -> Result<Self> {
        let mut state = self.clone();
        for (index, row) in figures.iter().enumerate() {
            state.take_figures(row).map_err(|error| error.within(&format!("figures[{index}]")))?;
        }
        Ok(state)
    }

    /// This state and another one of the same specification, put together.
    ///
    /// # Errors
    /// `kpi_state.other_specification`, `kpi_state.other_instant` for a snapshot of another instant.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        let mut state = self.clone();
        state.absorb(other)?;
        Ok(state)
    }

    /// The figures, group by group in the order of what they are called.
    ///
    /// # Errors
    /// `summary.out_of_range` for spans that are too long to be added up, and `kpi.out_of_range` for sums that are;
    /// `kpi.too_many_stretches` for a rate by hours of the day or days of the week over more than 100,000 of them;
    /// those of [`bootstrap_span_interval`](crate::statistics::bootstrap_span_interval) where it was asked for.
    pub fn finish(&self) -> Result<Vec<KpiRow>> {
        rows(&self.plan, &self.groups, &[])
    }

    /// The figures rolled up to some of the groupings, by their places: none of them gives the whole. The rows have an
    /// absent label for each grouping that was rolled up, and say which those are.
    ///
    /// What was counted stretch by stretch stays so: `resolution_rate_to_date_in_period` of months, rolled up to the
    /// year, is the share that was resolved in the month of its creation, not that in the year of it.
    ///
    /// # Errors
    /// `kpi.no_grouping` for a place that no grouping has; those of [`finish`](Self::finish).
    pub fn roll_up(&self, keep: &[u32]) -> Result<Vec<KpiRow>> {
        let count = self.plan.spec.group_by.len();
        let mut kept = vec![false; count];
        for (index, place) in keep.iter().enumerate() {
            match usize::try_from(*place).ok().and_then(|place| kept.get_mut(place)) {
                Some(it) => *it = true,
                None => {
                    let message = format!(
                        "there is no grouping {place}; the specification has {count}, from 0"
                    );
                    let path = format!("keep[{index}]");
                    return Err(Error::new(ErrorKind::Invalid, "kpi.no_grouping", path, message));
                }
            }
        }
        let mut rolled = Groups::default();
        for (key, row) in self.groups.sorted(&self.plan) {
            let one = |(key, kept): (Key, &bool)| if *kept { key } else { Key::None };
            let key: Vec<_> = key.into_iter().zip(&kept).map(one).collect();
            rolled.add(&key, row, &self.plan);
        }
        let rolled_up = (0..).zip(&kept).filter(|(_, kept)| !**kept).map(|(place, _)| place);
        rows(&self.plan, &rolled, &rolled_up.collect::<Vec<u32>>())
    }

    /// How many tickets are in it.
    pub fn tickets(&self) -> i64 {
        i64::try_from(self.tickets).unwrap_or(i64::MAX)
    }

    /// How many of them have an instant before their creation, or a wait that runs backwards.
    pub fn backward_tickets(&self) -> i64 {
        i64::try_from(self.backward).unwrap_or(i64::MAX)
    }

    /// It as bytes, for [`KpiEngine::read_state`](super::KpiEngine::read_state): the same for equal states.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.raw(MAGIC);
        to.raw(&[VERSION]);
        to.raw(&self.plan.fingerprint);
        match self.plan.spec.as_of {
            None => to.unsigned(0),
            Some(as_of) => {
                to.unsigned(1);
                to.signed(i128::from(as_of.as_millis()));
            }
        }
        to.unsigned(u128::from(self.tickets));
        to.unsigned(u128::from(self.backward));
        let groups = self.groups.sorted(&self.plan);
        to.count(groups.len());
        for (key, row) in groups {
            for it in key {
                match it {
                    Key::None => to.unsigned(0),
                    Key::Label(label) => {
                        to.unsigned(1);
                        to.text(&label);
                    }
                    Key::Stretch(number) => {
                        to.unsigned(2);
                        to.signed(i128::from(number));
                    }
                }
            }
            row.iter().for_each(|it| it.write(&mut to));
        }
        let sum = super::bytes::fingerprint(to.bytes());
        to.raw(&sum);
        to.into_bytes()
    }

    pub(super) fn from_bytes(plan: &Arc<Plan>, bytes: &[u8]) -> Result<Self> {
        let mut from = Reader(bytes);
        let magic = from.raw(MAGIC.len())?;
        from.valid((magic == MAGIC).then_some(()))?;
        let version = from.raw(1)?.first().copied().unwrap_or_default();
        if version != VERSION {
            let message = format!(
                "this state has version {version}, this library reads version {VERSION}; compute it anew"
            );
            return Err(Error::new(
                ErrorKind::Invalid,
                "kpi_state.other_version",
                "bytes",
                message,
            ));
        }
        let (body, sum) =
            from.valid(bytes.len().checked_sub(16).and_then(|at| bytes.split_at_checked(at)))?;
        from.valid((super::bytes::fingerprint(body) == sum).then_some(()))?;
        let mut from = Reader(from.valid(body.get(MAGIC.len() + 1..))?);
        let fingerprint = from.raw(16)?;
        let as_of = match from.unsigned()? {
            0 => None,
            _ => Some(Timestamp::from_millis(from.i64()?)?),
        };
        same(plan, fingerprint, as_of, "bytes")?;
        let mut state = Self { tickets: from.u64()?, backward: from.u64()?, ..Self::empty(plan) };
        for _ in 0..from.unsigned()? {
            let mut key = Vec::new();
            for stretches in &plan.stretches {
                key.push(match (from.unsigned()?, stretches) {
                    (0, _) => Key::None,
                    (1, None) => Key::Label(from.text()?.to_owned()),
                    (2, Some(_)) => Key::Stretch(from.i64()?),
                    _ => return from.valid(None),
                });
            }
            let read =
                |it: &super::plan::PlannedKpi| Accumulator::read(&mut from, &it.definition, plan);
            let row = plan.kpis.iter().map(read).collect::<Result<Vec<_>>>()?;
            state.groups.add(&key, &row, plan);
        }
        from.valid(from.0.is_empty().then_some(()))?;
        // One state has one text: what would be written otherwise was not written by it.
        from.valid((state.to_bytes() == bytes).then_some(state))
    }

    /// Adds another state to this one in place: [`merge`](Self::merge) without a copy.
    ///
    /// # Errors
    /// Those of [`merge`](Self::merge); then nothing is added.
    pub fn absorb(&mut self, other: &Self) -> Result<()> {
        same(&self.plan, &other.plan.fingerprint, other.plan.spec.as_of, "other")?;
        self.groups.merge(&other.groups, &self.plan);
        self.tickets += other.tickets;
        self.backward += other.backward;
        Ok(())
    }

    /// Adds a ticket to this one in place: [`update`](Self::update) without a copy. After an error the state may have a
    /// part of the ticket; drop it.
    ///
    /// # Errors
    /// Those of [`KpiEngine::reduce`](super::KpiEngine::reduce), below `ticket`.
    pub fn take(&mut self, ticket: &Ticket) -> Result<()> {
        let plan = Arc::clone(&self.plan);
        let fill = |facts: &_| self.fill(facts).map_err(|error| error.within("ticket"));
        plan.reducer.reduce(ticket, fill).map(Option::unwrap_or_default)
    }

    /// Adds facts of this state's own plan in place. After an error the state may have a part of them; drop it.
    pub(crate) fn take_facts(&mut self, facts: &TicketFacts) -> Result<()> {
        self.fill(&Facts::of(facts))
    }

    fn fill(&mut self, facts: &Facts<'_>) -> Result<()> {
        self.tickets += 1;
        self.backward += u64::from(facts.runs_backwards());
        let mut filling = self.groups.ticket(&self.plan, facts);
        evaluate(&self.plan, facts, &mut filling)
    }

    fn take_figures(&mut self, figures: &DeskFigures) -> Result<()> {
        let plan = Arc::clone(&self.plan);
        let mut read: Vec<&str> = Vec::new();
        let within =
            plan.spec.period.is_none_or(|it| it.start <= figures.at && figures.at < it.end);
        let mut filling = self.groups.figures(&plan, &figures.labels);
        for (index, kpi) in plan.kpis.iter().enumerate() {
            let (part, whole) = kpi.definition.measure.terms();
            let part = part.iter().map(|term| (term, true));
            for (term, is_part) in part.chain(whole.iter().map(|term| (term, false))) {
                let Quantity::Figure { name } = &term.quantity else { continue };
                read.push(name);
                let Some(value) = figures.values.get(name).filter(|_| within) else { continue };
                let millionths = millionths(*value).ok_or_else(|| {
                    let message =
                        format!("{value} has more than six decimals or is too large; round it");
                    let path = format!("values.{name}");
                    Error::new(ErrorKind::Invalid, "kpi.figure_out_of_range", path, message)
                })?;
                let signed = if term.minus { -millionths } else { millionths };
                let amount = if is_part { Amount::Part(signed) } else { Amount::Whole(signed) };
                filling.add(index, Place::At(figures.at), amount)?;
            }
        }
        match figures.values.keys().find(|name| !read.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => {
                read.sort_unstable();
                read.dedup();
                let message = match read.as_slice() {
                    [] => format!(
                        "no KPI of the specification reads '{name}', or any figure of the desk"
                    ),
                    read => format!(
                        "no KPI of the specification reads '{name}'; those that are read: {}",
                        read.join(", ")
                    ),
                };
                let path = format!("values.{name}");
                Err(Error::new(ErrorKind::Unknown, "kpi.unknown_figure", path, message))
            }
        }
    }
}

impl PartialEq for KpiState {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

/// Whether a state is of this plan, and of the same instant.
fn same(plan: &Plan, fingerprint: &[u8], as_of: Option<Timestamp>, path: &str) -> Result<()> {
    if plan.fingerprint != fingerprint {
        let message = "the state is of other definitions, groups, calendars or promises; compute both with one specification";
        return Err(Error::new(ErrorKind::Invalid, "kpi_state.other_specification", path, message));
    }
    if plan.spec.as_of != as_of {
        let message = format!(
            "the state is as of {}, this one as of {}; snapshots of two instants don't add up",
            instant(as_of),
            instant(plan.spec.as_of)
        );
        return Err(Error::new(ErrorKind::Invalid, "kpi_state.other_instant", path, message));
    }
    Ok(())
}

/// Whether facts were reduced for this plan, as far as they show it.
fn check(plan: &Plan, facts: &TicketFacts) -> Result<()> {
    if facts.as_of != plan.spec.as_of {
        let message = format!(
            "the facts are as of {}, this state as of {}; reduce the tickets by the state's engine",
            instant(facts.as_of),
            instant(plan.spec.as_of)
        );
        return Err(Error::new(ErrorKind::Invalid, "kpi.other_instant", "as_of", message));
    }
    if facts.reduction.as_ref().is_some_and(|it| *it != plan.reduction) {
        let message = "the facts were reduced by other calendars, promises, fields of outages or policy about times; reduce the tickets by the state's engine";
        return Err(Error::new(ErrorKind::Invalid, "kpi.other_reduction", "reduction", message));
    }
    if !plan.reducer.hours.can_be(facts.marks.created.since_created.business.is_some()) {
        let message = "the facts and this state are not by the same calendars; reduce the tickets by the state's engine";
        let path = "marks.created.since_created.business";
        return Err(Error::new(ErrorKind::Invalid, "kpi.other_calendars", path, message));
    }
    Ok(())
}

fn instant(at: Option<Timestamp>) -> String {
    at.map_or("no instant".to_owned(), |at| at.to_string())
}

/// A figure in whole millionths.
fn millionths(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    let factor = 10_i128.checked_pow(6_u32.checked_sub(value.scale())?)?;
    value.mantissa().checked_mul(factor).filter(|it| it.unsigned_abs() < 1 << 100)
}
