//! Tickets that are reduced, and their promises, as tables.

use crate::arrow_out::{Frame, FrameColumn, add_fields, label, text};
use crate::convert::{run, take};
use crate::errors::Refused;
use firstline::kpi::{
    ClockedSpan, TicketFacts, TicketMark, TicketMarks, TicketPromise, TicketStays, TicketTallies,
};
use firstline::time::{Span, Timestamp, Zone};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// Tickets that were reduced before as a table.
#[pyfunction]
fn _facts_frame<'py>(
    py: Python<'py>,
    facts: &Bound<'py, PyAny>,
    zone: &Bound<'py, PyAny>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let zone: Option<Zone> = take("zone", zone)?;
    let facts: Vec<TicketFacts> = take("facts", facts)?;
    let columns = run(py, || {
        let mut table = FactColumns::new();
        facts.iter().for_each(|it| table.push(it));
        table.finish(&zone.unwrap_or_else(Zone::utc))
    })?;
    Ok(Bound::new(py, Frame::new(columns)?)?)
}

/// The promises of tickets as a table, one row each.
#[pyfunction]
fn _promise_frame<'py>(
    py: Python<'py>,
    facts: &Bound<'py, PyAny>,
    zone: &Bound<'py, PyAny>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let zone: Option<Zone> = take("zone", zone)?;
    let facts: Vec<TicketFacts> = take("facts", facts)?;
    let of = |it: &TicketFacts| {
        it.promises.iter().map(|each| (it.snapshot.id.clone(), each.clone())).collect::<Vec<_>>()
    };
    let rows: Vec<(String, TicketPromise)> = facts.iter().flat_map(of).collect();
    let span = |name: &str, get: fn(&TicketPromise) -> Span| {
        (name.to_owned(), FrameColumn::Span(rows.iter().map(|(_, it)| Some(get(it))).collect()))
    };
    let zone = zone.unwrap_or_else(Zone::utc);
    let instant = |name: &str, get: fn(&TicketPromise) -> Option<Timestamp>| {
        let instants = rows.iter().map(|(_, it)| get(it)).collect();
        (name.to_owned(), FrameColumn::Instant(instants, zone.clone()))
    };
    let columns = vec![
        text("ticket", &rows, |(ticket, _)| Some(ticket.clone())),
        text("agreement", &rows, |(_, it)| label(it.agreement)),
        text("metric", &rows, |(_, it)| label(it.metric)),
        text("clock", &rows, |(_, it)| it.clock.clone()),
        text("stage", &rows, |(_, it)| label(it.stage)),
        instant("due_at", |it| it.due_at),
        instant("finished_at", |it| it.finished_at),
        span("used", |it| it.used),
        span("left", |it| it.left),
    ];
    Ok(Bound::new(py, Frame::new(columns)?)?)
}

/// The columns of tickets that are reduced, one after the other.
pub(crate) struct FactColumns {
    rows: usize,
    texts: Vec<Vec<Option<String>>>,
    instants: Vec<Vec<Option<Timestamp>>>,
    spans: Vec<Vec<Option<Span>>>,
    counts: Vec<Vec<Option<i64>>>,
    /// The host's fields, each with the rows that have it.
    fields: BTreeMap<String, Vec<(usize, String)>>,
}

type Texts = (&'static str, fn(&TicketFacts) -> Option<String>);
type Marks = (&'static str, fn(&TicketMarks) -> Option<TicketMark>);
type Instants = (&'static str, fn(&TicketFacts) -> Option<Timestamp>);
type Stays = (&'static str, fn(&TicketStays) -> ClockedSpan);
type Counts = (&'static str, fn(&TicketTallies) -> u32);

const TEXTS: [Texts; 10] = [
    ("ticket", |it| Some(it.snapshot.id.clone())),
    ("status", |it| label(it.snapshot.status)),
    ("priority", |it| label(it.snapshot.priority)),
    ("first_priority", |it| label(it.first_priority)),
    ("tier", |it| label(it.snapshot.tier)),
    ("channel", |it| label(it.snapshot.channel)),
    ("category", |it| it.snapshot.category.clone()),
    ("requester", |it| it.snapshot.requester.clone()),
    ("team", |it| it.snapshot.team.clone()),
    ("agent", |it| it.snapshot.agent.clone()),
];

const MARKS: [Marks; 14] = [
    ("created", |it| Some(it.created)),
    ("first_assigned", |it| it.first_assigned),
    ("acknowledged", |it| it.acknowledged),
    ("first_response", |it| it.first_response),
    ("first_requester_reply", |it| it.first_requester_reply),
    ("first_resolved", |it| it.first_resolved),
    ("first_ended", |it| it.first_ended),
    ("first_reopened", |it| it.first_reopened),
    ("last_resolved", |it| it.last_resolved),
    ("resolved", |it| it.resolved),
    ("closed", |it| it.closed),
    ("rated", |it| it.rated),
    ("outage_started", |it| it.outage_started),
    ("restored", |it| it.restored),
];

const MORE_INSTANTS: [Instants; 2] = [("ended_at", |it| it.ended_at), ("as_of", |it| it.as_of)];

const STAYS: [Stays; 7] = [
    ("new", |it| it.new_time),
    ("open", |it| it.open_time),
    ("pending", |it| it.pending_time),
    ("on_hold", |it| it.on_hold_time),
    ("resolved", |it| it.resolved_time),
    ("closed", |it| it.closed_time),
    ("unassigned", |it| it.unassigned_time),
];

const COUNTS: [Counts; 16] = [
    ("resolutions", |it| it.resolutions),
    ("reopens", |it| it.reopens),
    ("closures", |it| it.closures),
    ("reassignments", |it| it.reassignments),
    ("team_transfers", |it| it.team_transfers),
    ("agent_transfers", |it| it.agent_transfers),
    ("bounces", |it| it.bounces),
    ("escalations", |it| it.escalations),
    ("replies", |it| it.replies),
    ("public_comments", |it| it.public_comments),
    ("replies_before_resolution", |it| it.replies_before_resolution),
    ("requester_replies", |it| it.requester_replies),
    ("replies_after_resolution", |it| it.replies_after_resolution),
    ("merged", |it| it.merged),
    ("touched", |it| it.touched),
    ("above_first_tier", |it| it.above_first_tier),
];

/// The clocks of a length of time, and what its column is called by each.
type Clock = (&'static str, fn(&ClockedSpan) -> Option<Span>);
const CLOCKS: [Clock; 3] = [
    ("time", |it| Some(it.elapsed)),
    ("business_time", |it| it.business),
    ("business_time_at_end", |it| it.business_at_end),
];

impl FactColumns {
    pub(crate) fn new() -> Self {
        let spans = (MARKS.len() - 1 + STAYS.len()) * CLOCKS.len();
        Self {
            rows: 0,
            fields: BTreeMap::new(),
            texts: vec![Vec::new(); TEXTS.len()],
            instants: vec![Vec::new(); MARKS.len() + MORE_INSTANTS.len()],
            spans: vec![Vec::new(); spans],
            counts: vec![Vec::new(); COUNTS.len() + 3],
        }
    }

    pub(crate) fn push(&mut self, facts: &TicketFacts) {
        for (column, (_, get)) in self.texts.iter_mut().zip(TEXTS) {
            column.push(get(facts));
        }
        let instants = MARKS.iter().map(|(_, get)| get(&facts.marks).map(|mark| mark.at));
        let instants = instants.chain(MORE_INSTANTS.iter().map(|(_, get)| get(facts)));
        self.instants.iter_mut().zip(instants).for_each(|(column, at)| column.push(at));
        let since =
            MARKS.iter().skip(1).map(|(_, get)| get(&facts.marks).map(|it| it.since_created));
        let stays = STAYS.iter().map(|(_, get)| Some(get(&facts.stays)));
        let lengths =
            since.chain(stays).flat_map(|it| CLOCKS.map(|(_, by)| it.as_ref().and_then(by)));
        self.spans.iter_mut().zip(lengths).for_each(|(column, span)| column.push(span));
        let counts = COUNTS.iter().map(|(_, get)| Some(i64::from(get(&facts.tallies))));
        let rating = facts.rating.map(|it| (i64::from(it.score), i64::from(it.best)));
        let agents = i64::try_from(facts.agents.len()).ok();
        let counts = counts.chain([agents, rating.map(|it| it.0), rating.map(|it| it.1)]);
        self.counts.iter_mut().zip(counts).for_each(|(column, count)| column.push(count));
        for (name, value) in &facts.snapshot.fields {
            let cell = (self.rows, value.clone());
            match self.fields.get_mut(name) {
                Some(cells) => cells.push(cell),
                None => drop(self.fields.insert(name.clone(), vec![cell])),
            }
        }
        self.rows += 1;
    }

    pub(crate) fn append(&mut self, more: Self) {
        self.texts.iter_mut().zip(more.texts).for_each(|(all, more)| all.extend(more));
        self.instants.iter_mut().zip(more.instants).for_each(|(all, more)| all.extend(more));
        self.spans.iter_mut().zip(more.spans).for_each(|(all, more)| all.extend(more));
        self.counts.iter_mut().zip(more.counts).for_each(|(all, more)| all.extend(more));
        for (name, values) in more.fields {
            let moved = values.into_iter().map(|(row, value)| (self.rows + row, value));
            self.fields.entry(name).or_default().extend(moved);
        }
        self.rows += more.rows;
    }

    pub(crate) fn finish(self, zone: &Zone) -> Vec<(String, FrameColumn)> {
        let names = TEXTS.iter().map(|(name, _)| (*name).to_owned());
        let mut columns: Vec<_> =
            names.zip(self.texts.into_iter().map(FrameColumn::Text)).collect();
        let names = MARKS.iter().map(|(name, _)| format!("{name}_at"));
        let names = names.chain(MORE_INSTANTS.iter().map(|(name, _)| (*name).to_owned()));
        let instants = self.instants.into_iter().map(|it| FrameColumn::Instant(it, zone.clone()));
        columns.extend(names.zip(instants));
        let lengths = MARKS.iter().skip(1).map(|(name, _)| format!("{name}_after"));
        let lengths = lengths.chain(STAYS.iter().map(|(name, _)| (*name).to_owned()));
        let names = lengths.flat_map(|name| CLOCKS.map(|(clock, _)| format!("{name}_{clock}")));
        columns.extend(names.zip(self.spans.into_iter().map(FrameColumn::Span)));
        let names = COUNTS.iter().map(|(name, _)| *name).chain(["agents", "rating", "best_rating"]);
        let names = names.map(str::to_owned);
        columns.extend(names.zip(self.counts.into_iter().map(FrameColumn::Int)));
        let fields = self.fields.into_iter().map(|(name, values)| {
            let mut column = vec![None; self.rows];
            for (row, value) in values {
                if let Some(cell) = column.get_mut(row) {
                    *cell = Some(value);
                }
            }
            (name, column)
        });
        add_fields(&mut columns, fields.collect());
        columns
    }
}

/// Adds what stands here to the native module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.setattr("_facts_frame", wrap_pyfunction!(_facts_frame, module)?)?;
    module.setattr("_promise_frame", wrap_pyfunction!(_promise_frame, module)?)
}
