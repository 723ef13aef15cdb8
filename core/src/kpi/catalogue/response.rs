use super::entry::{Entry, entry, of, tickets};
use crate::kpi::{Cohort, KpiDefinition, KpiUnit, Lengths, MergeClass, Moment, Quantity, WaitKind};
use crate::sla::{SlaAgreement, SlaMetric, SlaStage};

/// How soon did the desk answer?
pub(super) fn entries() -> Vec<KpiDefinition> {
    let mut all = Vec::new();
    let response = entry(
        1,
        "first_response_time",
        "First response time",
        "first public reply by a person of the desk - creation",
    )
    .between(Moment::Created, Moment::FirstResponse)
    .replies()
    .end("first public reply")
    .source(
        "Zendesk, first reply time; Zoho; for a ticket that an agent opened his next public reply",
    );
    let replied_in = response
        .mode(
            "replied_in",
            "first_replied_in",
            "first public reply by a person of the desk - creation, of tickets first answered in the period",
        )
        .cohort(Cohort::RepliedIn);
    let by_start = response.mode(
        "intercom",
        "intercom_start_date",
        "first public reply by a person of the desk - creation, of conversations started in the period",
    );
    all.extend(response.with_all_clocks(true));
    all.extend(replied_in.with_business());
    all.extend(
        by_start.source("Intercom reports: by the start date of the conversation").with_business(),
    );
    all.extend(
        waits(
            2,
            "first_response_time_not_closed",
            "First response time of the system",
            "first public reply - creation - time in status closed before it",
            &[WaitKind::FirstReplyNotClosed],
        )
        .source("Zoho Desk, first system response")
        .with_business(),
    );
    all.extend(waits(3, "first_response_time_from_assignment", "First response time of the agent", "first public reply - last assignment to the agent who gave it, or to the one who had it last where the log names none or one who never had it - time closed or on hold between them", &[WaitKind::FirstReplyFromAssignment])
        .source("Zoho Desk, first agent response")
        .with_business());
    all.push(
        entry(
            4,
            "first_response_sla_time",
            "First response time by the SLA clock",
            "open time that the first-response promise to the customer took, from the creation or, by the rule retarget from_change, from when it applied",
        )
        .lengths(Lengths::PromiseUsed {
            metric: SlaMetric::FirstResponse,
            agreement: SlaAgreement::Sla,
            clock: None,
        })
        .cohort(Cohort::DueIn)
        .replies()
        .end("fulfilment of the promise, or the snapshot where it is overdue")
        .source("Zendesk SLA reports, from when it applied; dbt_zendesk decides for the creation instead")
        .clock(crate::kpi::KpiClock::Promise)
        .done(),
    );
    all.extend(
        entry(
            5,
            "first_assignment_time",
            "First assignment time",
            "first agent - creation; a team alone is none",
        )
        .between(Moment::Created, Moment::FirstAssigned)
        .end("first assignment to an agent")
        .source("Zendesk, initially_assigned_at")
        .with_all_clocks(false),
    );
    all.extend(
        entry(
            6,
            "time_to_acknowledge",
            "Time to acknowledge",
            "first status other than new, not set by an automation - creation",
        )
        .between(Moment::Created, Moment::Acknowledged)
        .end("first status other than new")
        .source("ITIL 4; PagerDuty, mean time to acknowledge")
        .with_all_clocks(false),
    );
    let next = waits(
        7,
        "next_reply_time",
        "Next reply time",
        "public reply - oldest unanswered message of the requester, after the first response; those that a resolution or a closure came before are left out",
        &[WaitKind::NextReply],
    )
    .cohort(Cohort::RepliedIn)
    .source("Zendesk, SLA metrics");
    let solved = next
        .mode(
            "or_resolution",
            "dbt_zendesk",
            "public reply, resolution or closure, whichever came first - oldest unanswered message of the requester, after the first response",
        )
        .lengths(Lengths::Waits { waits: vec![WaitKind::NextReply, WaitKind::NextReplyResolved] })
        .end("public reply, resolution or closure")
        .source("dbt_zendesk 0.14: a resolution without a reply ends the wait");
    all.extend(next.with_business());
    all.extend(solved.with_business());
    all.extend(average_reply());
    all.extend(
        waits(
            9,
            "periodic_update_time",
            "Periodic update time",
            "public reply - public reply before it",
            &[WaitKind::Update],
        )
        .cohort(Cohort::RepliedIn)
        .source("Zendesk, SLA metrics")
        .with_business(),
    );
    all.extend(
        waits(
            10,
            "pausable_update_time",
            "Pausable update time",
            "public reply - public reply before it - time pending, resolved or closed between them",
            &[WaitKind::PausableUpdate],
        )
        .cohort(Cohort::RepliedIn)
        .source("Zendesk, SLA metrics; GitLab handbook")
        .with_business(),
    );
    all.extend(attainment(11, 12, "response", "Response", SlaMetric::FirstResponse));
    all
}

fn waits(number: u32, id: &str, name: &str, formula: &str, waits: &[WaitKind]) -> Entry {
    entry(number, id, name, formula)
        .lengths(Lengths::Waits { waits: waits.to_vec() })
        .replies()
        .end("public reply")
}

fn average_reply() -> Vec<KpiDefinition> {
    let replies = vec![WaitKind::FirstReply, WaitKind::NextReply];
    let waited = of(Quantity::Waits { waits: replies.clone() }, Vec::new());
    let count = of(Quantity::WaitCount { waits: replies }, Vec::new());
    let average = entry(
        8,
        "average_reply_time",
        "Average reply time",
        "time that requesters waited for replies, all together / those replies; waits that a resolution or a closure came before are left out",
    )
    .ratio(vec![waited.clone()], vec![count])
    .clock(crate::kpi::KpiClock::Elapsed)
    .cohort(Cohort::RepliedIn)
    .unit(KpiUnit::Duration)
    .down()
    .replies()
    .end("public reply")
    .source("Zendesk, reply time");
    let freshdesk = average
        .mode(
            "freshdesk",
            "freshdesk",
            "time that requesters waited for replies, all together / tickets created in the period; waits that a resolution or a closure came before are left out",
        )
        .ratio(vec![waited], vec![super::entry::placed(tickets(Vec::new()), Cohort::CreatedIn)])
        .source("Freshdesk, average response time: by the tickets received in the timeframe, in business hours as a rule");
    let mut all = average.with_business();
    all.extend(freshdesk.with_business());
    all
}

/// Kept and broken promises of a metric, of all that are decided.
pub(super) fn attainment(
    kept: u32,
    broken: u32,
    id: &str,
    name: &str,
    metric: SlaMetric,
) -> Vec<KpiDefinition> {
    let count = |stages: &[SlaStage]| {
        vec![of(
            Quantity::Promises {
                metric,
                stages: stages.to_vec(),
                agreement: SlaAgreement::Sla,
                clock: None,
            },
            Vec::new(),
        )]
    };
    let decided = [SlaStage::Met, SlaStage::Breached];
    let answers = metric == SlaMetric::FirstResponse;
    let fulfilled = if answers {
        ", a response by a reply as the rules of the specification count it, a resolution or a closure"
    } else {
        ", a resolution by one, or by a closure without it"
    };
    let words = |what: &str, whose: &str| {
        format!(
            "promises to customers {what}{whose} / kept or broken{fulfilled}; what is fulfilled exactly at the target is kept, or \
             broken by the rule exactly_on_due; those not decided yet are left out"
        )
    };
    let created = ", of tickets created in the period";
    let share = |number, id: &str, name: &str, formula: &str, stage| {
        let entry = entry(number, id, name, formula);
        let entry = if answers { entry.replies() } else { entry };
        entry
            .ratio(count(&[stage]), count(&decided))
            .cohort(Cohort::DueIn)
            .merge(MergeClass::Ratio)
            .end("fulfilment or breach of the promise")
            .source("ITIL 4; ServiceNow, task_sla: cancelled promises are left out, overdue ones that are not fulfilled are broken")
    };
    let attained = share(
        kept,
        &format!("{id}_sla_attainment"),
        &format!("{name} SLA attainment"),
        &words("kept", ""),
        SlaStage::Met,
    )
    .up();
    let of_created = attained
        .mode("of_created", "created_in", &words("kept", created))
        .cohort(Cohort::CreatedIn);
    let breached = share(
        broken,
        &format!("{id}_sla_breach_rate"),
        &format!("{name} SLA breach rate"),
        &words("broken", ""),
        SlaStage::Breached,
    )
    .down();
    let breached_created = breached
        .mode("of_created", "created_in", &words("broken", created))
        .cohort(Cohort::CreatedIn);
    [attained, of_created, breached, breached_created].map(Entry::done).into()
}
