use super::lent::Facts;
use super::plan::Plan;
use super::{ClockedSpan, KpiClock, KpiTest, Moment};
use crate::error::Result;
use crate::ticket::Rating;
use crate::time::Span;

impl ClockedSpan {
    /// It by one clock; nothing where there was no calendar.
    pub(super) fn by(&self, clock: KpiClock) -> Option<Span> {
        match clock {
            KpiClock::None | KpiClock::Elapsed => Some(self.elapsed),
            KpiClock::Business => self.business,
            KpiClock::BusinessAtEnd => self.business_at_end,
            KpiClock::Promise => None,
        }
    }
}

/// Instants are compared by elapsed time where a figure counts no time of its tickets.
const fn in_tests(clock: KpiClock) -> KpiClock {
    match clock {
        KpiClock::None | KpiClock::Promise => KpiClock::Elapsed,
        clock => clock,
    }
}

impl Facts<'_> {
    pub(super) fn length(&self, from: Moment, to: Moment, clock: KpiClock) -> Option<Span> {
        let (start, end) = (self.marks.get(from)?, self.marks.get(to)?);
        // From the creation itself nothing has to be taken off, which no other clock at the end could.
        if from == Moment::Created {
            return end.since_created.by(clock);
        }
        Some(end.since_created.by(clock)? - start.since_created.by(clock)?)
    }

    /// The time from an instant to the snapshot.
    fn time_since(&self, moment: Moment, clock: KpiClock, plan: &Plan) -> Option<Span> {
        let before = self.marks.get(moment)?.since_created.by(clock)?;
        Some(plan.age(self, plan.spec.as_of?, clock)? - before)
    }

    pub(super) fn passes(&self, tests: &[KpiTest], clock: KpiClock, plan: &Plan) -> Result<bool> {
        for test in tests {
            if !self.meets(test, clock, plan)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn meets(&self, test: &KpiTest, clock: KpiClock, plan: &Plan) -> Result<bool> {
        Ok(match test {
            KpiTest::Has { moment } => self.marks.get(*moment).is_some(),
            KpiTest::Within { from, to, limit } => {
                self.length(*from, *to, in_tests(clock)).is_some_and(|length| length <= *limit)
            }
            KpiTest::SamePeriod { first, second } => {
                match (self.marks.get(*first), self.marks.get(*second)) {
                    (Some(first), Some(second)) => plan.same_period(first.at, second.at)?,
                    _ => false,
                }
            }
            KpiTest::OlderThan { moment, age } => {
                self.time_since(*moment, in_tests(clock), plan).is_some_and(|it| it > *age)
            }
            KpiTest::Between { tally, at_least, at_most } => {
                let count = self.tally(*tally);
                at_least.is_none_or(|it| it <= count) && at_most.is_none_or(|it| count <= it)
            }
            KpiTest::Rated { at_least_percent, at_most_percent } => self.rating.is_some_and(|it| {
                let (got, of) = above_worst(it);
                u64::from(*at_least_percent) * of <= got * 100
                    && got * 100 <= u64::from(*at_most_percent) * of
            }),
            KpiTest::TopBox { boxes } => self
                .rating
                .is_some_and(|it| u64::from(it.score) + u64::from(*boxes) > u64::from(it.best)),
            KpiTest::Scale { at_least, at_most } => self.rating.is_some_and(|it| {
                at_least.is_none_or(|least| least <= it.best)
                    && at_most.is_none_or(|most| it.best <= most)
            }),
            KpiTest::Matches { condition } => condition.holds(&self.view, None),
            KpiTest::NoneOf { tests } => {
                for test in tests {
                    if self.meets(test, clock, plan)? {
                        return Ok(false);
                    }
                }
                true
            }
        })
    }
}

/// How far a rating lies above the worst one, and how far the best one does.
fn above_worst(rating: Rating) -> (u64, u64) {
    let above = |score: u32| u64::from(score.saturating_sub(1));
    (above(rating.score), above(rating.best))
}
