use super::instant::instant;
use super::words::known;
use super::{Oddity, OddityKind};
use crate::error::{Error, ErrorKind, Result};
use crate::time::{Timestamp, Zone};
use csv::StringRecord;

/// The columns that are read, in the order of [`Columns`]'s array.
const NAMES: [&str; 18] = [
    "number",
    "incident_state",
    "reassignment_count",
    "reopen_count",
    "sys_mod_count",
    "caller_id",
    "opened_at",
    "sys_updated_by",
    "sys_updated_at",
    "contact_type",
    "category",
    "priority",
    "assignment_group",
    "assigned_to",
    "resolved_at",
    "closed_at",
    "opened_by",
    "made_sla",
];

/// Columns that become fields of the ticket, by the same name, where the log has them.
const FIELDS: [&str; 4] = ["made_sla", "closed_code", "subcategory", "location"];

/// Each step of a counter is an event, so one wrong cell must not make millions of them.
const MOST: u32 = 10_000;

/// Where in a row each column stands.
pub(super) struct Columns {
    read: [usize; 18],
    fields: Vec<(&'static str, usize)>,
}

/// A row, its cells by name.
pub(super) struct Row<'a> {
    record: &'a StringRecord,
    columns: &'a Columns,
    zone: &'a Zone,
    index: u32,
    pub(super) number: &'a str,
}

impl Columns {
    pub(super) fn find(headings: &StringRecord) -> Result<Self> {
        let place = |name: &str| headings.iter().position(|heading| heading.trim() == name);
        let mut read = [0; 18];
        for (slot, name) in read.iter_mut().zip(NAMES) {
            *slot = place(name).ok_or_else(|| {
                let message =
                    format!("there is no column '{name}'; export the incident's audit log");
                Error::new(ErrorKind::Malformed, "servicenow.missing_column", "data", message)
            })?;
        }
        Ok(Self {
            read,
            fields: FIELDS.iter().filter_map(|name| Some((*name, place(name)?))).collect(),
        })
    }

    pub(super) fn number<'a>(&self, record: &'a StringRecord) -> &'a str {
        self.read.first().and_then(|place| record.get(*place)).unwrap_or_default()
    }

    pub(super) fn row<'a>(
        &'a self,
        record: &'a StringRecord,
        index: u32,
        zone: &'a Zone,
    ) -> Row<'a> {
        Row { record, columns: self, zone, index, number: self.number(record) }
    }
}

impl Row<'_> {
    pub(super) fn cell(&self, name: &str) -> &str {
        let place = NAMES.iter().position(|column| *column == name);
        let place = place.and_then(|index| self.columns.read.get(index));
        place.and_then(|place| self.record.get(*place)).unwrap_or_default()
    }

    /// Whether the row says which ticket it is about; one that does not is odd.
    pub(super) fn is_numbered(&self, oddities: &mut Vec<Oddity>) -> bool {
        let numbered = known(self.number).is_some();
        if !numbered {
            oddities.push(self.odd(OddityKind::MissingNumber, self.number));
        }
        numbered
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        known(self.cell(name)).map(str::to_owned)
    }

    pub(super) fn odd(&self, kind: OddityKind, found: impl Into<String>) -> Oddity {
        Oddity { row: self.index, ticket: self.number.to_owned(), kind, found: found.into() }
    }

    /// The cells that become fields of the ticket, by name; missing ones left out.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let cell = |(name, place): &(&'static str, usize)| {
            Some((*name, self.record.get(*place).and_then(known)?))
        };
        self.columns.fields.iter().filter_map(cell)
    }

    /// The instant in a cell; nothing for what is no time.
    pub(super) fn instant(&self, name: &str) -> Option<Timestamp> {
        instant(self.cell(name), self.zone)
    }

    /// A time that a row must have; what is no time is odd.
    pub(super) fn time(&self, name: &str, oddities: &mut Vec<Oddity>) -> Option<Timestamp> {
        let time = self.instant(name);
        if time.is_none() {
            oddities
                .push(self.odd(OddityKind::UnreadableTime, format!("{name} {}", self.cell(name))));
        }
        time
    }

    /// A count; what is none, or beyond what a ticket can have seen, is odd and counts as `before`.
    pub(super) fn count(&self, name: &str, before: u32, oddities: &mut Vec<Oddity>) -> u32 {
        let count = self.cell(name).parse().ok().filter(|count| *count <= MOST);
        count.unwrap_or_else(|| {
            let found = format!("{name} {}", self.cell(name));
            oddities.push(self.odd(OddityKind::UnreadableCount, found));
            before
        })
    }
}
