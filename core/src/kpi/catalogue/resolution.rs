use super::entry::{Entry, at_least, at_most, entry, field_is, has, of, placed, tickets};
use super::response::attainment;
use crate::kpi::{
    Cohort, KpiClock, KpiDefinition, KpiMeasure, KpiTest, KpiUnit, Lengths, MergeClass, Moment,
    Quantity, Stay, Tally,
};
use crate::sla::SlaMetric;
use crate::time::Span;

/// How soon and how well did the desk resolve?
pub(super) fn entries() -> Vec<KpiDefinition> {
    [times(), rates(), quality(), promises()].into_iter().flatten().collect()
}

const DAY: Span = Span::hours(24);
const WEEK: Span = Span::hours(7 * 24);

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
    all.extend(first.with_all_clocks());
    all.push(or_closed.done());
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
        .with_all_clocks(),
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
        .with_all_clocks(),
    );
    all.extend(
        stays(
            16,
            "requester_wait_time",
            "Requester wait time",
            "time new, open and on hold",
            &[Stay::New, Stay::Open, Stay::OnHold],
        )
        .with_all_clocks(),
    );
    all.extend(
        stays(
            17,
            "agent_work_time",
            "Agent work time",
            "time new and open",
            &[Stay::New, Stay::Open],
        )
        .with_all_clocks(),
    );
    all.extend(
        stays(18, "agent_wait_time", "Agent wait time", "time pending", &[Stay::Pending])
            .with_all_clocks(),
    );
    let hold = stays(19, "on_hold_time", "On-hold time", "time on hold", &[Stay::OnHold]);
    let awaiting = hold
        .mode("servicenow", "servicenow", "time pending and on hold: in any state that awaits")
        .lengths(Lengths::Stays { stays: vec![Stay::Pending, Stay::OnHold] })
        .source("ServiceNow, states Awaiting …");
    all.extend(hold.with_all_clocks());
    all.push(awaiting.done());
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
        .mode("after_resolution", "close_lag", "last closure - last resolution")
        .named("Close lag")
        .between(Moment::LastResolved, Moment::Closed);
    all.extend(close.with_all_clocks());
    all.push(lag.done());
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
        "sum of (service restored - outage began) / outages; a workaround restores",
    )
    .end("the service works again")
    .source("ITIL 4, MTRS");
    let mut all = mean(resolve, Moment::Created, Moment::Resolved).with_business();
    all.push(mean(first, Moment::Created, Moment::FirstResolved).done());
    all.push(mean(restore, Moment::OutageStarted, Moment::Restored).done());
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
        "tickets created in the period and resolved by now / created in it",
    )
    .share(vec![has(Moment::Resolved)])
    .up()
    .end("last resolution, whenever")
    .source("cohort analysis; the youngest tickets are censored, so give the instant");
    let in_period = to_date
        .mode(
            "in_period",
            "within_the_period",
            "tickets created in the period and resolved in it / created in it",
        )
        .named("Resolution rate, within the period")
        .share(vec![KpiTest::SamePeriod { first: Moment::Created, second: Moment::Resolved }])
        .end("last resolution in the same period");
    let closed = to_date
        .mode(
            "closed",
            "closure",
            "tickets created in the period and closed by now / created in it",
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
        "tickets created in the period and resolved within 24 hours / created in it and older than that",
    );
    let week = day.mode("7_days", "7_days", "tickets created in the period and resolved within 7 days / created in it and older than that").named("Resolution rate within 7 days");
    let net = entry(26, "net_resolution_rate", "Net resolution rate", "tickets resolved in the period and not reopened within 7 days / resolved in it and older than that")
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
        net.done(),
    ]
}

fn quality() -> Vec<KpiDefinition> {
    let first_contact = || {
        vec![
            at_most(Tally::Reopens, 0),
            at_most(Tally::RequesterReplies, 0),
            at_most(Tally::Replies, 1),
            at_most(Tally::TeamTransfers, 0),
            at_most(Tally::AgentTransfers, 0),
        ]
    };
    let resolved = |entry: Entry| entry.cohort(Cohort::ResolvedIn).up().end("last resolution");
    let gross = resolved(entry(27, "first_contact_resolution_gross", "First contact resolution, gross", "tickets resolved with one reply at most, no further message of the requester, no transfer and no reopening / tickets resolved"))
        .share(first_contact())
        .replies()
        .source("MetricNet, gross first contact resolution");
    let at_first =
        || vec![KpiTest::NoneOf { tests: vec![field_is("first_level_resolvable", "false")] }];
    let net = resolved(entry(28, "first_contact_resolution_net", "First contact resolution, net", "the same / tickets resolved that the first level can resolve: not those whose field first_level_resolvable is false"))
        .share_of(first_contact().into_iter().chain(at_first()).collect(), at_first())
        .replies()
        .source("MetricNet, net first contact resolution");
    let first_level = resolved(entry(
        29,
        "first_level_resolution",
        "First level resolution",
        "tickets resolved that never were above the first tier / tickets resolved",
    ))
    .share(vec![at_most(Tally::AboveFirstTier, 0)])
    .source("HDI; every assignment must name its tier");
    let touches = |entry: Entry, tests| {
        resolved(entry).share(tests).replies().source("dbt_zendesk, is_one_touch_resolution")
    };
    let replies = |least, most| KpiTest::Between {
        tally: Tally::Replies,
        at_least: Some(least),
        at_most: most,
    };
    let one = entry(
        30,
        "one_touch_rate",
        "One-touch rate",
        "tickets resolved with exactly one public reply / tickets resolved",
    );
    let two = one
        .mode(
            "two",
            "two_touch",
            "tickets resolved with exactly two public replies / tickets resolved",
        )
        .named("Two-touch rate");
    let multi = one
        .mode(
            "multi",
            "multi_touch",
            "tickets resolved with three public replies or more / tickets resolved",
        )
        .named("Multi-touch rate");
    let hand_offs = one
        .mode(
            "by_hand_offs",
            "no_replies_logged",
            "tickets resolved that were never reassigned nor reopened / tickets resolved",
        )
        .named("One-touch share");
    let intercom = one.mode(
        "intercom",
        "intercom",
        "tickets closed once with exactly one agent / tickets closed",
    );
    let first_response = one.mode(
        "freshdesk",
        "freshdesk",
        "tickets resolved with one public reply at most / tickets resolved",
    );
    let never_moved = vec![at_most(Tally::Reassignments, 0), at_most(Tally::Reopens, 0)];
    let reopened = resolved(entry(
        31,
        "reopen_rate",
        "Reopen rate",
        "tickets resolved that were reopened at least once / tickets resolved",
    ))
    .share(vec![at_least(Tally::Reopens, 1)])
    .down()
    .source("Zendesk, reopens");
    let solves = reopened
        .mode("dbt_zendesk", "dbt_zendesk", "tickets resolved twice or more / tickets resolved")
        .share(vec![at_least(Tally::Resolutions, 2)])
        .source("dbt_zendesk, count_reopens: resolutions less one");
    let created = reopened
        .mode("of_created", "servicenow", "tickets reopened at least once / tickets created")
        .named("Reopened share")
        .cohort(Cohort::CreatedIn)
        .end("a reopening")
        .source("ServiceNow, reopen_count");
    let per_ticket = entry(
        32,
        "reopens_per_ticket",
        "Reopens per ticket",
        "reopenings of tickets resolved / tickets resolved",
    )
    .ratio(
        vec![of(Quantity::Tally { tally: Tally::Reopens }, Vec::new())],
        vec![tickets(Vec::new())],
    )
    .cohort(Cohort::ResolvedIn)
    .unit(KpiUnit::Number)
    .down()
    .end("last resolution")
    .source("Zendesk, reopens");
    let total = per_ticket
        .mode("total", "sum", "reopenings of tickets created")
        .named("Reopens")
        .sum(vec![of(Quantity::Tally { tally: Tally::Reopens }, Vec::new())])
        .cohort(Cohort::CreatedIn)
        .end("a reopening");
    vec![
        gross.done(),
        net.done(),
        first_level.done(),
        touches(one, vec![replies(1, Some(1))]).done(),
        touches(two, vec![replies(2, Some(2))]).done(),
        touches(multi, vec![replies(3, None)]).done(),
        resolved(hand_offs)
            .share(never_moved)
            .source("a proxy where replies are not logged")
            .done(),
        resolved(intercom)
            .share(vec![
                at_most(Tally::Closures, 1),
                has(Moment::FirstAssigned),
                at_most(Tally::AgentTransfers, 0),
            ])
            .cohort(Cohort::ClosedIn)
            .source("Intercom, first contact resolution")
            .done(),
        touches(first_response, vec![at_most(Tally::Replies, 1)])
            .source("Freshdesk, first contact resolution: solved in the first response")
            .done(),
        reopened.done(),
        solves.done(),
        created.done(),
        per_ticket.done(),
        total.done(),
    ]
}

fn promises() -> Vec<KpiDefinition> {
    let mut all = attainment(33, 34, "resolution", "Resolution", SlaMetric::Resolution);
    let metric = SlaMetric::Resolution;
    all.push(
        entry(
            34,
            "resolution_sla_breach_time",
            "Resolution SLA breach time",
            "open time that broken promises took beyond their targets",
        )
        .mode("total", "breach_minutes", "open time that broken promises took beyond their targets")
        .sum(vec![of(Quantity::Overdue { metric }, Vec::new())])
        .cohort(Cohort::DueIn)
        .clock(KpiClock::Promise)
        .unit(KpiUnit::Duration)
        .down()
        .end("fulfilment of the promise, or the snapshot")
        .source("ServiceNow, task_sla: breach severity")
        .done(),
    );
    all.push(
        entry(
            35,
            "time_to_breach",
            "Time to breach",
            "open time left of the resolution promises of open tickets; negative where broken",
        )
        .measure(KpiMeasure::Distribution {
            lengths: Lengths::PromiseLeft { metric },
            tests: Vec::new(),
        })
        .cohort(Cohort::Snapshot)
        .clock(KpiClock::Promise)
        .unit(KpiUnit::Duration)
        .merge(MergeClass::Snapshot)
        .up()
        .end("the snapshot")
        .source("Zendesk and Jira Service Management, SLA countdown")
        .done(),
    );
    all
}
