use super::table::{number, percent, table, thousands};
use super::{SupportReport, note, titled};
use crate::staffing::{PeopleStep, PeopleTerm, StaffingWarning};

/// How many agents the busiest month needs, and how that came about.
pub(super) fn section(report: &SupportReport) -> String {
    let (Some(headcount), Some(month)) = (&report.headcount, &report.busiest_month) else {
        return String::new();
    };
    let row = |step: &PeopleStep| {
        let (term, value) = match step.term {
            PeopleTerm::OnShift => ("agents at work", headcount.on_shift),
            PeopleTerm::Headcount => ("people to employ", headcount.headcount),
            _ => return None,
        };
        Some(vec![term.to_owned(), number(value), format!("= {}", thousands(&step.formula))])
    };
    let mut rows: Vec<_> = headcount.steps.iter().filter_map(row).collect();
    let of = "= tickets / what the agents at work can handle".to_owned();
    rows.push(vec!["utilisation".to_owned(), percent(headcount.utilisation), of]);
    let notes: String = headcount.warnings.iter().map(|it| note(&warning(it))).collect();
    titled(&format!("Agents for {month}, the busiest month"), &(table(&rows, &[0, 2]) + &notes))
}

fn warning(warning: &StaffingWarning) -> String {
    match warning {
        StaffingWarning::Underloaded { agents, tickets_per_month, worth_it_from } => {
            let text = format!(
                "Underloaded: {agents} at work are worth it from {worth_it_from} tickets a month; \
                 {tickets_per_month} arrive."
            );
            thousands(&text)
        }
        StaffingWarning::Understaffed { agents, needed } => {
            thousands(&format!("Understaffed: {agents} are at work, {needed} are needed."))
        }
    }
}
