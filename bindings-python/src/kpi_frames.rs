//! Figures of data frames, and tables of figures: what only Python has, and no logic.

use crate::arrow::{Progress, frames, log};
use crate::arrow_out::{Frame, FrameColumn, label, text};
use crate::convert::{Answer, ToPython, borrow, run, take};
use crate::errors::Refused;
use crate::fact_frames::FactColumns;
use crate::glue;
use firstline::Result;
use firstline::interop::DataQuality;
use firstline::kpi::{KpiEngine, KpiFlatRow, KpiRow, kpi_flat_rows};
use firstline::report::{
    IncidentReport, IncidentRow, PerformanceReport, WorstBreach, incident_report_rows,
};
use firstline::ticket::Ticket;
use firstline::time::{Span, Zone};
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

/// The worst breaches of a report as a table, shown by the clocks of a zone.
#[pyfunction]
fn _breaches_frame<'py>(
    py: Python<'py>,
    report: &Bound<'py, PyAny>,
    zone: &Bound<'py, PyAny>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let zone: Option<Zone> = take("zone", zone)?;
    let PerformanceReport { worst, zone: own, .. } = take("report", report)?;
    let text = |name: &str, get: fn(&WorstBreach) -> Option<String>| text(name, &worst, get);
    let span = |name: &str, get: fn(&WorstBreach) -> Span| {
        (name.to_owned(), FrameColumn::Span(worst.iter().map(|it| Some(get(it))).collect()))
    };
    let at = worst.iter().map(|it| Some(it.breached_at)).collect();
    let columns = vec![
        text("ticket", |it| Some(it.ticket.clone())),
        text("priority", |it| label(it.priority)),
        text("metric", |it| label(it.metric)),
        text("agreement", |it| label(it.agreement)),
        text("clock", |it| it.clock.clone()),
        span("target", |it| it.target),
        span("overdue", |it| it.overdue),
        ("breached_at".to_owned(), FrameColumn::Instant(at, zone.unwrap_or(own))),
        text("reason", |it| Some(it.reason.clone())),
    ];
    Ok(Bound::new(py, Frame::new(columns)?)?)
}

/// Adds what stands here to the native module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.setattr("_breaches_frame", wrap_pyfunction!(_breaches_frame, module)?)?;
    module.setattr("_incident_frame", wrap_pyfunction!(_incident_frame, module)?)?;
    module.setattr("_kpi_state", wrap_pyfunction!(_kpi_state, module)?)?;
    module.setattr("_merge_states", wrap_pyfunction!(_merge_states, module)?)?;
    module.setattr("_reduce_frames", wrap_pyfunction!(_reduce_frames, module)?)?;
    module.setattr("_kpi_frame", wrap_pyfunction!(_kpi_frame, module)?)
}
