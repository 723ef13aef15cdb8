//! A mapping, resolved against the columns that a frame has.

use super::cell::{Cell, Clock};
use super::column::Values;
use super::frame::LogFrame;
use super::mapping::{ColumnMapping, DateOrder, LogField, RowOrder};
use super::policy::AnomalyPolicy;
use super::time_text::read_time;
use super::words::{CHANNELS, KINDS, PRIORITIES, ROLES, STATUSES, TIERS, Words};
use crate::error::{Error, ErrorKind, Result};
use crate::interop::OddityKind;
use crate::ticket::{Channel, Priority, Role, Status, TicketEventKind, Tier};
use std::collections::BTreeMap;

/// A column that is read.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) place: usize,
    pub(super) name: String,
    /// Its bit in a mark, where a mark has one for it.
    pub(super) bit: u32,
    /// How the column's first text with a time writes it, which tells a column that mixes both.
    pub(super) written: Option<Clock>,
}

/// What a row of a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Person,
    Ticket,
    Change,
    Field,
    Comment,
    Event,
}

#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The first frame with this mapping: frames of one mapping are one table.
    pub(super) table: u32,
    pub(super) form: Form,
    pub(super) order: RowOrder,
    pub(super) date_order: DateOrder,
    pub(super) ticket: Option<Slot>,
    pub(super) at: Option<Slot>,
    pub(super) opened_at: Option<Slot>,
    pub(super) opened_by: Option<Slot>,
    pub(super) status: Option<Slot>,
    pub(super) priority: Option<Slot>,
    pub(super) tier: Option<Slot>,
    pub(super) channel: Option<Slot>,
    pub(super) category: Option<Slot>,
    pub(super) requester: Option<Slot>,
    pub(super) team: Option<Slot>,
    pub(super) agent: Option<Slot>,
    pub(super) reopens: Option<Slot>,
    pub(super) reassignments: Option<Slot>,
    pub(super) changes: Option<Slot>,
    pub(super) first_response_at: Option<Slot>,
    pub(super) resolved_at: Option<Slot>,
    pub(super) closed_at: Option<Slot>,
    pub(super) actor: Option<Slot>,
    pub(super) role: Option<Slot>,
    pub(super) kind: Option<Slot>,
    pub(super) public: Option<Slot>,
    pub(super) score: Option<Slot>,
    pub(super) best: Option<Slot>,
    pub(super) other: Option<Slot>,
    pub(super) other_opened_at: Option<Slot>,
    pub(super) field: Option<Slot>,
    pub(super) value: Option<Slot>,
    pub(super) value_before: Option<Slot>,
    pub(super) fields: Vec<Slot>,
    pub(super) field_names: BTreeMap<String, LogField>,
    pub(super) default_role: Option<Role>,
    pub(super) first_comment_opens: bool,
    pub(super) statuses: Words<Status>,
    pub(super) priorities: Words<Priority>,
    pub(super) tiers: Words<Tier>,
    pub(super) channels: Words<Channel>,
    pub(super) roles: Words<Role>,
    pub(super) kinds: Words<TicketEventKind>,
    nulls: Vec<String>,
    longest_null: usize,
    policies: Vec<(OddityKind, AnomalyPolicy)>,
    /// Whether a policy leaves rows out, so that what a row did may have to be undone.
    pub(super) drops_rows: bool,
    /// Whether a mark has a bit for each column that is read.
    pub(super) marks_all: bool,
    /// The places of all columns that are named, in the same order for all frames of a mapping; that of one that is
    /// missing is beyond them all.
    pub(super) read: Vec<usize>,
}

/// What a column must hold.
#[derive(Clone, Copy)]
enum Kind {
    Name,
    Text,
    Time,
    Count,
    Truth,
    Any,
}

impl Kind {
    fn accepts(self, values: &Values<'_>) -> bool {
        match values {
            Values::Unsupported(_) => false,
            Values::Nothing
            | Values::Text { .. }
            | Values::LargeText { .. }
            | Values::Texts(_)
            | Values::Views { .. }
            | Values::Dictionary { .. } => true,
            Values::Instants { .. } | Values::Days(_) => matches!(self, Self::Time | Self::Any),
            Values::Ints(_) => !matches!(self, Self::Time),
            // One that is no whole number, or has no float of its own, is no name of a ticket: it may be two.
            Values::Floats(floats) if matches!(self, Self::Name) => {
                floats.iter().all(|it| !matches!(Cell::of_float(*it), Cell::Float(_)))
            }
            Values::Floats(_) => !matches!(self, Self::Time),
            Values::Bools(_) => matches!(self, Self::Text | Self::Truth | Self::Any),
        }
    }

    const fn wanted(self) -> &'static str {
        match self {
            Self::Name => "text or integers",
            Self::Text => "text, integers or truth values",
            Self::Time => "timestamps, dates, or text such as 2026-03-02T09:00:00+01:00",
            Self::Count => "integers",
            Self::Truth => "truth values",
            Self::Any => "text, numbers, truth values or timestamps",
        }
    }
}

/// The type of a column, as a message names it.
fn type_name(values: &Values<'_>) -> String {
    let name = match values {
        Values::Text { .. }
        | Values::LargeText { .. }
        | Values::Texts(_)
        | Values::Views { .. } => "text",
        Values::Dictionary { .. } => "a dictionary of text",
        Values::Instants { zoned: true, .. } => "timestamps with a zone",
        Values::Instants { zoned: false, .. } => "timestamps without a zone",
        Values::Days(_) => "dates",
        Values::Ints(_) => "integers",
        Values::Floats(_) => "floats",
        Values::Bools(_) => "truth values",
        Values::Nothing => "nothing",
        Values::Unsupported(name) => name,
    };
    name.to_owned()
}

/// Finds the columns of a frame.
struct Finder<'l, 'a> {
    frame: &'l LogFrame<'a>,
    zoned: bool,
    read: Vec<usize>,
}

impl Finder<'_, '_> {
    fn find(&mut self, name: Option<&String>, kind: Kind) -> Result<Option<Slot>> {
        let Some(name) = name else { return Ok(None) };
        let mut places = self.frame.names.iter().enumerate().filter(|(_, it)| *it == name);
        let Some((place, _)) = places.next() else {
            self.read.push(usize::MAX);
            return Ok(None);
        };
        if places.next().is_some() {
            let message = format!("there are two columns '{name}'; rename one");
            return Err(Error::new(ErrorKind::Invalid, "columns.duplicate", name, message));
        }
        let mut written = None;
        for chunk in &self.frame.chunks {
            let Some(column) = chunk.columns.get(place) else { continue };
            self.check(name, kind, column.values())?;
            let is_text = column.is_text();
            if matches!(kind, Kind::Time) && written.is_none() && is_text {
                written = (0..chunk.rows).find_map(|row| match column.cell(row) {
                    Cell::Text(text) => {
                        read_time(text, self.frame.mapping.date_order).map(|(_, clock)| clock)
                    }
                    _ => None,
                });
            }
        }
        match written {
            Some(Clock::Local) if !self.zoned => {
                return Err(naive(name, "times without an offset"));
            }
            Some(Clock::Day) if !self.zoned => return Err(naive(name, "dates without a time")),
            _ => {}
        }
        let bit = u32::try_from(self.read.len()).ok().and_then(|it| 1_u32.checked_shl(it));
        self.read.push(place);
        Ok(Some(Slot { place, name: name.clone(), bit: bit.unwrap_or(0), written }))
    }

    fn check(&self, name: &str, kind: Kind, values: &Values<'_>) -> Result<()> {
        if !kind.accepts(values) {
            let message =
                format!("column '{name}' holds {}; give {}", type_name(values), kind.wanted());
            return Err(Error::new(ErrorKind::Malformed, "columns.type", name, message));
        }
        let local = matches!(values, Values::Instants { zoned: false, .. } | Values::Days(_));
        if local && matches!(kind, Kind::Time) && !self.zoned {
            return Err(naive(name, &type_name(values)));
        }
        Ok(())
    }
}

/// A time by the clocks of a zone that nobody has named.
pub(super) fn naive(name: &str, found: &str) -> Error {
    let message = format!(
        "column '{name}' holds {found}, whose clocks nobody has named; give the zone they are in"
    );
    Error::new(ErrorKind::Malformed, "columns.naive", name, message)
}

/// Refuses two rules about the same anomaly, and rows left out for what is said in none.
fn check_policies(mapping: &ColumnMapping) -> Result<()> {
    for (index, rule) in mapping.policies.iter().enumerate() {
        if rule.kind == OddityKind::MissingAttribute && rule.policy == AnomalyPolicy::DropRow {
            let message = "it is of all rows of a ticket; drop_ticket leaves the ticket out";
            let path = format!("mapping.policies[{index}].policy");
            return Err(Error::new(ErrorKind::Invalid, "mapping.policy_of_row", path, message));
        }
        if mapping.policies.iter().take(index).any(|it| it.kind == rule.kind) {
            let message = "there is a rule about this anomaly already; drop one";
            let path = format!("mapping.policies[{index}].kind");
            return Err(Error::new(ErrorKind::Invalid, "mapping.policy_twice", path, message));
        }
    }
    Ok(())
}

/// Refuses a frame that lacks columns, and names them all.
fn check_names(frame: &LogFrame<'_>) -> Result<()> {
    let mut missing: Vec<&str> = Vec::new();
    for name in frame.mapping.column_names() {
        let lacks = |names: &[String]| !names.iter().any(|it| it == name);
        if lacks(&frame.names) && lacks(&frame.mapping.optional) && !missing.contains(&name) {
            missing.push(name);
        }
    }
    let what = match missing.as_slice() {
        [] => return Ok(()),
        [_] => "is no column",
        _ => "are no columns",
    };
    let names: Vec<&str> = frame.names.iter().map(String::as_str).collect();
    let message = format!("there {what} {}; there are {}", listed(&missing), listed(&names));
    Err(Error::new(ErrorKind::Malformed, "columns.missing", "", message))
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        names => names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", "),
    }
}

impl Plan {
    pub(super) fn new(frame: &LogFrame<'_>, table: u32, zoned: bool) -> Result<Self> {
        let mapping = &frame.mapping;
        // A mapping must be whole also where all that it names is there.
        form(mapping, Option::is_some)?;
        check_policies(mapping)?;
        check_names(frame)?;
        let is_there =
            |name: &Option<String>| name.as_ref().is_some_and(|it| frame.names.contains(it));
        let form = form(mapping, is_there)?;
        let mut finder = Finder { frame, zoned, read: Vec::new() };
        let mut find = |name: &Option<String>, kind| finder.find(name.as_ref(), kind);
        let (ticket, at) = (find(&mapping.ticket, Kind::Name)?, find(&mapping.at, Kind::Time)?);
        let (opened_at, opened_by) =
            (find(&mapping.opened_at, Kind::Time)?, find(&mapping.opened_by, Kind::Text)?);
        let words = &mapping.words;
        let plan = Self {
            table,
            form,
            order: mapping.row_order,
            date_order: mapping.date_order,
            ticket,
            at,
            opened_at,
            opened_by,
            status: find(&mapping.status, Kind::Text)?,
            priority: find(&mapping.priority, Kind::Text)?,
            tier: find(&mapping.tier, Kind::Text)?,
            channel: find(&mapping.channel, Kind::Text)?,
            category: find(&mapping.category, Kind::Text)?,
            requester: find(&mapping.requester, Kind::Text)?,
            team: find(&mapping.team, Kind::Text)?,
            agent: find(&mapping.agent, Kind::Text)?,
            reopens: find(&mapping.reopens, Kind::Count)?,
            reassignments: find(&mapping.reassignments, Kind::Count)?,
            changes: find(&mapping.changes, Kind::Count)?,
            first_response_at: find(&mapping.first_response_at, Kind::Time)?,
            resolved_at: find(&mapping.resolved_at, Kind::Time)?,
            closed_at: find(&mapping.closed_at, Kind::Time)?,
            actor: find(&mapping.actor, Kind::Text)?,
            role: find(&mapping.role, Kind::Text)?,
            kind: find(&mapping.kind, Kind::Text)?,
            public: find(&mapping.public, Kind::Truth)?,
            score: find(&mapping.score, Kind::Count)?,
            best: find(&mapping.best, Kind::Count)?,
            other: find(&mapping.other, Kind::Text)?,
            other_opened_at: find(&mapping.other_opened_at, Kind::Time)?,
            field: find(&mapping.field, Kind::Text)?,
            value: find(&mapping.value, Kind::Text)?,
            value_before: find(&mapping.value_before, Kind::Text)?,
            fields: mapping
                .fields
                .iter()
                .filter_map(|name| finder.find(Some(name), Kind::Any).transpose())
                .collect::<Result<_>>()?,
            field_names: mapping.field_names.clone(),
            default_role: mapping.default_role,
            first_comment_opens: mapping.first_comment_opens,
            statuses: Words::of(&words.status, &STATUSES),
            priorities: Words::of(&words.priority, &PRIORITIES),
            tiers: Words::of(&words.tier, &TIERS),
            channels: Words::of(&words.channel, &CHANNELS),
            roles: Words::of(&words.role, &ROLES),
            kinds: Words::of(&words.kind, &KINDS),
            nulls: mapping.nulls.clone(),
            longest_null: mapping.nulls.iter().map(String::len).max().unwrap_or(0),
            policies: mapping.policies.iter().map(|rule| (rule.kind, rule.policy)).collect(),
            drops_rows: mapping.policies.iter().any(|it| it.policy == AnomalyPolicy::DropRow),
            marks_all: u32::try_from(finder.read.len()).is_ok_and(|it| it <= u32::BITS),
            read: finder.read,
        };
        Ok(plan)
    }

    /// A cell, or null where it holds a text that means so.
    pub(super) fn known<'l>(&self, cell: Cell<'l>) -> Cell<'l> {
        match cell {
            Cell::Text(text)
                if text.len() <= self.longest_null
                    && self.nulls.iter().any(|null| null == text) =>
            {
                Cell::Null
            }
            Cell::Text("") => Cell::Null,
            cell => cell,
        }
    }

    pub(super) fn is_null(&self, cell: Cell<'_>) -> bool {
        matches!(self.known(cell), Cell::Null)
    }

    /// The place and the bit of each column in which a row may differ from the one before.
    pub(super) fn marked(&self) -> impl Iterator<Item = (usize, u32)> {
        let compared = [
            &self.opened_at,
            &self.status,
            &self.priority,
            &self.tier,
            &self.channel,
            &self.category,
            &self.requester,
            &self.team,
            &self.agent,
            &self.reopens,
            &self.reassignments,
            &self.changes,
            &self.resolved_at,
            &self.closed_at,
        ];
        compared.into_iter().flatten().map(|slot| (slot.place, slot.bit))
    }

    /// What is done about an anomaly.
    pub(super) fn policy(&self, kind: OddityKind) -> AnomalyPolicy {
        let rule = self.policies.iter().find(|rule| rule.0 == kind);
        rule.map_or(AnomalyPolicy::Flag, |rule| rule.1)
    }
}

/// What a row is by the columns that there are.
fn form(mapping: &ColumnMapping, has: impl Fn(&Option<String>) -> bool) -> Result<Form> {
    let wrong = |path: &str, message: &str| {
        Err(Error::new(ErrorKind::Invalid, "mapping.incomplete", path, message))
    };
    if !has(&mapping.ticket) {
        return match (has(&mapping.actor), has(&mapping.role)) {
            (true, true) => Ok(Form::Person),
            _ => wrong("mapping.ticket", "name the column that names the ticket"),
        };
    }
    if has(&mapping.field) && !has(&mapping.kind) {
        if !has(&mapping.value) {
            return wrong("mapping.value", "name the column of what the field changed to");
        }
        if mapping.field_names.is_empty() {
            return wrong("mapping.field_names", "say what the names of the fields stand for");
        }
    }
    match (has(&mapping.at), has(&mapping.opened_at)) {
        (false, false) => {
            wrong("mapping.at", "name the column of the time, or opened_at where a row is a ticket")
        }
        (false, true) => Ok(Form::Ticket),
        (true, _) if has(&mapping.kind) => Ok(Form::Event),
        (true, _) if has(&mapping.field) => Ok(Form::Field),
        (true, _) if has(&mapping.public) => Ok(Form::Comment),
        (true, _) => Ok(Form::Change),
    }
}
