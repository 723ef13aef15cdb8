//! How many agents does this desk need?: `cargo run --release --example how_many_agents`.
//!
//! Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
//! once; what comes at other times is a ticket, done within eight hours of service. The log does not say how long a call
//! takes nor how patient callers are; `queue.json` does.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program reads files and prints"
)]

use firstline::interop::read_servicenow_log;
use firstline::sla::{SlaAgreement, SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
use firstline::staffing::{
    AgentGroup, ArrivalGrid, BlendRules, BlendedInterval, ContactArrivals, ContactStream,
    CoverageInput, CurveQueue, CurveRules, DeadlineRules, DeadlineSource, DeskSimulation,
    ForecastInterval, ForecastValue, GroupShift, LoadBefore, LoadMethod, LoadStatistic,
    ServiceLevelRule, ShiftPeopleInput, SimulationOptions, StaffingTargets, TimeDistribution,
    agents_for_deadlines, arrivals_by_interval, arrivals_of_forecast, capacity_left,
    deadline_outcome, deadline_work, forecast, people_for_shifts, shift_coverage, shift_needs,
    simulate_desk, staffing_curve,
};
use firstline::ticket::{Channel, Ticket};
use firstline::time::{Calendar, Span, Timestamp, Zone, always_open, office_hours};
use rust_decimal::Decimal;
use std::{error::Error, fs, path::Path};

fn show(title: &str, texts: impl Iterator<Item = String>) {
    println!("{title}");
    for text in texts {
        println!("    {text}");
    }
}

/// How many people on contracts the paid time of a week takes, and why.
fn people(paid: Span) -> firstline::Result<impl Iterator<Item = String>> {
    let people = people_for_shifts(&ShiftPeopleInput {
        paid_time_per_week: paid,
        paid_hours_per_week: 40.into(),
        shrinkage: Decimal::new(25, 2),
    })?;
    Ok(people.steps.into_iter().map(|step| format!("{}: {:.2}", step.formula, step.value)))
}

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/how_many_agents");
    let read = |name| fs::read_to_string(here.join(name));
    let zone: Zone = "UTC".parse()?;
    let (first, today): (Timestamp, Timestamp) =
        ("2016-02-29T00:00:00Z".parse()?, "2016-05-16T00:00:00Z".parse()?);
    let (a_week_ago, in_a_week): (Timestamp, Timestamp) =
        ("2016-05-09T00:00:00Z".parse()?, "2016-05-23T00:00:00Z".parse()?);
    let log = fs::read(here.join("../data/incident_event_log.csv.gz"))?;
    let log = read_servicenow_log(&log, &zone)?;
    let queue: CurveQueue = firstline::from_json(&read("queue.json")?)?;
    let targets: StaffingTargets = firstline::from_json(&read("targets.json")?)?;
    let offered: CoverageInput = firstline::from_json(&read("shifts.json")?)?;

    let grid = ArrivalGrid {
        zone: zone.clone(),
        interval: ForecastInterval::Hour,
        start: Some(first),
        end: Some(today),
    };
    let past = arrivals_by_interval(&log.tickets, &grid)?.series;
    let coming = forecast(&past, &firstline::from_json(&read("forecast.json")?)?)?;
    show("What will come", coming.steps.iter().map(|step| step.text.clone()));

    let by_load = CurveRules::new(LoadMethod::ModifiedOfferedLoad {
        statistic: LoadStatistic::Mean,
        before: LoadBefore::Empty,
    });
    let work = DeadlineSource {
        agreement: SlaAgreement::Sla,
        metric: SlaMetric::Resolution,
        work: Span::minutes(10),
        work_deviation: None,
        open_only: false,
    };
    let occupancy = Decimal::new(85, 2);
    let at_work = DeadlineRules { max_occupancy: occupancy, shrinkage: Decimal::ZERO };
    let beside_calls =
        BlendRules { max_occupancy: occupancy, switch_efficiency: Decimal::new(9, 1) };
    let all_that_is_left = DeadlineRules { max_occupancy: Decimal::ONE, shrinkage: Decimal::ZERO };
    let services = [
        ("8/5", office_hours(zone.clone(), "08:00".parse()?, "16:00".parse()?)),
        ("12/5", office_hours(zone.clone(), "07:00".parse()?, "19:00".parse()?)),
        ("24/7", always_open(zone)),
    ];

    for (name, hours) in services {
        let calendar = Calendar::new(hours.clone())?;
        let mut calls = arrivals_of_forecast(&coming.points, ForecastValue::Mean);
        for it in calls.iter_mut().filter(|it| !calendar.is_open(it.start)) {
            it.arrivals = 0.0;
        }
        let curve = staffing_curve(&calls, &queue, &targets, &by_load)?;
        show(
            &format!("\nService {name}\n  Calls"),
            curve.steps.iter().map(|step| step.text.clone()),
        );

        let need = shift_needs(&curve.intervals);
        let cover = shift_coverage(&CoverageInput { need, ..offered.clone() })?;
        show("  Shifts", cover.steps.iter().map(|step| step.text.clone()));

        show("  People for calls", people(cover.paid)?);

        // What came last week while nobody was there, and is still to be done.
        let target = SlaTarget::new(SlaMetric::Resolution, Span::hours(8));
        let sla = SlaEngine::new(SlaSpec::new(hours, vec![SlaPolicy::new("all", vec![target])]))?;
        let closed = |at| (a_week_ago..today).contains(&at) && !calendar.is_open(at);
        let created = |it: &&Ticket| it.events.first().is_some_and(|event| closed(event.at));
        let missed: Vec<_> = log.tickets.iter().filter(created).cloned().collect();
        let mut due = deadline_work(&missed, &sla, &work, today)?.tickets;
        due.retain(|it| it.due_at > today);
        let alone = agents_for_deadlines(&due, &calendar, &at_work, None)?;
        let steps = alone.steps.iter().map(|step| step.text.clone());
        show("  Tickets, by agents of their own", steps);

        let intervals: Vec<_> = cover
            .intervals
            .iter()
            .zip(&curve.intervals)
            .filter(|(it, _)| calendar.is_open(it.start))
            .map(|(it, load)| BlendedInterval {
                start: it.start,
                end: it.end,
                agents: it.least,
                offered_load: load.offered_load,
                p_abandon: load.outcome.p_abandon,
            })
            .collect();
        let left = capacity_left(&intervals, &beside_calls)?;
        let outcome = deadline_outcome(&due, &left.staffed, &all_that_is_left)?;
        let steps = outcome.steps.iter().map(|step| step.text.clone());
        show("  Tickets, in what calls leave", steps);
        let open = calendar.open_between(today, in_a_week)?.as_millis();
        let more = Span::from_millis(open * i64::from(outcome.agents_to_add.unwrap_or(0)));
        show("  People for calls and tickets", people(cover.paid + more)?);

        let shifts = cover.shifts.into_iter().map(|it| GroupShift {
            start: it.start,
            end: it.end,
            agents: it.agents,
            breaks: it.breaks,
        });
        let patience = queue.patience.map(|mean| TimeDistribution::Exponential { mean });
        let calls = ContactArrivals::Poisson { intervals: calls };
        let handling = TimeDistribution::Exponential { mean: queue.aht };
        let stream = ContactStream {
            channel: Channel::Phone,
            patience,
            service_level: Some(ServiceLevelRule {
                within: Span::seconds(30),
                definition: Default::default(),
            }),
            ..ContactStream::new("calls", calls, handling)
        };
        let group = AgentGroup {
            name: "desk".into(),
            skills: vec!["calls".into()],
            shifts: shifts.collect(),
        };
        let desk = DeskSimulation {
            start: today,
            end: in_a_week,
            streams: vec![stream],
            groups: vec![group],
            sla: None,
        };
        let played = simulate_desk(&desk, &SimulationOptions::new(1, 100))?;
        show("  Played through", played.steps.iter().map(|step| step.text.clone()));
    }
    Ok(())
}
