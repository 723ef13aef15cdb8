use crate::{Seeds, hostile, read};
use arbitrary::{Result, Unstructured};
use firstline::escalation::{EscalationEngine, EscalationRule, MissedLevels};
use firstline::sla::{SlaEngine, SlaMetric, SlaSpec, SlaStage};
use firstline::ticket::{LogAction, LogRules, Ticket, check_log, ticket_state};
use firstline::time::{Calendar, CalendarSpec, Span, Timestamp};

/// The longest time of which explanations and periods are asked: each names every opening in it.
const SHOWN: Span = Span::hours(60 * 24);

/// Compiles a hostile calendar and asks it what must hold of any.
///
/// # Errors
/// The bytes are used up.
///
/// # Panics
/// A law is broken.
pub fn a_calendar_keeps_its_laws(seeds: &Seeds, bytes: &[u8]) -> Result<()> {
    let mut bytes = Unstructured::new(bytes);
    let spec = hostile(&seeds.calendars, &mut bytes)?;
    let Ok(calendar) = read::<CalendarSpec>(&spec).and_then(Calendar::new) else { return Ok(()) };
    assert_eq!(read(&json(&calendar.spec())).as_ref(), Ok(&calendar.spec()), "{spec}");
    for _ in 0..4 {
        let (one, other) = (instant(&mut bytes)?, instant(&mut bytes)?);
        let (from, to) = (one.min(other), one.max(other));
        let middle =
            Timestamp::from_millis(from.as_millis().midpoint(to.as_millis())).unwrap_or(from);
        let open = |from, to| calendar.open_between(from, to).expect("in order");
        assert_eq!(open(from, to), open(from, middle) + open(middle, to), "{spec} {from} {to}");
        assert_eq!(calendar.next_open(from) == Some(from), calendar.is_open(from), "{spec} {from}");
        let span = Span::from_millis(bytes.arbitrary::<u32>()?.into());
        if let Some(end) = calendar.add(from, span).expect("no negative span") {
            assert_eq!(open(from, end), span, "{spec} {from} {span}");
        }
        if let Some(start) = calendar.subtract(to, span).expect("no negative span") {
            assert_eq!(open(start, to), span, "{spec} {to} {span}");
        }
        if to.since(from) <= SHOWN {
            let periods = calendar.periods(from, to).expect("in order");
            assert_eq!(
                periods.iter().map(|it| it.span()).sum::<Span>(),
                open(from, to),
                "{spec} {from} {to}"
            );
        }
        let days = bytes.arbitrary::<u16>()?.into();
        calendar.business_days_between(from, to).expect("in order");
        calendar.subtract_business_days(to, days);
    }
    Ok(())
}

/// Compiles hostile promises and measures a ticket of the cases by them.
///
/// # Errors
/// The bytes are used up.
///
/// # Panics
/// A law is broken.
pub fn a_promise_keeps_its_laws(seeds: &Seeds, bytes: &[u8]) -> Result<()> {
    let mut bytes = Unstructured::new(bytes);
    let spec = hostile(&seeds.promises, &mut bytes)?;
    let Ok(engine) = read::<SlaSpec>(&spec).and_then(SlaEngine::new) else { return Ok(()) };
    assert_eq!(read(&json(&engine.spec())).as_ref(), Ok(&engine.spec()), "{spec}");
    if let Ok(ticket) = read::<Ticket>(bytes.choose(&seeds.tickets)?) {
        measured(&engine, &ticket, &mut bytes)?;
        let rules = hostile(&seeds.escalations, &mut bytes)?;
        let rules = read::<Vec<EscalationRule>>(&rules)
            .and_then(|rules| EscalationEngine::new(rules, &engine));
        if let (Ok(rules), Some(event)) = (rules, ticket.events.last()) {
            escalated(&rules, &ticket, event.at);
        }
    }
    Ok(())
}

/// Checks a hostile log and measures it by the promises of a case.
///
/// # Errors
/// The bytes are used up.
///
/// # Panics
/// A law is broken.
pub fn a_log_keeps_its_laws(seeds: &Seeds, bytes: &[u8]) -> Result<()> {
    let mut bytes = Unstructured::new(bytes);
    let log = hostile(&seeds.tickets, &mut bytes)?;
    let spec = bytes.choose(&seeds.promises)?;
    let Ok(ticket) = read::<Ticket>(&log) else { return Ok(()) };
    let Ok(engine) = read::<SlaSpec>(spec).and_then(SlaEngine::new) else { return Ok(()) };
    let mend = LogAction::Mend;
    let rules = LogRules {
        before_creation: mend,
        out_of_order: mend,
        duplicate: mend,
        after_closing: mend,
    };
    if let Ok(checked) = check_log(&ticket, rules) {
        let again = check_log(&checked.ticket, rules).expect("a mended log is sound");
        assert!(again.findings.is_empty(), "{log}: {:?}", again.findings);
        ticket_state(&checked.ticket).expect("a mended log is sound");
        measured(&engine, &checked.ticket, &mut bytes)?;
    }
    measured(&engine, &ticket, &mut bytes)
}

fn measured(engine: &SlaEngine, ticket: &Ticket, bytes: &mut Unstructured<'_>) -> Result<()> {
    let Some(last) = ticket.events.iter().map(|event| event.at).max() else { return Ok(()) };
    let wait = Span::from_millis(i64::from(bytes.arbitrary::<u32>()?) * bytes.int_in_range(0..=3)?);
    let now = last.checked_add(wait).unwrap_or(last);
    let Ok(statuses) = engine.status(ticket, now) else { return Ok(()) };
    for status in &statuses {
        assert_eq!(status.remaining, status.target - status.elapsed, "{ticket:?} {now}");
        assert!(status.elapsed <= status.elapsed_wall, "{ticket:?} {now}");
        assert!(status.next_change.is_none_or(|at| at > now), "{ticket:?} {now}");
        assert_eq!(
            status.state == SlaStage::Breached,
            status.breached_at.is_some(),
            "{ticket:?} {now}"
        );
        assert!(status.breached_at.is_none_or(|at| at <= now), "{ticket:?} {now}");
    }
    let later = now.checked_add(wait).unwrap_or(now);
    let breached = |now| {
        let statuses = engine.status(ticket, now).expect("it has a status");
        statuses.into_iter().filter(|it| it.state == SlaStage::Breached).collect::<Vec<_>>()
    };
    let then = breached(later);
    for status in breached(now) {
        assert!(
            then.iter().any(|it| it.breached_at == status.breached_at),
            "{ticket:?} {now} {later}"
        );
    }
    let state = engine.state(ticket).expect("it has a status");
    assert_eq!(engine.status_of(&state, now).as_ref(), Ok(&statuses), "{ticket:?} {now}");
    let half = bytes.int_in_range(1..=ticket.events.len())?;
    let (known, new) = ticket.events.split_at(half);
    let known = engine.state(&Ticket { events: known.to_vec(), ..ticket.clone() });
    let folded = engine.fold(&known.expect("it has a status"), new);
    assert_eq!(folded, Ok(state), "{ticket:?}");
    let since = bytes.choose(&ticket.events)?.at.min(now);
    let taken_up = engine.reapply(engine, ticket, now, Some(since)).expect("it has a status");
    assert_eq!(taken_up.differences, [], "{ticket:?} {now} {since}");
    let coming = engine.schedule(std::slice::from_ref(ticket), last, now).expect("it has a status");
    assert!(coming.is_sorted_by_key(|it| it.at), "{ticket:?} {now}");
    if let Some(created) = ticket.events.first().map(|event| event.at)
        && now.since(created) <= SHOWN
    {
        explained(engine, ticket, now);
    }
    Ok(())
}

fn escalated(rules: &EscalationEngine, ticket: &Ticket, now: Timestamp) {
    let Ok(due) = rules.due(ticket, now) else { return };
    assert!(due.iter().all(|it| it.at <= now), "{ticket:?} {now}");
    if let Some(since) = due.first().map(|first| first.at) {
        let each = rules.due_since(ticket, since, now, MissedLevels::Each);
        let later: Vec<_> = due.iter().filter(|it| it.at > since).cloned().collect();
        let last = rules.due_since(ticket, since, now, MissedLevels::LastOfTarget);
        assert!(last.expect("it has a status").len() <= later.len(), "{ticket:?} {now}");
        assert_eq!(each, Ok(later), "{ticket:?} {now}");
    }
    let next = rules.next_change(ticket, now).expect("it has a status");
    assert!(next.is_none_or(|at| at > now), "{:?} {ticket:?} {now} {next:?}", rules.rules());
}

fn explained(engine: &SlaEngine, ticket: &Ticket, now: Timestamp) {
    let told = engine.timeline(ticket, now).expect("it has a status");
    assert!(told.is_sorted_by_key(|it| it.at), "{ticket:?} {now}");
    for metric in
        [SlaMetric::FirstResponse, SlaMetric::NextReply, SlaMetric::Resolution, SlaMetric::Custom]
    {
        for explained in engine.explain(ticket, metric, now).unwrap_or_default() {
            let counted = explained.steps.iter().map(|step| step.counted).sum::<Span>();
            assert_eq!(counted, explained.status.elapsed, "{ticket:?} {now}");
            assert!(
                explained.steps.is_sorted_by(|one, next| one.end == next.start),
                "{ticket:?} {now}"
            );
        }
    }
}

/// An instant anywhere, or near another one of today.
fn instant(bytes: &mut Unstructured<'_>) -> Result<Timestamp> {
    let (first, last) = (Timestamp::MIN.as_millis(), Timestamp::MAX.as_millis());
    let millis = match bytes.arbitrary::<bool>()? {
        true => bytes.int_in_range(first..=last)?,
        false => 1_772_442_000_000 + i64::from(bytes.arbitrary::<i32>()?),
    };
    Ok(Timestamp::from_millis(millis).unwrap_or(Timestamp::MIN))
}

fn json<T: serde::Serialize>(record: &T) -> serde_json::Value {
    serde_json::to_value(record).expect("a record is JSON")
}
