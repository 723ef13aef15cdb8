use super::entry::{
    Entry, any_of, at_least, at_most, entry, field_is, figure, minus, of, placed, tickets,
};
use crate::kpi::{
    Cohort, KpiClock, KpiDefinition, KpiMeasure, KpiUnit, Lengths, MergeClass, Moment, Quantity,
    Stay, Tally, WaitKind,
};
use crate::time::Span;

/// How much came, went and stayed, and who handed it to whom?
pub(super) fn entries() -> Vec<KpiDefinition> {
    [arrivals(), backlog(), routing()].into_iter().flatten().collect()
}

fn arrivals() -> Vec<KpiDefinition> {
    let volume = entry(36, "volume", "Ticket volume", "tickets created")
        .sum(vec![tickets(Vec::new())])
        .end("creation")
        .source("ITIL 4");
    let net = volume
        .mode("net", "without_merged", "tickets created that were not merged into another one")
        .sum(vec![tickets(vec![at_most(Tally::Merged, 0)])])
        .source("Zendesk; what else is no contact (spam, tests) a population leaves out");
    let rate = entry(
        37,
        "arrival_rate",
        "Arrival rate",
        "tickets created / hours of the period up to the snapshot, 23 or 25 in the days when the clocks change",
    )
    .measure(KpiMeasure::Rate { of: vec![tickets(Vec::new())], every: Span::hours(1) })
    .unit(KpiUnit::PerHour)
    .end("creation")
    .source("call-centre literature");
    let profile = rate
        .mode("", "hour_of_week", "tickets created, by hour of the week in the desk's zone")
        .id("arrival_profile")
        .named("Arrivals by hour of the week")
        .measure(KpiMeasure::HourOfWeek {})
        .unit(KpiUnit::Tickets)
        .merge(MergeClass::Additive);
    let throughput = entry(38, "throughput", "Throughput", "tickets first resolved")
        .sum(vec![tickets(Vec::new())])
        .cohort(Cohort::FirstResolvedIn)
        .up()
        .end("first resolution")
        .source("Kanban; Intercom has first and every resolution");
    let every = throughput
        .mode("every", "every_resolution", "resolutions, each of a ticket that was resolved again")
        .sum(vec![of(Quantity::WaitCount { waits: vec![WaitKind::Resolution] }, Vec::new())])
        .cohort(Cohort::ResolvedIn)
        .up()
        .end("each resolution");
    let last = throughput
        .mode("", "last_resolution", "tickets resolved and not open again")
        .id("tickets_resolved")
        .named("Tickets resolved")
        .cohort(Cohort::ResolvedIn)
        .end("last resolution")
        .source("the tickets that full resolution time is of, and that net flow takes off");
    let flow =
        entry(39, "net_flow", "Net flow", "tickets created - tickets resolved and not open again")
            .sum(vec![tickets(Vec::new()), minus(placed(tickets(Vec::new()), Cohort::ResolvedIn))])
            .down()
            .end("creation, last resolution")
            .source("Kanban");
    let change = flow
        .mode(
            "",
            "each_change",
            "tickets created or reopened - tickets resolved or closed, each time: what it adds to the backlog",
        )
        .id("backlog_change")
        .named("Backlog change")
        .sum(vec![of(Quantity::BacklogChange {}, Vec::new())])
        .down()
        .end("each creation, reopening, resolution and closure");
    vec![
        volume.done(),
        net.done(),
        rate.done(),
        profile.done(),
        throughput.done(),
        every.done(),
        last.done(),
        flow.done(),
        change.done(),
    ]
}

fn backlog() -> Vec<KpiDefinition> {
    let snapshot = |number, id: &str, name: &str, formula: &str| {
        entry(number, id, name, formula)
            .cohort(Cohort::Snapshot)
            .merge(MergeClass::Snapshot)
            .unit(KpiUnit::Tickets)
            .down()
            .end("the snapshot")
    };
    let open =
        snapshot(40, "backlog", "Backlog", "tickets neither resolved nor closed at the instant")
            .measure(KpiMeasure::Backlog {})
            .source(
                "Zendesk takes its snapshot between 23:00 and 01:00; here the instant is given",
            );
    let age =
        snapshot(41, "backlog_age", "Backlog age", "instant - creation, of tickets open at it")
            .lengths(Lengths::Age {})
            .merge(MergeClass::Snapshot)
            .source("ServiceNow, open incidents by age");
    let edges = [0, 24, 72, 168, 336, 720].map(Span::hours).to_vec();
    let ages = snapshot(
        42,
        "backlog_age_buckets",
        "Ageing buckets",
        "tickets open at the instant, by age: under 1, 3, 7, 14, 30 days and more",
    )
    .measure(KpiMeasure::AgeBuckets { edges })
    .clock(KpiClock::Elapsed)
    .source("ServiceNow, open incidents by age; half-open ranges");
    let days = snapshot(
        43,
        "backlog_days",
        "Backlog days",
        "backlog at the instant × days of the period up to it / tickets resolved in the period: by the mean of a day",
    )
    .measure(KpiMeasure::BacklogDays {})
    .unit(KpiUnit::Days)
    .merge(MergeClass::Ratio)
    .source("Kanban, days of inventory");
    let lifetime = of(Quantity::Lifetime {}, Vec::new());
    let wip = entry(
        44,
        "work_in_progress",
        "Work in progress",
        "time that tickets were open in the period / its length up to the snapshot: their mean number",
    )
    .measure(KpiMeasure::Rate { of: vec![lifetime], every: Span::seconds(1) })
    .cohort(Cohort::ActiveIn)
    .clock(KpiClock::Elapsed)
    .unit(KpiUnit::Tickets)
    .merge(MergeClass::Additive)
    .down()
    .end("resolution, closure or the snapshot")
    .source("Little, A proof for the queuing formula L = λW, 1961: integrated, not sampled");
    let work = of(Quantity::Stays { stays: vec![Stay::New, Stay::Open] }, Vec::new());
    let lead = of(Quantity::Length { from: Moment::Created, to: Moment::Resolved }, Vec::new());
    let efficiency = entry(
        45,
        "flow_efficiency",
        "Flow efficiency",
        "time new and open / time from creation to last resolution, of tickets resolved",
    )
    .ratio(vec![work], vec![lead])
    .cohort(Cohort::ResolvedIn)
    .clock(KpiClock::Elapsed)
    .up()
    .end("last resolution")
    .source("Kanban, touch time by lead time");
    let lead = of(Quantity::Length { from: Moment::Created, to: Moment::Resolved }, Vec::new());
    let logged = efficiency
        .mode(
            "logged",
            "logged_work",
            "working time that agents logged / time from creation to last resolution, of tickets resolved",
        )
        .ratio(vec![figure("work_seconds")], vec![lead]);
    let mut all = vec![open.done()];
    all.extend(age.with_business());
    all.extend([ages, days, wip, efficiency, logged].map(Entry::done));
    all
}

fn routing() -> Vec<KpiDefinition> {
    let functional = entry(
        46,
        "functional_escalation_rate",
        "Functional escalation rate",
        "tickets moved to a higher tier / tickets created; 0 where no tier was ever logged",
    )
    .share(vec![at_least(Tally::Escalations, 1)])
    .down()
    .end("a move to a higher tier")
    .source("ITIL 4");
    let of_resolved = functional
        .mode(
            "of_resolved",
            "of_tickets_resolved",
            "tickets resolved that were ever moved to a higher tier / tickets resolved; 0 where no tier was ever logged",
        )
        .cohort(Cohort::ResolvedIn);
    let hierarchical = entry(
        47,
        "hierarchical_escalation_rate",
        "Hierarchical escalation rate",
        "tickets whose field escalated_to_management is true / tickets created",
    )
    .share(vec![field_is("escalated_to_management", "true")])
    .down()
    .end("the flag")
    .source("ITIL 4");
    let tally = |tally| of(Quantity::Tally { tally }, Vec::new());
    let transfers = entry(
        48,
        "transfers_per_ticket",
        "Transfers per ticket",
        "changes from one team or agent to another / tickets created; the first assignment is none",
    )
    .ratio(
        vec![tally(Tally::TeamTransfers), tally(Tally::AgentTransfers)],
        vec![tickets(Vec::new())],
    )
    .unit(KpiUnit::Number)
    .down()
    .end("an assignment")
    .source("Zendesk, group and assignee stations");
    let bounces = transfers
        .mode("", "ping_pong", "returns to a team that had had the ticket before / tickets created")
        .id("bounces_per_ticket")
        .named("Bounces per ticket")
        .ratio(vec![tally(Tally::Bounces)], vec![tickets(Vec::new())])
        .source("BPI Challenge 2013, ping-pong");
    let servicenow = transfers
        .mode(
            "servicenow",
            "servicenow",
            "assignments to a team, the same one or none after the creation, the first routing too / tickets created",
        )
        .ratio(vec![tally(Tally::Reassignments)], vec![tickets(Vec::new())])
        .source("ServiceNow, reassignment_count");
    let total = transfers
        .mode(
            "",
            "servicenow_sum",
            "assignments to a team, the same one or none after the creation, the first routing too",
        )
        .id("reassignments")
        .named("Reassignments")
        .sum(vec![tally(Tally::Reassignments)])
        .source("ServiceNow, reassignment_count");
    let reassigned = entry(
        49,
        "reassignment_rate",
        "Reassignment rate",
        "tickets that went from one team or agent to another / tickets created; the first assignment is none",
    )
    .share(vec![any_of(vec![
        at_least(Tally::TeamTransfers, 1),
        at_least(Tally::AgentTransfers, 1),
    ])])
    .down()
    .end("an assignment to another team or agent")
    .source("ITIL 4");
    let between_teams = reassigned
        .mode(
            "teams",
            "between_teams",
            "tickets that went from one team to another / tickets created; the first assignment is none",
        )
        .share(vec![at_least(Tally::TeamTransfers, 1)])
        .end("an assignment to another team");
    let counted = reassigned
        .mode(
            "servicenow",
            "servicenow",
            "tickets that were assigned to a team, the same one or none after the creation, the first routing too / tickets created",
        )
        .end("an assignment to a team")
        .named("Reassigned share")
        .share(vec![at_least(Tally::Reassignments, 1)])
        .source("ServiceNow, reassignment_count");
    let unassigned =
        entry(50, "unassigned_time", "Unassigned time", "time without an agent while not resolved: before the first one, between two, and after a reopening")
            .lengths(Lengths::Stays { stays: vec![Stay::Unassigned] })
            .end("an agent, the resolution, or the snapshot")
            .source("Zendesk; ticket_unassigned_duration of dbt_zendesk has only what an assignment ended");
    let repeat = entry(
        51,
        "repeat_contact_rate",
        "Repeat-contact rate",
        "requesters with another ticket of the same category within 7 days, both created in the period and in the group / requesters; tickets without a category are of one",
    )
    .measure(KpiMeasure::RepeatContact { within: Span::hours(7 * 24), same_category: true })
    .merge(MergeClass::Distinct)
    .down()
    .end("creation of the next ticket")
    .source("Price and Jaffe, The Best Service is No Service, 2008");
    let requesters = repeat
        .mode("", "requesters", "different requesters of tickets created")
        .id("requesters")
        .neutral()
        .named("Requesters")
        .measure(KpiMeasure::Requesters {})
        .unit(KpiUnit::Tickets)
        .end("creation");
    let merged = entry(
        52,
        "merged_share",
        "Merged share",
        "tickets merged into another one, as duplicates are / tickets created",
    )
    .share(vec![at_least(Tally::Merged, 1)])
    .down()
    .end("the merge")
    .source("Zendesk");
    let mut all = vec![
        functional.done(),
        of_resolved.done(),
        hierarchical.done(),
        transfers.done(),
        bounces.done(),
        servicenow.done(),
        total.done(),
        reassigned.done(),
        between_teams.done(),
        counted.done(),
    ];
    all.extend(unassigned.with_business());
    all.extend([repeat.done(), requesters.done(), merged.done()]);
    all
}
