//! Columns as typed arrays: what only Node has, and no logic.

use crate::columns_in::Held;
use crate::errors::{guard, wrong_type};
use crate::fields::argument;
use crate::js::{FromJs, Js, ToJs};
use firstline::Result;
use firstline::interop::{Column, ColumnLog, ColumnMapping, LogFrame, TicketLog, Values};
use firstline::time::Zone;

/// The columns of a frame that its mapping names.
struct Columns {
    names: Vec<String>,
    held: Vec<Option<Held>>,
    mapping: ColumnMapping,
}

impl Columns {
    fn read(columns: Js, mapping: ColumnMapping) -> Result<Self> {
        columns.require_object()?;
        let keys = columns.keys()?;
        let (mut names, mut held) = (Vec::new(), Vec::new());
        let wanted = mapping.column_names();
        for index in 0..keys.length()? {
            let name = keys.at(index)?.text()?;
            let is_wanted = wanted.contains(&name.as_str());
            let column =
                is_wanted.then(|| Held::read(columns.get_text(&name)?, is_time(&mapping, &name)));
            held.push(column.transpose().map_err(|error| error.within(&name))?);
            names.push(name);
        }
        Ok(Self { names, held, mapping })
    }

    fn frame(&self) -> Result<LogFrame<'_>> {
        let mut frame = LogFrame::new(self.names.clone(), self.mapping.clone());
        let rows = self.held.iter().flatten().map(Held::len).next().unwrap_or(0);
        let nothing = || Column::new(Values::Nothing, None);
        let columns = self.held.iter().map(|held| held.as_ref().map_or_else(nothing, Held::column));
        frame.add(rows, columns.collect())?;
        Ok(frame)
    }
}

/// Whether a mapping has a column as one of times.
fn is_time(mapping: &ColumnMapping, name: &str) -> bool {
    let times = [
        &mapping.at,
        &mapping.opened_at,
        &mapping.first_response_at,
        &mapping.resolved_at,
        &mapping.closed_at,
        &mapping.other_opened_at,
    ];
    times.into_iter().flatten().any(|it| it == name)
}

fn read(frames: &[Columns], zone: Option<&Zone>) -> Result<TicketLog> {
    let place =
        |index| if frames.len() == 1 { "frame".to_owned() } else { format!("frames[{index}]") };
    let mut lent_frames = Vec::with_capacity(frames.len());
    for (index, columns) in frames.iter().enumerate() {
        lent_frames.push(columns.frame().map_err(|error| error.within(&place(index)))?);
    }
    ColumnLog::new(lent_frames, zone)?.read(|_, _| Ok(()))
}

fn zone_of(zone: Option<Js>) -> Result<Option<Zone>> {
    match zone {
        Some(zone) if !zone.is_absent()? => argument(zone, "zone").map(Some),
        _ => Ok(None),
    }
}

/// The tickets of one frame.
#[::napi_derive::napi(js_name = "readColumns")]
pub(crate) fn read_columns(
    env: napi::Env,
    columns: Js,
    mapping: Js,
    zone: Option<Js>,
) -> napi::Result<Js> {
    guard(&env, |env| {
        let mapping = argument(mapping, "mapping")?;
        let columns = Columns::read(columns, mapping).map_err(|error| error.within("columns"))?;
        read(&[columns], zone_of(zone)?.as_ref())
            .map_err(|error| error.map_paths(|path| path.replacen("frame", "columns", 1)))?
            .to_js(env)
    })
}

/// The tickets of several frames.
#[::napi_derive::napi(js_name = "readColumnFrames")]
pub(crate) fn read_column_frames(env: napi::Env, frames: Js, zone: Option<Js>) -> napi::Result<Js> {
    guard(&env, |env| {
        if !frames.is_array()? {
            return Err(wrong_type("an array of frames").within("frames"));
        }
        let mut read_frames = Vec::new();
        for index in 0..frames.length()? {
            let frame = frames.at(index)?;
            let place = format!("frames[{index}]");
            let columns = || {
                frame.require_object()?;
                let mapping = ColumnMapping::from_js(frame.get(c"mapping")?);
                let mapping = mapping.map_err(|error| error.within("mapping"))?;
                Columns::read(frame.get(c"columns")?, mapping)
                    .map_err(|error| error.within("columns"))
            };
            read_frames.push(columns().map_err(|error: firstline::Error| error.within(&place))?);
        }
        read(&read_frames, zone_of(zone)?.as_ref())?.to_js(env)
    })
}
