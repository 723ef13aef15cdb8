//! Ten million rows: the real log, repeated with other ids and times, folded ticket by ticket. With an argument, so
//! many rows; `cargo bench --bench columns --features parallel`.
#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark reads its data, has a clock and prints"
)]

use firstline::Result;
use firstline::interop::{
    Column, ColumnLog, InstantUnit, LogFrame, Validity, Values, servicenow_mapping,
};
use firstline::ticket::Ticket;
use flate2::read::GzDecoder;
use std::borrow::Cow;
use std::fmt::Write;
use std::time::Instant;

const TIMES: [&str; 4] = ["opened_at", "sys_updated_at", "resolved_at", "closed_at"];
const WEEK: i64 = 7 * 86_400_000;

/// A column of the log, repeated.
enum Repeated {
    Text(String, Vec<i64>),
    Times(Vec<i64>, Vec<bool>),
}

fn main() {
    let rows = std::env::args().filter_map(|it| it.parse().ok()).next().unwrap_or(10_000_000);
    let (names, columns) = repeated(rows);
    let lent = columns.iter().map(|column| match column {
        Repeated::Text(data, offsets) => {
            let (data, offsets) = (Cow::Borrowed(&**data), Cow::Borrowed(&**offsets));
            Column::new(Values::LargeText { data, offsets }, None)
        }
        Repeated::Times(millis, valid) => {
            let (values, unit) = (Cow::Borrowed(&**millis), InstantUnit::Milli);
            Column::new(Values::Instants { values, unit, zoned: true }, Some(Validity::of(valid)))
        }
    });
    let mut frame = LogFrame::new(names, servicenow_mapping());
    frame.add(rows, lent.collect()).unwrap();
    let (start, cpu) = (Instant::now(), processor_seconds());
    let log = ColumnLog::new(vec![frame], None).unwrap();
    let grouped = start.elapsed();
    let count = |events: &mut usize, ticket: &Ticket| -> Result<()> {
        *events += ticket.events.len();
        Ok(())
    };
    let add = |events: &mut usize, more| -> Result<()> {
        *events += more;
        Ok(())
    };
    let (events, quality) = log.fold(|| 0, count, add, |_, _| Ok(())).unwrap();
    let all = start.elapsed();
    println!(
        "{rows} rows, {} tickets, {events} events: grouped {grouped:.2?}, all {all:.2?}, {:.2} s of all processors, \
         {} MiB at the most",
        quality.tickets,
        processor_seconds() - cpu,
        most_memory()
    );
}

/// What this process has had of all processors, where Linux tells; the other time depends on who else works.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = text.split(' ').map(|field| field.parse().unwrap_or(0.0)).collect();
    fields.get(13..15).map_or(0.0, |ticks| ticks.iter().sum::<f64>() / 100.0)
}

/// The most memory that it had, its columns included, in MiB.
fn most_memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

fn repeated(rows: usize) -> (Vec<String>, Vec<Repeated>) {
    let data = std::fs::read("../examples/data/incident_event_log.csv.gz").unwrap();
    let mut reader = csv::Reader::from_reader(GzDecoder::new(&data[..]));
    let headings = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    let mapping = servicenow_mapping();
    let wanted = mapping.column_names();
    let mut names = Vec::new();
    let mut columns = Vec::new();
    for (place, name) in headings.iter().enumerate().filter(|(_, name)| wanted.contains(name)) {
        names.push(name.to_owned());
        let cells = (0..rows).map(|row| {
            let copy = row / records.len();
            (&records[row % records.len()][place], i64::try_from(copy).unwrap())
        });
        columns.push(if TIMES.contains(&name) {
            let time = |(cell, copy): (&str, i64)| {
                let time = chrono::NaiveDateTime::parse_from_str(cell, "%d/%m/%Y %H:%M").ok()?;
                Some(time.and_utc().timestamp_millis() + copy * WEEK)
            };
            let times: Vec<Option<i64>> = cells.map(time).collect();
            let millis = times.iter().map(|time| time.unwrap_or_default()).collect();
            Repeated::Times(millis, times.iter().map(Option::is_some).collect())
        } else {
            let (mut data, mut offsets) = (String::new(), vec![0]);
            for (cell, copy) in cells {
                match name {
                    "number" => {
                        let number: i64 = cell[3..].parse().unwrap();
                        write!(data, "INC{:08}", number + copy * 200_000).unwrap();
                    }
                    _ => data.push_str(cell),
                }
                offsets.push(i64::try_from(data.len()).unwrap());
            }
            Repeated::Text(data, offsets)
        });
    }
    (names, columns)
}
