use super::input::RosterInput;
use crate::error::{ErrorKind, Fault};
use crate::time::Span;

/// The most that anything may weigh.
pub(super) const MOST_WEIGHT: u32 = 1_000;

/// All faults of the rules for everybody.
pub(super) fn rules_faults(input: &RosterInput, faults: &mut Vec<Fault>) {
    let rules = &input.rules;
    if let Some(rest) = rules.least_rest {
        if rest.is_negative() {
            let message = format!("{rest} runs backwards; give a span of zero or more");
            faults.push(Fault::invalid("span.negative", "input.rules.least_rest", message));
        } else if rest > Span::hours(168) {
            let message = format!("{rest} is more than a week; give a shorter rest");
            faults.push(Fault::invalid("span.out_of_range", "input.rules.least_rest", message));
        }
    }
    if rules.max_days_in_row == Some(0) {
        let message = "nobody would ever work; give one day or more, or leave it out";
        faults.push(Fault::invalid("integer.zero", "input.rules.max_days_in_row", message));
    }
    for (pair, place) in rules.forbidden.iter().zip(0_u32..) {
        for (label, field) in [(&pair.before, "before"), (&pair.after, "after")] {
            let path = format!("input.rules.forbidden[{place}].{field}");
            faults.extend(unknown_shift(input, label, path));
        }
    }
    let fair = rules.fairness;
    for (weight, field) in
        [(fair.nights, "nights"), (fair.weekends, "weekends"), (fair.shifts, "shifts")]
    {
        if weight > MOST_WEIGHT {
            let message = format!("{weight} is too much; give 0 to {MOST_WEIGHT}");
            faults.push(Fault::invalid(
                "integer.out_of_range",
                format!("input.rules.fairness.{field}"),
                message,
            ));
        }
    }
}

/// The fault of a label that no template has.
pub(super) fn unknown_shift(input: &RosterInput, label: &str, path: String) -> Option<Fault> {
    let known = input.templates.iter().any(|it| it.label == label);
    (!known).then(|| Fault {
        kind: ErrorKind::Unknown,
        code: "shift.unknown".to_owned(),
        path,
        message: format!("there is no shift '{label}'; give the label of a template"),
    })
}
