//! Ready mappings: the columns and words of products.

use super::mapping::{ColumnMapping, LogField, RowOrder};
use super::words::LogWords;
use crate::ticket::{Channel, Priority, Role, Status};
use std::collections::BTreeMap;

fn words<T: Copy>(words: &[(&str, T)]) -> BTreeMap<String, T> {
    words.iter().map(|(word, value)| ((*word).to_owned(), *value)).collect()
}

#[allow(clippy::unnecessary_wraps, reason = "what a field of a mapping holds")]
fn column(name: &str) -> Option<String> {
    Some(name.to_owned())
}

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The audit log of ServiceNow's incidents, one row a change, in the order of the file.
///
/// # Source
/// State, priority and contact type of ServiceNow's incident table; the columns are those of the log in
/// `examples/data`.
///
/// ```
/// use firstline::interop::servicenow_mapping;
/// assert_eq!(servicenow_mapping().at.as_deref(), Some("sys_updated_at"));
/// ```
pub fn servicenow_mapping() -> ColumnMapping {
    ColumnMapping {
        ticket: column("number"),
        at: column("sys_updated_at"),
        opened_at: column("opened_at"),
        opened_by: column("opened_by"),
        status: column("incident_state"),
        priority: column("priority"),
        channel: column("contact_type"),
        category: column("category"),
        requester: column("caller_id"),
        team: column("assignment_group"),
        agent: column("assigned_to"),
        reopens: column("reopen_count"),
        reassignments: column("reassignment_count"),
        changes: column("sys_mod_count"),
        resolved_at: column("resolved_at"),
        closed_at: column("closed_at"),
        actor: column("sys_updated_by"),
        default_role: Some(Role::Agent),
        fields: columns(&["made_sla", "closed_code", "subcategory", "location"]),
        optional: columns(&["closed_code", "subcategory", "location"]),
        words: LogWords {
            status: words(&[
                ("New", Status::New),
                ("Active", Status::Open),
                ("In Progress", Status::Open),
                ("Awaiting User Info", Status::Pending),
                ("Awaiting Vendor", Status::OnHold),
                ("Awaiting Problem", Status::OnHold),
                ("Awaiting Evidence", Status::OnHold),
                ("On Hold", Status::OnHold),
                ("Resolved", Status::Resolved),
                // Unnecessary or a duplicate: over, and not by a solution.
                ("Canceled", Status::Closed),
                ("Cancelled", Status::Closed),
                ("Closed", Status::Closed),
            ]),
            priority: words(&[
                ("1*", Priority::P1),
                ("2*", Priority::P2),
                ("3*", Priority::P3),
                ("4*", Priority::P4),
                ("5*", Priority::P5),
            ]),
            channel: words(&[
                ("Phone", Channel::Phone),
                ("IVR", Channel::Phone),
                ("Email", Channel::Mail),
                ("Self service", Channel::Portal),
                ("Chat", Channel::Chat),
                ("Walk-in", Channel::WalkIn),
                ("Monitoring", Channel::Monitoring),
                ("Direct opening", Channel::Other),
            ]),
            ..LogWords::default()
        },
        nulls: columns(&["?"]),
        row_order: RowOrder::AsGiven,
        ..ColumnMapping::default()
    }
}

/// The words of Zendesk.
fn zendesk_words() -> LogWords {
    LogWords {
        status: words(&[
            ("new", Status::New),
            ("open", Status::Open),
            ("pending", Status::Pending),
            ("hold", Status::OnHold),
            ("solved", Status::Resolved),
            ("closed", Status::Closed),
            // Deleted: over, and not by a solution.
            ("deleted", Status::Closed),
        ]),
        priority: words(&[
            ("urgent", Priority::P1),
            ("high", Priority::P2),
            ("normal", Priority::P3),
            ("low", Priority::P4),
        ]),
        channel: words(&[
            ("email", Channel::Mail),
            ("voice", Channel::Phone),
            ("phone", Channel::Phone),
            ("sms", Channel::Sms),
            ("chat", Channel::Chat),
            ("native_messaging", Channel::Messenger),
            ("whatsapp", Channel::Messenger),
            ("facebook", Channel::Social),
            ("twitter", Channel::Social),
            ("instagram_dm", Channel::Social),
            ("web", Channel::Portal),
            ("help_center", Channel::Portal),
            ("mobile", Channel::Portal),
            ("mobile_sdk", Channel::Portal),
            ("web_widget", Channel::Portal),
            ("api", Channel::Other),
            ("rule", Channel::Other),
            ("system", Channel::Other),
            ("side_conversation", Channel::Other),
        ]),
        role: words(&[
            ("end-user", Role::Requester),
            ("agent", Role::Agent),
            ("admin", Role::Agent),
            ("system", Role::System),
        ]),
        ..LogWords::default()
    }
}

/// Zendesk's tickets as Fivetran's table `ticket` has them: who asked, when, and how.
///
/// Its status, priority, agent and group are those of the day of the export and are not read: their history is
/// in `ticket_field_history` ([`zendesk_field_history_mapping`]).
///
/// # Source
/// Fivetran's Zendesk schema, as the package `dbt_zendesk` reads it.
///
/// ```
/// use firstline::interop::zendesk_ticket_mapping;
/// assert_eq!(zendesk_ticket_mapping().opened_at.as_deref(), Some("created_at"));
/// ```
pub fn zendesk_ticket_mapping() -> ColumnMapping {
    ColumnMapping {
        ticket: column("id"),
        opened_at: column("created_at"),
        opened_by: column("submitter_id"),
        requester: column("requester_id"),
        channel: column("via_channel"),
        fields: columns(&["type", "brand_id", "organization_id", "ticket_form_id"]),
        optional: columns(&[
            "submitter_id",
            "via_channel",
            "type",
            "brand_id",
            "organization_id",
            "ticket_form_id",
        ]),
        words: zendesk_words(),
        ..ColumnMapping::default()
    }
}

/// The changes of Zendesk's tickets as Fivetran's table `ticket_field_history` has them.
///
/// Changes at the instant of a ticket's creation are what it was created with.
///
/// # Source
/// Fivetran's Zendesk schema, as the package `dbt_zendesk` reads it; status and priority of Zendesk's ticket API.
///
/// ```
/// use firstline::interop::{LogField, zendesk_field_history_mapping};
/// assert_eq!(zendesk_field_history_mapping().field_names["group_id"], LogField::Team);
/// ```
pub fn zendesk_field_history_mapping() -> ColumnMapping {
    ColumnMapping {
        ticket: column("ticket_id"),
        at: column("updated"),
        actor: column("user_id"),
        field: column("field_name"),
        value: column("value"),
        field_names: words(&[
            ("status", LogField::Status),
            ("priority", LogField::Priority),
            ("group_id", LogField::Team),
            ("assignee_id", LogField::Agent),
        ]),
        optional: columns(&["user_id"]),
        words: zendesk_words(),
        ..ColumnMapping::default()
    }
}

/// The comments of Zendesk's tickets as Fivetran's table `ticket_comment` has them. The first one of a ticket is
/// its description, and no reply.
///
/// Whose comment it is says the table `user` ([`zendesk_user_mapping`]); without it, all but the ticket's own
/// requester are agents.
///
/// # Source
/// Fivetran's Zendesk schema, as the package `dbt_zendesk` reads it.
///
/// ```
/// use firstline::interop::zendesk_comment_mapping;
/// assert!(zendesk_comment_mapping().first_comment_opens);
/// ```
pub fn zendesk_comment_mapping() -> ColumnMapping {
    ColumnMapping {
        ticket: column("ticket_id"),
        at: column("created"),
        actor: column("user_id"),
        public: column("public"),
        first_comment_opens: true,
        ..ColumnMapping::default()
    }
}

/// The people of Zendesk as Fivetran's table `user` has them: end users ask, agents and admins are of the desk.
///
/// # Source
/// Fivetran's Zendesk schema, as the package `dbt_zendesk` reads it.
///
/// ```
/// use firstline::interop::zendesk_user_mapping;
/// assert_eq!(zendesk_user_mapping().ticket, None);
/// ```
pub fn zendesk_user_mapping() -> ColumnMapping {
    ColumnMapping {
        actor: column("id"),
        role: column("role"),
        words: zendesk_words(),
        ..ColumnMapping::default()
    }
}

/// The changelog of Jira's issues, one row an item of it: the issue's `key` and its `issue_created`, and of the
/// change `created`, `author`, `field`, `fromString` and `toString`.
///
/// The names are those of Jira's REST API, where an issue, a history and its items are nested; those of another
/// flat form are a changed field of this record. The words are those of Jira's default workflows, in English.
///
/// # Source
/// The resource `changelog` of Jira Cloud's REST API; default statuses and priorities of Jira and of Jira Service
/// Management.
///
/// ```
/// use firstline::interop::jira_changelog_mapping;
/// assert_eq!(jira_changelog_mapping().value.as_deref(), Some("toString"));
/// ```
pub fn jira_changelog_mapping() -> ColumnMapping {
    ColumnMapping {
        ticket: column("key"),
        at: column("created"),
        opened_at: column("issue_created"),
        actor: column("author"),
        field: column("field"),
        value: column("toString"),
        value_before: column("fromString"),
        field_names: words(&[
            ("status", LogField::Status),
            ("priority", LogField::Priority),
            ("assignee", LogField::Agent),
            ("Component", LogField::Category),
        ]),
        optional: columns(&["author", "fromString"]),
        words: LogWords {
            status: words(&[
                ("Backlog", Status::New),
                ("To Do", Status::New),
                ("Open", Status::New),
                ("New", Status::New),
                ("In Progress", Status::Open),
                ("Work in progress", Status::Open),
                ("Reopened", Status::Open),
                ("Escalated", Status::Open),
                ("Waiting for support", Status::Open),
                ("Waiting for customer", Status::Pending),
                ("Pending", Status::OnHold),
                ("On Hold", Status::OnHold),
                ("Done", Status::Resolved),
                ("Completed", Status::Resolved),
                ("Resolved", Status::Resolved),
                ("Canceled", Status::Closed),
                ("Declined", Status::Closed),
                ("Closed", Status::Closed),
            ]),
            priority: words(&[
                ("Highest", Priority::P1),
                ("High", Priority::P2),
                ("Medium", Priority::P3),
                ("Low", Priority::P4),
                ("Lowest", Priority::P5),
                ("Blocker", Priority::P1),
                ("Critical", Priority::P2),
                ("Major", Priority::P3),
                ("Minor", Priority::P4),
                ("Trivial", Priority::P5),
            ]),
            ..LogWords::default()
        },
        ..ColumnMapping::default()
    }
}

/// Events as the library names them, one row an event, by columns of the same names: `ticket`, `at`, `kind`, and
/// those that the kinds need. What [`event_rows`](super::event_rows) gives is such a table.
///
/// The events of a ticket are taken in the order in which they stand; where that is none, change `row_order`.
///
/// ```
/// use firstline::interop::{event_mapping, read_log};
/// let log = b"ticket,at,kind,status\nT-1,2026-03-02T09:00:00Z,created,\nT-1,2026-03-02T09:05:00Z,status_changed,open\n";
/// let log = read_log(log, &event_mapping(), None)?;
/// assert_eq!(log.tickets[0].events.len(), 2);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn event_mapping() -> ColumnMapping {
    let optional = [
        "role",
        "actor",
        "status",
        "priority",
        "tier",
        "channel",
        "category",
        "requester",
        "team",
        "agent",
        "field",
        "value",
        "other",
        "other_opened_at",
        "score",
        "best",
    ];
    ColumnMapping {
        ticket: column("ticket"),
        at: column("at"),
        kind: column("kind"),
        role: column("role"),
        actor: column("actor"),
        status: column("status"),
        priority: column("priority"),
        tier: column("tier"),
        channel: column("channel"),
        category: column("category"),
        requester: column("requester"),
        team: column("team"),
        agent: column("agent"),
        field: column("field"),
        value: column("value"),
        other: column("other"),
        other_opened_at: column("other_opened_at"),
        score: column("score"),
        best: column("best"),
        optional: columns(&optional),
        row_order: RowOrder::AsGiven,
        ..ColumnMapping::default()
    }
}
