use super::{
    BreachesTold, DueAtClosing, NextReplyFrom, ReopenRule, ResolutionEnd, Retarget, RetargetBreach,
    SlaRules, UnansweredFrom,
};
use serde::{Deserialize, Serialize};

/// A product whose rules are known from its documentation, its source or its tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpDesk {
    /// Chatwoot.
    Chatwoot,
    /// Dynamics 365 Customer Service.
    Dynamics,
    /// Frappe Helpdesk.
    Frappe,
    /// GLPI.
    Glpi,
    /// Jira Service Management.
    Jira,
    /// osTicket.
    OsTicket,
    /// Plain.
    Plain,
    /// Salesforce Service Cloud.
    Salesforce,
    /// ServiceNow.
    ServiceNow,
    /// Zammad.
    Zammad,
    /// Zendesk.
    Zendesk,
    /// Znuny, which was OTRS.
    Znuny,
}

/// The rules by which a product keeps its clocks, as far as a source tells; all else is the default.
///
/// A product whose sources tell nothing else has the defaults. What a target decides, such as the statuses in which its
/// clock stands still, is no rule and not here: the guide to SLA clocks says what to write.
///
/// | product | what differs | source |
/// | --- | --- | --- |
/// | Chatwoot | the next reply counts from the last message | its misses are kept by the last message: `evaluate_applied_sla_service.rb` |
/// | Dynamics | nothing that a source tells: a pause is working time, and its indicators don't depend on each other | Microsoft Learn, "SLA timer doesn't pause" |
/// | Frappe | a new target holds from the start, and so may be due in the past | its agreement is recomputed from creation at every save: `hd_service_level_agreement.py` |
/// | GLPI | a new target holds from the start; a day used up is due at the next opening | `LevelAgreement.php`, `Calendar.php` |
/// | Jira | a reopened ticket starts another cycle | its cycles, from start to stop |
/// | osTicket | closing ends the one clock, and a reopened ticket starts another cycle | `class.sla.php`, due from creation or reopening |
/// | Plain | a reopened ticket has no resolution clock | its documentation: the first *done* ends it |
/// | Salesforce | nothing that a source tells: milestones are targets, recurring ones are cycles | "Milestone Recurrence Types" |
/// | ServiceNow | a new target starts afresh | SLA definitions without a retroactive start |
/// | Zammad | a new target holds from the start; the next reply is promised from the creation on | `lib/escalation.rb`, its issue 5177 |
/// | Zendesk | each target that is broken is told | metric events: a new policy can add a breach |
/// | Znuny | a new target holds from the start; a reopened ticket has no resolution clock | `Ticket.pm`, its escalation index |
pub fn rules_like(product: HelpDesk) -> SlaRules {
    let (carried, at_due) = (SlaRules::default(), RetargetBreach::AtDue);
    let from_start = SlaRules { retarget: Retarget::FromStart, retarget_breach: at_due, ..carried };
    match product {
        HelpDesk::Dynamics | HelpDesk::Salesforce => carried,
        HelpDesk::Chatwoot => SlaRules { unanswered_from: UnansweredFrom::Last, ..carried },
        HelpDesk::Frappe => from_start,
        HelpDesk::Zammad => SlaRules { next_reply_from: NextReplyFrom::Creation, ..from_start },
        HelpDesk::Glpi => SlaRules { due_at_closing: DueAtClosing::NextOpen, ..from_start },
        HelpDesk::Jira => SlaRules { reopen: ReopenRule::NewCycle, ..carried },
        HelpDesk::OsTicket => SlaRules {
            reopen: ReopenRule::NewCycle,
            resolution_end: ResolutionEnd::Closed,
            ..carried
        },
        HelpDesk::Plain => SlaRules { reopen: ReopenRule::Ignore, ..carried },
        HelpDesk::ServiceNow => SlaRules { retarget: Retarget::FromChange, ..carried },
        HelpDesk::Zendesk => SlaRules { breaches: BreachesTold::EachTarget, ..carried },
        HelpDesk::Znuny => SlaRules { reopen: ReopenRule::Ignore, ..from_start },
    }
}
