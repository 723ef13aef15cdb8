use super::entry::{Entry, at_least, at_most, entry, field_is, has, of, tickets};
use super::resolution::WEEK;
use crate::kpi::{
    Cohort, KpiClock, KpiDefinition, KpiTest, KpiUnit, Moment, Quantity, ReplyFilter, Tally,
};

/// How well did the desk resolve?
pub(super) fn entries() -> Vec<KpiDefinition> {
    [first_contacts(), touches(), reopenings()].into_iter().flatten().collect()
}

fn resolved(entry: Entry) -> Entry {
    entry.cohort(Cohort::ResolvedIn).up().end("last resolution")
}

/// First resolved longer than a week ago.
const fn settled() -> KpiTest {
    KpiTest::OlderThan { moment: Moment::FirstResolved, age: WEEK }
}

const fn in_a_week(moment: Moment) -> KpiTest {
    KpiTest::Within { from: Moment::FirstResolved, to: moment, limit: WEEK }
}

const fn exactly(tally: Tally, count: u32) -> KpiTest {
    KpiTest::Between { tally, at_least: Some(count), at_most: Some(count) }
}

fn first_contacts() -> Vec<KpiDefinition> {
    let first_contact = || {
        vec![
            at_most(Tally::Reopens, 0),
            at_most(Tally::RequesterReplies, 0),
            at_most(Tally::Replies, 1),
            at_most(Tally::TeamTransfers, 0),
            at_most(Tally::AgentTransfers, 0),
        ]
    };
    let gross = resolved(entry(27, "first_contact_resolution_gross", "First contact resolution, gross", "tickets resolved with one reply at most, no further message of the requester, no transfer and no reopening / tickets resolved"))
        .share(first_contact())
        .replies()
        .source("MetricNet, gross first contact resolution");
    let quiet = |moment| KpiTest::NoneOf { tests: vec![in_a_week(moment)] };
    let within = gross
        .mode("7_days", "no_contact_within_7_days", "tickets first resolved in the period with one reply at most before, no message of the requester before or within 7 days after, no reopening within 7 days after, and no transfer at any time / tickets first resolved in it and longer than 7 days ago")
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
    [gross, within, net, first_level].map(Entry::done).into()
}

fn touches() -> Vec<KpiDefinition> {
    let touched = |entry: Entry, tests| {
        let source = "HDI; dbt_zendesk counts the message with which an agent opened a ticket too";
        resolved(entry).share(tests).replies().source(source)
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
            "",
            "two_touch",
            "tickets resolved with exactly two public replies / tickets resolved",
        )
        .id("two_touch_rate")
        .named("Two-touch rate");
    let multi = one
        .mode(
            "",
            "multi_touch",
            "tickets resolved with three public replies or more / tickets resolved",
        )
        .id("multi_touch_rate")
        .named("Multi-touch rate");
    let hand_offs = one
        .mode(
            "by_hand_offs",
            "no_replies_logged",
            "tickets resolved that were assigned to no team after the creation and never reopened / tickets resolved",
        )
        .named("One-touch share");
    let intercom = one.mode(
        "intercom",
        "intercom",
        "tickets created in the period and closed once, with exactly one agent to whom they were assigned / created in it and closed",
    );
    let first_response = one.mode(
        "freshdesk",
        "freshdesk",
        "tickets resolved with one public reply at most / tickets resolved",
    );
    let comments = one.mode(
        "dbt_zendesk",
        "dbt_zendesk",
        "tickets resolved with exactly one public message of the desk, that with which it opened the ticket too / tickets resolved",
    );
    let never_moved = vec![at_most(Tally::Reassignments, 0), at_most(Tally::Reopens, 0)];
    vec![
        touched(one, vec![replies(1, Some(1))]).done(),
        touched(two, vec![replies(2, Some(2))]).done(),
        touched(multi, vec![replies(3, None)]).done(),
        touched(comments, vec![exactly(Tally::PublicComments, 1)])
            .counting(ReplyFilter::PublicComments)
            .source("dbt_zendesk, is_one_touch_resolution: by public comments of agents")
            .done(),
        resolved(hand_offs)
            .share(never_moved)
            .source("a proxy where replies are not logged")
            .done(),
        resolved(intercom)
            .share_of(
                vec![has(Moment::Closed), at_most(Tally::Closures, 1), exactly(Tally::Agents, 1)],
                vec![has(Moment::Closed)],
            )
            .cohort(Cohort::CreatedIn)
            .end("closure")
            .source("Intercom, first contact resolution: by the start of the conversation")
            .done(),
        touched(first_response, vec![at_most(Tally::Replies, 1)])
            .source("Freshdesk, first contact resolution: solved in the first response")
            .done(),
    ]
}

fn reopenings() -> Vec<KpiDefinition> {
    let reopened = entry(
        31,
        "reopen_rate",
        "Reopen rate",
        "tickets first resolved in the period that were ever reopened / first resolved in it, open again or not",
    )
    .share(vec![at_least(Tally::Reopens, 1)])
    .cohort(Cohort::FirstResolvedIn)
    .down()
    .end("a reopening")
    .source("Zendesk, reopens");
    let soon = reopened
        .mode("within_7_days", "within_7_days", "tickets first resolved in the period that were reopened within 7 days / first resolved in it and longer than 7 days ago")
        .named("Reopen rate within 7 days")
        .share_of(vec![settled(), in_a_week(Moment::FirstReopened)], vec![settled()])
        .clock(KpiClock::Elapsed)
        .source("Zendesk, reopens; those resolved too short ago to tell are left out");
    let solves = reopened
        .mode("dbt_zendesk", "dbt_zendesk", "tickets first resolved in the period that were resolved twice or more / first resolved in it, open again or not")
        .share(vec![at_least(Tally::Resolutions, 2)])
        .end("a second resolution")
        .source("dbt_zendesk, count_reopens: resolutions less one");
    let created = reopened
        .mode(
            "of_created",
            "created_in",
            "tickets created in the period that were ever reopened / created in it",
        )
        .named("Reopened share")
        .cohort(Cohort::CreatedIn)
        .source("ServiceNow, reopen_count");
    let per_ticket = entry(
        32,
        "reopens_per_ticket",
        "Reopens per ticket",
        "reopenings of tickets first resolved in the period / first resolved in it, open again or not",
    )
    .ratio(
        vec![of(Quantity::Tally { tally: Tally::Reopens }, Vec::new())],
        vec![tickets(Vec::new())],
    )
    .cohort(Cohort::FirstResolvedIn)
    .unit(KpiUnit::Number)
    .down()
    .end("a reopening")
    .source("Zendesk, reopens");
    let total = per_ticket
        .mode("", "sum", "reopenings of tickets created in the period, whenever they came")
        .id("reopens")
        .named("Reopens")
        .sum(vec![of(Quantity::Tally { tally: Tally::Reopens }, Vec::new())])
        .cohort(Cohort::CreatedIn);
    [reopened, soon, solves, created, per_ticket, total].map(Entry::done).into()
}
