use super::satisfy::can_hold;
use super::view::View;
use super::{Channel, Priority, Role, Status, TicketEvent, TicketEventKind, Tier};
use crate::error::Fault;
use firstline_derive::Choice;
use serde::Serialize;

/// What must hold for a ticket, as data: the same for SLA targets and escalation rules.
///
/// A value must be one of those that are given; an absent one is none of them. Conditions nest up to 32 deep.
///
/// ```
/// use firstline::{from_json, ticket::{Condition, Priority}};
/// let urgent_gold: Condition = from_json(
///     r#"{"type": "all_of", "conditions": [
///         {"type": "priority_is", "values": ["p1", "p2"]},
///         {"type": "field_is", "field": "contract", "values": ["gold"]}
///     ]}"#,
/// )?;
/// assert!(matches!(urgent_gold, Condition::AllOf { .. }));
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Each of them holds.
    AllOf {
        /// At least one.
        conditions: Vec<Condition>,
    },
    /// One of them holds, or more.
    AnyOf {
        /// At least one.
        conditions: Vec<Condition>,
    },
    /// None of them holds.
    NoneOf {
        /// At least one.
        conditions: Vec<Condition>,
    },
    /// Its status.
    StatusIs {
        /// One of these.
        values: Vec<Status>,
    },
    /// Its priority.
    PriorityIs {
        /// One of these.
        values: Vec<Priority>,
    },
    /// The tier that holds it.
    TierIs {
        /// One of these.
        values: Vec<Tier>,
    },
    /// How the requester reached the desk.
    ChannelIs {
        /// One of these.
        values: Vec<Channel>,
    },
    /// What it is about.
    CategoryIs {
        /// One of these.
        values: Vec<String>,
    },
    /// Who asks.
    RequesterIs {
        /// One of these.
        values: Vec<String>,
    },
    /// The team that holds it.
    TeamIs {
        /// One of these.
        values: Vec<String>,
    },
    /// The agent who holds it.
    AgentIs {
        /// One of these.
        values: Vec<String>,
    },
    /// A field of the host.
    FieldIs {
        /// The field, by the host's name for it.
        field: String,
        /// One of these.
        values: Vec<String>,
    },
    /// A field of the host has a value, whichever.
    FieldSet {
        /// The field, by the host's name for it.
        field: String,
    },
    /// An event, at the moment at which it happens; only clocks can ask for it.
    Happened {
        /// One of these.
        events: Vec<TicketEventKind>,
        /// By one of these; none: by anybody.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        roles: Vec<Role>,
    },
}

/// How deep conditions may nest.
const DEEPEST: u32 = 32;

impl Condition {
    /// Whether it holds for a ticket, at an event or between two.
    pub(crate) fn holds(&self, view: &View<'_>, event: Option<&TicketEvent>) -> bool {
        let one_of = |values: &[String], value: Option<&str>| {
            value.is_some_and(|value| values.iter().any(|it| it == value))
        };
        match self {
            Self::AllOf { conditions } => conditions.iter().all(|it| it.holds(view, event)),
            Self::AnyOf { conditions } => conditions.iter().any(|it| it.holds(view, event)),
            Self::NoneOf { conditions } => !conditions.iter().any(|it| it.holds(view, event)),
            Self::StatusIs { values } => values.contains(&view.status),
            Self::PriorityIs { values } => values.contains(&view.priority),
            Self::TierIs { values } => values.contains(&view.tier),
            Self::ChannelIs { values } => values.contains(&view.channel),
            Self::CategoryIs { values } => one_of(values, view.category),
            Self::RequesterIs { values } => one_of(values, view.requester),
            Self::TeamIs { values } => one_of(values, view.team),
            Self::AgentIs { values } => one_of(values, view.agent),
            Self::FieldIs { field, values } => one_of(values, view.field(field)),
            Self::FieldSet { field } => view.field(field).is_some(),
            Self::Happened { events, roles } => event.is_some_and(|event| {
                events.contains(&event.change.kind())
                    && (roles.is_empty() || roles.contains(&event.role))
            }),
        }
    }

    /// The least parts of it that decide whether it holds for a ticket.
    pub(crate) fn reasons(&self, view: &View<'_>) -> Vec<Self> {
        let holds = self.holds(view, None);
        let of = |it: &Self| it.reasons(view);
        match (self, holds) {
            (Self::AllOf { conditions }, true) | (Self::AnyOf { conditions }, false) => {
                conditions.iter().flat_map(of).collect()
            }
            (Self::AllOf { conditions }, false) | (Self::AnyOf { conditions }, true) => {
                let decides = conditions.iter().find(|it| it.holds(view, None) == holds);
                decides.map_or_else(Vec::new, of)
            }
            (Self::NoneOf { conditions }, false) => {
                let offends = conditions.iter().find(|it| it.holds(view, None));
                let conditions = offends.cloned().into_iter().collect();
                vec![Self::NoneOf { conditions }]
            }
            _ => vec![self.clone()],
        }
    }

    /// Whether it waits for an event.
    pub(crate) fn has_event(&self) -> bool {
        match self {
            Self::AllOf { conditions }
            | Self::AnyOf { conditions }
            | Self::NoneOf { conditions } => conditions.iter().any(Self::has_event),
            Self::Happened { .. } => true,
            _ => false,
        }
    }

    /// Adds what is wrong with it where it must tell what a ticket is: as [`check`](Self::check), and events,
    /// which would never hold.
    pub(crate) fn check_state(&self, path: &str, fields: &[String], faults: &mut Vec<Fault>) {
        self.check(path, fields, faults);
        if self.has_event() {
            let message = "no event happens here, so it never holds; give events to a clock only";
            faults.push(Fault::invalid("condition.event_never_holds", path, message));
        }
    }

    /// Adds what is wrong with it: a list of nothing, which could never hold or never fail, a field that the
    /// host does not have, and parts that exclude one another.
    pub(crate) fn check(&self, path: &str, fields: &[String], faults: &mut Vec<Fault>) {
        let before = faults.len();
        self.check_at(path, fields, 1, faults);
        if faults.len() == before && !can_hold(&[(self, true)]) {
            let message = "its parts exclude one another, so it never holds; drop one of them";
            faults.push(Fault::invalid("condition.never_holds", path, message));
        }
    }

    /// How many conditions or values it has of its own.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::AllOf { conditions }
            | Self::AnyOf { conditions }
            | Self::NoneOf { conditions } => conditions.len(),
            Self::StatusIs { values } => values.len(),
            Self::PriorityIs { values } => values.len(),
            Self::TierIs { values } => values.len(),
            Self::ChannelIs { values } => values.len(),
            Self::CategoryIs { values }
            | Self::RequesterIs { values }
            | Self::TeamIs { values }
            | Self::AgentIs { values }
            | Self::FieldIs { values, .. } => values.len(),
            Self::FieldSet { .. } => 1,
            Self::Happened { events, .. } => events.len(),
        }
    }

    fn check_at(&self, path: &str, fields: &[String], depth: u32, faults: &mut Vec<Fault>) {
        let mut fault = |code: &str, path: String, message: String| {
            faults.push(Fault::invalid(code, path, message));
        };
        if depth > DEEPEST {
            let message = format!("conditions nest {DEEPEST} deep at most; make it flatter");
            fault("condition.too_deep", path.to_owned(), message);
            return;
        }
        let list = match self {
            Self::AllOf { .. } | Self::AnyOf { .. } | Self::NoneOf { .. } => "conditions",
            Self::Happened { .. } => "events",
            _ => "values",
        };
        let count = self.size();
        if count == 0 {
            let message = "it could never hold, or never fail; give one at least".to_owned();
            fault("condition.empty", format!("{path}.{list}"), message);
        }
        if let Self::FieldIs { field, .. } | Self::FieldSet { field } = self
            && !fields.contains(field)
        {
            let message =
                format!("no field '{field}' is declared; add it to 'fields' of the specification");
            fault("condition.unknown_field", format!("{path}.field"), message);
        }
        if let Self::AllOf { conditions }
        | Self::AnyOf { conditions }
        | Self::NoneOf { conditions } = self
        {
            for (index, it) in conditions.iter().enumerate() {
                it.check_at(&format!("{path}.conditions[{index}]"), fields, depth + 1, faults);
            }
        }
    }
}
