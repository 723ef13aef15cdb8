//! Every fault of escalation rules.

use super::{EarlyLevel, EscalationRule, EscalationTrigger};
use crate::error::Fault;
use crate::sla::SlaEngine;
use crate::ticket::can_hold;
use crate::time::Span;

/// More days than there are until the year 9999 from any instant on.
const MOST_DAYS: u32 = 3_700_000;

/// All that is wrong with rules over the targets of a specification.
pub(super) fn faults(rules: &[EscalationRule], sla: &SlaEngine) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let path = format!("rules[{index}]");
        check_level(&rule.trigger, &path, &mut faults);
        let mut fault = |code: &str, field: &str, message: String| {
            faults.push(Fault::invalid(code, format!("{path}.{field}"), message));
        };
        if rules.iter().take(index).any(|other| other.name == rule.name) {
            let message = format!("'{}' stands above already", rule.name);
            fault("escalation.duplicate_name", "name", message);
        }
        if rule.actions.is_empty() {
            let message = "a rule asks for something; give an action";
            fault("escalation.no_action", "actions", message.into());
        }
        check_target(rule, sla, &path, &mut faults);
    }
    for (index, filter) in rules.iter().map(|rule| &rule.filter).enumerate() {
        if let Some(filter) = filter {
            filter.check_state(&format!("rules[{index}].filter"), sla.fields(), &mut faults);
        }
    }
    faults
}

/// Whether there is a level of a target at which a rule could fire.
fn check_target(rule: &EscalationRule, sla: &SlaEngine, path: &str, faults: &mut Vec<Fault>) {
    let Some(watched) = rule.watched() else { return };
    let own = rule.conditions();
    let own: Vec<_> = own.iter().map(|it| (it, true)).collect();
    // What is for no ticket by itself is another fault.
    let own = if can_hold(&own) { own } else { Vec::new() };
    let targets = sla.targets(&watched, &own);
    if targets.is_empty() {
        let message =
            "nothing is promised of it to such tickets, so the rule can't fire; add a target";
        let path = format!("{path}.trigger.metric");
        faults.push(Fault::invalid("escalation.no_such_target", path, message));
        return;
    }
    if let EscalationTrigger::BeforeDue { before, .. } = rule.trigger
        && rule.early == EarlyLevel::Never
        && targets.iter().all(|target| target.within.is_some_and(|within| within <= before))
    {
        let message = format!(
            "no target is longer than {before}, so it is before the start of each; give less, or let it be early"
        );
        let path = format!("{path}.trigger.before");
        faults.push(Fault::invalid("escalation.never_comes", path, message));
    }
}

fn check_level(trigger: &EscalationTrigger, path: &str, faults: &mut Vec<Fault>) {
    let mut fault = |code: &str, field: &str, message: String| {
        faults.push(Fault::invalid(code, format!("{path}.trigger.{field}"), message));
    };
    match *trigger {
        EscalationTrigger::TargetUsed { share, .. } if !(share > 0.0 && share <= 1000.0) => {
            let message = format!("{share} is no share of a target; 0.75 is three quarters");
            fault("escalation.share_out_of_range", "share", message);
        }
        EscalationTrigger::NoReply { after } | EscalationTrigger::AfterDue { after, .. }
            if after <= Span::ZERO =>
        {
            let message = format!("{after} is no time to wait; give more than zero");
            fault("escalation.span_not_positive", "after", message);
        }
        EscalationTrigger::BeforeDue { before, .. } if before <= Span::ZERO => {
            let message = format!("{before} is not before the end; give more than zero");
            fault("escalation.span_not_positive", "before", message);
        }
        EscalationTrigger::BusinessDaysBeforeDue { days, .. }
        | EscalationTrigger::BusinessDaysAfterDue { days, .. }
            if !(1..=MOST_DAYS).contains(&days) =>
        {
            let message = format!("{days} is not from 1 to {MOST_DAYS} business days");
            fault("escalation.days_out_of_range", "days", message);
        }
        _ => {}
    }
}
