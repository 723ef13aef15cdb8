use super::evaluate::{Amount, Place, Sink};
use super::groups::Key;
use super::lent::Facts;
use super::plan::Plan;
use super::{KpiContribution, KpiMeasure, KpiRow};
use crate::error::Result;
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// Collects what one ticket adds to one figure of one group.
#[derive(Debug)]
pub(super) struct Behind<'p> {
    plan: &'p Plan,
    kpi: usize,
    /// What the group is called, and which groupings were rolled up.
    group: &'p [Option<String>],
    rolled_up: &'p [u32],
    labels: Vec<Key>,
    /// Whose the amounts are; absent: the ticket's.
    agent: Option<String>,
    created_at: Timestamp,
    contribution: Option<KpiContribution>,
    contact: Option<Contact>,
}

/// A ticket of a requester, for figures that count requesters.
#[derive(Debug)]
struct Contact {
    requester: String,
    about: String,
    at: Timestamp,
}

impl<'p> Behind<'p> {
    pub(super) fn new(plan: &'p Plan, facts: &Facts<'_>, kpi: usize, row: &'p KpiRow) -> Self {
        let label = |it: &super::Grouping| {
            it.label(facts).map_or(Key::None, |it| Key::Label(it.to_owned()))
        };
        let labels = plan.spec.group_by.iter().map(label).collect();
        let created_at = facts.marks.created.at;
        let (group, rolled_up) = (row.group.as_slice(), row.rolled_up.as_slice());
        Self {
            plan,
            kpi,
            group,
            rolled_up,
            labels,
            agent: None,
            created_at,
            contribution: None,
            contact: None,
        }
    }
}

/// What tickets add to a figure, one after the other.
#[derive(Debug, Default)]
pub(super) struct Contributions {
    found: Vec<KpiContribution>,
    /// For each of them, where the figure counts requesters.
    contacts: Vec<Contact>,
}

impl Contributions {
    pub(super) fn add(&mut self, ticket: &str, behind: Behind<'_>) {
        let named = |it| KpiContribution { ticket: ticket.to_owned(), ..it };
        self.found.extend(behind.contribution.map(named));
        self.contacts.extend(behind.contact);
    }

    /// Requesters count once: of several tickets of one, the first stands for him in the whole, and the first that came
    /// soon after another one in the part.
    pub(super) fn finish(mut self, measure: &KpiMeasure) -> Vec<KpiContribution> {
        let within = match measure {
            KpiMeasure::RepeatContact { within, .. } => Some(*within),
            KpiMeasure::Requesters {} => None,
            _ => return self.found,
        };
        let mut ordered: Vec<_> = self.contacts.iter().zip(&mut self.found).collect();
        ordered.sort_by_key(|(contact, _)| contact.at);
        let mut repeated: BTreeMap<&str, bool> = BTreeMap::new();
        let mut last: BTreeMap<(&str, &str), Timestamp> = BTreeMap::new();
        for (contact, contribution) in ordered {
            let first = !repeated.contains_key(contact.requester.as_str());
            let repeated = repeated.entry(&contact.requester).or_default();
            let before = last.insert((&contact.requester, &contact.about), contact.at);
            let soon = before.zip(within).is_some_and(|(at, it)| contact.at.since(at) <= it);
            (contribution.part, contribution.whole) = match within {
                Some(_) => (i64::from(soon && !*repeated), i64::from(first)),
                None => (i64::from(first), 0),
            };
            *repeated |= soon;
        }
        self.found.retain(|it| it.part != 0 || it.whole != 0);
        self.found
    }
}

impl Behind<'_> {
    fn contact_of(&self, requester: &str, about: &str) -> Contact {
        Contact { requester: requester.to_owned(), about: about.to_owned(), at: self.created_at }
    }
}

impl<'a> Sink<'a> for Behind<'_> {
    fn add(&mut self, kpi: usize, place: Place, amount: Amount<'a>) -> Result<()> {
        if kpi != self.kpi {
            return Ok(());
        }
        let mut key = self.labels.clone();
        if let Some(agent) = &self.agent {
            let groupings = key.iter_mut().zip(&self.plan.spec.group_by);
            let by_agent = groupings.filter(|(_, grouping)| grouping.is_by_agent());
            by_agent.for_each(|(key, _)| *key = Key::Label(agent.clone()));
        }
        for (key, stretches) in key.iter_mut().zip(&self.plan.stretches) {
            if let Some(stretches) = stretches {
                *key = self.plan.number(stretches, place)?.map_or(Key::None, Key::Stretch);
            }
        }
        for place in self.rolled_up {
            if let Some(key) = usize::try_from(*place).ok().and_then(|place| key.get_mut(place)) {
                *key = Key::None;
            }
        }
        if super::finish::names(self.plan, &key)? != self.group {
            return Ok(());
        }
        let it = self.contribution.get_or_insert_with(|| KpiContribution {
            ticket: String::new(),
            part: 0,
            whole: 0,
            lengths: Vec::new(),
        });
        let small = |amount: i128| i64::try_from(amount).unwrap_or(i64::MAX);
        match amount {
            Amount::Part(amount) => it.part += small(amount),
            Amount::Whole(amount) => it.whole += small(amount),
            Amount::Value(millis) => it.lengths.push(Span::from_millis(millis)),
            Amount::Slot(_) => it.part += 1,
            Amount::Name(requester) => self.contact = Some(self.contact_of(requester, "")),
            Amount::Contact { requester, about, .. } => {
                self.contact = Some(self.contact_of(requester, about));
            }
        }
        Ok(())
    }
    fn credit(&mut self, agent: Option<&'a str>) {
        self.agent = agent.map(str::to_owned);
    }
}
