//! What a definition chooses from: lists and numbers by which nothing, or something twice, would count, and cohorts that
//! its measure can't be of.

use super::{Cohort, KpiClock, KpiDefinition, KpiMeasure, KpiTerm, KpiTest, Lengths, Quantity};
use crate::error::Fault;
use crate::sla::SlaMetric;
use crate::time::Span;

/// Adds what is wrong with the choices of a definition.
pub(super) fn check_choices(definition: &KpiDefinition, path: &str, faults: &mut Vec<Fault>) {
    let mut checked = Choices { faults };
    let cohort = format!("{path}.cohort");
    if is_of_one_instant(&definition.measure) && definition.cohort != Cohort::Snapshot {
        checked.needs_snapshot(cohort);
    } else if definition.cohort == Cohort::Figures && !has_terms(&definition.measure) {
        let message =
            "it is of tickets, and the cohort 'figures' has none; give a cohort of tickets";
        checked.fault("kpi.tickets_as_figures", cohort, message);
    }
    if definition.clock == KpiClock::Promise && !reads_promises(&definition.measure) {
        let message = "this counts no time of promises; drop the clock, or give 'elapsed'";
        checked.fault("kpi.unused_clock", format!("{path}.clock"), message);
    }
    let path = format!("{path}.measure");
    match &definition.measure {
        KpiMeasure::Sum { of } | KpiMeasure::Rate { of, .. } => {
            checked.terms(of, definition.cohort, &format!("{path}.of"));
        }
        KpiMeasure::Ratio { part, whole } => {
            checked.terms(part, definition.cohort, &format!("{path}.part"));
            checked.terms(whole, definition.cohort, &format!("{path}.whole"));
        }
        KpiMeasure::Distribution { lengths, tests } => {
            match lengths {
                Lengths::PromiseUsed { metric, clock, .. }
                | Lengths::PromiseLeft { metric, clock, .. } => {
                    checked.clock(*metric, clock, format!("{path}.lengths.clock"));
                }
                Lengths::Stays { stays } => checked.list(stays, format!("{path}.lengths.stays")),
                Lengths::Waits { waits } => checked.list(waits, format!("{path}.lengths.waits")),
                _ => {}
            }
            checked.tests(tests, &format!("{path}.tests"));
        }
        KpiMeasure::RepeatContact { within, .. } => {
            checked.span(*within, format!("{path}.within"));
        }
        _ => {}
    }
}

const fn has_terms(measure: &KpiMeasure) -> bool {
    matches!(measure, KpiMeasure::Sum { .. } | KpiMeasure::Rate { .. } | KpiMeasure::Ratio { .. })
}

fn is_of_one_instant(measure: &KpiMeasure) -> bool {
    let (part, whole) = measure.terms();
    let at_risk = |it: &KpiTerm| matches!(it.quantity, Quantity::PromisesAtRisk { .. });
    match measure {
        KpiMeasure::Backlog {} | KpiMeasure::AgeBuckets { .. } | KpiMeasure::BacklogDays {} => true,
        KpiMeasure::Distribution { lengths, .. } => {
            matches!(lengths, Lengths::Age {} | Lengths::PromiseLeft { .. })
        }
        _ => part.iter().chain(whole).any(at_risk),
    }
}

fn reads_promises(measure: &KpiMeasure) -> bool {
    let (part, whole) = measure.terms();
    let reads = |it: &KpiTerm| {
        matches!(
            it.quantity,
            Quantity::Promises { .. } | Quantity::PromisesAtRisk { .. } | Quantity::Overdue { .. }
        )
    };
    // Lengths of time say themselves which clock they need.
    matches!(measure, KpiMeasure::Distribution { .. }) || part.iter().chain(whole).any(reads)
}

struct Choices<'f> {
    faults: &'f mut Vec<Fault>,
}

impl Choices<'_> {
    fn fault(&mut self, code: &str, path: String, message: &str) {
        self.faults.push(Fault::invalid(code, path, message));
    }

    fn needs_snapshot(&mut self, path: String) {
        let message =
            "it is of one instant, not of a period; give the whole figure the cohort 'snapshot'";
        self.fault("kpi.needs_snapshot", path, message);
    }

    fn list<T: PartialEq>(&mut self, chosen: &[T], path: String) {
        if chosen.is_empty() {
            self.fault("kpi.chooses_none", path, "nothing is chosen; give one at least");
        } else if (1..chosen.len())
            .any(|place| chosen.iter().take(place).any(|it| Some(it) == chosen.get(place)))
        {
            self.fault("kpi.chosen_twice", path, "one of them stands twice; drop one");
        }
    }

    fn clock(&mut self, metric: SlaMetric, clock: &Option<String>, path: String) {
        if clock.is_some() && metric != SlaMetric::Custom {
            let message =
                "only clocks of your own have names; drop it, or take the metric 'custom'";
            self.fault("kpi.unused_clock_name", path, message);
        }
    }

    fn span(&mut self, span: Span, path: String) {
        if span.is_negative() {
            let message = format!("{span} is less than no time; give a span of zero or more");
            self.fault("kpi.negative_span", path, &message);
        }
    }

    fn terms(&mut self, terms: &[KpiTerm], cohort: Cohort, path: &str) {
        for (index, term) in terms.iter().enumerate() {
            let path = format!("{path}[{index}]");
            if term.cohort == Some(Cohort::Snapshot) && cohort != Cohort::Snapshot {
                self.needs_snapshot(format!("{path}.cohort"));
            }
            match &term.quantity {
                Quantity::Stays { stays } => self.list(stays, format!("{path}.quantity.stays")),
                Quantity::Waits { waits } | Quantity::WaitCount { waits } => {
                    self.list(waits, format!("{path}.quantity.waits"));
                }
                Quantity::Promises { metric, clock, stages, .. } => {
                    self.list(stages, format!("{path}.quantity.stages"));
                    self.clock(*metric, clock, format!("{path}.quantity.clock"));
                }
                Quantity::PromisesAtRisk { metric, clock, left, .. } => {
                    self.span(*left, format!("{path}.quantity.left"));
                    self.clock(*metric, clock, format!("{path}.quantity.clock"));
                }
                Quantity::Overdue { metric, clock, .. } => {
                    self.clock(*metric, clock, format!("{path}.quantity.clock"));
                }
                Quantity::Figure { name } if name.trim().is_empty() => {
                    let message = "a figure of the desk needs its name, such as 'offered'";
                    self.fault("kpi.no_figure_name", format!("{path}.quantity.name"), message);
                }
                _ => {}
            }
            self.tests(&term.tests, &format!("{path}.tests"));
        }
    }

    fn tests(&mut self, tests: &[KpiTest], path: &str) {
        for (index, test) in tests.iter().enumerate() {
            let path = format!("{path}[{index}]");
            match test {
                KpiTest::Within { limit, .. } => self.span(*limit, format!("{path}.limit")),
                KpiTest::OlderThan { age, .. } => self.span(*age, format!("{path}.age")),
                KpiTest::Between { at_least: None, at_most: None, .. }
                | KpiTest::Scale { at_least: None, at_most: None } => {
                    self.fault(
                        "kpi.no_bounds",
                        path,
                        "this always holds; give 'at_least' or 'at_most'",
                    );
                }
                KpiTest::TopBox { boxes: 0 } => {
                    self.fault(
                        "kpi.empty_range",
                        format!("{path}.boxes"),
                        "no rating is among the best 0; give 1 or more",
                    );
                }
                KpiTest::Scale { at_most: Some(0 | 1), .. } => {
                    self.fault(
                        "kpi.empty_range",
                        format!("{path}.at_most"),
                        "a scale has two scores at least; give 2 or more",
                    );
                }
                KpiTest::NoneOf { tests } => self.tests(tests, &format!("{path}.tests")),
                _ => {}
            }
        }
    }
}
