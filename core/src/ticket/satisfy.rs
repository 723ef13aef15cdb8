//! Whether conditions can hold for any ticket at all.

use super::{Channel, Condition, Priority, Status, Tier};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// The work after which conditions are taken to hold somewhere: each `any_of` multiplies what is to be tried.
const MOST_WORK: usize = 10_000;
/// How many choices between parts may lie in each other before that is done too.
const DEEPEST: usize = 200;

/// Whether there can be a ticket, and an event, for which each condition holds, or does not where it is paired with
/// `false`. It says yes where finding out would take too long.
pub(crate) fn can_hold(conditions: &[(&Condition, bool)]) -> bool {
    let mut search = Search { work: MOST_WORK, depth: 0 };
    search.try_all(conditions.to_vec(), BTreeMap::new())
}

/// What a condition reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Attribute<'a> {
    Status,
    Priority,
    Tier,
    Channel,
    Category,
    Requester,
    Team,
    Agent,
    Field(&'a str),
    Event,
    Role,
}

/// What is known of it.
#[derive(Debug, Clone, Default)]
struct Known {
    /// One of these; absent: not known.
    one_of: Option<BTreeSet<String>>,
    none_of: BTreeSet<String>,
    /// Whether it has a value; absent: not known.
    set: Option<bool>,
}

impl Known {
    /// Adds that it is one of some values, or none of them; says whether there is still a value.
    fn add(&mut self, attribute: Attribute<'_>, values: BTreeSet<String>, is: bool) -> bool {
        if is {
            self.set_to(true);
            self.one_of = Some(match self.one_of.take() {
                Some(others) => &others & &values,
                None => values,
            });
        } else {
            self.none_of.extend(values);
        }
        self.is_possible(attribute)
    }

    fn set_to(&mut self, set: bool) {
        // Both at once is no value at all.
        if self.set.is_some_and(|it| it != set) {
            self.one_of = Some(BTreeSet::new());
        }
        self.set = Some(set);
    }

    fn is_possible(&self, attribute: Attribute<'_>) -> bool {
        let left = |values: &BTreeSet<String>| values.difference(&self.none_of).next().is_some();
        match (&self.one_of, self.set) {
            (Some(values), _) => left(values),
            (None, Some(false)) => true,
            (None, _) => all_of(attribute).is_none_or(|values| left(&values)),
        }
    }
}

/// All values of an attribute that has a few.
fn all_of(attribute: Attribute<'_>) -> Option<BTreeSet<String>> {
    match attribute {
        Attribute::Status => Some(named(&Status::ALL)),
        Attribute::Priority => Some(named(&Priority::ALL)),
        Attribute::Tier => Some(named(&Tier::ALL)),
        Attribute::Channel => Some(named(&Channel::ALL)),
        _ => None,
    }
}

fn named<T: Debug>(values: &[T]) -> BTreeSet<String> {
    values.iter().map(|value| format!("{value:?}")).collect()
}

type Facts<'a> = BTreeMap<Attribute<'a>, Known>;
/// A condition, and whether it is to hold.
type Part<'a> = (&'a Condition, bool);

struct Search {
    /// What may still be done.
    work: usize,
    depth: usize,
}

impl Search {
    /// Whether all parts can be at once, with what is known already.
    fn try_all<'a>(&mut self, mut open: Vec<Part<'a>>, mut facts: Facts<'a>) -> bool {
        while let Some((condition, is)) = open.pop() {
            self.charge(condition.size());
            if self.work == 0 || self.depth > DEEPEST {
                return true;
            }
            let possible = match (condition, is) {
                (Condition::AllOf { conditions }, true) => {
                    open.extend(conditions.iter().map(|it| (it, true)));
                    true
                }
                (Condition::AnyOf { conditions }, false)
                | (Condition::NoneOf { conditions }, true) => {
                    open.extend(conditions.iter().map(|it| (it, false)));
                    true
                }
                (Condition::AllOf { conditions }, false) => {
                    return self.try_each(conditions, false, &open, &facts);
                }
                (Condition::AnyOf { conditions }, true)
                | (Condition::NoneOf { conditions }, false) => {
                    return self.try_each(conditions, true, &open, &facts);
                }
                (Condition::Happened { events, roles }, true) => {
                    let by =
                        roles.is_empty() || learn(&mut facts, Attribute::Role, named(roles), true);
                    by && learn(&mut facts, Attribute::Event, named(events), true)
                }
                (Condition::Happened { events, roles }, false) => {
                    // Another event, or one by somebody else.
                    self.charge(open.len() + facts.len());
                    let mut other = facts.clone();
                    let by_other = !roles.is_empty()
                        && learn(&mut other, Attribute::Role, named(roles), false)
                        && self.try_all(open.clone(), other);
                    if by_other {
                        return true;
                    }
                    learn(&mut facts, Attribute::Event, named(events), false)
                }
                (Condition::FieldSet { field }, is) => {
                    let known = facts.entry(Attribute::Field(field)).or_default();
                    known.set_to(is);
                    known.is_possible(Attribute::Field(field))
                }
                (leaf, is) => read_by(leaf)
                    .is_none_or(|(attribute, values)| learn(&mut facts, attribute, values, is)),
            };
            if !possible {
                return false;
            }
        }
        true
    }

    /// Counts a step over so many things.
    fn charge(&mut self, things: usize) {
        self.work = self.work.saturating_sub(1 + things / 16);
    }

    /// Whether one of some conditions can be so beside all else.
    fn try_each<'a>(
        &mut self,
        conditions: &'a [Condition],
        is: bool,
        open: &[Part<'a>],
        facts: &Facts<'a>,
    ) -> bool {
        self.depth += 1;
        let holds = conditions.iter().any(|it| {
            self.charge(open.len() + facts.len());
            let open = open.iter().copied().chain([(it, is)]).collect();
            self.try_all(open, facts.clone())
        });
        self.depth -= 1;
        holds
    }
}

/// What a condition over one attribute reads, and the values that it is for.
fn read_by(condition: &Condition) -> Option<(Attribute<'_>, BTreeSet<String>)> {
    Some(match condition {
        Condition::StatusIs { values } => (Attribute::Status, named(values)),
        Condition::PriorityIs { values } => (Attribute::Priority, named(values)),
        Condition::TierIs { values } => (Attribute::Tier, named(values)),
        Condition::ChannelIs { values } => (Attribute::Channel, named(values)),
        Condition::CategoryIs { values } => (Attribute::Category, texts(values)),
        Condition::RequesterIs { values } => (Attribute::Requester, texts(values)),
        Condition::TeamIs { values } => (Attribute::Team, texts(values)),
        Condition::AgentIs { values } => (Attribute::Agent, texts(values)),
        Condition::FieldIs { field, values } => (Attribute::Field(field), texts(values)),
        _ => return None,
    })
}

fn learn<'a>(
    facts: &mut Facts<'a>,
    attribute: Attribute<'a>,
    values: BTreeSet<String>,
    is: bool,
) -> bool {
    facts.entry(attribute).or_default().add(attribute, values, is)
}

fn texts(values: &[String]) -> BTreeSet<String> {
    values.iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{Ticket, View};
    use proptest::prelude::*;
    use proptest::sample::select;

    fn conditions() -> impl Strategy<Value = Condition> {
        let texts = || proptest::collection::vec(select(vec!["a".to_owned(), "b".into()]), 1..3);
        let leaf = prop_oneof![
            proptest::collection::vec(select(Priority::ALL.to_vec()), 1..5)
                .prop_map(|values| Condition::PriorityIs { values }),
            texts().prop_map(|values| Condition::CategoryIs { values }),
            texts().prop_map(|values| Condition::FieldIs { field: "x".into(), values }),
            Just(Condition::FieldSet { field: "x".into() }),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            let some = proptest::collection::vec(inner, 1..4);
            (some, 0..3).prop_map(|(conditions, kind)| match kind {
                0 => Condition::AllOf { conditions },
                1 => Condition::AnyOf { conditions },
                _ => Condition::NoneOf { conditions },
            })
        })
    }

    /// Every ticket that such conditions can tell apart.
    fn tickets() -> Vec<Ticket> {
        let mut tickets = Vec::new();
        for priority in Priority::ALL {
            for category in [None, Some("a"), Some("b"), Some("c")] {
                for field in [None, Some("a"), Some("b"), Some("c")] {
                    let category = category.map(str::to_owned);
                    let opening =
                        crate::ticket::Opening { priority, category, ..Default::default() };
                    let at = crate::time::Timestamp::MIN;
                    let mut ticket = Ticket::opened("T", at, opening);
                    ticket.fields.extend(field.map(|value| ("x".to_owned(), value.to_owned())));
                    tickets.push(ticket);
                }
            }
        }
        tickets
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..Default::default() })]

        #[test]
        fn it_is_what_trying_every_ticket_finds(
            some in proptest::collection::vec((conditions(), any::<bool>()), 1..4),
        ) {
            let parts: Vec<_> = some.iter().map(|(condition, is)| (condition, *is)).collect();
            let found = tickets().iter().any(|ticket| {
                let (_, opening) = crate::ticket::opening(ticket).unwrap();
                let view = View::opened(ticket, opening);
                parts.iter().all(|(condition, is)| condition.holds(&view, None) == *is)
            });
            prop_assert_eq!(can_hold(&parts), found);
        }
    }
}
