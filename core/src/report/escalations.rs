use super::RuleCount;
use crate::error::Result;
use crate::escalation::EscalationEngine;
use crate::ticket::Ticket;
use crate::time::Timestamp;

/// How often each rule would have fired until `now`.
pub(super) fn count(
    engine: &EscalationEngine,
    tickets: &[Ticket],
    now: Timestamp,
) -> Result<Vec<RuleCount>> {
    let fired = engine.due_all(tickets, now)?;
    let count = |rule: String| {
        let mut row = RuleCount { rule, tickets: 0, fired: 0 };
        for ticket in &fired {
            let times =
                ticket.escalations.iter().filter(|escalation| escalation.rule == row.rule).count();
            row.tickets += u32::from(times > 0);
            row.fired += u32::try_from(times).unwrap_or(u32::MAX);
        }
        row
    };
    Ok(engine.rules().into_iter().map(|rule| count(rule.name)).collect())
}
