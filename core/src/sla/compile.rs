//! From a specification to what the engine replays by, or to all that is wrong with it.

use super::{SlaAgreement, SlaClock, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
use crate::error::{Error, Fault, Result};
use crate::ticket::{Priority, Status};
use crate::time::{Calendar, CalendarSpec, Span};

/// A specification that was found right.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) spec: SlaSpec,
    /// The hours that count where nothing names others.
    pub(super) calendar: Calendar,
    pub(super) named: Vec<(String, Calendar)>,
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
    /// Whether more than the priority decides which of them holds.
    pub(super) filtered: bool,
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
    pub(super) calendar: Option<Calendar>,
}

/// Compiles a specification.
pub(super) fn compile(spec: SlaSpec) -> Result<Compiled> {
    let mut faults = Vec::new();
    let calendar = compiled(&spec.calendar, "spec.calendar", &mut faults);
    let mut named = Vec::new();
    for (index, it) in spec.calendars.iter().enumerate() {
        let path = format!("spec.calendars[{index}].calendar");
        let calendar = compiled(&it.calendar, &path, &mut faults);
        named.extend(calendar.ok().map(|calendar| (it.name.clone(), calendar)));
    }
    check_names(&spec, &mut faults);
    for (index, clock) in spec.clocks.iter().enumerate() {
        check_clock(clock, &format!("spec.clocks[{index}]"), &spec.fields, &mut faults);
    }
    for index in 0..spec.policies.len() {
        check_policy(&spec, index, &mut faults);
    }
    if let Some(after) = spec.rules.new_cycle_after.filter(|after| after.is_negative()) {
        let message = format!("{after} is before the end; give zero or more");
        faults.push(Fault::invalid("span.negative", "spec.rules.new_cycle_after", message));
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

fn tracks(spec: &SlaSpec, named: &[(String, Calendar)]) -> Vec<Track> {
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
    named: &[(String, Calendar)],
    agreement: SlaAgreement,
    (metric, clock): (SlaMetric, Option<&SlaClock>),
) -> Track {
    let name = clock.map(|clock| &clock.name);
    let find = |name: &str| named.iter().find(|(it, _)| it == name).map(|(_, it)| it.clone());
    let (mut promises, mut filtered) = (Vec::new(), spec.calendar_field.is_some());
    let policies = spec.policies.iter().enumerate().filter(|(_, it)| it.agreement == agreement);
    for (policy, it) in policies {
        let is_its = |target: &SlaTarget| (target.metric, target.clock.as_ref()) == (metric, name);
        filtered |= it.filter.is_some();
        let places = (0..).zip(&it.targets);
        for (place, target) in places.filter(|(_, target)| is_its(target)) {
            filtered |= target.filter.is_some();
            let calendar = target.calendar.as_deref().or(it.calendar.as_deref()).and_then(find);
            promises.push(Promise { policy, place, target: target.clone(), calendar });
        }
    }
    Track { agreement, metric, clock: clock.cloned(), promises, filtered }
}

fn check_names(spec: &SlaSpec, faults: &mut Vec<Fault>) {
    let calendars = spec.calendars.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
    let clocks = spec.clocks.iter().map(|it| it.name.as_str()).collect();
    let policies = spec.policies.iter().map(|it| it.name.as_str()).collect();
    for (list, names) in [("calendars", calendars), ("clocks", clocks), ("policies", policies)] {
        for (index, name) in names.iter().enumerate() {
            if names.iter().take(index).any(|above| above == name) {
                let path = format!("spec.{list}[{index}].name");
                let message = format!("'{name}' stands above already; give it another name");
                faults.push(Fault::invalid("sla.duplicate_name", path, message));
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
    if clock.start == clock.stop || Some(&clock.start) == clock.cancel.as_ref() {
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
    let mut above = spec.policies.iter().take(index).filter(|it| it.agreement == policy.agreement);
    if above.any(|it| it.filter.is_none() || it.filter == policy.filter) {
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
    check_calendar(spec, target.calendar.as_ref(), path, faults);
    if let Some(filter) = &target.filter {
        filter.check_state(&format!("{path}.filter"), &spec.fields, faults);
    }
}

/// Finds a target that can't hold, since those above it do.
fn check_above(policy: &SlaPolicy, index: usize, path: &str, faults: &mut Vec<Fault>) {
    let Some(target) = policy.targets.get(index) else { return };
    let same = |it: &&SlaTarget| {
        (it.metric, &it.clock) == (target.metric, &target.clock) && it.filter.is_none()
    };
    let above = policy.targets.iter().take(index).filter(same);
    let hidden = |priority: &Priority| above.clone().any(|it| it.priorities.contains(priority));
    let open = above.clone().any(|it| it.priorities.is_empty());
    if open || (!target.priorities.is_empty() && target.priorities.iter().all(hidden)) {
        let message = "targets above it hold for all its priorities; drop it or move it up";
        faults.push(Fault::invalid("sla.target_never_used", path, message));
    }
}
