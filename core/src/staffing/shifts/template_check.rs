//! What templates must be.

use super::template::{ShiftBreak, ShiftStarts, ShiftTemplate};
use crate::error::Fault;
use crate::time::{Span, TimeOfDay};
use std::collections::BTreeSet;

/// The longest shift.
pub(super) const DAY: Span = Span::hours(24);
/// The most templates, and the most starts of one: one a minute.
const MOST_TEMPLATES: usize = 1_000;
const MOST_STARTS: i64 = 1_440;
/// The most places of a break.
const MOST_PLACES: i64 = 1_440;
/// The highest cost: of as many shifts as there may be, the sum fits.
const MOST_COST: u32 = 1_000_000_000;

/// All faults of templates, at paths below `path`.
pub(super) fn template_faults(templates: &[ShiftTemplate], path: &str, faults: &mut Vec<Fault>) {
    if templates.len() > MOST_TEMPLATES {
        let message =
            format!("{} templates are too many; give at most {MOST_TEMPLATES}", templates.len());
        faults.push(Fault::invalid("templates.too_many", path, message));
        return;
    }
    let mut names = BTreeSet::new();
    for (template, place) in templates.iter().zip(0_u32..) {
        let path = format!("{path}[{place}]");
        if template.label.is_empty() {
            let message = "a shift needs a name; give one";
            faults.push(Fault::invalid("name.empty", format!("{path}.label"), message));
        }
        if !names.insert(&template.label) {
            let message =
                format!("there is another shift '{}'; give each a name of its own", template.label);
            faults.push(Fault::invalid("name.duplicate", format!("{path}.label"), message));
        }
        one(template, &path, faults);
    }
}

fn one(template: &ShiftTemplate, path: &str, faults: &mut Vec<Fault>) {
    let mut invalid = |code: &str, field: &str, message: String| {
        faults.push(Fault::invalid(code, format!("{path}.{field}"), message));
    };
    if template.length <= Span::ZERO {
        invalid(
            "span.not_positive",
            "length",
            format!("{} is no length; give a span above zero", template.length),
        );
    } else if template.length > DAY {
        invalid(
            "shift.longer_than_a_day",
            "length",
            format!("{} is more than 24 hours; give a shorter shift", template.length),
        );
    }
    if template.cost.is_some_and(|cost| cost == 0 || cost > MOST_COST) {
        let cost = template.cost.unwrap_or_default();
        invalid(
            "integer.out_of_range",
            "cost",
            format!("{cost} is no cost; give 1 to {MOST_COST}"),
        );
    }
    match &template.starts {
        ShiftStarts::At { times } => {
            if times.is_empty() {
                invalid(
                    "starts.none",
                    "starts.times",
                    "there is no time to start at; give one or more".to_owned(),
                );
            }
            let mut seen = BTreeSet::new();
            for (time, place) in times.iter().zip(0_u32..) {
                let field = format!("starts.times[{place}]");
                if *time >= TimeOfDay::END_OF_DAY {
                    invalid(
                        "time_of_day.out_of_range",
                        &field,
                        "24:00 is the end of a day; give 00:00 of the next".to_owned(),
                    );
                } else if !seen.insert(*time) {
                    invalid(
                        "starts.duplicate",
                        &field,
                        format!("{time} stands twice; give it once"),
                    );
                }
            }
        }
        ShiftStarts::Every { first, last, step } => {
            let between = i64::from(last.as_millis()) - i64::from(first.as_millis());
            if *last >= TimeOfDay::END_OF_DAY {
                invalid(
                    "time_of_day.out_of_range",
                    "starts.last",
                    "24:00 is the end of a day; give an earlier time".to_owned(),
                );
            } else if between < 0 {
                invalid(
                    "starts.none",
                    "starts.last",
                    format!("{last} is before {first}; give a later time"),
                );
            }
            if *step <= Span::ZERO {
                invalid(
                    "span.not_positive",
                    "starts.step",
                    format!("{step} is no step; give a span above zero"),
                );
            } else if between / step.as_millis() >= MOST_STARTS {
                invalid(
                    "starts.too_many",
                    "starts.step",
                    format!("that is a start every {step}; give at most {MOST_STARTS} a day"),
                );
            }
        }
    }
    breaks(template, path, faults);
}

fn breaks(template: &ShiftTemplate, path: &str, faults: &mut Vec<Fault>) {
    let mut before = Span::ZERO;
    for (each, place) in template.breaks.iter().zip(0_u32..) {
        let path = format!("{path}.breaks[{place}]");
        let known = faults.len();
        one_break(each, template.length, &path, faults);
        if faults.len() > known {
            return;
        }
        if place > 0 && each.earliest < before {
            let message = format!(
                "it may start {} after the start of the shift, when the break before may last until {before}; give windows \
                 that keep them apart",
                each.earliest
            );
            faults.push(Fault::invalid("break.overlapping", format!("{path}.earliest"), message));
        }
        before = each.latest + each.length;
    }
}

fn one_break(each: &ShiftBreak, length: Span, path: &str, faults: &mut Vec<Fault>) {
    let mut invalid = |code: &str, field: &str, message: String| {
        faults.push(Fault::invalid(code, format!("{path}.{field}"), message));
    };
    let step = each.step.unwrap_or(Span::minutes(15));
    if each.length <= Span::ZERO {
        invalid(
            "span.not_positive",
            "length",
            format!("{} is no break; give a span above zero", each.length),
        );
    }
    if step <= Span::ZERO {
        invalid("span.not_positive", "step", format!("{step} is no step; give a span above zero"));
    }
    if each.earliest.is_negative() {
        invalid(
            "break.outside_shift",
            "earliest",
            format!("{} is before the shift; give zero or more", each.earliest),
        );
    } else if each.latest < each.earliest {
        invalid(
            "break.no_window",
            "latest",
            format!("{} is before {}; give a later one", each.latest, each.earliest),
        );
    } else if each.latest + each.length > length {
        let message = format!(
            "a break of {} from {} on ends after the shift of {length}; give an earlier one",
            each.length, each.latest
        );
        invalid("break.outside_shift", "latest", message);
    } else if step > Span::ZERO
        && (each.latest - each.earliest).as_millis() / step.as_millis() >= MOST_PLACES
    {
        invalid(
            "break.too_many_places",
            "step",
            format!("that is a start every {step}; give at most {MOST_PLACES}"),
        );
    }
}
