//! CSV as columns.

use super::column::{Column, Values};
use super::frame::LogFrame;
use super::log::ColumnLog;
use super::mapping::ColumnMapping;
use super::quality::TicketLog;
use crate::error::{Error, ErrorKind, Result};
use crate::time::Zone;
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;

/// The tickets of a log in CSV or gzipped CSV, by a mapping that says which column is what.
///
/// # Times
/// RFC 3339, with the `T` or a space; without an offset they are by the clocks of `zone`, which must then be given.
/// Also `29/2/2016 01:16`, `29-02-2016 01:16:00` or `29.02.2016 01:16`: without the year in front the day stands
/// before the month. A month may be an English name, and only then may a year have two digits, which then stand last:
/// `29/Feb/16 1:16 AM` is in 2016, and `69` to `99` are in the last century, as for `strptime` in POSIX. Seconds may be left out, and an offset may also read `+0100`, `UTC` or `GMT`. A date without a time, such as
/// `2016-02-29`, is the first instant of that day by the clocks of `zone`. What those clocks skip or show twice is
/// read by one rule and told: [`OddityKind::SkippedTime`](crate::interop::OddityKind::SkippedTime) and
/// [`OddityKind::RepeatedTime`](crate::interop::OddityKind::RepeatedTime).
///
/// # Errors
/// `columns.missing`, which names all columns that are; `columns.duplicate`; `columns.naive` for times without an offset
/// or dates and no zone, which names the column, and the row where others have one; `columns.unreadable` for what
/// is no CSV in UTF-8; `columns.anomaly` for an anomaly with the policy to reject; `mapping.incomplete`;
/// `mapping.policy_twice`, `mapping.policy_of_row`.
///
/// ```
/// use firstline::interop::{OddityKind, jira_changelog_mapping, read_log};
/// let log = b"key,issue_created,created,field,toString\n\
///     HD-1,2026-03-02T09:00:00.000+0100,2026-03-02T09:30:00.000+0100,status,In Progress\n";
/// let log = read_log(log, &jira_changelog_mapping(), None)?;
/// assert_eq!(log.tickets[0].events[1].at, "2026-03-02T08:30:00Z".parse()?);
/// // No row says what its priority is.
/// assert_eq!(log.oddities[0].kind, OddityKind::MissingAttribute);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn read_log(data: &[u8], mapping: &ColumnMapping, zone: Option<&Zone>) -> Result<TicketLog> {
    if data.starts_with(&[0x1f, 0x8b]) {
        read_log_from(MultiGzDecoder::new(data), mapping, zone)
    } else {
        read_log_from(data, mapping, zone)
    }
}

/// [`read_log`] from any reader of CSV.
///
/// # Errors
/// Those of [`read_log`], and `columns.unreadable` for what the reader fails with.
pub fn read_log_from<R: Read>(
    reader: R,
    mapping: &ColumnMapping,
    zone: Option<&Zone>,
) -> Result<TicketLog> {
    let table = Table::read(reader, mapping)?;
    let log = ColumnLog::new(vec![table.frame(mapping)?], zone);
    log.and_then(|log| log.read(|_, _| Ok(()))).map_err(at_data)
}

/// The one frame is the data that were handed in, and its mapping was handed in beside it.
fn at_data(error: Error) -> Error {
    error.map_paths(|path| match path.strip_prefix("frame") {
        Some(rest) if rest.starts_with(".mapping") => rest.trim_start_matches('.').to_owned(),
        Some(rest) => format!("data{rest}"),
        None => path.to_owned(),
    })
}

/// The columns of a CSV that a mapping names.
struct Table {
    names: Vec<String>,
    columns: Vec<Texts>,
    rows: usize,
    unreadable: Vec<(usize, String)>,
}

/// The cells of a column, one behind the other.
struct Texts {
    data: String,
    offsets: Vec<i64>,
}

impl Texts {
    fn column(&self) -> Column<'_> {
        let (data, offsets) = (Cow::Borrowed(&*self.data), Cow::Borrowed(&*self.offsets));
        Column::new(Values::LargeText { data, offsets }, None)
    }

    fn push(&mut self, cell: &str) {
        self.data.push_str(cell);
        self.offsets.push(i64::try_from(self.data.len()).unwrap_or(i64::MAX));
    }
}

impl Table {
    fn read(reader: impl Read, mapping: &ColumnMapping) -> Result<Self> {
        let mut rows = csv::ReaderBuilder::new().from_reader(reader);
        let headings = rows.headers().map_err(|error| unreadable(&error))?;
        let names: Vec<String> = headings.iter().map(|name| name.trim().to_owned()).collect();
        let wanted = mapping.column_names();
        let is_read: Vec<bool> = names.iter().map(|name| wanted.contains(&name.as_str())).collect();
        let column = |_| Texts { data: String::new(), offsets: vec![0] };
        let columns = names.iter().map(column).collect();
        let mut table = Self { names, columns, rows: 0, unreadable: Vec::new() };
        let mut record = csv::StringRecord::new();
        loop {
            match rows.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => match error.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        let found = format!("{len} cells where the first row has {expected_len}");
                        table.unreadable.push((table.rows, found));
                    }
                    _ => return Err(unreadable(&error)),
                },
            }
            for ((column, is_read), cell) in table
                .columns
                .iter_mut()
                .zip(&is_read)
                .zip(record.iter().chain(std::iter::repeat("")))
            {
                column.push(if *is_read { cell } else { "" });
            }
            table.rows += 1;
        }
        Ok(table)
    }

    fn frame(&self, mapping: &ColumnMapping) -> Result<LogFrame<'_>> {
        let mut frame = LogFrame::new(self.names.clone(), mapping.clone());
        let columns = self.columns.iter().map(Texts::column).collect();
        frame.add(self.rows, columns)?;
        frame.unreadable.clone_from(&self.unreadable);
        Ok(frame)
    }
}

fn unreadable(error: &csv::Error) -> Error {
    let found = match error.kind() {
        csv::ErrorKind::Utf8 { pos: Some(at), err } => {
            format!("line {}, cell {} is none", at.line(), err.field() + 1)
        }
        _ => error.to_string(),
    };
    let message = format!("the log is no CSV in UTF-8: {found}");
    Error::new(ErrorKind::Malformed, "columns.unreadable", "data", message)
}
