use super::{SlaClock, SlaColours, SlaPolicy, SlaRules};
use crate::time::CalendarSpec;
use serde::{Deserialize, Serialize};

/// A calendar that policies and targets can name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCalendar {
    /// Its name; unique among the calendars.
    pub name: String,
    /// Its hours.
    pub calendar: CalendarSpec,
}

/// All that a desk has promised, and in which hours: its policies, calendars and clocks.
///
/// Under each agreement the first policy whose filter fits a ticket is for it, and no other one. A host keeps
/// the specification that a ticket is measured by under its `version`, and takes up another one when it
/// wants to: [`SlaEngine::reapply`](super::SlaEngine::reapply) tells before what that would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaSpec {
    /// What the host calls this state of it; explanations name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The hours that count where nothing names others.
    pub calendar: CalendarSpec,
    /// Further calendars, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<NamedCalendar>,
    /// The field of the host that names a ticket's calendar, for targets and policies that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_field: Option<String>,
    /// The fields of the host that conditions may read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// The clocks of the desk's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<SlaClock>,
    /// Its policies, the one to try first at the top.
    pub policies: Vec<SlaPolicy>,
    /// When a promise is shown in which colour; absent: statuses have no colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colours: Option<SlaColours>,
    /// What this desk decides otherwise.
    #[serde(default)]
    pub rules: SlaRules,
}

impl SlaSpec {
    /// Policies in one calendar by the recommended rules.
    pub fn new(calendar: CalendarSpec, policies: Vec<SlaPolicy>) -> Self {
        Self {
            version: None,
            calendar,
            calendars: Vec::new(),
            calendar_field: None,
            fields: Vec::new(),
            clocks: Vec::new(),
            policies,
            colours: None,
            rules: SlaRules::default(),
        }
    }
}
