use super::bytes::{Reader, Writer};
use super::distinct::Distinct;
use super::evaluate::Amount;
use super::plan::Plan;
use super::spread::Spread;
use super::{KpiDefinition, KpiMeasure, KpiTerm, Quantity};
use crate::error::Result;
use std::collections::BTreeMap;

/// What is known of one figure of one group. Adding two up is commutative and associative, so neither order nor
/// partition changes it.
#[derive(Debug, Clone)]
pub(super) enum Accumulator {
    Pair {
        part: i128,
        whole: i128,
    },
    /// The same where the whole, or a part without one, does not say of how many it is: they are counted.
    Counted {
        part: i128,
        whole: i128,
        count: u64,
        /// Whether it is the whole's.
        of_whole: bool,
    },
    Spread(Spread),
    Slots(Vec<i64>),
    Distinct(Distinct),
    /// The creations of each requester's tickets about each thing.
    Contacts(BTreeMap<(String, String), Vec<i64>>),
}

impl Accumulator {
    pub(super) fn new(definition: &KpiDefinition, plan: &Plan) -> Self {
        match &definition.measure {
            KpiMeasure::Sum { of }
            | KpiMeasure::Ratio { whole: of, .. }
            | KpiMeasure::Rate { of, .. }
                if of.iter().all(counts_itself) =>
            {
                Self::Pair { part: 0, whole: 0 }
            }
            KpiMeasure::Sum { .. } | KpiMeasure::Rate { .. } => {
                Self::Counted { part: 0, whole: 0, count: 0, of_whole: false }
            }
            KpiMeasure::Ratio { .. } => {
                Self::Counted { part: 0, whole: 0, count: 0, of_whole: true }
            }
            KpiMeasure::Backlog {} | KpiMeasure::BacklogDays {} => Self::Pair { part: 0, whole: 0 },
            KpiMeasure::Distribution { .. } => Self::Spread(Spread::new()),
            KpiMeasure::AgeBuckets { edges } => Self::Slots(vec![0; edges.len()]),
            KpiMeasure::HourOfWeek {} => Self::Slots(vec![0; 168]),
            KpiMeasure::Requesters {} => Self::Distinct(Distinct::new(plan.spec.distinct)),
            KpiMeasure::RepeatContact { .. } => Self::Contacts(BTreeMap::new()),
        }
    }

    /// The sums of a figure that is made of them.
    pub(super) const fn sums(&self) -> Option<(i128, i128)> {
        match self {
            Self::Pair { part, whole } | Self::Counted { part, whole, .. } => Some((*part, *whole)),
            _ => None,
        }
    }

    /// Of how many it is, where they are counted.
    pub(super) fn counted(&self) -> Option<i64> {
        let Self::Counted { count, .. } = self else { return None };
        i64::try_from(*count).ok()
    }

    pub(super) fn add(&mut self, amount: Amount<'_>, plan: &Plan) {
        match (self, amount) {
            (Self::Pair { part, .. }, Amount::Part(amount)) => *part += amount,
            (Self::Pair { whole, .. }, Amount::Whole(amount)) => *whole += amount,
            (Self::Counted { part, count, of_whole, .. }, Amount::Part(amount)) => {
                *part += amount;
                *count += u64::from(!*of_whole);
            }
            (Self::Counted { whole, count, of_whole, .. }, Amount::Whole(amount)) => {
                *whole += amount;
                *count += u64::from(*of_whole);
            }
            (Self::Spread(spread), Amount::Value(value)) => spread.add(value, plan.keeping),
            (Self::Slots(slots), Amount::Slot(slot)) => {
                if let Some(count) = slots.get_mut(slot) {
                    *count += 1;
                }
            }
            (Self::Distinct(distinct), Amount::Name(name)) => distinct.add(name),
            (Self::Contacts(contacts), Amount::Contact { requester, about, at }) => {
                contacts.entry((requester.to_owned(), about.to_owned())).or_default().push(at);
            }
            // A measure adds amounts of its own kind only.
            _ => {}
        }
    }

    pub(super) fn merge(&mut self, other: &Self, plan: &Plan) {
        match (self, other) {
            (Self::Pair { part, whole }, Self::Pair { part: more, whole: of }) => {
                *part += more;
                *whole += of;
            }
            (
                Self::Counted { part, whole, count, .. },
                Self::Counted { part: more, whole: of, count: further, .. },
            ) => {
                *part += more;
                *whole += of;
                *count += further;
            }
            (Self::Spread(spread), Self::Spread(other)) => spread.merge(other, plan.keeping),
            (Self::Slots(slots), Self::Slots(more)) => {
                slots.iter_mut().zip(more).for_each(|(slot, more)| *slot += more);
            }
            (Self::Distinct(distinct), Self::Distinct(other)) => distinct.merge(other),
            (Self::Contacts(contacts), Self::Contacts(more)) => {
                for (who, at) in more {
                    contacts.entry(who.clone()).or_default().extend_from_slice(at);
                }
            }
            // Two states of one plan have the same kinds in the same places.
            _ => {}
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        match self {
            Self::Pair { part, whole } => {
                to.signed(*part);
                to.signed(*whole);
            }
            Self::Counted { part, whole, count, .. } => {
                to.signed(*part);
                to.signed(*whole);
                to.unsigned(u128::from(*count));
            }
            Self::Spread(spread) => spread.write(to),
            Self::Slots(slots) => slots.iter().for_each(|it| to.signed(i128::from(*it))),
            Self::Distinct(distinct) => distinct.write(to),
            Self::Contacts(contacts) => {
                to.count(contacts.len());
                for ((requester, about), at) in contacts {
                    to.text(requester);
                    to.text(about);
                    to.count(at.len());
                    let mut sorted = at.clone();
                    sorted.sort_unstable();
                    sorted.iter().for_each(|it| to.signed(i128::from(*it)));
                }
            }
        }
    }

    pub(super) fn read(
        from: &mut Reader<'_>,
        definition: &KpiDefinition,
        plan: &Plan,
    ) -> Result<Self> {
        Ok(match Self::new(definition, plan) {
            Self::Pair { .. } => Self::Pair { part: from.signed()?, whole: from.signed()? },
            Self::Counted { of_whole, .. } => Self::Counted {
                part: from.signed()?,
                whole: from.signed()?,
                count: from.u64()?,
                of_whole,
            },
            Self::Spread(_) => Self::Spread(Spread::read(from, plan.keeping)?),
            Self::Slots(mut slots) => {
                for slot in &mut slots {
                    *slot = from.i64()?;
                }
                Self::Slots(slots)
            }
            Self::Distinct(_) => Self::Distinct(Distinct::read(from, plan.spec.distinct)?),
            Self::Contacts(mut contacts) => {
                for _ in 0..from.count()? {
                    let who = (from.text()?.to_owned(), from.text()?.to_owned());
                    let mut at = Vec::new();
                    for _ in 0..from.count()? {
                        at.push(from.i64()?);
                    }
                    from.valid(contacts.insert(who, at).is_none().then_some(()))?;
                }
                Self::Contacts(contacts)
            }
        })
    }
}

/// Whether the sum of a term is of how many it is.
const fn counts_itself(term: &KpiTerm) -> bool {
    let is_count = matches!(
        term.quantity,
        Quantity::Tickets {}
            | Quantity::Credits {}
            | Quantity::WaitCount { .. }
            | Quantity::Promises { .. }
            | Quantity::PromisesAtRisk { .. }
    );
    is_count && !term.minus || matches!(term.quantity, Quantity::Figure { .. })
}
