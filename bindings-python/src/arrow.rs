//! Data frames in and out: what only Python has, and no logic.

use crate::arrow_in::{Batches, Lent};
use crate::arrow_out::{Frame, FrameColumn, add_fields, label};
use crate::convert::{Answer, ToPython, borrow, run, take};
use crate::errors::Refused;
use crate::glue;
use arrow_schema::TimeUnit;
use firstline::interop::{ColumnLog, ColumnMapping, EventRow, LogFrame, event_rows};
use firstline::ticket::Ticket;
use firstline::time::{Timestamp, Zone};
use firstline::{Error, ErrorKind, Result};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use std::collections::BTreeSet;

/// A callback of Python's that is told how far the work is, and what it raised.
pub(crate) struct Progress {
    callback: Option<Py<PyAny>>,
    raised: Option<PyErr>,
}

impl Progress {
    pub(crate) fn new(callback: &Bound<'_, PyAny>) -> Self {
        let callback = (!callback.is_none()).then(|| callback.clone().unbind());
        Self { callback, raised: None }
    }

    /// Tells it; an error where it raised or where the user interrupts.
    pub(crate) fn tell(&mut self, done: usize, all: usize) -> Result<()> {
        let told = Python::attach(|py| {
            py.check_signals()?;
            match &self.callback {
                Some(callback) => callback.call1(py, (done, all)).map(drop),
                None => Ok(()),
            }
        });
        told.map_err(|raised| {
            self.raised = Some(raised);
            Error::new(ErrorKind::Internal, "internal.stopped", "", "the work was stopped")
        })
    }

    /// What the callback raised, or why the work failed.
    pub(crate) fn answer<T>(self, result: Result<T>) -> std::result::Result<T, Refused> {
        match self.raised {
            Some(raised) => Err(Refused::Raised(raised)),
            None => Ok(result?),
        }
    }
}

/// The frames that pairs of a frame and its mapping are, read into memory.
pub(crate) fn frames(
    py: Python<'_>,
    pairs: &Bound<'_, PyList>,
) -> std::result::Result<Vec<Batches>, Refused> {
    let mut frames = Vec::with_capacity(pairs.len());
    for (place, pair) in pairs.iter().enumerate() {
        let at = if pairs.len() == 1 { "frame".to_owned() } else { format!("frames[{place}]") };
        let read = || {
            let pair = pair.cast::<PyTuple>().map_err(|_| Refused::wrong_type(&pair, "a pair"))?;
            let (frame, mapping) = (pair.get_item(0)?, pair.get_item(1)?);
            let mapping: ColumnMapping = take("mapping", &mapping)?;
            let lent = Lent::of(&frame, &mapping.column_names())?;
            Ok::<_, Refused>(run(py, || Batches::read(lent, mapping))??)
        };
        frames.push(read().map_err(|refused| refused.within(&at))?);
    }
    Ok(frames)
}

/// The log that they make.
pub(crate) fn log<'a>(frames: &'a [Batches], zone: Option<&Zone>) -> Result<ColumnLog<'a>> {
    let frames: Result<Vec<LogFrame<'a>>> = frames.iter().map(Batches::frame).collect();
    ColumnLog::new(frames?, zone)
}

/// The tickets of frames.
#[pyfunction]
#[pyo3(signature = (pairs, zone, on_progress))]
fn _read_frames<'py>(
    py: Python<'py>,
    pairs: &Bound<'py, PyList>,
    zone: &Bound<'py, PyAny>,
    on_progress: &Bound<'py, PyAny>,
) -> Answer<'py> {
    let zone: Option<Zone> = take("zone", zone)?;
    let frames = frames(py, pairs)?;
    let mut progress = Progress::new(on_progress);
    let read = run(py, || log(&frames, zone.as_ref())?.read(|done, all| progress.tell(done, all)))?;
    progress.answer(read)?.to_python(py)
}

/// The columns of these names that a mapping reads, in their order; an error where the mapping can't be followed, or
/// gives no field that the figures read.
#[pyfunction]
fn _columns_read(
    engine: &Bound<'_, PyAny>,
    mapping: &Bound<'_, PyAny>,
    names: Vec<String>,
) -> std::result::Result<Vec<String>, Refused> {
    let mapping: ColumnMapping = take("mapping", mapping)?;
    let engine = borrow::<glue::KpiEngine>("engine", engine)?;
    ColumnLog::new(vec![LogFrame::new(names.clone(), mapping.clone())], None)?.require(engine)?;
    let wanted = mapping.column_names();
    Ok(names.into_iter().filter(|name| wanted.contains(&name.as_str())).collect())
}

/// A table of columns that Python has as lists: each its name, its kind, the unit of its times and its values.
#[pyfunction]
fn _frame<'py>(
    py: Python<'py>,
    columns: Vec<(String, String, String, Bound<'py, PyList>)>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let column = |(name, kind, unit, values): (String, String, String, Bound<'py, PyList>)| {
        let unit = match unit.as_str() {
            "s" => TimeUnit::Second,
            "us" => TimeUnit::Microsecond,
            "ns" => TimeUnit::Nanosecond,
            _ => TimeUnit::Millisecond,
        };
        let values = match kind.as_str() {
            "int" => FrameColumn::Int(values.extract()?),
            "uint" => FrameColumn::Unsigned(values.extract()?),
            "float" => FrameColumn::Float(values.extract()?),
            "bool" => FrameColumn::Bool(values.extract()?),
            "clocks" => FrameColumn::Times(values.extract()?, unit, None),
            "instant" => FrameColumn::Times(values.extract()?, unit, Some("UTC")),
            "date" => FrameColumn::Dates(values.extract()?),
            "nothing" => FrameColumn::Nothing(values.len()),
            _ => FrameColumn::Text(values.extract()?),
        };
        Ok::<_, Refused>((name, values))
    };
    let columns = columns.into_iter().map(column).collect::<std::result::Result<_, _>>()?;
    Ok(Bound::new(py, Frame::new(columns)?)?)
}

/// The events of tickets as a table.
#[pyfunction]
fn _event_frame<'py>(
    py: Python<'py>,
    tickets: &Bound<'py, PyAny>,
    zone: &Bound<'py, PyAny>,
) -> std::result::Result<Bound<'py, Frame>, Refused> {
    let zone: Option<Zone> = take("zone", zone)?;
    let zone = zone.unwrap_or_else(Zone::utc);
    let tickets = take::<Vec<Ticket>>("tickets", tickets)?;
    let columns = run(py, || event_columns(&event_rows(&tickets), &zone))?;
    Ok(Bound::new(py, Frame::new(columns)?)?)
}

/// A column of a row's text.
fn texts<'a, T: Into<String>>(
    name: &str,
    rows: &'a [EventRow],
    text: impl Fn(&'a EventRow) -> Option<T>,
) -> (String, FrameColumn) {
    let texts = rows.iter().map(|row| text(row).map(Into::into)).collect();
    (name.to_owned(), FrameColumn::Text(texts))
}

fn event_columns(rows: &[EventRow], zone: &Zone) -> Vec<(String, FrameColumn)> {
    let instants = |at: fn(&EventRow) -> Option<Timestamp>| {
        FrameColumn::Instant(rows.iter().map(at).collect(), zone.clone())
    };
    let ints = |int: fn(&EventRow) -> Option<u32>| {
        FrameColumn::Int(rows.iter().map(|row| int(row).map(i64::from)).collect())
    };
    let mut columns = vec![
        texts("ticket", rows, |row| Some(row.ticket.as_str())),
        ("at".to_owned(), instants(|row| Some(row.at))),
        texts("kind", rows, |row| label(row.kind)),
        texts("role", rows, |row| label(row.role)),
        texts("actor", rows, |row| row.actor.as_deref()),
        texts("status", rows, |row| row.status.and_then(label)),
        texts("priority", rows, |row| row.priority.and_then(label)),
        texts("tier", rows, |row| row.tier.and_then(label)),
        texts("channel", rows, |row| row.channel.and_then(label)),
        texts("category", rows, |row| row.category.as_deref()),
        texts("requester", rows, |row| row.requester.as_deref()),
        texts("team", rows, |row| row.team.as_deref()),
        texts("agent", rows, |row| row.agent.as_deref()),
        texts("field", rows, |row| row.field.as_deref()),
        texts("value", rows, |row| row.value.as_deref()),
        texts("other", rows, |row| row.other.as_deref()),
        ("other_opened_at".to_owned(), instants(|row| row.other_opened_at)),
        ("score".to_owned(), ints(|row| row.score)),
        ("best".to_owned(), ints(|row| row.best)),
    ];
    let names: BTreeSet<&String> = rows.iter().flat_map(|row| row.fields.keys()).collect();
    let field = |name: &String| {
        (name.clone(), rows.iter().map(|row| row.fields.get(name).cloned()).collect())
    };
    add_fields(&mut columns, names.into_iter().map(field).collect());
    columns
}

/// Adds what stands here to the native module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Frame>()?;
    // What the package's own Python calls is no name of the module's for others.
    module.setattr("_read_frames", wrap_pyfunction!(_read_frames, module)?)?;
    module.setattr("_columns_read", wrap_pyfunction!(_columns_read, module)?)?;
    module.setattr("_frame", wrap_pyfunction!(_frame, module)?)?;
    module.setattr("_event_frame", wrap_pyfunction!(_event_frame, module)?)
}
