use super::check::faults;
use super::{
    EarlyLevel, Escalation, EscalationRule, EscalationTrigger, MissedLevels, NoticeTime,
    TicketEscalations,
};
use crate::error::{Error, Fault, Result};
use crate::sla::{Clocks, SlaEngine};
use crate::ticket::{Change, Ticket, View, events_until, opening_by};
use crate::time::{Span, Timestamp};

/// Compiled escalation rules over the clocks of a [`SlaEngine`].
#[derive(Debug, Clone)]
pub struct EscalationEngine {
    rules: Vec<EscalationRule>,
    sla: SlaEngine,
}

/// The moments of one rule for one ticket.
struct Moments {
    /// Those that have come, in order.
    past: Vec<Timestamp>,
    /// The next, if nothing happens to the ticket.
    next: Option<Timestamp>,
}

impl EscalationEngine {
    /// Compiles rules over the hours and targets of a policy.
    ///
    /// # Errors
    /// All at once: `escalation.duplicate_name`, `escalation.no_action`, `escalation.share_out_of_range`
    /// for a share that is not a number above 0 and at most 1000, `escalation.span_not_positive`,
    /// `escalation.days_out_of_range`, `escalation.no_such_target` where nothing is promised of the metric to any
    /// ticket that the rule is for, `escalation.never_comes` for a level before the start of all its targets that may
    /// not fire early, and the faults of a condition as in [`SlaEngine::new`]; its fields are those of the policy.
    pub fn new(rules: Vec<EscalationRule>, sla: &SlaEngine) -> Result<Self> {
        Error::from_faults(faults(&rules, sla))?;
        Ok(Self { rules, sla: sla.clone() })
    }

    /// The rules that it was compiled from.
    pub fn rules(&self) -> Vec<EscalationRule> {
        self.rules.clone()
    }

    /// What has fired for a ticket by `now`, in order of time; the host leaves out what it has done.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`].
    pub fn due(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<Escalation>> {
        let mut fired = Vec::new();
        for (rule, moments) in self.moments(ticket, now)? {
            fired.extend(moments.past.into_iter().map(|at| Escalation {
                rule: rule.name.clone(),
                at,
                notify_at: match rule.notice {
                    NoticeTime::AtOnce => Some(at),
                    NoticeTime::NextOpen => self.sla.calendar().next_open(at),
                },
                actions: rule.actions.clone(),
            }));
        }
        fired.sort_by_key(|escalation| escalation.at);
        Ok(fired)
    }

    /// What has fired for a ticket after `since` and by `now`, in order of time: for a host that asks now and then, and
    /// after a downtime. Each has the instant at which it should have fired.
    ///
    /// # Errors
    /// `period.reversed` for a `since` after `now`; those of [`SlaEngine::status`].
    pub fn due_since(
        &self,
        ticket: &Ticket,
        since: Timestamp,
        now: Timestamp,
        missed: MissedLevels,
    ) -> Result<Vec<Escalation>> {
        if now < since {
            let message = format!("{since} is after {now}; give the earlier instant first");
            return Err(Fault::invalid("period.reversed", "since", message).into());
        }
        let mut fired = self.due(ticket, now)?;
        fired.retain(|it| since < it.at);
        if missed == MissedLevels::LastOfTarget {
            let watched = |it: &Escalation| {
                let rule = self.rules.iter().find(|rule| rule.name == it.rule);
                rule.and_then(EscalationRule::watched)
            };
            let mut told = Vec::new();
            fired.reverse();
            fired.retain(|it| match watched(it) {
                Some(target) if told.contains(&target) => false,
                target => {
                    told.extend(target);
                    true
                }
            });
            fired.reverse();
        }
        Ok(fired)
    }

    /// What has fired for each ticket by `now`; tickets for which nothing has are left out.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`], below `tickets[…]`.
    pub fn due_all(&self, tickets: &[Ticket], now: Timestamp) -> Result<Vec<TicketEscalations>> {
        let mut all = Vec::new();
        for (index, ticket) in tickets.iter().enumerate() {
            let escalations = self
                .due(ticket, now)
                .map_err(|error| error.renamed("ticket", &format!("tickets[{index}]")))?;
            if !escalations.is_empty() {
                all.push(TicketEscalations { ticket: ticket.id.clone(), escalations });
            }
        }
        Ok(all)
    }

    /// The next moment at which a rule fires if nothing happens to the ticket: when to ask again.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`].
    pub fn next_change(&self, ticket: &Ticket, now: Timestamp) -> Result<Option<Timestamp>> {
        Ok(self.moments(ticket, now)?.into_iter().filter_map(|(_, moments)| moments.next).min())
    }

    fn moments(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<(&EscalationRule, Moments)>> {
        let views = views_until(ticket, now)?;
        let watched: Vec<_> = self.rules.iter().filter_map(EscalationRule::watched).collect();
        let clocks = self.sla.clocks(ticket, &watched, now)?;
        let of = |rule| {
            let fits = fitting(rule, &views, now);
            Ok((rule, self.moments_of(rule, &fits, &clocks, ticket, now)?))
        };
        self.rules.iter().map(of).collect()
    }

    fn moments_of(
        &self,
        rule: &EscalationRule,
        fits: &[Stretch],
        clocks: &Clocks<'_>,
        ticket: &Ticket,
        now: Timestamp,
    ) -> Result<Moments> {
        let fits_now = fits.last().is_some_and(|(_, until)| *until > now);
        match rule.trigger {
            EscalationTrigger::TargetUsed { share, .. } => {
                self.levels(rule, &Level::Open(&|within| within.share(share)), fits, clocks, now)
            }
            EscalationTrigger::BeforeDue { before, .. } => {
                let never = rule.early == EarlyLevel::Never;
                let part = |within: Span| match within - before {
                    left if left <= Span::ZERO && never => Span::from_millis(i64::MAX),
                    left => left.max(Span::ZERO),
                };
                self.levels(rule, &Level::Open(&part), fits, clocks, now)
            }
            EscalationTrigger::AfterDue { after, .. } => {
                self.levels(rule, &Level::Open(&|within| within + after), fits, clocks, now)
            }
            EscalationTrigger::BusinessDaysBeforeDue { days, .. } => {
                self.levels(rule, &Level::Days(-signed(days)), fits, clocks, now)
            }
            EscalationTrigger::BusinessDaysAfterDue { days, .. } => {
                self.levels(rule, &Level::Days(signed(days)), fits, clocks, now)
            }
            EscalationTrigger::NoReply { after } => {
                let mut moments = Moments { past: Vec::new(), next: None };
                for (due, until) in self.waits(ticket, after, now)? {
                    if due > now {
                        moments.next = Some(due).filter(|_| fits_now);
                    } else {
                        moments.past.extend(first_common((due, until), fits));
                    }
                }
                Ok(moments)
            }
        }
    }

    /// The moments of a level of a target; each cycle of a clock is a promise of its own.
    fn levels(
        &self,
        rule: &EscalationRule,
        level: &Level<'_>,
        fits: &[Stretch],
        clocks: &Clocks<'_>,
        now: Timestamp,
    ) -> Result<Moments> {
        let fits_now = fits.last().is_some_and(|(_, until)| *until > now);
        let mut moments = Moments { past: Vec::new(), next: None };
        let Some(watched) = rule.watched() else { return Ok(moments) };
        for clock in clocks.of(&watched) {
            let reached = match level {
                Level::Open(part) => clock.reached(part)?,
                Level::Days(days) => clock.days_from_due(*days, rule.early == EarlyLevel::Never)?,
            };
            let past = reached.iter().find_map(|stretch| first_common(*stretch, fits));
            let is_coming = past.is_none() && fits_now && clock.is_running();
            moments.past.extend(past);
            let coming = match level {
                _ if !is_coming => None,
                Level::Open(part) => clock.coming(part)?,
                Level::Days(days) => clock.coming_days(*days)?,
            };
            // A level that lay before the start and may not be early never comes.
            moments.next = coming.filter(|at| *at > now);
        }
        Ok(moments)
    }

    /// Each wait for a reply that is or will be too long: from when on, until the reply or now.
    fn waits(&self, ticket: &Ticket, after: Span, now: Timestamp) -> Result<Vec<Stretch>> {
        let calendar = self.sla.calendar();
        let (created, _) = opening_by(ticket, now, "now")?;
        let (mut waits, mut waiting) = (Vec::new(), Some(created.at));
        for (at, event) in events_until(ticket, now) {
            let answered = self.sla.rules().counts_as_reply(event)
                || event.change.status().is_some_and(|status| !status.is_unresolved());
            if answered {
                let due = waiting.take().map(|since| calendar.add(since, after)).transpose()?;
                waits.extend(due.flatten().filter(|due| *due <= at).map(|due| (due, at)));
            } else if let Change::RequesterReply {} | Change::Reopened {} = event.change {
                waiting.get_or_insert(at);
            }
        }
        let due = waiting.map(|since| calendar.add(since, after)).transpose()?.flatten();
        waits.extend(due.map(|due| (due, now)));
        Ok(waits)
    }
}

/// Where in the course of a target a level lies.
enum Level<'a> {
    /// Where so much of its open time is used.
    Open(&'a dyn Fn(Span) -> Span),
    /// So many business days before (negative) or after its due instant.
    Days(i32),
}

/// Days that are in range.
fn signed(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// A stretch of time with both of its ends.
type Stretch = (Timestamp, Timestamp);

/// What a ticket was, from when on.
fn views_until(ticket: &Ticket, now: Timestamp) -> Result<Vec<(Timestamp, View<'_>)>> {
    let (created, opening) = opening_by(ticket, now, "now")?;
    let mut view = View::opened(ticket, opening);
    let mut views = vec![(created.at, view.clone())];
    for (at, event) in events_until(ticket, now) {
        if view.fold(event) {
            views.push((at, view.clone()));
        }
    }
    Ok(views)
}

/// The stretches in which a rule is for the ticket. The last one ends after `now`, if it holds then.
fn fitting(rule: &EscalationRule, views: &[(Timestamp, View<'_>)], now: Timestamp) -> Vec<Stretch> {
    let ends = views.iter().skip(1).map(|(from, _)| *from);
    let ends = ends.chain([now.checked_add(Span::from_millis(1)).unwrap_or(now)]);
    let stretches = views.iter().zip(ends);
    let fits = stretches.filter(|((_, view), _)| rule.is_for(view));
    fits.map(|((from, _), until)| (*from, until)).collect()
}

/// The first instant of a stretch, its end included, that is in one of the others, their ends excluded.
fn first_common((from, until): Stretch, others: &[Stretch]) -> Option<Timestamp> {
    let common = |(start, end): &Stretch| Some((*start).max(from)).filter(|at| at < end);
    others.iter().find_map(common).filter(|at| *at <= until)
}
