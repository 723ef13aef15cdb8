//! Scenes that are worked out by hand, event by event.

use super::*;
use crate::staffing::{
    ClosedRule, ContactEnd, ContactEscalation, ContactRedial, ServiceLevelDefinition,
    ServiceLevelRule, SimulatedContact, StreamHours,
};
use crate::ticket::Priority;
use crate::time::{Period, office_hours};

type Told = (String, i64, Option<i64>, Option<i64>, ContactEnd);

/// When each contact was answered and ended, in seconds, and what became of it.
fn told(outcome: &SimulatedDesk) -> Vec<Told> {
    let seconds = |it: Timestamp| it.since(at(0)).as_millis() / 1000;
    let each = |it: &'_ SimulatedContact| {
        let (answered, ended) = (it.answered_at.map(seconds), it.ended_at.map(seconds));
        (it.stream.clone(), seconds(it.arrived_at), answered, ended, it.end)
    };
    outcome.contacts.iter().map(each).collect()
}

/// With the name of its stream as a text of its own.
fn named<A, B, C, D>((name, a, b, c, d): (&str, A, B, C, D)) -> (String, A, B, C, D) {
    (name.to_owned(), a, b, c, d)
}

#[test]
fn two_agents_and_six_calls() {
    // 100 s each: 0 and 10 at once; 20 waits until 100, 30 until 110, 40 until 200, 150 until 210.
    let calls = ContactStream {
        service_level: Some(ServiceLevelRule {
            within: Span::seconds(80),
            definition: ServiceLevelDefinition::AnsweredOfOffered,
        }),
        ..ContactStream::new("calls", instants(&[0, 10, 20, 30, 40, 150]), fixed(100))
    };
    let outcome =
        once(&desk(400, vec![calls], vec![group("g", &["calls"], vec![shift(0, 400, 2)])]));
    let want = [(0, 0), (10, 10), (20, 100), (30, 110), (40, 200), (150, 210)].map(|(from, to)| {
        ("calls".to_owned(), from, Some(to), Some(to + 100), ContactEnd::Handled)
    });
    assert_eq!(told(&outcome), want);
    let total = &outcome.total;
    assert_eq!((total.offered.value, total.answered.value), (6.0, 6.0));
    assert_eq!(value(total.p_wait), 4.0 / 6.0);
    // 80 + 80 + 160 + 60 seconds of waiting.
    assert_eq!(
        (value(total.asa_seconds), value(total.mean_wait_of_waiters_seconds)),
        (380.0 / 6.0, 95.0)
    );
    assert_eq!(total.queue_length.value, 0.95);
    assert_eq!(value(total.service_level), 5.0 / 6.0);
    assert_eq!(value(outcome.groups[0].occupancy), 0.75);
    assert_eq!((outcome.groups[0].handled.value, total.offered.low), (6.0, None));
}

#[test]
fn callers_hang_up_and_call_again() {
    // One agent for 100 s each; they wait for 30 s, and all who hang up would try again 50 s later, if by chance.
    let calls = ContactStream {
        patience: Some(fixed(30)),
        redial: Some(ContactRedial { share: 0.999_99, delay: fixed(50) }),
        ..ContactStream::new("calls", instants(&[0, 10, 20]), fixed(100))
    };
    let outcome =
        once(&desk(1000, vec![calls], vec![group("g", &["calls"], vec![shift(0, 1000, 1)])]));
    let want = [
        (0, Some(0), Some(100), ContactEnd::Handled),
        (10, None, Some(40), ContactEnd::Abandoned),
        (20, None, Some(50), ContactEnd::Abandoned),
        // At 40 + 50 and 50 + 50: the first of them waits for ten seconds.
        (90, Some(100), Some(200), ContactEnd::Handled),
        (100, None, Some(130), ContactEnd::Abandoned),
        (180, Some(200), Some(300), ContactEnd::Handled),
    ];
    assert_eq!(told(&outcome), want.map(|(a, b, c, d)| ("calls".to_owned(), a, b, c, d)));
    assert_eq!(outcome.contacts.iter().map(|it| it.step).collect::<Vec<_>>(), [0, 0, 0, 1, 1, 2]);
    assert_eq!(value(outcome.total.p_abandon), 0.5);
    // 30 + 30 + 10 + 30 + 20 seconds of six.
    assert_eq!(value(outcome.total.mean_wait_seconds), 20.0);
    assert_eq!(value(outcome.total.asa_seconds), 10.0);
}

#[test]
fn the_highest_priority_is_next_and_nobody_is_interrupted() {
    let stream = |name, priority, seconds: &[i64]| ContactStream {
        priority,
        skill: Some("all".to_owned()),
        ..ContactStream::new(name, instants(seconds), fixed(100))
    };
    let streams = vec![
        stream("low", Priority::P4, &[0, 1, 2]),
        stream("high", Priority::P1, &[50, 150]),
        stream("middle", Priority::P2, &[40, 60]),
    ];
    let outcome = once(&desk(2000, streams, vec![group("g", &["all"], vec![shift(0, 2000, 1)])]));
    let mut answers: Vec<_> =
        told(&outcome).iter().map(|it| (it.2.unwrap(), it.0.clone(), it.1)).collect();
    answers.sort_unstable();
    let want = [
        (0, "low", 0),
        (100, "high", 50),
        (200, "high", 150),
        (300, "middle", 40),
        (400, "middle", 60),
        (500, "low", 1),
        (600, "low", 2),
    ];
    assert_eq!(answers, want.map(|(at, name, from)| (at, name.to_owned(), from)));
    let priorities: Vec<_> = outcome.priorities.iter().map(|it| it.priority).collect();
    assert_eq!(priorities, [Priority::P1, Priority::P2, Priority::P4]);
    // 50 and 50; 260 and 340; 0, 499 and 598.
    let waits: Vec<_> = outcome.priorities.iter().map(|it| value(it.figures.asa_seconds)).collect();
    assert_eq!(waits, [50.0, 300.0, 1097.0 / 3.0]);
}

#[test]
fn an_agent_has_three_chats_at_a_time_and_no_call_meanwhile() {
    let chats = ContactStream {
        concurrency: Some(3),
        ..ContactStream::new("chats", instants(&[0, 1, 2, 3]), fixed(100))
    };
    let calls = ContactStream::new("calls", instants(&[4]), fixed(10));
    let both = group("g", &["chats", "calls"], vec![shift(0, 1000, 1)]);
    let outcome = once(&desk(1000, vec![chats, calls], vec![both]));
    let want = [
        ("chats", 0, Some(0), Some(100), ContactEnd::Handled),
        ("chats", 1, Some(1), Some(101), ContactEnd::Handled),
        ("chats", 2, Some(2), Some(102), ContactEnd::Handled),
        // As soon as there is room; the call has to wait until all chats are over.
        ("chats", 3, Some(100), Some(200), ContactEnd::Handled),
        ("calls", 4, Some(200), Some(210), ContactEnd::Handled),
    ];
    assert_eq!(told(&outcome), want.map(named));
    // From 0 until 210 without a pause.
    assert_eq!(outcome.groups[0].busy_hours.value, 210.0 / 3600.0);
}

#[test]
fn chats_go_to_the_agent_with_the_fewest() {
    let chats = ContactStream {
        concurrency: Some(2),
        ..ContactStream::new("chats", instants(&[0, 0, 0, 0, 0]), fixed(100))
    };
    let outcome =
        once(&desk(500, vec![chats], vec![group("g", &["chats"], vec![shift(0, 500, 2)])]));
    // Two each; the fifth follows when the first ones are over.
    let answers: Vec<_> = told(&outcome).iter().map(|it| it.2.unwrap()).collect();
    assert_eq!(answers, [0, 0, 0, 0, 100]);
    // Both for 100 s, and one of them for 100 s more.
    assert_eq!(outcome.groups[0].busy_hours.value, 300.0 / 3600.0);
}

#[test]
fn who_has_a_contact_at_the_end_of_a_shift_is_done_with_it() {
    // Two until 100, then one until 300; the break of that one from 200 until 250.
    let early = shift(0, 100, 1);
    let late =
        GroupShift { breaks: vec![Period { start: at(200), end: at(250) }], ..shift(0, 300, 1) };
    let calls = ContactStream::new("calls", instants(&[50, 60, 120, 210, 290, 295]), fixed(80));
    let outcome = once(&desk(400, vec![calls], vec![group("g", &["calls"], vec![early, late])]));
    let want = [
        (50, Some(50), Some(130), ContactEnd::Handled),
        (60, Some(60), Some(140), ContactEnd::Handled),
        // The first to be free at 130 goes, so that it is taken at 140; that takes until 220, 20 s into the break.
        (120, Some(140), Some(220), ContactEnd::Handled),
        (210, Some(250), Some(330), ContactEnd::Handled),
        (290, None, None, ContactEnd::Waiting),
        (295, None, None, ContactEnd::Waiting),
    ];
    assert_eq!(told(&outcome), want.map(|(a, b, c, d)| ("calls".to_owned(), a, b, c, d)));
    let group = &outcome.groups[0];
    assert_eq!(group.staffed_hours, 350.0 / 3600.0);
    // From 100 until 130, from 200 until 220, from 300 until 330.
    assert_eq!(group.overtime_hours.value, 80.0 / 3600.0);
    assert_eq!(group.busy_hours.value, 320.0 / 3600.0);
    assert_eq!(value(group.occupancy), 320.0 / 430.0);
    assert_eq!(outcome.total.waiting.value, 2.0);
}

#[test]
fn an_agent_with_chats_takes_no_more_after_his_shift() {
    let chats = ContactStream {
        concurrency: Some(3),
        ..ContactStream::new("chats", instants(&[0, 10, 60, 120]), fixed(100))
    };
    let shifts = vec![shift(0, 50, 1), shift(115, 300, 1)];
    let outcome = once(&desk(300, vec![chats], vec![group("g", &["chats"], shifts)]));
    let answers: Vec<_> = told(&outcome).iter().map(|it| it.2.unwrap()).collect();
    // At 60 he is still there with two, but on his way; the next one comes at 115.
    assert_eq!(answers, [0, 10, 115, 120]);
    assert_eq!(outcome.groups[0].overtime_hours.value, 60.0 / 3600.0);
}

#[test]
fn some_go_on_to_the_second_tier() {
    let first = ContactStream {
        escalation: Some(ContactEscalation { share: 1.0, to: "second".to_owned() }),
        ..ContactStream::new("first", instants(&[0, 10]), fixed(60))
    };
    let second = ContactStream::new("second", ContactArrivals::Escalated {}, fixed(300));
    let groups = vec![
        group("L1", &["first"], vec![shift(0, 1000, 1)]),
        group("L2", &["second"], vec![shift(0, 1000, 1)]),
    ];
    let outcome = once(&desk(1000, vec![first, second], groups));
    let want = [
        ("first", 0, Some(0), Some(60), ContactEnd::Escalated),
        ("first", 10, Some(60), Some(120), ContactEnd::Escalated),
        ("second", 60, Some(60), Some(360), ContactEnd::Handled),
        ("second", 120, Some(360), Some(660), ContactEnd::Handled),
    ];
    assert_eq!(told(&outcome), want.map(named));
    assert_eq!(value(outcome.streams[1].asa_seconds), 120.0);
    assert_eq!(outcome.contacts[3].group.as_deref(), Some("L2"));
}

#[test]
fn specialists_are_asked_before_those_who_can_do_more() {
    let stream = |name, seconds: &[i64]| ContactStream::new(name, instants(seconds), fixed(100));
    let groups = vec![
        group("both", &["a", "b"], vec![shift(0, 500, 1)]),
        group("only a", &["a"], vec![shift(0, 500, 1)]),
    ];
    let outcome = once(&desk(500, vec![stream("a", &[0, 20]), stream("b", &[10])], groups));
    let by: Vec<_> = outcome.contacts.iter().map(|it| it.group.as_deref().unwrap()).collect();
    assert_eq!(by, ["only a", "both", "only a"]);
}

#[test]
fn hours_refuse_or_let_wait() {
    // Open from nine to five; the desk is simulated from nine on for 30 hours, by agents who are always there.
    let hours = |closed| {
        let calendar = office_hours(
            "UTC".parse().unwrap(),
            "09:00".parse().unwrap(),
            "17:00".parse().unwrap(),
        );
        Some(StreamHours { calendar, closed })
    };
    let (evening, last) = (10 * 3600, 8 * 3600 - 10);
    let stream = |name: &str, closed| ContactStream {
        hours: hours(closed),
        skill: Some("all".to_owned()),
        ..ContactStream::new(name, instants(&[0, last, last + 5, evening]), fixed(600))
    };
    let one = |stream| {
        let all = group("g", &["all"], vec![shift(0, 30 * 3600, 1)]);
        once(&desk(30 * 3600, vec![stream], vec![all]))
    };
    let refused = one(stream("calls", ClosedRule::Refuse));
    let ends: Vec<_> = told(&refused).iter().map(|it| (it.2, it.4)).collect();
    // Who waits when it closes is still answered.
    let want = [
        (Some(0), ContactEnd::Handled),
        (Some(last), ContactEnd::Handled),
        (Some(last + 600), ContactEnd::Handled),
        (None, ContactEnd::Refused),
    ];
    assert_eq!(ends, want);
    assert_eq!((refused.total.offered.value, refused.total.refused.value), (3.0, 1.0));
    let waiting = one(stream("mails", ClosedRule::Wait));
    let answers: Vec<_> = told(&waiting).iter().map(|it| it.2.unwrap()).collect();
    let morning = 24 * 3600;
    assert_eq!(answers, [0, last, morning, morning + 600]);
}

#[test]
fn nobody_finds_a_place_where_there_is_none() {
    let calls = ContactStream {
        waiting_places: Some(1),
        ..ContactStream::new("calls", instants(&[0, 10, 20, 90]), fixed(80))
    };
    let outcome =
        once(&desk(500, vec![calls], vec![group("g", &["calls"], vec![shift(0, 500, 1)])]));
    let ends: Vec<_> = told(&outcome).iter().map(|it| it.4).collect();
    assert_eq!(
        ends,
        [ContactEnd::Handled, ContactEnd::Handled, ContactEnd::Blocked, ContactEnd::Handled]
    );
    assert_eq!(value(outcome.total.p_blocked), 0.25);
}

#[test]
fn times_in_order_go_with_contacts_in_order() {
    let spans = [10, 200, 30].map(Span::seconds).to_vec();
    let handling = TimeDistribution::InOrder { spans };
    let calls = ContactStream::new("calls", instants(&[0, 5, 6, 300]), handling);
    let outcome =
        once(&desk(500, vec![calls], vec![group("g", &["calls"], vec![shift(0, 500, 3)])]));
    let ends: Vec<_> = told(&outcome).iter().map(|it| it.3.unwrap()).collect();
    assert_eq!(ends, [10, 205, 36, 310]);
}

#[test]
fn intervals_and_warm_up_count_what_is_theirs() {
    let calls = ContactStream::new("calls", instants(&[0, 50, 90, 160]), fixed(70));
    let model = desk(300, vec![calls], vec![group("g", &["calls"], vec![shift(0, 300, 1)])]);
    let options = SimulationOptions {
        warm_up: Some(Span::seconds(50)),
        interval: Some(Span::seconds(100)),
        ..SimulationOptions::new(1, 1)
    };
    let outcome = simulate_desk(&model, &options).unwrap();
    // Answered at 0, 70, 140, 210, each for 70 s; the first one does not count.
    assert_eq!(outcome.total.offered.value, 3.0);
    assert_eq!(value(outcome.total.asa_seconds), (20.0 + 50.0 + 50.0) / 3.0);
    let busy: Vec<_> =
        outcome.intervals.iter().map(|it| it.groups[0].busy_hours.value * 3600.0).collect();
    let rounded: Vec<_> = busy.iter().map(|it| it.round()).collect();
    assert_eq!(rounded, [50.0, 100.0, 80.0]);
    let offered: Vec<_> = outcome.intervals.iter().map(|it| it.total.offered.value).collect();
    assert_eq!(offered, [2.0, 1.0, 0.0]);
    // 50 to 70 and 90 to 100; 100 to 140 and 160 to 200; 200 to 210.
    let queue: Vec<_> = outcome.intervals.iter().map(|it| it.total.queue_length.value).collect();
    assert_eq!(queue, [30.0 / 50.0, 0.8, 0.1]);
    assert_eq!((outcome.intervals[2].start, outcome.intervals[2].end), (at(200), at(300)));
}

#[test]
fn an_empty_desk_and_one_without_agents() {
    let empty = once(&desk(100, Vec::new(), Vec::new()));
    assert_eq!(
        (empty.total.offered.value, empty.total.p_wait, empty.total.asa_seconds),
        (0.0, None, None)
    );
    let quiet = once(&desk(
        3600,
        vec![ContactStream::new("calls", poisson(0.0, 1), fixed(60))],
        vec![group("g", &["calls"], vec![shift(0, 3600, 3)])],
    ));
    assert_eq!((quiet.total.offered.value, value(quiet.groups[0].occupancy)), (0.0, 0.0));
    let calls = ContactStream {
        patience: Some(fixed(30)),
        ..ContactStream::new("calls", instants(&[0, 10, 3590]), fixed(60))
    };
    let alone = once(&desk(3600, vec![calls], vec![group("g", &["calls"], Vec::new())]));
    assert_eq!((alone.total.abandoned.value, alone.total.waiting.value), (2.0, 1.0));
    assert_eq!(alone.total.asa_seconds, None);
}
