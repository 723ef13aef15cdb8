//! From a specification to what the engine replays by, or to all that is wrong with it.

use super::course::Bears;
use super::motion::{Statuses, ends};
use super::{SlaAgreement, SlaClock, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
use crate::error::{Error, Fault, Result};
use crate::ticket::{Condition, Status, View, can_hold};
use crate::time::{Calendar, CalendarSpec, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A specification that was found right.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) spec: SlaSpec,
    /// The hours that count where nothing names others.
    pub(super) calendar: Calendar,
    pub(super) named: Vec<(String, Arc<Calendar>)>,
    /// In the order in which statuses are given.
    pub(super) tracks: Vec<Track>,
}

/// All that is promised of one clock under one agreement.
#[derive(Debug)]
pub(super) struct Track {
    pub(super) agreement: SlaAgreement,
    pub(super) metric: SlaMetric,
    /// The clock of a custom metric.
    pub(super) clock: Option<SlaClock>,
    /// In their order.
    pub(super) promises: Vec<Promise>,
    /// What decides which of them holds.
    pub(super) chosen_by: Bears,
    /// All that its clock depends on.
    pub(super) depends_on: Bears,
    /// What fulfils it, whatever the status.
    pub(super) fulfilled_by: Bears,
    /// What may begin a cycle of a clock that recurs.
    pub(super) begun_by: Bears,
    /// The statuses that end its clock.
    pub(super) ends: Statuses,
    /// Those in which it stands still where nothing is promised.
    pub(super) pauses: Statuses,
    /// Whether nothing matters once its clock has ended.
    pub(super) once: bool,
}

/// One target of one policy.
#[derive(Debug)]
pub(super) struct Promise {
    /// The place of its policy.
    pub(super) policy: usize,
    /// Its own place among the targets of that.
    pub(super) place: u32,
    pub(super) target: SlaTarget,
    /// The calendar that it or its policy names.
    pub(super) calendar: Option<Arc<Calendar>>,
    /// The statuses in which its clock stands still.
    pub(super) pauses: Statuses,
}

/// Compiles a specification.
pub(super) fn compile(spec: SlaSpec) -> Result<Compiled> {
    let mut faults = Vec::new();
    let calendar = compiled(&spec.calendar, "spec.calendar", &mut faults);
    let mut named = Vec::new();
    for (index, it) in spec.calendars.iter().enumerate() {
        let path = format!("spec.calendars[{index}].calendar");
        let calendar = compiled(&it.calendar, &path, &mut faults);
        named.extend(calendar.ok().map(|calendar| (it.name.clone(), Arc::new(calendar))));
    }
    check_names(&spec, &mut faults);
    for (index, clock) in spec.clocks.iter().enumerate() {
        check_clock(clock, &format!("spec.clocks[{index}]"), &spec.fields, &mut faults);
    }
    for index in 0..spec.policies.len() {
        check_policy(&spec, index, &mut faults);
    }
    let spans = [
        ("new_cycle_after", spec.rules.new_cycle_after),
        ("thanks_within", spec.rules.thanks_within),
    ];
    for (field, span) in spans {
        if let Some(span) = span.filter(|span| span.is_negative()) {
            let message = format!("{span} is before the end; give zero or more");
            faults.push(Fault::invalid("span.negative", format!("spec.rules.{field}"), message));
        }
    }
    if let Some(colours) = &spec.colours {
        colours.check(&mut faults);
    }
    Error::from_faults(faults)?;
    let calendar = calendar?;
    let tracks = tracks(&spec, &named);
    Ok(Compiled { spec, calendar, named, tracks })
}

fn compiled(spec: &CalendarSpec, path: &str, faults: &mut Vec<Fault>) -> Result<Calendar> {
    let calendar = Calendar::new(spec.clone()).map_err(|error| error.renamed("spec", path));
    calendar.inspect_err(|error| faults.extend(error.faults().cloned()))
}

fn tracks(spec: &SlaSpec, named: &[(String, Arc<Calendar>)]) -> Vec<Track> {
    let mut tracks = Vec::new();
    for agreement in SlaAgreement::ALL {
        let built_in = SlaMetric::BUILT_IN.into_iter().map(|metric| (metric, None));
        let custom = spec.clocks.iter().map(|clock| (SlaMetric::Custom, Some(clock)));
        for (metric, clock) in built_in.chain(custom) {
            let track = track(spec, named, agreement, (metric, clock));
            tracks.extend(Some(track).filter(|track| !track.promises.is_empty()));
        }
    }
    tracks
}

fn track(
    spec: &SlaSpec,
    named: &[(String, Arc<Calendar>)],
    agreement: SlaAgreement,
    (metric, clock): (SlaMetric, Option<&SlaClock>),
) -> Track {
    let name = clock.map(|clock| &clock.name);
    let find = |name: &str| named.iter().find(|(it, _)| it == name).map(|(_, it)| Arc::clone(it));
    let (mut promises, mut by_priority) = (Vec::new(), false);
    let mut filtered = spec.calendar_field.is_some();
    let policies = spec.policies.iter().enumerate().filter(|(_, it)| it.agreement == agreement);
    for (policy, it) in policies {
        let is_its = |target: &SlaTarget| (target.metric, target.clock.as_ref()) == (metric, name);
        filtered |= it.filter.is_some();
        let places = (0..).zip(&it.targets);
        for (place, target) in places.filter(|(_, target)| is_its(target)) {
            filtered |= target.filter.is_some();
            by_priority |= !target.priorities.is_empty();
            let calendar = target.calendar.as_deref().or(it.calendar.as_deref()).and_then(find);
            let own = |status: Status| target.pause_on.contains(&status);
            let pauses = Statuses::of(|status| own(status) || metric.pauses().contains(&status));
            promises.push(Promise { policy, place, target: target.clone(), calendar, pauses });
        }
    }
    let chosen_by = match by_priority {
        _ if filtered => Bears::VIEW,
        true => Bears::PRIORITY,
        false => Bears::NOTHING,
    };
    let (fulfilled_by, begun_by) = match metric {
        SlaMetric::FirstResponse => (Bears::REPLY, Bears::NOTHING),
        SlaMetric::NextReply => (Bears::REPLY, Bears::STATUS.and(Bears::REPLY).and(Bears::MESSAGE)),
        SlaMetric::PeriodicUpdate | SlaMetric::PausableUpdate => (Bears::REPLY, Bears::REPLY),
        SlaMetric::TimeToOwn => (Bears::OWNED, Bears::NOTHING),
        _ => (Bears::NOTHING, Bears::NOTHING),
    };
    let whose = match agreement {
        SlaAgreement::Sla => Bears::ORIGIN,
        SlaAgreement::Ola | SlaAgreement::Uc => Bears::TEAM,
    };
    let own = if metric == SlaMetric::Custom { Bears::EVENT } else { Bears::STATUS };
    let single = matches!(
        metric,
        SlaMetric::FirstResponse | SlaMetric::TimeToOwn | SlaMetric::Acknowledgement
    );
    Track {
        agreement,
        metric,
        clock: clock.cloned(),
        promises,
        chosen_by,
        depends_on: own.and(whose).and(chosen_by).and(fulfilled_by).and(begun_by),
        fulfilled_by,
        begun_by,
        ends: Statuses::of(|status| ends(&spec.rules, metric, status)),
        pauses: Statuses::of(|status| metric.pauses().contains(&status)),
        once: single && agreement == SlaAgreement::Sla,
    }
}

fn check_names(spec: &SlaSpec, faults: &mut Vec<Fault>) {
    let calendars = spec.calendars.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
    let clocks = spec.clocks.iter().map(|it| it.name.as_str()).collect();
    let policies = spec.policies.iter().map(|it| it.name.as_str()).collect();
    let fields = spec.fields.iter().map(String::as_str).collect();
    let lists = [
        ("calendars", ".name", calendars),
        ("fields", "", fields),
        ("clocks", ".name", clocks),
        ("policies", ".name", policies),
    ];
    for (list, field, names) in lists {
        let mut above = BTreeSet::new();
        for (index, name) in names.into_iter().enumerate() {
            let mut fault = |code, message| {
                let path = format!("spec.{list}[{index}]{field}");
                faults.push(Fault::invalid(code, path, message));
            };
            if name.is_empty() {
                fault("sla.no_name", "it has no name; give it one".to_owned());
            } else if !above.insert(name) {
                let message = format!("'{name}' stands above already; give it another name");
                fault("sla.duplicate_name", message);
            }
        }
    }
    if spec.policies.is_empty() {
        let message = "a desk promises something; give a policy";
        faults.push(Fault::invalid("sla.no_policies", "spec.policies", message));
    }
    if let Some(field) = &spec.calendar_field
        && !spec.fields.contains(field)
    {
        let message = format!("no field '{field}' is declared; add it to 'fields'");
        faults.push(Fault::invalid("condition.unknown_field", "spec.calendar_field", message));
    }
}

fn check_clock(clock: &SlaClock, path: &str, fields: &[String], faults: &mut Vec<Fault>) {
    let conditions = [
        ("start", Some(&clock.start)),
        ("pause", clock.pause.as_ref()),
        ("resume", clock.resume.as_ref()),
        ("stop", Some(&clock.stop)),
        ("reset", clock.reset.as_ref()),
        ("cancel", clock.cancel.as_ref()),
    ];
    for (name, condition) in conditions {
        if let Some(condition) = condition {
            condition.check(&format!("{path}.{name}"), fields, faults);
        }
    }
    let mut fault = |code, field: &str, message: &str| {
        faults.push(Fault::invalid(code, format!("{path}.{field}"), message));
    };
    let ends = [Some(&clock.stop), clock.cancel.as_ref()];
    let runs: Vec<_> = ends.into_iter().flatten().map(|end| (end, false)).collect();
    if !can_hold(&[runs, vec![(&clock.start, true)]].concat()) && can_hold(&[(&clock.start, true)])
    {
        let message = "it would end where it starts; give it another stop or cancel";
        fault("sla.clock_never_runs", "start", message);
    }
    match (&clock.pause, &clock.resume) {
        (None, Some(_)) => {
            fault("sla.resume_without_pause", "resume", "nothing pauses it; give a pause");
        }
        (Some(pause), None) if pause.has_event() => {
            let message = "an event begins it, and nothing ends it; give a resume";
            fault("sla.pause_never_ends", "pause", message);
        }
        _ => {}
    }
}

fn check_policy(spec: &SlaSpec, index: usize, faults: &mut Vec<Fault>) {
    let Some(policy) = spec.policies.get(index) else { return };
    let path = format!("spec.policies[{index}]");
    let above = spec.policies.iter().take(index).filter(|it| it.agreement == policy.agreement);
    if is_hidden(policy.filter.as_ref(), above.map(|it| it.filter.as_ref())) {
        let message = "a policy above it is for all its tickets; drop it or move it up";
        faults.push(Fault::invalid("sla.policy_never_used", path.clone(), message));
    }
    if policy.targets.is_empty() {
        let message = "a policy promises something; give a target";
        faults.push(Fault::invalid("sla.no_targets", format!("{path}.targets"), message));
    }
    if let Some(filter) = &policy.filter {
        filter.check_state(&format!("{path}.filter"), &spec.fields, faults);
    }
    check_calendar(spec, policy.calendar.as_ref(), &path, faults);
    for (index, target) in policy.targets.iter().enumerate() {
        let path = format!("{path}.targets[{index}]");
        check_target(spec, target, &path, faults);
        check_above(policy, index, &path, faults);
    }
}

fn check_calendar(spec: &SlaSpec, name: Option<&String>, path: &str, faults: &mut Vec<Fault>) {
    if let Some(name) = name
        && !spec.calendars.iter().any(|it| it.name == *name)
    {
        let message = format!("no calendar '{name}' is given; add it to 'calendars'");
        faults.push(Fault::invalid("sla.unknown_calendar", format!("{path}.calendar"), message));
    }
}

fn check_target(spec: &SlaSpec, target: &SlaTarget, path: &str, faults: &mut Vec<Fault>) {
    let mut fault = |code, field: &str, message: &str| {
        faults.push(Fault::invalid(code, format!("{path}.{field}"), message));
    };
    let least = if spec.rules.allow_zero { Span::ZERO } else { Span::from_millis(1) };
    match (target.within, target.business_days) {
        (None, None) | (Some(_), Some(_)) => {
            let message = "give open time in 'within' or 'business_days', and one of them only";
            fault("sla.target_not_one", "within", message);
        }
        (Some(within), None) if within < least => {
            let message =
                format!("{within} can't be kept; give more than zero, or drop the target");
            fault("sla.target_not_positive", "within", &message);
        }
        (None, Some(0)) if !spec.rules.allow_zero => {
            let message = "no day can't be kept; give one at least, or drop the target";
            fault("sla.target_not_positive", "business_days", message);
        }
        _ => {}
    }
    match &target.clock {
        None if target.metric == SlaMetric::Custom => {
            fault("sla.clock_missing", "clock", "a custom metric needs a clock; name one");
        }
        Some(_) if target.metric != SlaMetric::Custom => {
            let message = "its metric has a clock already; drop this, or make the metric custom";
            fault("sla.clock_not_custom", "clock", message);
        }
        Some(name) if !spec.clocks.iter().any(|it| it.name == *name) => {
            let message = format!("no clock '{name}' is given; add it to 'clocks'");
            fault("sla.unknown_clock", "clock", &message);
        }
        _ => {}
    }
    let finished = |status: &Status| !status.is_unresolved();
    if target.metric != SlaMetric::Custom && target.pause_on.iter().any(finished) {
        let message = "resolved and closed end the clock; name new, open, pending or on_hold";
        fault("sla.pause_on_finished", "pause_on", message);
    }
    let live = Status::ALL.into_iter().filter(|status| status.is_unresolved());
    let pauses = |it: &Status| target.pause_on.contains(it) || target.metric.pauses().contains(it);
    if live.into_iter().all(|status| pauses(&status)) {
        let message = "it would stand still in every status that does not end it; leave one out";
        fault("sla.clock_never_runs", "pause_on", message);
    }
    check_calendar(spec, target.calendar.as_ref(), path, faults);
    if let Some(filter) = &target.filter {
        filter.check_state(&format!("{path}.filter"), &spec.fields, faults);
    }
}

/// Finds a target that can't hold, since those above it do.
fn check_above(policy: &SlaPolicy, index: usize, path: &str, faults: &mut Vec<Fault>) {
    let Some(target) = policy.targets.get(index) else { return };
    let same = |it: &&SlaTarget| (it.metric, &it.clock) == (target.metric, &target.clock);
    let above: Vec<_> =
        policy.targets.iter().take(index).filter(same).map(SlaTarget::condition).collect();
    if is_hidden(target.condition().as_ref(), above.iter().map(Option::as_ref)) {
        let message = "targets above it hold for all its tickets; drop it or move it up";
        faults.push(Fault::invalid("sla.target_never_used", path, message));
    }
}

/// Whether conditions above one leave it no ticket that it could be for; an absent one is for all.
fn is_hidden<'a>(
    own: Option<&'a Condition>,
    above: impl Iterator<Item = Option<&'a Condition>>,
) -> bool {
    let mut parts: Vec<_> = own.into_iter().map(|own| (own, true)).collect();
    // What is never for a ticket by itself is another fault.
    let by_itself = !can_hold(&parts);
    for above in above {
        match above {
            Some(above) if Some(above) != own => parts.push((above, false)),
            _ => return true,
        }
    }
    !by_itself && parts.len() > usize::from(own.is_some()) && !can_hold(&parts)
}

impl Track {
    /// What tells it from the others.
    pub(super) fn key(&self) -> (SlaAgreement, SlaMetric, Option<&str>) {
        (self.agreement, self.metric, self.clock.as_ref().map(|clock| clock.name.as_str()))
    }

    /// The promise to a ticket: the first target that is for it in the first policy that is.
    pub(super) fn promise_for(&self, spec: &SlaSpec, view: &View<'_>) -> Option<&Promise> {
        let mut policies = spec.policies.iter().enumerate();
        let (policy, _) =
            policies.find(|(_, it)| it.agreement == self.agreement && it.is_for(view))?;
        self.promises.iter().find(|it| it.policy == policy && it.target.is_for(view))
    }

    /// Whether a promise can hold for a ticket for which some conditions hold.
    pub(super) fn can_hold(
        &self,
        spec: &SlaSpec,
        promise: &Promise,
        conditions: &[(&Condition, bool)],
    ) -> bool {
        let policies = spec.policies.iter().take(promise.policy + 1);
        let policies = policies.filter(|policy| policy.agreement == self.agreement);
        let is_own = |policy: &SlaPolicy| {
            spec.policies.get(promise.policy).is_some_and(|own| std::ptr::eq(own, policy))
        };
        let filters = policies.filter_map(|it| Some((it.filter.as_ref()?, is_own(it))));
        let targets: Vec<_> = self
            .promises
            .iter()
            .filter(|it| it.policy == promise.policy && it.place <= promise.place)
            .filter_map(|it| Some((it.target.condition()?, std::ptr::eq(it, promise))))
            .collect();
        let targets = targets.iter().map(|(condition, is)| (condition, *is));
        can_hold(&conditions.iter().copied().chain(filters).chain(targets).collect::<Vec<_>>())
    }
}
