use super::KpiContribution;
use super::evaluate::{Amount, Place, Sink};
use super::groups::Key;
use super::plan::Plan;
use super::reduce::Facts;
use crate::error::Result;
use crate::time::Span;

/// Collects what one ticket adds to one figure of one group.
#[derive(Debug)]
pub(super) struct Behind<'p> {
    plan: &'p Plan,
    kpi: usize,
    /// What the group is called.
    group: &'p [Option<String>],
    labels: Vec<Key>,
    contribution: Option<KpiContribution>,
}

impl<'p> Behind<'p> {
    pub(super) fn new(
        plan: &'p Plan,
        facts: &Facts<'_>,
        kpi: usize,
        group: &'p [Option<String>],
    ) -> Self {
        let label = |it: &super::Grouping| {
            it.label(facts).map_or(Key::None, |it| Key::Label(it.to_owned()))
        };
        let labels = plan.spec.group_by.iter().map(label).collect();
        Self { plan, kpi, group, labels, contribution: None }
    }

    pub(super) fn into_contribution(self, ticket: &str) -> Option<KpiContribution> {
        self.contribution.map(|it| KpiContribution { ticket: ticket.to_owned(), ..it })
    }
}

impl<'a> Sink<'a> for Behind<'_> {
    fn add(&mut self, kpi: usize, place: Place, amount: Amount<'a>) -> Result<()> {
        if kpi != self.kpi {
            return Ok(());
        }
        let mut key = self.labels.clone();
        for (key, stretches) in key.iter_mut().zip(&self.plan.stretches) {
            if let Some(stretches) = stretches {
                *key = self.plan.number(stretches, place)?.map_or(Key::None, Key::Stretch);
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
            Amount::Slot(_) | Amount::Name(_) | Amount::Contact { .. } => it.part += 1,
        }
        Ok(())
    }
}
