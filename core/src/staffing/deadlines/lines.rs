//! The steps of an outcome, in words.

use super::super::check::sum;
use super::agents::{all_work, share};
use super::explain::{DeadlineStep, DeadlineTerm, count, hours, in_hours, rounded, step};
use super::outcome::TicketLateness;
use super::rules::Efficiency;
use super::{DeadlineOutcome, DeadlineRules, DeadlineTicket, StaffedInterval};
use crate::time::Span;
use rust_decimal::prelude::ToPrimitive;

pub(super) fn steps(
    outcome: &DeadlineOutcome,
    tickets: &[DeadlineTicket],
    staffed: &[StaffedInterval],
    rules: &DeadlineRules,
    efficiency: Efficiency,
) -> Vec<DeadlineStep> {
    let mut steps =
        vec![all_work(tickets), share(rules, efficiency), capacity(staffed, efficiency, rules)];
    if tickets.is_empty() {
        return steps;
    }
    steps.extend(no_margin(tickets));
    let missed = usize::try_from(outcome.missed).unwrap_or(usize::MAX);
    let all = count(tickets.len(), "ticket", "tickets");
    steps.push(step(
        DeadlineTerm::Missed,
        "earliest deadline first",
        f64::from(outcome.missed),
        match missed {
            0 => format!("all deadlines of {all} are met"),
            some => format!(
                "{} of {all} {} missed",
                count(some, "deadline", "deadlines"),
                if some == 1 { "is" } else { "are" }
            ),
        },
    ));
    if let Some(first) = &outcome.first_missed {
        let text = format!(
            "the first is that of {}, due at {}: {}",
            first.ticket,
            first.due_at,
            late(first)
        );
        steps.push(step(
            DeadlineTerm::FirstMissed,
            "the earliest of them",
            first.late_by.map(hours),
            text,
        ));
    }
    if let Some(latest) = &outcome.latest {
        let text = format!("nothing is later than {}: {}", latest.ticket, late(latest));
        steps.push(step(DeadlineTerm::Latest, "done - due", latest.late_by.map(hours), text));
    }
    let unfinished = usize::try_from(outcome.unfinished).unwrap_or(usize::MAX);
    let text = outcome.cleared_at.map_or_else(
        || {
            format!(
                "when the plan ends, {} with {} of work {} left",
                count(unfinished, "ticket", "tickets"),
                in_hours(hours(outcome.unfinished_work)),
                if unfinished == 1 { "is" } else { "are" },
            )
        },
        |at| format!("all are done at {at}"),
    );
    steps.push(step(DeadlineTerm::Cleared, "work / time of agents", None, text));
    if let Some(critical) = &outcome.critical {
        let (work, time) = (hours(critical.work), hours(critical.open));
        steps.push(step(
            DeadlineTerm::CriticalInterval,
            format!("{} h of work / {} h of agents", rounded(work), rounded(time)),
            work / time,
            format!(
                "the hardest time is from {} until {}: {}, and the agents have {}",
                critical.start,
                critical.end,
                count(
                    rounded(work),
                    "hour of work arrives and is due in it",
                    "hours of work arrive and are due in it"
                ),
                in_hours(time)
            ),
        ));
    }
    steps.push(missing(outcome));
    steps
}

/// That the work of some is not certain, and taken for its mean.
fn no_margin(tickets: &[DeadlineTicket]) -> Option<DeadlineStep> {
    let uncertain = |it: &&DeadlineTicket| it.work_deviation.is_some_and(|it| it > Span::ZERO);
    let some = tickets.iter().filter(uncertain).count();
    let text = format!(
        "the work of {} is uncertain and taken for its mean: there is no margin in what follows",
        count(some, "ticket", "tickets")
    );
    (some > 0).then(|| step(DeadlineTerm::Margin, "mean work", 0.0, text))
}

fn capacity(
    staffed: &[StaffedInterval],
    efficiency: Efficiency,
    rules: &DeadlineRules,
) -> DeadlineStep {
    let time = |it: &StaffedInterval| {
        hours(it.end.since(it.start)) * it.agents.to_f64().unwrap_or_default()
    };
    let paid = sum(staffed.iter().map(time));
    let own = paid * super::limits::ratio(efficiency.work, efficiency.of);
    step(
        DeadlineTerm::Capacity,
        format!("{} h of agents * {}", rounded(paid), rules.formula()),
        own,
        format!("the agents of the plan can do {} of work", in_hours(own)),
    )
}

fn late(ticket: &TicketLateness) -> String {
    match ticket.late_by {
        None => "it is never done".to_owned(),
        Some(Span::ZERO) => "it is done just in time".to_owned(),
        Some(late) if late.is_negative() => format!("it is done {} before its deadline", -late),
        Some(late) => format!("it is done {late} late"),
    }
}

fn missing(outcome: &DeadlineOutcome) -> DeadlineStep {
    let value = outcome.agents_to_add.map(f64::from);
    let times = outcome.factor.map(|factor| {
        format!("{} would just do", count(rounded(factor), "time the agents", "times the agents"))
    });
    let text = match (outcome.agents_to_add, times) {
        (Some(0), Some(times)) => format!("nobody has to be added: {times}"),
        (Some(0), None) => "nobody has to be added".to_owned(),
        (Some(more), times) => {
            let more = usize::try_from(more).unwrap_or(usize::MAX);
            let more = format!("{} more in each interval would do", count(more, "agent", "agents"));
            times.map_or(more.clone(), |times| format!("{more}, and {times}"))
        }
        (None, _) => "no number of agents is enough: a ticket is due before any interval of the plan after its arrival"
            .to_owned(),
    };
    step(DeadlineTerm::Missing, "the fewest with which nobody is late", value, text)
}
