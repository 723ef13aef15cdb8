//! What is odd about a log, in words: both parts of them and a colon in at most 44 characters, so that printed tables keep
//! to their width.

use crate::interop::OddityKind;

/// What was odd.
pub(super) const fn odd(kind: OddityKind) -> &'static str {
    match kind {
        OddityKind::UnreadableRow => "wrong number of cells",
        OddityKind::MissingNumber => "no ticket number",
        OddityKind::UnreadableTime => "unreadable time",
        OddityKind::UnreadableEnd => "unreadable end",
        OddityKind::UnreadableCount => "unreadable count",
        OddityKind::UnknownState => "unknown state",
        OddityKind::UnknownPriority => "unknown priority",
        OddityKind::UnknownChannel => "unknown channel",
        OddityKind::ClockBackwards => "clock ran backwards",
        OddityKind::BeforeCreation => "changed before its creation",
        OddityKind::CounterBackwards => "counter went down",
        OddityKind::ChangedOpening => "creation changed",
        OddityKind::ChangedEnd => "end changed, not reopened",
        OddityKind::ResolvedWithoutInstant => "resolved at no time",
        OddityKind::UncountedReopening => "reopened, not counted so",
        OddityKind::OpenReopened => "reopened while open",
        OddityKind::DuplicateRow => "the same row again",
        OddityKind::DuplicateTicket => "created again",
        OddityKind::MissingCreation => "never created",
        OddityKind::MixedZones => "some times with an offset",
        OddityKind::SkippedTime => "time that clocks skip",
        OddityKind::RepeatedTime => "time that clocks show twice",
        OddityKind::UnknownTier => "unknown tier",
        OddityKind::UnknownRole => "unknown role",
        OddityKind::UnknownPerson => "not among the people",
        OddityKind::UnknownEvent => "unknown kind of event",
        OddityKind::IncompleteEvent => "event lacks what it needs",
        OddityKind::StaleEnd => "ended before its last change",
        OddityKind::OffScale => "rating off its scale",
        OddityKind::ChangedOrigin => "other channel or requester",
        OddityKind::EarlyEnd => "ended before its instant",
        OddityKind::MissingAttribute => "no priority, tier or channel",
    }
}

/// What is done about it, where no policy of a mapping says otherwise.
pub(super) const fn done(kind: OddityKind) -> &'static str {
    match kind {
        OddityKind::UnreadableRow
        | OddityKind::MissingNumber
        | OddityKind::UnreadableTime
        | OddityKind::UnknownEvent
        | OddityKind::IncompleteEvent
        | OddityKind::OffScale => "row left out",
        OddityKind::UnreadableEnd => "taken as missing",
        OddityKind::UnreadableCount => "taken as unchanged",
        OddityKind::UnknownState
        | OddityKind::ResolvedWithoutInstant
        | OddityKind::UncountedReopening => "read as open",
        OddityKind::UnknownPriority | OddityKind::UnknownTier => "read as unchanged",
        OddityKind::UnknownChannel => "read as other",
        OddityKind::ClockBackwards
        | OddityKind::BeforeCreation
        | OddityKind::OpenReopened
        | OddityKind::DuplicateRow => "kept",
        OddityKind::CounterBackwards => "kept as it was",
        OddityKind::ChangedOpening => "first one kept",
        OddityKind::ChangedEnd => "each row's taken",
        OddityKind::DuplicateTicket => "first creation kept",
        OddityKind::MissingCreation => "from its first row on",
        OddityKind::MixedZones => "read as written",
        OddityKind::SkippedTime => "moved forward",
        OddityKind::RepeatedTime => "the first",
        OddityKind::UnknownRole => "read as if there were none",
        OddityKind::UnknownPerson => "read as an agent",
        OddityKind::StaleEnd => "row's time",
        OddityKind::ChangedOrigin => "last taken",
        OddityKind::EarlyEnd => "open until then",
        OddityKind::MissingAttribute => "P3, L1, mail",
    }
}
