//! What must hold for every log, by property tests and by a second method: counting minutes.

use super::{
    DueAtClosing, DueWhilePaused, ExactlyOnDue, MergeStart, NamedCalendar, ReopenRule,
    ResolutionEnd, Retarget, RetargetBreach, ScheduledSla, SlaChange, SlaColour, SlaColours,
    SlaEngine, SlaMetric, SlaMilestoneKind, SlaPolicy, SlaReason, SlaRules, SlaSpec, SlaStage,
    SlaStep, SlaTarget,
};
use crate::ticket::{Change, Priority, Role, Status, Ticket, TicketEvent};
use crate::time::{Calendar, Span, Timestamp, office_hours};
use proptest::prelude::*;

/// A Thursday before the clocks go forward, at noon.
const START: i64 = 1_774_526_400_000;

fn spec() -> SlaSpec {
    let target = |priorities, hours| SlaTarget {
        priorities,
        pause_on: vec![Status::Pending, Status::OnHold],
        ..SlaTarget::new(SlaMetric::Resolution, Span::hours(hours))
    };
    let hours = office_hours(
        "Europe/Berlin".parse().unwrap(),
        "22:00".parse().unwrap(),
        "06:00".parse().unwrap(),
    );
    let targets = vec![target(vec![Priority::P1], 4), target(vec![], 16)];
    SlaSpec::new(hours, vec![SlaPolicy::new("standard", targets)])
}

/// Any rules that bear upon a resolution.
fn rules() -> impl Strategy<Value = SlaRules> {
    use proptest::sample::select;
    let retarget = select(vec![Retarget::Carry, Retarget::FromStart, Retarget::FromChange]);
    let breach = select(vec![RetargetBreach::AtChange, RetargetBreach::AtDue]);
    let reopen = select(vec![ReopenRule::Resume, ReopenRule::NewCycle, ReopenRule::Ignore]);
    let end = select(vec![ResolutionEnd::Resolved, ResolutionEnd::Closed]);
    let exactly = select(vec![ExactlyOnDue::Met, ExactlyOnDue::Breached]);
    let closing = select(vec![DueAtClosing::Close, DueAtClosing::NextOpen]);
    let paused =
        select(vec![DueWhilePaused::Absent, DueWhilePaused::IfResumed, DueWhilePaused::AsBefore]);
    let others = (select(vec![MergeStart::Own, MergeStart::Earliest]), any::<bool>());
    (retarget, breach, reopen, end, exactly, closing, paused, others).prop_map(
        |(
            retarget,
            retarget_breach,
            reopen,
            resolution_end,
            exactly_on_due,
            due_at_closing,
            due_while_paused,
            (merge, thanks),
        )| SlaRules {
            merge,
            thanks_within: thanks.then_some(Span::hours(8)),
            retarget,
            retarget_breach,
            reopen,
            resolution_end,
            exactly_on_due,
            due_at_closing,
            due_while_paused,
            ..SlaRules::default()
        },
    )
}

/// The policy under other rules, with targets in open time or in business days.
fn engine(rules: SlaRules, in_days: bool) -> SlaEngine {
    let mut spec = SlaSpec { rules, ..spec() };
    for (target, days) in spec.policies[0].targets.iter_mut().zip([1, 2]).filter(|_| in_days) {
        (target.within, target.business_days) = (None, Some(days));
    }
    SlaEngine::new(spec).unwrap()
}

/// The policy with the target of P1 in other hours than the others.
fn two_calendars(rules: SlaRules) -> SlaEngine {
    let mut spec = SlaSpec { rules, ..spec() };
    let always = crate::time::always_open("UTC".parse().unwrap());
    spec.calendars.push(NamedCalendar { name: "always".into(), calendar: always });
    spec.policies[0].targets[0].calendar = Some("always".into());
    SlaEngine::new(spec).unwrap()
}

/// The policy beside agreements of all kinds, clocks of the desk's own and promises that lapse.
fn all_kinds(rules: SlaRules) -> SlaEngine {
    let mut spec = SlaSpec { rules, ..spec() };
    spec.policies[0].targets.extend([
        SlaTarget::new(SlaMetric::FirstResponse, Span::hours(2)),
        SlaTarget::new(SlaMetric::NextReply, Span::hours(1)),
        SlaTarget::new(SlaMetric::PausableUpdate, Span::hours(3)),
    ]);
    let more: Vec<SlaPolicy> = crate::from_json(
        r#"[{"name": "network", "agreement": "ola", "filter": {"type": "team_is", "values": ["network"]},
             "targets": [{"metric": "resolution", "within": "3h"}, {"metric": "time_to_own", "within": "1h"}]},
            {"name": "urgent", "agreement": "uc", "filter": {"type": "priority_is", "values": ["p1"]},
             "targets": [{"metric": "custom", "clock": "talk", "within": "1h"}]}]"#,
    )
    .unwrap();
    spec.policies.extend(more);
    spec.clocks = crate::from_json(
        r#"[{"name": "talk", "start": {"type": "status_is", "values": ["open"]},
             "pause": {"type": "happened", "events": ["public_reply"]},
             "resume": {"type": "happened", "events": ["requester_reply"]},
             "reset": {"type": "team_is", "values": ["network"]},
             "stop": {"type": "status_is", "values": ["resolved"]}}]"#,
    )
    .unwrap();
    SlaEngine::new(spec).unwrap()
}

fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_millis(START + minutes * 60_000).unwrap()
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::StatusChanged { status: Status::Open }),
        Just(Change::StatusChanged { status: Status::Pending }),
        Just(Change::StatusChanged { status: Status::OnHold }),
        Just(Change::PublicReply {}),
        Just(Change::RequesterReply {}),
        Just(Change::TeamAssigned { team: Some("network".into()) }),
        Just(Change::TeamAssigned { team: None }),
        Just(Change::PriorityChanged { priority: Priority::P1 }),
        Just(Change::PriorityChanged { priority: Priority::P3 }),
        Just(Change::Resolved {}),
        Just(Change::Reopened {}),
        Just(Change::Absorbed { ticket: "A".into(), opened_at: minute(-300) }),
    ]
}

fn tickets() -> impl Strategy<Value = Ticket> {
    proptest::collection::vec((1_i64..1_500, change(), any::<bool>()), 0..8).prop_map(|steps| {
        let mut ticket = Ticket::opened("T", minute(0), Default::default());
        let mut at = 0;
        for (wait, change, asks) in steps {
            at += wait;
            let role = if asks { Role::Requester } else { Role::Agent };
            ticket.events.push(TicketEvent::new(minute(at), role, change));
        }
        ticket
    })
}

/// Whether the resolution clock runs in the minute that begins at `at`, from the events alone.
fn runs(ticket: &Ticket, at: Timestamp) -> bool {
    let statuses = ticket.events.iter().rev().filter(|event| event.at <= at);
    let status = statuses.filter_map(|event| event.change.status()).next();
    matches!(status, Some(Status::New | Status::Open))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..Default::default() })]

    #[test]
    fn elapsed_is_the_count_of_open_minutes(ticket in tickets(), now in 0_i64..12_000) {
        let calendar = Calendar::new(spec().calendar).unwrap();
        let counted = (0..now).filter(|it| calendar.is_open(minute(*it)) && runs(&ticket, minute(*it)));
        let expected = Span::minutes(counted.count().try_into().unwrap());
        let engine = SlaEngine::new(spec()).unwrap();
        prop_assert_eq!(engine.status(&ticket, minute(now)).unwrap()[0].elapsed, expected);
    }

    #[test]
    fn the_steps_add_up_and_leave_no_gap(ticket in tickets(), now in 0_i64..12_000, rules in rules(), days: bool) {
        let engine = engine(rules, days);
        let explained = engine.explain(&ticket, SlaMetric::Resolution, minute(now)).unwrap();
        let statuses: Vec<_> = explained.iter().map(|it| it.status.clone()).collect();
        prop_assert_eq!(statuses, engine.cycles(&ticket, minute(now)).unwrap());
        for explained in explained {
        let counted: Span = explained.steps.iter().map(|step| step.counted).sum();
        prop_assert_eq!(counted, explained.status.elapsed);
        for pair in explained.steps.windows(2) {
            prop_assert_eq!(pair[0].end, pair[1].start);
            let what = |step: &SlaStep| (step.reason, step.note.clone(), step.policy.clone(), step.target);
            prop_assert_ne!(what(&pair[0]), what(&pair[1]));
        }
        for step in &explained.steps {
            let whole = step.end.since(step.start);
            let expected = if step.reason == SlaReason::Open { whole } else { Span::ZERO };
            prop_assert_eq!(step.counted, expected);
        }
        }
    }

    #[test]
    fn the_last_cycle_is_the_status_and_all_are_judged(ticket in tickets(), now in 0_i64..12_000, rules in rules(), days: bool) {
        let engine = engine(rules, days);
        let cycles = engine.cycles(&ticket, minute(now)).unwrap();
        let status = engine.status(&ticket, minute(now)).unwrap();
        prop_assert_eq!(cycles.last(), status.first());
        for (number, cycle) in (1..).zip(&cycles) {
            prop_assert_eq!(cycle.cycle, number);
            prop_assert_eq!(cycle.state == SlaStage::Breached, cycle.breached_at.is_some());
            prop_assert_eq!(cycle.remaining, cycle.target - cycle.elapsed);
            prop_assert!(cycle.elapsed <= cycle.elapsed_wall);
            if rules.exactly_on_due == ExactlyOnDue::Met {
                prop_assert_eq!(cycle.remaining.is_negative(), cycle.state == SlaStage::Breached);
            }
            if rules.retarget_breach == RetargetBreach::AtChange {
                prop_assert!(cycle.breached_at.is_none_or(|at| at >= cycle.started_at.unwrap()));
            }
        }
        for pair in cycles.windows(2) {
            prop_assert!(pair[0].finished_at.unwrap() <= pair[1].started_at.unwrap());
        }
    }

    #[test]
    fn one_limit_from_the_start_counts_as_if_it_had_never_changed(ticket in tickets(), now in 0_i64..12_000) {
        let rules = SlaRules {
            retarget: Retarget::FromStart,
            retarget_breach: RetargetBreach::AtDue,
            ..SlaRules::default()
        };
        let engine = engine(rules, false);
        let until = |event: &&TicketEvent| event.at <= minute(now);
        let mut priorities = ticket.events.iter().filter(until).filter_map(|event| match event.change {
            Change::PriorityChanged { priority } => Some(priority),
            _ => None,
        });
        let priority = priorities.next_back().unwrap_or_default();
        let opening = crate::ticket::Opening { priority, ..Default::default() };
        let mut plain = Ticket::opened("T", minute(0), opening);
        let others = ticket.events.iter().skip(1);
        let others = others.filter(|event| !matches!(event.change, Change::PriorityChanged { .. }));
        plain.events.extend(others.cloned());
        // A priority that changes after the end of a clock changes nothing of it.
        let over = |ticket: &Ticket| engine.status(ticket, minute(now)).unwrap()[0].finished_at.is_some();
        if !over(&ticket) && !over(&plain) {
            prop_assert_eq!(
                engine.status(&ticket, minute(now)).unwrap(),
                engine.status(&plain, minute(now)).unwrap()
            );
        }
    }

    #[test]
    fn folding_is_replaying_however_the_log_is_split(
        ticket in tickets(),
        now in 0_i64..12_000,
        rules in rules(),
        kinds: bool,
        splits in proptest::collection::vec(0_usize..9, 0..4),
        at_once: bool,
    ) {
        let engine = if kinds { all_kinds(rules) } else { engine(rules, false) };
        let mut ticket = ticket;
        if at_once {
            // Several changes in each save.
            for event in ticket.events.iter_mut().skip(1) {
                let minutes = (event.at.as_millis() - START) / 60_000;
                event.at = minute(minutes / 700 * 700);
            }
        }
        let until = ticket.events.iter().filter(|event| event.at <= minute(now)).count().max(1);
        ticket.events.truncate(until);
        let whole = engine.state(&ticket).unwrap();
        let mut splits: Vec<_> = splits.into_iter().map(|it| it.clamp(1, until)).collect();
        splits.sort_unstable();
        splits.push(until);
        let first = splits[0];
        let opened = Ticket { events: ticket.events[..first].to_vec(), ..ticket.clone() };
        let mut state = engine.state(&opened).unwrap();
        for pair in splits.windows(2) {
            let json = crate::to_json(&state).unwrap();
            state = engine.fold(&crate::from_json(&json).unwrap(), &ticket.events[pair[0]..pair[1]]).unwrap();
        }
        prop_assert_eq!(&state, &whole);
        let later = minute(now).max(state.changed_at);
        prop_assert_eq!(engine.status_of(&state, later).unwrap(), engine.status(&ticket, later).unwrap());
    }

    #[test]
    fn taking_up_the_same_specification_changes_nothing(
        ticket in tickets(),
        now in 0_i64..12_000,
        since in 0_i64..12_000,
        rules in rules(),
        kinds: bool,
    ) {
        let engine = if kinds { all_kinds(rules) } else { engine(rules, false) };
        let since = Some(minute(since.min(now)));
        let taken_up = engine.reapply(&engine, &ticket, minute(now), since).unwrap();
        prop_assert_eq!(taken_up.differences, Vec::new());
        let later = minute(now + 3_000);
        let quiet = Ticket {
            events: ticket.events.iter().filter(|it| it.at <= minute(now)).cloned().collect(),
            ..ticket
        };
        let status = engine.status(&quiet, later).unwrap();
        prop_assert_eq!(engine.status_of(&taken_up.state, later).unwrap(), status);
    }

    #[test]
    fn a_breach_does_not_depend_on_when_one_asks(
        ticket in tickets(),
        now in 0_i64..12_000,
        later in 0_i64..5_000,
        rules in rules(),
    ) {
        let engine = two_calendars(rules);
        let quiet = ticket.events.iter().all(|event| event.at <= minute(now));
        let first = engine.status(&ticket, minute(now)).unwrap().remove(0);
        let second = engine.status(&ticket, minute(now + later)).unwrap().remove(0);
        if quiet && first.state == SlaStage::Breached {
            prop_assert_eq!(first.breached_at, second.breached_at);
            prop_assert!(first.breached_at.unwrap() <= minute(now));
        }
    }

    #[test]
    fn what_is_scheduled_happens_then(ticket in tickets(), now in 0_i64..12_000) {
        let colours = Some(SlaColours { amber: 0.5, red: 0.9 });
        let engine = SlaEngine::new(SlaSpec { colours, ..spec() }).unwrap();
        let ticket = Ticket {
            events: ticket.events.into_iter().filter(|event| event.at <= minute(now)).collect(),
            ..ticket
        };
        let tickets = std::slice::from_ref(&ticket);
        let coming = engine.schedule(tickets, minute(now), minute(now + 100_000)).unwrap();
        let status = engine.status(&ticket, minute(now)).unwrap().remove(0);
        if status.state == SlaStage::Running {
            prop_assert_eq!(coming.first().map(|it| it.at), status.next_change);
        }
        let told = engine.timeline(&ticket, minute(now)).unwrap();
        // A cycle that was broken under a stricter target is not told to break again.
        let broken = told.iter().any(|it| !it.coming && it.kind == SlaMilestoneKind::Breached);
        let told: Vec<_> = told.iter().filter(|it| it.coming).map(|it| it.at).collect();
        let untold = |it: &&ScheduledSla| !(broken && it.change == SlaChange::Breached);
        prop_assert_eq!(told, coming.iter().filter(untold).map(|it| it.at).collect::<Vec<_>>());
        for moment in coming {
            let at = |millis| {
                let at = Timestamp::from_millis(moment.at.as_millis() + millis).unwrap();
                engine.status(&ticket, at).unwrap().remove(0)
            };
            match moment.change {
                SlaChange::Amber => {
                    prop_assert_eq!((at(-1).colour, at(0).colour), (Some(SlaColour::Green), Some(SlaColour::Amber)));
                }
                SlaChange::Red => {
                    prop_assert_eq!((at(-1).colour, at(0).colour), (Some(SlaColour::Amber), Some(SlaColour::Red)));
                }
                SlaChange::Due => {
                    prop_assert!(at(-1).remaining > Span::ZERO);
                    prop_assert_eq!(at(0).remaining, Span::ZERO);
                }
                SlaChange::Breached => {
                    prop_assert_eq!((at(-1).state, at(0).state), (SlaStage::Running, SlaStage::Breached));
                }
            }
        }
    }

    #[test]
    fn a_running_clock_breaches_just_after_it_is_due(ticket in tickets(), now in 0_i64..12_000) {
        let engine = SlaEngine::new(spec()).unwrap();
        let ticket = Ticket {
            events: ticket.events.into_iter().filter(|event| event.at <= minute(now)).collect(),
            ..ticket
        };
        let status = engine.status(&ticket, minute(now)).unwrap().remove(0);
        if status.state == SlaStage::Running {
            prop_assert!(status.next_change.unwrap() > minute(now));
            let due = status.due_at.unwrap().max(minute(now));
            let used_up = status.due_at;
            let at = |instant| engine.status(&ticket, instant).unwrap().remove(0);
            prop_assert_eq!(at(due).remaining, Span::ZERO);
            let opens = engine.calendar().next_open(due).unwrap();
            let after = at(opens.checked_add(Span::from_millis(1)).unwrap());
            prop_assert_eq!((after.state, after.breached_at), (SlaStage::Breached, used_up));
        }
    }
}

#[test]
fn a_state_does_not_grow_with_the_log() {
    let engine = engine(SlaRules::default(), false);
    let mut ticket = Ticket::opened("T", minute(0), Default::default());
    let mut size = 0;
    for pause in 1..=1_000 {
        for (minutes, status) in [(0, Status::Pending), (1, Status::Open)] {
            let change = Change::StatusChanged { status };
            ticket.events.push(TicketEvent::new(minute(pause * 2 + minutes), Role::Agent, change));
        }
        if pause == 3 {
            size = crate::to_json(&engine.state(&ticket).unwrap()).unwrap().len();
        }
    }
    let state = engine.state(&ticket).unwrap();
    let grown = crate::to_json(&state).unwrap().len();
    assert!(grown <= size + 40, "{size} bytes after three pauses, {grown} after a thousand");
    let now = minute(12_000);
    assert_eq!(engine.status_of(&state, now).unwrap(), engine.status(&ticket, now).unwrap());
}
