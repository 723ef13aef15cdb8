use super::accumulate::Accumulator;
use super::evaluate::{Amount, Place, Sink};
use super::lent::Facts;
use super::plan::Plan;
use crate::error::Result;
use std::collections::{BTreeMap, HashMap};

/// The figures of all groups.
///
/// A group has a number for each grouping: that of its label, or that of its stretch of the calendar.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    labels: Labels,
    places: HashMap<Vec<Option<i64>>, usize>,
    rows: Vec<Vec<Accumulator>>,
}

#[derive(Debug, Clone, Default)]
struct Labels {
    numbers: HashMap<String, i64>,
    texts: Vec<String>,
}

impl Labels {
    fn number(&mut self, text: &str) -> i64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = i64::try_from(self.texts.len()).unwrap_or(i64::MAX);
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }

    fn text(&self, number: i64) -> Option<&str> {
        self.texts.get(usize::try_from(number).ok()?).map(String::as_str)
    }
}

/// A group by what it is called: the label for a grouping, or the number of a stretch of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    None,
    Label(String),
    Stretch(i64),
}

impl Groups {
    /// Where the amounts of one ticket go.
    pub(super) fn ticket<'g, 'p>(
        &'g mut self,
        plan: &'p Plan,
        facts: &Facts<'_>,
    ) -> Filling<'g, 'p> {
        let labels =
            |grouping: &super::Grouping| grouping.label(facts).map(|it| self.labels.number(it));
        let key: Vec<_> = plan.spec.group_by.iter().map(labels).collect();
        let mut places = plan.spec.group_by.iter().zip(&key).enumerate();
        let by_agent = places.find(|(_, (grouping, _))| grouping.is_by_agent());
        let by_agent = by_agent.map(|(place, (_, own))| (place, *own));
        Filling { groups: self, plan, key, by_agent, last: None }
    }

    /// Where the amounts of the desk's own figures go.
    pub(super) fn figures<'g, 'p>(
        &'g mut self,
        plan: &'p Plan,
        labels: &BTreeMap<String, String>,
    ) -> Filling<'g, 'p> {
        let number = |grouping: &super::Grouping| {
            let label = labels.get(grouping.name()?)?;
            Some(self.labels.number(label))
        };
        let key = plan.spec.group_by.iter().map(number).collect();
        Filling { groups: self, plan, key, by_agent: None, last: None }
    }

    fn place(&mut self, key: &[Option<i64>], plan: &Plan) -> usize {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        self.places.insert(key.to_vec(), self.rows.len());
        self.rows.push(plan.kpis.iter().map(|it| Accumulator::new(&it.definition, plan)).collect());
        self.rows.len() - 1
    }

    pub(super) fn merge(&mut self, other: &Self, plan: &Plan) {
        for (key, row) in other.sorted(plan) {
            self.add(&key, row, plan);
        }
    }

    /// Adds the figures of one group.
    pub(super) fn add(&mut self, key: &[Key], row: &[Accumulator], plan: &Plan) {
        let numbers: Vec<_> = key
            .iter()
            .map(|it| match it {
                Key::None => None,
                Key::Label(label) => Some(self.labels.number(label)),
                Key::Stretch(number) => Some(*number),
            })
            .collect();
        let place = self.place(&numbers, plan);
        if let Some(own) = self.rows.get_mut(place) {
            own.iter_mut().zip(row).for_each(|(own, more)| own.merge(more, plan));
        }
    }

    /// All groups in the order of what they are called.
    pub(super) fn sorted(&self, plan: &Plan) -> Vec<(Vec<Key>, &[Accumulator])> {
        let key = |numbers: &Vec<Option<i64>>| {
            let one = |(number, stretches): (&Option<i64>, &Option<_>)| match (number, stretches) {
                (None, _) => Key::None,
                (Some(number), Some(_)) => Key::Stretch(*number),
                (Some(number), None) => {
                    self.labels.text(*number).map_or(Key::None, |text| Key::Label(text.to_owned()))
                }
            };
            numbers.iter().zip(&plan.stretches).map(one).collect::<Vec<_>>()
        };
        let row = |place: &usize| self.rows.get(*place).map(Vec::as_slice).unwrap_or_default();
        let mut sorted: Vec<_> =
            self.places.iter().map(|(numbers, place)| (key(numbers), row(place))).collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        sorted
    }
}

/// Groups while the amounts of one ticket go in.
#[derive(Debug)]
pub(super) struct Filling<'g, 'p> {
    groups: &'g mut Groups,
    plan: &'p Plan,
    key: Vec<Option<i64>>,
    /// The place of the grouping by agent, and the number of the ticket's own.
    by_agent: Option<(usize, Option<i64>)>,
    /// The last place, and its group: most figures of a ticket have the same.
    last: Option<(Place, usize)>,
}

impl<'a> Sink<'a> for Filling<'_, '_> {
    fn add(&mut self, kpi: usize, place: Place, amount: Amount<'a>) -> Result<()> {
        let group = match self.last {
            Some((last, group)) if last == place || !self.plan.is_by_time => group,
            _ => {
                for (number, stretches) in self.key.iter_mut().zip(&self.plan.stretches) {
                    if let Some(stretches) = stretches {
                        *number = self.plan.number(stretches, place)?;
                    }
                }
                let group = self.groups.place(&self.key, self.plan);
                self.last = Some((place, group));
                group
            }
        };
        if let Some(it) = self.groups.rows.get_mut(group).and_then(|row| row.get_mut(kpi)) {
            it.add(amount, self.plan);
        }
        Ok(())
    }
    fn credit(&mut self, agent: Option<&'a str>) {
        if let Some((place, own)) = self.by_agent {
            let number = agent.map_or(own, |it| Some(self.groups.labels.number(it)));
            self.key.iter_mut().skip(place).take(1).for_each(|key| *key = number);
            self.last = None;
        }
    }
}
