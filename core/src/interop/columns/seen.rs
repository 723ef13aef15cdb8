use super::cell::Cell;
use super::end::{End, Ending};
use crate::ticket::{Channel, Priority, Role, Status, Tier};
use crate::time::Timestamp;

/// A ticket as far as its rows were read: what the next row is compared with. It is a value, so that a row that is
/// left out can be undone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'l> {
    pub(super) opened_at: Timestamp,
    /// The creation as the row that opened it writes it, and that row's table.
    pub(super) opened_cell: (Cell<'l>, u32),
    pub(super) opening: FirstSeen<'l>,
    pub(super) updated_at: Timestamp,
    pub(super) status: Status,
    /// The last word for a status, and what it stands for.
    pub(super) status_word: (Cell<'l>, Option<Status>),
    /// Absent until a row has one.
    pub(super) priority: Option<Priority>,
    pub(super) priority_word: (Cell<'l>, Option<Priority>),
    pub(super) tier: Option<Tier>,
    pub(super) category: Cell<'l>,
    pub(super) team: Cell<'l>,
    pub(super) agent: Cell<'l>,
    pub(super) reopens: u32,
    pub(super) reassignments: u32,
    pub(super) changes: u32,
    pub(super) resolution: End<'l>,
    pub(super) closure: End<'l>,
    /// Where the events begin that came after its status last changed.
    pub(super) status_place: usize,
    /// The instant at which it ended last.
    pub(super) ended_at: Option<Timestamp>,
    /// The end that its status is ahead of.
    pub(super) ending: Option<Ending<'l>>,
    pub(super) has_comment: bool,
    /// Which attributes had a change of which the value before is known.
    pub(super) has_before: [bool; 5],
    /// The bits of the columns in which the last row was odd: they are read again in the next one.
    pub(super) odd: u32,
    /// The time of the last row that was kept.
    pub(super) last_at: Option<Timestamp>,
    /// Whether events may stand before earlier ones.
    pub(super) unsorted: bool,
}

/// What a ticket was created with.
#[derive(Debug, Clone, Copy)]
pub(super) struct FirstSeen<'l> {
    pub(super) role: Role,
    pub(super) actor: Cell<'l>,
    /// Absent until a row has one, as the priority and the tier are.
    pub(super) channel: Option<Channel>,
    pub(super) channel_word: Cell<'l>,
    /// The first that a row has stands from the beginning.
    pub(super) priority: Option<Priority>,
    pub(super) tier: Option<Tier>,
    pub(super) category: Cell<'l>,
    pub(super) requester: Cell<'l>,
    pub(super) team: Cell<'l>,
    pub(super) agent: Cell<'l>,
}

impl<'l> Seen<'l> {
    /// A ticket that was opened, and of which nothing else is known yet.
    pub(super) const fn opened(at: Timestamp, cell: (Cell<'l>, u32), first: FirstSeen<'l>) -> Self {
        Self {
            opened_at: at,
            opened_cell: cell,
            updated_at: at,
            status: Status::New,
            status_word: (Cell::Null, None),
            priority: first.priority,
            priority_word: (Cell::Null, None),
            tier: first.tier,
            category: first.category,
            team: first.team,
            agent: first.agent,
            opening: first,
            reopens: 0,
            reassignments: 0,
            changes: 0,
            resolution: End::NONE,
            closure: End::NONE,
            status_place: 0,
            ended_at: None,
            ending: None,
            has_comment: false,
            has_before: [false; 5],
            odd: 0,
            last_at: None,
            unsorted: false,
        }
    }
}

impl FirstSeen<'_> {
    /// Nothing is known.
    pub(super) const NOTHING: Self = Self {
        role: Role::Agent,
        actor: Cell::Null,
        channel: None,
        channel_word: Cell::Null,
        priority: None,
        tier: None,
        category: Cell::Null,
        requester: Cell::Null,
        team: Cell::Null,
        agent: Cell::Null,
    };
}
