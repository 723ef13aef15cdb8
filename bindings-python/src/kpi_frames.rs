//! Figures of data frames, and tables of figures and of tickets: what only Python has, and no logic.

use crate::arrow::{Progress, frames, log};
use crate::arrow_out::{Frame, FrameColumn};
use crate::convert::{Answer, ToPython, borrow, run, take};
use crate::errors::Refused;
use crate::glue;
use firstline::Result;
use firstline::interop::DataQuality;
use firstline::kpi::{
    ClockedSpan, KpiEngine, KpiFlatRow, KpiRow, TicketFacts, TicketMark, TicketMarks, TicketStays,
    TicketTallies, kpi_flat_rows,
};
use firstline::report::{IncidentReport, IncidentRow, incident_report_rows};
use firstline::ticket::Ticket;
use firstline::time::{Span, Timestamp, Zone};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

/// The frames with their mappings, their zone, and who is told how far the work is.
type Work<'a, 'py> = (Python<'py>, &'a Bound<'py, PyList>, Option<&'a Zone>, &'a Bound<'py, PyAny>);

/// What the tickets of frames are folded into, and how good the data are.
fn folded<S: Send>(
    (py, pairs, zone, on_progress): Work<'_, '_>,
    engine: &KpiEngine,
    init: impl Fn() -> S + Send + Sync,
    each: impl Fn(&mut S, &Ticket) -> Result<()> + Send + Sync,
    merge: impl FnMut(&mut S, S) -> Result<()> + Send,
) -> std::result::Result<(S, DataQuality), Refused> {
    let frames = frames(py, pairs)?;
    let mut progress = Progress::new(on_progress);
    let done = run(py, || {
        let log = log(&frames, zone)?;
        log.require(engine)?;
        log.fold(init, each, merge, |done, all| progress.tell(done, all))
    })?;
    progress.answer(done)
}

/// The state of the tickets of frames, and how good the data are.
#[pyfunction]
fn _kpi_state<'py>(
    py: Python<'py>,
    engine: &Bound<'py, PyAny>,
    pairs: &Bound<'py, PyList>,
    zone: &Bound<'py, PyAny>,
    on_progress: &Bound<'py, PyAny>,
) -> Answer<'py> {
    let engine = borrow::<glue::KpiEngine>("engine", engine)?;
    let zone: Option<Zone> = take("zone", zone)?;
    let (state, quality) = folded(
        (py, pairs, zone.as_ref(), on_progress),
        engine,
        || engine.empty(),
        |state, ticket| state.take(ticket),
        |state, more| state.absorb(&more),
    )?;
    Ok(PyTuple::new(py, [state.to_python(py)?, quality.to_python(py)?])?.into_any())
}

/// The bytes of states put together.
#[pyfunction]
fn _merge_states<'py>(
    py: Python<'py>,
    engine: &Bound<'py, PyAny>,
    states: Vec<Bound<'py, PyAny>>,
) -> Answer<'py> {
    let engine = borrow::<glue::KpiEngine>("engine", engine)?;
    let read =
        |(place, state): (usize, &Bound<'py, PyAny>)| -> std::result::Result<Vec<u8>, Refused> {
            take(&format!("states[{place}]"), state)
        };
    let states = states.iter().enumerate().map(read).collect::<std::result::Result<Vec<_>, _>>()?;
    let merged = run(py, || {
        let mut merged = engine.empty();
        for (place, bytes) in states.iter().enumerate() {
            let at = |error: firstline::Error| error.map_paths(|_| format!("states[{place}]"));
            merged.absorb(&engine.read_state(bytes).map_err(at)?)?;
        }
        Ok::<_, firstline::Error>(merged)
    })?;
    merged?.to_python(py)
}

/// The tickets of frames as one row each, and how good the data are.
#[pyfunction]
fn _reduce_frames<'py>(
    py: Python<'py>,
    engine: &Bound<'py, PyAny>,
    pairs: &Bound<'py, PyList>,
    zone: &Bound<'py, PyAny>,
    on_progress: &Bound<'py, PyAny>,
) -> Answer<'py> {
    let engine = borrow::<glue::KpiEngine>("engine", engine)?;
    let zone: Option<Zone> = take("zone", zone)?;
    let (table, quality) = folded(
        (py, pairs, zone.as_ref(), on_progress),
        engine,
        FactColumns::new,
        |table, ticket| {
            let facts = engine.reduce(std::slice::from_ref(ticket))?;
            facts.iter().for_each(|it| table.push(it));
            Ok(())
        },
        |table, more| {
            table.append(more);
            Ok(())
        },
    )?;
    let shown = zone.unwrap_or_else(Zone::utc);
    let frame = Bound::new(py, Frame::new(table.finish(&shown))?)?.into_any();
    Ok(PyTuple::new(py, [frame, quality.to_python(py)?])?.into_any())
}

/// Tickets that were reduced before as a table.
#[pyfunction]
fn _facts_frame<'py>(
    py: Python<'py>,
    facts: &Bound<'py, PyAny>,
    zone: &Bound<'py, PyAny>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let zone: Option<Zone> = take("zone", zone)?;
    let facts: Vec<TicketFacts> = take("facts", facts)?;
    let mut table = FactColumns::new();
    facts.iter().for_each(|it| table.push(it));
    Ok(Bound::new(py, Frame::new(table.finish(&zone.unwrap_or_else(Zone::utc)))?)?)
}

/// Figures as a table, the groups under the names that are given.
#[pyfunction]
fn _kpi_frame<'py>(
    py: Python<'py>,
    rows: &Bound<'py, PyAny>,
    groups: Vec<String>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let rows: Vec<KpiRow> = take("rows", rows)?;
    let rows = run(py, || kpi_flat_rows(&rows))?;
    let mut columns = vec![text("kpi", &rows, |row| Some(row.kpi.clone()))];
    for (place, name) in groups.iter().enumerate() {
        columns.push(text(name, &rows, |row| row.group.get(place).cloned().flatten()));
    }
    let float = |name: &str, get: fn(&KpiFlatRow) -> Option<f64>| {
        (name.to_owned(), FrameColumn::Float(rows.iter().map(get).collect()))
    };
    let int = |name: &str, get: fn(&KpiFlatRow) -> Option<i64>| {
        (name.to_owned(), FrameColumn::Int(rows.iter().map(get).collect()))
    };
    let span = |name: &str, get: fn(&KpiFlatRow) -> Option<Span>| {
        (name.to_owned(), FrameColumn::Span(rows.iter().map(get).collect()))
    };
    let rolled_up = |row: &KpiFlatRow| {
        let name = |place: &u32| usize::try_from(*place).ok().and_then(|place| groups.get(place));
        let names: Vec<&str> = row.rolled_up.iter().filter_map(name).map(String::as_str).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    columns.extend([
        int("place", |row| row.place.map(i64::from)),
        float("value", |row| row.value),
        float("part", |row| row.part),
        float("whole", |row| row.whole),
        int("count", |row| row.count.map(i64::from)),
        int("negative", |row| row.negative.map(i64::from)),
        span("sum", |row| row.sum),
        span("mean", |row| row.mean),
        span("min", |row| row.min),
        span("median", |row| row.median),
        span("p75", |row| row.p75),
        span("p90", |row| row.p90),
        span("p95", |row| row.p95),
        span("p99", |row| row.p99),
        span("max", |row| row.max),
        float("low", |row| row.low),
        float("high", |row| row.high),
        int("base", |row| Some(row.base)),
        ("small".to_owned(), FrameColumn::Bool(rows.iter().map(|row| Some(row.small)).collect())),
        text("rolled_up", &rows, rolled_up),
    ]);
    Ok(Bound::new(py, Frame::new(columns)?)?)
}

/// An incident report as a table, shown by the clocks of a zone.
#[pyfunction]
fn _incident_frame<'py>(
    py: Python<'py>,
    report: &Bound<'py, PyAny>,
    zone: &Bound<'py, PyAny>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let zone: Option<Zone> = take("zone", zone)?;
    let report: IncidentReport = take("report", report)?;
    let rows = run(py, || incident_report_rows(&report))?;
    let text = |name: &str, get: fn(&IncidentRow) -> Option<String>| text(name, &rows, get);
    let int = |name: &str, get: fn(&IncidentRow) -> Option<u32>| {
        (name.to_owned(), FrameColumn::Int(rows.iter().map(|it| get(it).map(i64::from)).collect()))
    };
    let at = rows.iter().map(|it| it.at).collect();
    let lengths = rows.iter().map(|it| it.length).collect();
    let columns = vec![
        text("section", |it| Some(it.section.clone())),
        text("name", |it| it.name.clone()),
        ("at".to_owned(), FrameColumn::Instant(at, zone.unwrap_or(report.input.zone))),
        text("ticket", |it| it.ticket.clone()),
        text("who", |it| it.who.clone()),
        text("text", |it| it.text.clone()),
        int("count", |it| it.count),
        int("requesters", |it| it.requesters),
        ("length".to_owned(), FrameColumn::Span(lengths)),
        text("due", |it| it.due.map(|due| due.to_string())),
        text("status", |it| it.status.clone()),
    ];
    Ok(Bound::new(py, Frame::new(columns)?)?)
}

fn text<R>(name: &str, rows: &[R], get: impl Fn(&R) -> Option<String>) -> (String, FrameColumn) {
    (name.to_owned(), FrameColumn::Text(rows.iter().map(get).collect()))
}

/// The columns of tickets that are reduced, one after the other.
struct FactColumns {
    texts: Vec<Vec<Option<String>>>,
    instants: Vec<Vec<Option<Timestamp>>>,
    spans: Vec<Vec<Option<Span>>>,
    counts: Vec<Vec<Option<i64>>>,
}

type Texts = (&'static str, fn(&TicketFacts) -> Option<String>);
type Marks = (&'static str, fn(&TicketMarks) -> Option<TicketMark>);
type Stays = (&'static str, fn(&TicketStays) -> ClockedSpan);
type Counts = (&'static str, fn(&TicketTallies) -> u32);

/// The text of a label.
fn label(label: impl serde::Serialize) -> Option<String> {
    let json = firstline::to_json(&label).ok()?;
    Some(json.trim_matches('"').to_owned())
}

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

const MARKS: [Marks; 13] = [
    ("created", |it| Some(it.created)),
    ("first_assigned", |it| it.first_assigned),
    ("acknowledged", |it| it.acknowledged),
    ("first_response", |it| it.first_response),
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

const STAYS: [Stays; 7] = [
    ("new", |it| it.new_time),
    ("open", |it| it.open_time),
    ("pending", |it| it.pending_time),
    ("on_hold", |it| it.on_hold_time),
    ("resolved", |it| it.resolved_time),
    ("closed", |it| it.closed_time),
    ("unassigned", |it| it.unassigned_time),
];

const COUNTS: [Counts; 13] = [
    ("resolutions", |it| it.resolutions),
    ("reopens", |it| it.reopens),
    ("reassignments", |it| it.reassignments),
    ("team_transfers", |it| it.team_transfers),
    ("agent_transfers", |it| it.agent_transfers),
    ("bounces", |it| it.bounces),
    ("escalations", |it| it.escalations),
    ("replies", |it| it.replies),
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
    fn new() -> Self {
        let spans = (MARKS.len() - 1 + STAYS.len()) * CLOCKS.len();
        Self {
            texts: vec![Vec::new(); TEXTS.len()],
            instants: vec![Vec::new(); MARKS.len()],
            spans: vec![Vec::new(); spans],
            counts: vec![Vec::new(); COUNTS.len() + 2],
        }
    }

    fn push(&mut self, facts: &TicketFacts) {
        for (column, (_, get)) in self.texts.iter_mut().zip(TEXTS) {
            column.push(get(facts));
        }
        for (column, (_, get)) in self.instants.iter_mut().zip(MARKS) {
            column.push(get(&facts.marks).map(|mark| mark.at));
        }
        let since =
            MARKS.iter().skip(1).map(|(_, get)| get(&facts.marks).map(|it| it.since_created));
        let stays = STAYS.iter().map(|(_, get)| Some(get(&facts.stays)));
        let lengths =
            since.chain(stays).flat_map(|it| CLOCKS.map(|(_, by)| it.as_ref().and_then(by)));
        self.spans.iter_mut().zip(lengths).for_each(|(column, span)| column.push(span));
        let counts = COUNTS.iter().map(|(_, get)| Some(i64::from(get(&facts.tallies))));
        let rating = facts.rating.map(|it| (i64::from(it.score), i64::from(it.best)));
        let counts = counts.chain([rating.map(|it| it.0), rating.map(|it| it.1)]);
        self.counts.iter_mut().zip(counts).for_each(|(column, count)| column.push(count));
    }

    fn append(&mut self, more: Self) {
        self.texts.iter_mut().zip(more.texts).for_each(|(all, more)| all.extend(more));
        self.instants.iter_mut().zip(more.instants).for_each(|(all, more)| all.extend(more));
        self.spans.iter_mut().zip(more.spans).for_each(|(all, more)| all.extend(more));
        self.counts.iter_mut().zip(more.counts).for_each(|(all, more)| all.extend(more));
    }

    fn finish(self, zone: &Zone) -> Vec<(String, FrameColumn)> {
        let names = TEXTS.iter().map(|(name, _)| (*name).to_owned());
        let mut columns: Vec<_> =
            names.zip(self.texts.into_iter().map(FrameColumn::Text)).collect();
        let names = MARKS.iter().map(|(name, _)| format!("{name}_at"));
        let instants = self.instants.into_iter().map(|it| FrameColumn::Instant(it, zone.clone()));
        columns.extend(names.zip(instants));
        let lengths = MARKS.iter().skip(1).map(|(name, _)| format!("{name}_after"));
        let lengths = lengths.chain(STAYS.iter().map(|(name, _)| (*name).to_owned()));
        let names = lengths.flat_map(|name| CLOCKS.map(|(clock, _)| format!("{name}_{clock}")));
        columns.extend(names.zip(self.spans.into_iter().map(FrameColumn::Span)));
        let names = COUNTS.iter().map(|(name, _)| *name).chain(["rating", "best_rating"]);
        let names = names.map(str::to_owned);
        columns.extend(names.zip(self.counts.into_iter().map(FrameColumn::Int)));
        columns
    }
}

/// Adds what stands here to the native module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.setattr("_incident_frame", wrap_pyfunction!(_incident_frame, module)?)?;
    module.setattr("_kpi_state", wrap_pyfunction!(_kpi_state, module)?)?;
    module.setattr("_merge_states", wrap_pyfunction!(_merge_states, module)?)?;
    module.setattr("_reduce_frames", wrap_pyfunction!(_reduce_frames, module)?)?;
    module.setattr("_facts_frame", wrap_pyfunction!(_facts_frame, module)?)?;
    module.setattr("_kpi_frame", wrap_pyfunction!(_kpi_frame, module)?)
}
