use super::lent::Facts;
use super::plan::{Plan, PlannedKpi};
use super::{Cohort, KpiMeasure, KpiTerm, Lengths, Moment, Quantity, Stay, TicketWait, WaitKind};
use crate::error::Result;
use crate::sla::SlaStage;
use crate::time::{Period, Span, Timestamp};

/// When something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    At(Timestamp),
    /// At the instant of the snapshot, in no stretch of the calendar.
    Snapshot,
}

/// What is added to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount<'a> {
    Part(i128),
    Whole(i128),
    Value(i64),
    Slot(usize),
    Name(&'a str),
    /// A contact of a requester about something.
    Contact {
        requester: &'a str,
        about: &'a str,
        at: i64,
    },
}

/// Where the amounts of figures go.
pub(super) trait Sink<'a> {
    /// The place of the figure in the plan, when it counts, what is added.
    fn add(&mut self, kpi: usize, place: Place, amount: Amount<'a>) -> Result<()>;

    /// What is added from now on is an agent's, in his group where tickets are grouped by agent; absent: the ticket's again.
    fn credit(&mut self, agent: Option<&'a str>);
}

/// A ticket, for one figure.
struct Measured<'p, 'f, 'a, S> {
    plan: &'p Plan,
    index: usize,
    kpi: &'p PlannedKpi,
    facts: &'f Facts<'a>,
    sink: &'f mut S,
}

/// Adds what a ticket has for each figure.
pub(super) fn evaluate<'a, S: Sink<'a>>(
    plan: &Plan,
    facts: &Facts<'a>,
    sink: &mut S,
) -> Result<()> {
    let has = |condition: &Option<crate::ticket::Condition>| {
        condition.as_ref().is_none_or(|it| it.holds(&facts.view, None))
    };
    if !has(&plan.spec.population) {
        return Ok(());
    }
    for (index, kpi) in plan.kpis.iter().enumerate() {
        if has(&kpi.definition.population) {
            Measured { plan, index, kpi, facts, sink }.measure()?;
        }
    }
    Ok(())
}

impl<'a, S: Sink<'a>> Measured<'_, '_, 'a, S> {
    fn measure(&mut self) -> Result<()> {
        let kpi = self.kpi;
        match &kpi.definition.measure {
            KpiMeasure::Sum { of } | KpiMeasure::Rate { of, .. } => self.terms(of, Amount::Part),
            KpiMeasure::Ratio { part, whole } => {
                self.terms(part, Amount::Part)?;
                self.terms(whole, Amount::Whole)
            }
            KpiMeasure::Distribution { lengths: of, tests } => {
                if self.facts.passes(tests, kpi.definition.clock, self.plan)? {
                    self.lengths(of)?;
                }
                Ok(())
            }
            KpiMeasure::Backlog {} => self.snapshot(Some(Amount::Part(1))),
            KpiMeasure::AgeBuckets { edges } => {
                let Some(as_of) = self.plan.spec.as_of else { return Ok(()) };
                let age = self.plan.age(self.facts, as_of, kpi.definition.clock);
                let slot = |age| edges.partition_point(|edge| *edge <= age).checked_sub(1);
                self.snapshot(age.and_then(slot).map(Amount::Slot))
            }
            KpiMeasure::BacklogDays {} => {
                self.snapshot(Some(Amount::Part(1)))?;
                self.placed(Cohort::ResolvedIn, Amount::Whole(1))
            }
            KpiMeasure::HourOfWeek {} => {
                let slot = self.plan.hour_of_week(self.facts.marks.created.at)?;
                self.placed(kpi.definition.cohort, Amount::Slot(slot))
            }
            KpiMeasure::Requesters {} => match self.facts.view.requester {
                Some(requester) => self.placed(kpi.definition.cohort, Amount::Name(requester)),
                None => Ok(()),
            },
            KpiMeasure::RepeatContact { same_category, .. } => {
                let Some(requester) = self.facts.view.requester else { return Ok(()) };
                let about = self.facts.view.category.filter(|_| *same_category).unwrap_or_default();
                let at = self.facts.marks.created.at.as_millis();
                self.placed(kpi.definition.cohort, Amount::Contact { requester, about, at })
            }
        }
    }

    fn terms(&mut self, terms: &[KpiTerm], amount: fn(i128) -> Amount<'a>) -> Result<()> {
        let clock = self.kpi.definition.clock;
        for term in terms {
            if !self.facts.passes(&term.tests, clock, self.plan)? {
                continue;
            }
            let cohort = term.cohort.unwrap_or(self.kpi.definition.cohort);
            let signed =
                |millis: i64| amount(i128::from(if term.minus { -millis } else { millis }));
            self.term(&term.quantity, cohort, signed)?;
        }
        Ok(())
    }

    fn term(
        &mut self,
        quantity: &Quantity,
        cohort: Cohort,
        amount: impl Fn(i64) -> Amount<'a>,
    ) -> Result<()> {
        let clock = self.kpi.definition.clock;
        let facts = self.facts;
        let one = match quantity {
            Quantity::Tickets {} => Some(1),
            Quantity::Tally { tally } => Some(i64::from(facts.tally(*tally))),
            Quantity::Credits {} => {
                for agent in &facts.agents {
                    self.sink.credit(Some(agent));
                    self.placed(cohort, amount(1))?;
                }
                self.sink.credit(None);
                None
            }
            Quantity::Score {} => facts.rating.map(|rating| i64::from(rating.score)),
            Quantity::Length { from, to } => facts.length(*from, *to, clock).map(Span::as_millis),
            Quantity::Stays { stays } => self.stays(stays).map(Span::as_millis),
            Quantity::Waits { waits } => {
                for wait in facts.waits.iter().filter(|it| waits.contains(&it.kind)) {
                    if let Some(length) = wait.length.by(clock) {
                        self.waited(cohort, wait, amount(length.as_millis()))?;
                    }
                }
                None
            }
            Quantity::WaitCount { waits } => {
                for wait in facts.waits.iter().filter(|it| waits.contains(&it.kind)) {
                    self.waited(cohort, wait, amount(1))?;
                }
                None
            }
            Quantity::Promises { metric, stages, agreement, clock } => {
                for promise in facts.promised(*metric, *agreement, clock.as_deref()) {
                    if stages.contains(&promise.stage) {
                        self.due(cohort, promise.due_at, amount(1))?;
                    }
                }
                None
            }
            Quantity::PromisesAtRisk { metric, agreement, clock, left } => {
                for promise in facts.pending(*metric, *agreement, clock.as_deref()) {
                    if promise.stage != SlaStage::Breached && promise.left <= *left {
                        self.sink.add(self.index, Place::Snapshot, amount(1))?;
                    }
                }
                None
            }
            Quantity::Overdue { metric, agreement, clock } => {
                for promise in facts.promised(*metric, *agreement, clock.as_deref()) {
                    if promise.stage == SlaStage::Breached {
                        self.due(cohort, promise.due_at, amount(-promise.left.as_millis()))?;
                    }
                }
                None
            }
            Quantity::Lifetime {} => return self.lifetime(amount),
            Quantity::BacklogChange {} => return self.backlog_change(amount),
            Quantity::Figure { .. } => None,
        };
        match one {
            Some(value) => self.placed(cohort, amount(value)),
            None => Ok(()),
        }
    }

    fn lengths(&mut self, of: &Lengths) -> Result<()> {
        let (clock, cohort) = (self.kpi.definition.clock, self.kpi.definition.cohort);
        let facts = self.facts;
        let value = |span: Span| Amount::Value(span.as_millis());
        match of {
            Lengths::Between { from, to } => match facts.length(*from, *to, clock) {
                Some(length) => self.placed(cohort, value(length)),
                None => Ok(()),
            },
            Lengths::Stays { stays } => match self.stays(stays) {
                Some(length) => self.placed(cohort, value(length)),
                None => Ok(()),
            },
            Lengths::Waits { waits } => {
                for wait in facts.waits.iter().filter(|it| waits.contains(&it.kind)) {
                    if let Some(length) = wait.length.by(clock) {
                        self.waited(cohort, wait, value(length))?;
                    }
                }
                Ok(())
            }
            Lengths::PromiseUsed { metric, agreement, clock } => {
                for promise in facts.promised(*metric, *agreement, clock.as_deref()) {
                    if matches!(promise.stage, SlaStage::Met | SlaStage::Breached) {
                        self.due(cohort, promise.due_at, value(promise.used))?;
                    }
                }
                Ok(())
            }
            Lengths::PromiseLeft { metric, agreement, clock } => {
                for promise in facts.pending(*metric, *agreement, clock.as_deref()) {
                    self.sink.add(self.index, Place::Snapshot, value(promise.left))?;
                }
                Ok(())
            }
            Lengths::Age {} => match (facts.ended_at, self.plan.spec.as_of) {
                (None, Some(as_of)) => {
                    let age = self.plan.age(facts, as_of, clock);
                    age.map_or(Ok(()), |age| self.sink.add(self.index, Place::Snapshot, value(age)))
                }
                _ => Ok(()),
            },
        }
    }

    fn stays(&self, stays: &[Stay]) -> Option<Span> {
        let by = |stay: &Stay| self.facts.stays.get(*stay).by(self.kpi.definition.clock);
        stays.iter().map(by).sum()
    }

    /// Something of an open ticket.
    fn snapshot(&mut self, amount: Option<Amount<'a>>) -> Result<()> {
        match amount.filter(|_| self.facts.ended_at.is_none()) {
            Some(amount) => self.sink.add(self.index, Place::Snapshot, amount),
            None => Ok(()),
        }
    }

    /// Something of the ticket, at the instant of a cohort.
    fn placed(&mut self, cohort: Cohort, amount: Amount<'a>) -> Result<()> {
        let marks = &self.facts.marks;
        let moment = match cohort {
            Cohort::CreatedIn | Cohort::DueIn | Cohort::ActiveIn => Moment::Created,
            Cohort::RepliedIn => Moment::FirstResponse,
            Cohort::FirstResolvedIn => Moment::FirstResolved,
            Cohort::ResolvedIn => Moment::Resolved,
            Cohort::ClosedIn => Moment::Closed,
            Cohort::RatedIn => Moment::Rated,
            Cohort::Snapshot => return self.sink.add(self.index, Place::Snapshot, amount),
            Cohort::Figures => return Ok(()),
        };
        match marks.get(moment) {
            Some(mark) => self.at(mark.at, amount),
            None => Ok(()),
        }
    }

    fn waited(&mut self, cohort: Cohort, wait: &TicketWait, amount: Amount<'a>) -> Result<()> {
        match (cohort, wait.kind) {
            (Cohort::RepliedIn, _) | (Cohort::ResolvedIn, WaitKind::Resolution) => {
                self.at(wait.ended_at, amount)
            }
            (cohort, _) => self.placed(cohort, amount),
        }
    }

    fn due(&mut self, cohort: Cohort, due_at: Option<Timestamp>, amount: Amount<'a>) -> Result<()> {
        match (cohort, due_at) {
            (Cohort::DueIn, Some(due_at)) => self.at(due_at, amount),
            (cohort, _) => self.placed(cohort, amount),
        }
    }

    fn at(&mut self, at: Timestamp, amount: Amount<'a>) -> Result<()> {
        let within = self.plan.spec.period.is_none_or(|it| it.start <= at && at < it.end);
        if within { self.sink.add(self.index, Place::At(at), amount) } else { Ok(()) }
    }

    /// The time in which a ticket was open that lies in the period, in each stretch of the calendar.
    fn lifetime(&mut self, amount: impl Fn(i64) -> Amount<'a>) -> Result<()> {
        let facts = self.facts;
        let Some(last) = facts.ended_at.or(self.plan.spec.as_of) else { return Ok(()) };
        let ends = facts.reopenings.iter().map(|it| it.ended_at).chain([last]);
        let mut open_since = facts.marks.created.at;
        for (place, ended) in ends.enumerate() {
            let (start, end) = match self.plan.spec.period {
                Some(period) => (open_since.max(period.start), ended.min(period.end)),
                None => (open_since, ended),
            };
            if start < end {
                for piece in self.plan.pieces(Period { start, end })? {
                    let millis = piece.end.since(piece.start).as_millis();
                    self.sink.add(self.index, Place::At(piece.start), amount(millis))?;
                }
            }
            open_since = facts.reopenings.get(place).map_or(ended, |it| it.at);
        }
        Ok(())
    }

    fn backlog_change(&mut self, amount: impl Fn(i64) -> Amount<'a>) -> Result<()> {
        let facts = self.facts;
        self.at(facts.marks.created.at, amount(1))?;
        for reopening in facts.reopenings.iter() {
            self.at(reopening.ended_at, amount(-1))?;
            self.at(reopening.at, amount(1))?;
        }
        facts.ended_at.map_or(Ok(()), |ended_at| self.at(ended_at, amount(-1)))
    }
}
