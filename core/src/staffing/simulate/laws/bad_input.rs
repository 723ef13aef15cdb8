//! What is refused, and where.

use super::*;
use crate::staffing::{ContactEscalation, ContactRedial};
use crate::time::Period;
use rstest::rstest;

fn calls() -> ContactStream {
    ContactStream::new("calls", instants(&[0]), fixed(60))
}

fn faults(model: &DeskSimulation, options: &SimulationOptions) -> Vec<(String, String)> {
    let error = simulate_desk(model, options).unwrap_err();
    error.faults().map(|it| (it.code.clone(), it.path.clone())).collect()
}

fn only(model: &DeskSimulation) -> (String, String) {
    let all = faults(model, &SimulationOptions::new(1, 1));
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

fn escalates(to: &str) -> Option<ContactEscalation> {
    Some(ContactEscalation { share: 0.5, to: to.to_owned() })
}

#[rstest]
#[case(ContactStream { patience: Some(fixed(0)), ..calls() }, "span.not_positive", "patience.span")]
#[case(ContactStream { handling: exponential(0), ..calls() }, "span.not_positive", "handling.mean")]
#[case(ContactStream { concurrency: Some(0), ..calls() }, "integer.out_of_range", "concurrency")]
#[case(ContactStream { escalation: escalates("nobody"), ..calls() }, "stream.unknown", "escalation.to")]
#[case(ContactStream { escalation: escalates("calls"), ..calls() }, "escalation.loop", "escalation.to")]
#[case(ContactStream { redial: Some(ContactRedial { share: 1.0, delay: fixed(1) }), ..calls() }, "number.out_of_range", "redial.share")]
#[case(ContactStream { redial: Some(ContactRedial { share: 0.5, delay: fixed(1) }), ..calls() }, "redial.nobody", "redial")]
#[case(ContactStream { arrivals: poisson(-1.0, 1), ..calls() }, "number.out_of_range", "arrivals.intervals[0].arrivals")]
#[case(ContactStream { arrivals: poisson(f64::NAN, 1), ..calls() }, "number.not_finite", "arrivals.intervals[0].arrivals")]
#[case(ContactStream { arrivals: poisson(1.0, 2), ..calls() }, "interval.outside", "arrivals.intervals[0].end")]
#[case(ContactStream { arrivals: instants(&[0, 3600]), ..calls() }, "instant.outside", "arrivals.instants[1]")]
#[case(ContactStream { handling: TimeDistribution::Samples { spans: vec![] }, ..calls() }, "samples.none", "handling.spans")]
#[case(ContactStream { handling: TimeDistribution::Erlang { mean: Span::seconds(1), phases: 0 }, ..calls() }, "integer.out_of_range", "handling.phases")]
fn streams(#[case] stream: ContactStream, #[case] code: &str, #[case] path: &str) {
    let want = (code.to_owned(), format!("desk.streams[0].{path}"));
    assert_eq!(only(&desk(3600, vec![stream], Vec::new())), want);
}

#[test]
fn escalations_that_go_round() {
    let stream = |name: &str, to| ContactStream {
        escalation: escalates(to),
        ..ContactStream::new(name, ContactArrivals::Escalated {}, fixed(1))
    };
    let model = desk(10, vec![stream("a", "b"), stream("b", "c"), stream("c", "b")], Vec::new());
    let got = faults(&model, &SimulationOptions::new(1, 1));
    let want = [1, 2]
        .map(|at| ("escalation.loop".to_owned(), format!("desk.streams[{at}].escalation.to")));
    assert_eq!(got, want);
}

#[rstest]
#[case(group("", &["calls"], vec![]), "group.no_name", "name")]
#[case(group("g", &[], vec![]), "group.no_skills", "skills")]
#[case(group("g", &["cals"], vec![]), "skill.unknown", "skills[0]")]
#[case(group("g", &["calls", "calls"], vec![]), "skill.duplicate_name", "skills[1]")]
#[case(group("g", &["calls"], vec![shift(5, 5, 1)]), "interval.empty", "shifts[0].end")]
#[case(group("g", &["calls"], vec![shift(0, 5, 600_000), shift(4, 9, 600_000)]), "agents.too_many", "shifts")]
fn groups(#[case] group: AgentGroup, #[case] code: &str, #[case] path: &str) {
    let want = (code.to_owned(), format!("desk.groups[0].{path}"));
    assert_eq!(only(&desk(3600, vec![calls()], vec![group])), want);
}

#[test]
fn contacts_whom_no_group_can_serve_are_refused() {
    let mail = ContactStream { skill: Some("writing".to_owned()), ..calls() };
    let nobody = |stream: ContactStream| {
        let on = ContactStream { escalation: escalates("on"), ..calls() };
        let next = ContactStream { name: "on".to_owned(), ..stream };
        only(&desk(3600, vec![on, next], vec![group("g", &["calls"], Vec::new())]))
    };
    let path = |field: &str| ("skill.nobody".to_owned(), format!("desk.streams[1].{field}"));
    assert_eq!(nobody(calls()), path("name"));
    assert_eq!(nobody(ContactStream { arrivals: poisson(1.0, 1), ..mail.clone() }), path("skill"));
    let escalated = ContactArrivals::Escalated {};
    assert_eq!(
        nobody(ContactStream { arrivals: escalated.clone(), ..mail.clone() }),
        path("skill")
    );
    // Where nobody comes, nobody has to be there.
    for arrivals in [poisson(0.0, 1), instants(&[]), escalated] {
        let none = ContactStream { arrivals, ..mail.clone() };
        simulate_desk(&desk(3600, vec![none], Vec::new()), &SimulationOptions::new(1, 1)).unwrap();
    }
}

#[test]
fn breaks_lie_within_their_shift() {
    let pause = |from, until| Period { start: at(from), end: at(until) };
    let with = |breaks| {
        let shift = GroupShift { breaks, ..shift(10, 100, 1) };
        only(&desk(3600, vec![calls()], vec![group("g", &["calls"], vec![shift])]))
    };
    let path = |rest: &str| format!("desk.groups[0].shifts[0].breaks{rest}");
    assert_eq!(with(vec![pause(90, 110)]), ("interval.outside".to_owned(), path("[0].end")));
    assert_eq!(with(vec![pause(0, 20)]), ("interval.overlapping".to_owned(), path("[0].start")));
    assert_eq!(with(vec![pause(20, 30), pause(25, 40)]).1, path("[1].start"));
}

#[test]
fn options_are_checked_with_the_desk() {
    let model = desk(3600, vec![calls(), calls()], Vec::new());
    let options = SimulationOptions {
        warm_up: Some(Span::seconds(-1)),
        interval: Some(Span::ZERO),
        confidence: Some(1.0),
        contacts: Some(200_000),
        ..SimulationOptions::new(1, 0)
    };
    let want = [
        ("integer.out_of_range", "options.replications"),
        ("span.negative", "options.warm_up"),
        ("span.not_positive", "options.interval"),
        ("number.out_of_range", "options.confidence"),
        ("integer.out_of_range", "options.contacts"),
        ("stream.duplicate_name", "desk.streams[1].name"),
    ];
    assert_eq!(faults(&model, &options), want.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let one = SimulationOptions { confidence: Some(0.9), ..SimulationOptions::new(1, 1) };
    let model = desk(3600, vec![calls()], Vec::new());
    assert_eq!(faults(&model, &one)[0].0, "replications.too_few");
    let long = SimulationOptions { warm_up: Some(Span::hours(1)), ..SimulationOptions::new(1, 1) };
    assert_eq!(
        faults(&model, &long)[0],
        ("warm_up.too_long".to_owned(), "options.warm_up".to_owned())
    );
}

#[test]
fn what_is_too_much_is_refused_at_once() {
    let busy = |per_hour| ContactStream { arrivals: poisson(per_hour, 1), ..calls() };
    let code = |model: &DeskSimulation, options| faults(model, &options)[0].0.clone();
    let many = desk(3600, vec![busy(3e7)], Vec::new());
    assert_eq!(code(&many, SimulationOptions::new(1, 1)), "simulation.too_large");
    let beyond = desk(3600, vec![busy(1e300)], Vec::new());
    assert_eq!(code(&beyond, SimulationOptions::new(1, 1)), "simulation.too_large");
    let often = desk(3600, vec![busy(1e5)], Vec::new());
    assert_eq!(code(&often, SimulationOptions::new(1, 10_000)), "simulation.too_large");
    let again = ContactStream {
        redial: Some(ContactRedial { share: 0.999_999, delay: fixed(0) }),
        waiting_places: Some(0),
        ..busy(1e3)
    };
    assert_eq!(
        code(&desk(3600, vec![again], Vec::new()), SimulationOptions::new(1, 1)),
        "simulation.too_large"
    );
    let fine =
        SimulationOptions { interval: Some(Span::from_millis(1)), ..SimulationOptions::new(1, 1) };
    assert_eq!(code(&desk(3600, vec![calls()], Vec::new()), fine), "simulation.too_many_figures");
    let thousands = (0..30).map(|at| ContactStream { name: format!("s{at}"), ..calls() }).collect();
    let often = SimulationOptions::new(1, 100_000);
    assert_eq!(code(&desk(3600, thousands, Vec::new()), often), "simulation.too_many_figures");
    let mut long = desk(3600, vec![calls()], Vec::new());
    long.end = Timestamp::MAX;
    assert_eq!(code(&long, SimulationOptions::new(1, 1)), "simulation.too_long");
    long.end = long.start;
    assert_eq!(code(&long, SimulationOptions::new(1, 1)), "interval.empty");
    let streams = (0..201).map(|at| ContactStream { name: format!("s{at}"), ..calls() }).collect();
    assert_eq!(
        code(&desk(3600, streams, Vec::new()), SimulationOptions::new(1, 1)),
        "list.too_long"
    );
}
