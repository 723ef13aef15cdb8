use super::entry::{Entry, entry, has, of, placed, tickets};
use super::response::attainment;
use crate::kpi::{
    Cohort, KpiClock, KpiDefinition, KpiMeasure, KpiTest, KpiUnit, Lengths, MergeClass, Moment,
    Quantity, Stay,
};
use crate::sla::{SlaAgreement, SlaMetric};
use crate::time::Span;

/// How soon and how well did the desk resolve?
pub(super) fn entries() -> Vec<KpiDefinition> {
    [times(), rates(), super::quality::entries(), promises()].into_iter().flatten().collect()
}

const HOUR: Span = Span::hours(1);
const DAY: Span = Span::hours(24);
pub(super) const WEEK: Span = Span::hours(7 * 24);
const WORKING_DAY: Span = Span::hours(8);

fn times() -> Vec<KpiDefinition> {
    let mut all = Vec::new();
    let first =
        entry(13, "first_resolution_time", "First resolution time", "first resolution - creation")
            .between(Moment::Created, Moment::FirstResolved)
            .cohort(Cohort::FirstResolvedIn)
            .end("first resolution")
            .source("Zendesk, first resolution time");
    let or_closed = first
        .mode(
            "or_closure",
            "zendesk_closure_counts",
            "first resolution or closure, whichever came first - creation",
        )
        .between(Moment::Created, Moment::FirstEnded)
        .cohort(Cohort::CreatedIn)
        .end("first resolution or closure")
        .source("Zendesk: where a rule closes a ticket that nobody solved, the closure counts");
    let created_in = first
        .mode(
            "created_in",
            "created_in",
            "first resolution - creation, of tickets created in the period; those not resolved yet are left out",
        )
        .cohort(Cohort::CreatedIn);
    all.extend(first.with_all_clocks(true));
    all.extend(created_in.with_business());
    all.extend(or_closed.with_business());
    all.extend(
        entry(
            14,
            "full_resolution_time",
            "Full resolution time",
            "last resolution, of tickets not open again - creation",
        )
        .between(Moment::Created, Moment::Resolved)
        .cohort(Cohort::ResolvedIn)
        .end("last resolution")
        .source(
            "Zendesk, full resolution time; it changes with each reopening, so give the instant",
        )
        .with_all_clocks(true),
    );
    let stays = |number, id: &str, name: &str, formula: &str, stays: &[Stay]| {
        entry(number, id, name, formula)
            .lengths(Lengths::Stays { stays: stays.to_vec() })
            .end("the last event, or the snapshot")
            .source("Zendesk, ticket status durations")
    };
    let unsolved = [Stay::New, Stay::Open, Stay::Pending, Stay::OnHold];
    all.extend(
        stays(
            15,
            "total_resolution_time",
            "Total resolution time",
            "time new, open, pending and on hold",
            &unsolved,
        )
        .with_all_clocks(false),
    );
    all.extend(
        stays(
            16,
            "requester_wait_time",
            "Requester wait time",
            "time new, open and on hold",
            &[Stay::New, Stay::Open, Stay::OnHold],
        )
        .with_all_clocks(true),
    );
    all.extend(
        stays(
            17,
            "agent_work_time",
            "Agent work time",
            "time new and open",
            &[Stay::New, Stay::Open],
        )
        .with_all_clocks(false),
    );
    all.extend(
        stays(18, "agent_wait_time", "Agent wait time", "time pending", &[Stay::Pending])
            .with_all_clocks(true),
    );
    let hold = stays(19, "on_hold_time", "On-hold time", "time on hold", &[Stay::OnHold]);
    let awaiting = hold
        .mode("servicenow", "servicenow", "time pending and on hold: in any state that awaits")
        .lengths(Lengths::Stays { stays: vec![Stay::Pending, Stay::OnHold] })
        .source("ServiceNow, states Awaiting …");
    all.extend(hold.with_all_clocks(true));
    all.extend(awaiting.with_business());
    let close = entry(
        20,
        "time_to_close",
        "Time to close",
        "last closure, of tickets not open again - creation",
    )
    .between(Moment::Created, Moment::Closed)
    .cohort(Cohort::ClosedIn)
    .end("closure")
    .source("ServiceNow, closed_at; a rule that closes by itself after days decides most of it");
    let lag = close
        .mode("", "after_resolution", "last closure - last resolution, of tickets not open again")
        .id("close_lag")
        .named("Close lag")
        .between(Moment::LastResolved, Moment::Closed);
    all.extend(close.with_all_clocks(false));
    all.extend(lag.with_business());
    all.extend(means());
    all
}

fn means() -> Vec<KpiDefinition> {
    let mean = |entry: Entry, from, to| {
        let length = of(Quantity::Length { from, to }, Vec::new());
        entry
            .ratio(vec![length], vec![tickets(vec![has(from), has(to)])])
            .clock(KpiClock::Elapsed)
            .unit(KpiUnit::Duration)
            .down()
    };
    let resolve = entry(
        21,
        "mean_time_to_resolve",
        "Mean time to resolve",
        "sum of (last resolution - creation) / tickets resolved",
    )
    .cohort(Cohort::ResolvedIn)
    .end("last resolution")
    .source("ITIL 4");
    let first = resolve
        .mode(
            "first",
            "first_resolution",
            "sum of (first resolution - creation) / tickets ever resolved",
        )
        .cohort(Cohort::FirstResolvedIn)
        .end("first resolution");
    let restore = entry(
        22,
        "mean_time_to_restore_service",
        "Mean time to restore service",
        "sum of (service restored - outage began) / tickets that tell both, by outage_started_field and restored_field of the specification; a workaround restores",
    )
    .end("the service works again")
    .source("ITIL 4, MTRS");
    let mut all = mean(resolve, Moment::Created, Moment::Resolved).with_business();
    all.extend(mean(first, Moment::Created, Moment::FirstResolved).with_business());
    all.extend(mean(restore, Moment::OutageStarted, Moment::Restored).with_business());
    all
}

fn rates() -> Vec<KpiDefinition> {
    let flow = entry(
        23,
        "resolution_rate_flow",
        "Resolution rate, flow",
        "tickets resolved in the period and not open again / created in it; may exceed 1",
    )
    .ratio(vec![placed(tickets(Vec::new()), Cohort::ResolvedIn)], vec![tickets(Vec::new())])
    .up()
    .end("last resolution")
    .source("ITIL 4; a measure of flow, not of quality");
    let to_date = entry(
        24,
        "resolution_rate_to_date",
        "Resolution rate, to date",
        "tickets created in the period that are resolved and not open again by now / created in it",
    )
    .share(vec![has(Moment::Resolved)])
    .up()
    .end("last resolution, whenever")
    .source("cohort analysis; the youngest tickets are censored, so give the instant");
    let in_period = to_date
        .mode(
            "in_period",
            "within_the_period",
            "tickets created in the period that were resolved in it and are not open again / created in it",
        )
        .named("Resolution rate, within the period")
        .share(vec![KpiTest::SamePeriod { first: Moment::Created, second: Moment::Resolved }])
        .end("last resolution in the same period");
    let closed = to_date
        .mode(
            "closed",
            "closure",
            "tickets created in the period that are closed and not open again by now / created in it",
        )
        .named("Closure rate, to date")
        .share(vec![has(Moment::Closed)])
        .end("last closure, whenever");
    let within = |entry: Entry, limit| {
        let tests = vec![
            KpiTest::Within { from: Moment::Created, to: Moment::Resolved, limit },
            KpiTest::OlderThan { moment: Moment::Created, age: limit },
        ];
        let old = vec![KpiTest::OlderThan { moment: Moment::Created, age: limit }];
        entry
            .share_of(tests, old)
            .up()
            .end("last resolution")
            .source("cohort analysis: those too young to tell are left out")
    };
    let day = entry(
        25,
        "resolution_rate_within_24h",
        "Resolution rate within 24 hours",
        "tickets created in the period and resolved within 24 hours / created in it and longer ago than that",
    );
    let week = day
        .mode("", "7_days", "tickets created in the period and resolved within 7 days / created in it and longer ago than that")
        .id("resolution_rate_within_7_days")
        .named("Resolution rate within 7 days");
    let open_day = day
        .mode("", "business_hours", "tickets created in the period and resolved within 8 hours of open time / created in it and more open time ago than that")
        .id("resolution_rate_within_8h_business")
        .named("Resolution rate within 8 business hours");
    let net = entry(26, "net_resolution_rate", "Net resolution rate", "tickets first resolved in the period and not reopened within 7 days / first resolved in it and longer ago than that")
        .share_of(
            vec![
                KpiTest::OlderThan { moment: Moment::FirstResolved, age: WEEK },
                KpiTest::NoneOf {
                    tests: vec![KpiTest::Within { from: Moment::FirstResolved, to: Moment::FirstReopened, limit: WEEK }],
                },
            ],
            vec![KpiTest::OlderThan { moment: Moment::FirstResolved, age: WEEK }],
        )
        .clock(KpiClock::Elapsed)
        .cohort(Cohort::FirstResolvedIn)
        .up()
        .end("first resolution that held for 7 days")
        .source("HDI practice");
    vec![
        flow.done(),
        to_date.done(),
        in_period.done(),
        closed.done(),
        within(day, DAY).clock(KpiClock::Elapsed).done(),
        within(week, WEEK).clock(KpiClock::Elapsed).done(),
        within(open_day, WORKING_DAY).clock(KpiClock::Business).done(),
        net.done(),
    ]
}

fn promises() -> Vec<KpiDefinition> {
    let mut all = attainment(33, 34, "resolution", "Resolution", SlaMetric::Resolution);
    let (metric, agreement) = (SlaMetric::Resolution, SlaAgreement::Sla);
    all.push(
        entry(
            34,
            "resolution_sla_breach_time",
            "Resolution SLA breach time",
            "open time that broken promises took beyond their targets",
        )
        .mode(
            "",
            "breach_minutes",
            "open time that broken promises to customers took beyond their targets",
        )
        .id("resolution_sla_breach_time")
        .sum(vec![of(Quantity::Overdue { metric, agreement, clock: None }, Vec::new())])
        .cohort(Cohort::DueIn)
        .clock(KpiClock::Promise)
        .unit(KpiUnit::Duration)
        .down()
        .end("fulfilment of the promise, or the snapshot")
        .source("ServiceNow, task_sla: breach severity")
        .done(),
    );
    let left = entry(
            35,
            "time_to_breach",
            "Time to breach",
            "open time left of the resolution promises to customers of open tickets, paused ones too; negative where broken",
        )
        .measure(KpiMeasure::Distribution {
            lengths: Lengths::PromiseLeft { metric, agreement, clock: None },
            tests: Vec::new(),
        })
        .cohort(Cohort::Snapshot)
        .clock(KpiClock::Promise)
        .unit(KpiUnit::Duration)
        .merge(MergeClass::Snapshot)
        .up()
        .end("the snapshot")
        .source("Zendesk and Jira Service Management, SLA countdown");
    let at_risk = left
        .mode("", "at_risk", "resolution promises to customers of open tickets with an hour of open time or less left")
        .id("promises_at_risk")
        .named("Promises at risk")
        .sum(vec![of(Quantity::PromisesAtRisk { metric, agreement, clock: None, left: HOUR }, Vec::new())])
        .clock(KpiClock::Promise)
        .merge(MergeClass::Snapshot)
        .down();
    all.extend([left, at_risk].map(Entry::done));
    all
}
