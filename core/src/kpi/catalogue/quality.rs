use super::entry::{Entry, at_least, at_most, entry, field_is, has, of, tickets};
use super::resolution::WEEK;
use crate::kpi::{Cohort, KpiClock, KpiDefinition, KpiTest, KpiUnit, Moment, Quantity, Tally};

/// How well did the desk resolve?
pub(super) fn entries() -> Vec<KpiDefinition> {
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
    let quiet = |moment| KpiTest::NoneOf {
        tests: vec![KpiTest::Within { from: Moment::FirstResolved, to: moment, limit: WEEK }],
    };
    let settled = || KpiTest::OlderThan { moment: Moment::FirstResolved, age: WEEK };
    let in_a_week = gross
        .mode("7_days", "no_contact_within_7_days", "tickets resolved with one reply at most before, no transfer, and neither a message of the requester nor a reopening before it or within 7 days after it / tickets first resolved in the period and longer than 7 days ago")
        .share_of(
            vec![
                settled(),
                at_most(Tally::RepliesBeforeResolution, 1),
                at_most(Tally::TeamTransfers, 0),
                at_most(Tally::AgentTransfers, 0),
                quiet(Moment::FirstRequesterReply),
                quiet(Moment::FirstReopened),
            ],
            vec![settled()],
        )
        .cohort(Cohort::FirstResolvedIn)
        .clock(KpiClock::Elapsed)
        .end("first resolution")
        .source("MetricNet; for contacts by mail, none in so many days after it");
    let at_first =
        || vec![KpiTest::NoneOf { tests: vec![field_is("first_level_resolvable", "false")] }];
    let net = resolved(entry(28, "first_contact_resolution_net", "First contact resolution, net", "tickets resolved with one reply at most, no further message of the requester, no transfer and no reopening / tickets resolved; of those that the first level can resolve: whose field first_level_resolvable is not false"))
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
    let soon = reopened
        .mode("within_7_days", "within_7_days", "tickets reopened within 7 days of their first resolution / tickets first resolved in the period and longer than 7 days ago")
        .named("Reopen rate within 7 days")
        .share_of(
            vec![
                settled(),
                KpiTest::Within { from: Moment::FirstResolved, to: Moment::FirstReopened, limit: WEEK },
            ],
            vec![settled()],
        )
        .cohort(Cohort::FirstResolvedIn)
        .clock(KpiClock::Elapsed)
        .end("first reopening")
        .source("Zendesk, reopens; those resolved too short ago to tell are left out");
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
        in_a_week.done(),
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
        soon.done(),
        solves.done(),
        created.done(),
        per_ticket.done(),
        total.done(),
    ]
}
