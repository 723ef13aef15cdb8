//! One pass over all tickets, for all figures that look at them as of the same instant.

use crate::error::Result;
use crate::kpi::{DeskFigures, KpiEngine, KpiRow, KpiSpec, KpiState, TicketFacts};
use crate::sla::SlaStage;
use crate::ticket::{Ticket, View};
use crate::time::{Period, Timestamp};

/// How many tickets are held as rows at once.
const CHUNK: usize = 8192;

/// A figure for each group, while it grows.
#[derive(Debug)]
pub(super) struct Pass {
    pub(super) engine: KpiEngine,
    pub(super) state: KpiState,
}

impl Pass {
    /// # Errors
    /// Those of [`KpiEngine::new`], below `options.spec`.
    pub(super) fn new(spec: KpiSpec) -> Result<Self> {
        let engine = KpiEngine::new(spec).map_err(|error| error.renamed("spec", "options.spec"))?;
        Ok(Self { state: engine.empty(), engine })
    }

    /// The figures of some tickets, told by their places.
    ///
    /// # Errors
    /// Those of [`KpiState::take`], below `tickets[…]`.
    pub(super) fn rows<'t>(
        mut self,
        tickets: impl Iterator<Item = (usize, &'t Ticket)>,
        figures: &[DeskFigures],
        as_of: Timestamp,
    ) -> Result<Vec<KpiRow>> {
        for (place, ticket) in tickets {
            let taken = self.state.take(ticket);
            taken.map_err(|error| error.renamed("ticket", &format!("tickets[{place}]")))?;
        }
        self.take_figures(figures, as_of)?;
        self.state.finish()
    }
}

/// When a ticket can count at all: from its creation up to its last event and its last promise.
#[derive(Debug)]
struct Reach {
    place: usize,
    from: Timestamp,
    /// Absent as long as it is open.
    until: Option<Timestamp>,
}

impl Reach {
    fn new(ticket: &Ticket, facts: &TicketFacts, place: usize) -> Self {
        let happened = ticket.events.iter().map(|it| it.at);
        let due = facts.promises.iter().filter_map(|it| it.due_at);
        let until = facts.ended_at.map(|ended| happened.chain(due).fold(ended, Timestamp::max));
        Self { place, from: facts.marks.created.at, until }
    }
}

/// What else is known after a pass: the lives of tickets, and which of them have a broken promise.
#[derive(Debug, Default)]
pub(super) struct Lives {
    reaches: Vec<Reach>,
    pub(super) tickets: u32,
    pub(super) backward: u32,
    /// When tickets were created or reopened, and when they were resolved or closed; both ascending.
    opened: Vec<Timestamp>,
    ended: Vec<Timestamp>,
    /// The first creation of all, whatever the population.
    pub(super) first: Option<Timestamp>,
    /// The places of those with a promise that was broken in the period.
    pub(super) breached: Vec<usize>,
}

impl Lives {
    /// The tickets open at an instant: what happened at that very instant comes after it.
    pub(super) fn open_at(&self, at: Timestamp) -> u32 {
        let before = |instants: &[Timestamp]| instants.partition_point(|it| *it < at);
        let open = before(&self.opened).saturating_sub(before(&self.ended));
        u32::try_from(open).unwrap_or(u32::MAX)
    }

    /// The tickets that can count in a period as of an instant, and their places: to look at the others would change
    /// nothing.
    pub(super) fn alive<'t>(
        &self,
        tickets: &'t [Ticket],
        period: Period,
        as_of: Timestamp,
    ) -> impl Iterator<Item = (usize, &'t Ticket)> {
        let alive = move |it: &&Reach| {
            it.from <= as_of && it.until.is_none_or(|until| until >= period.start)
        };
        let found = |it: &Reach| Some((it.place, tickets.get(it.place)?));
        self.reaches.iter().filter(alive).filter_map(found)
    }

    fn add(&mut self, facts: &TicketFacts, place: usize, period: Period) {
        self.tickets = self.tickets.saturating_add(1);
        let again = &facts.reopenings;
        self.opened.extend(again.iter().map(|it| it.at).chain([facts.marks.created.at]));
        self.ended.extend(again.iter().map(|it| it.ended_at).chain(facts.ended_at));
        let broken = facts.promises.iter().filter(|it| it.stage == SlaStage::Breached);
        if broken.filter_map(|it| it.due_at).any(|at| period.start <= at && at < period.end) {
            self.breached.push(place);
        }
    }
}

/// Adds all tickets to each pass. All have the same calendars, promises, population and instant.
///
/// # Errors
/// Those of [`KpiEngine::reduce`], below `tickets[…]`, and of [`KpiState::take_facts`].
pub(super) fn collect(tickets: &[Ticket], period: Period, passes: &mut [Pass]) -> Result<Lives> {
    let mut lives = Lives::default();
    let Some(reducer) = passes.first().map(|pass| pass.engine.clone()) else { return Ok(lives) };
    let population = reducer.spec().population;
    let mut chunk = Vec::new();
    for (place, ticket) in tickets.iter().enumerate() {
        let one = reducer.reduce(std::slice::from_ref(ticket));
        let one = one.map_err(|error| error.renamed("tickets[0]", &format!("tickets[{place}]")))?;
        for facts in one {
            let created = facts.marks.created.at;
            lives.reaches.push(Reach::new(ticket, &facts, place));
            lives.first = Some(lives.first.map_or(created, |first| first.min(created)));
            let view = View::resumed(&facts.snapshot);
            if population.as_ref().is_none_or(|it| it.holds(&view, None)) {
                lives.add(&facts, place, period);
                chunk.push(facts);
            }
        }
        if chunk.len() >= CHUNK {
            add(&mut chunk, passes)?;
        }
    }
    add(&mut chunk, passes)?;
    lives.opened.sort_unstable();
    lives.ended.sort_unstable();
    let backward = passes.first().map_or(0, |pass| pass.state.backward_tickets());
    lives.backward = u32::try_from(backward).unwrap_or(u32::MAX);
    Ok(lives)
}

/// Empties a chunk into each pass.
fn add(chunk: &mut Vec<TicketFacts>, passes: &mut [Pass]) -> Result<()> {
    for pass in passes {
        for facts in chunk.iter() {
            pass.state.take_facts(facts)?;
        }
    }
    chunk.clear();
    Ok(())
}
