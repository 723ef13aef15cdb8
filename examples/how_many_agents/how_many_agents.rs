//! How many agents does this desk need?: `cargo run --release --example how_many_agents`.
//!
//! Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
//! once, by a crew of at least two. What comes while it is closed is a ticket, done within eight hours of service in the
//! time that calls leave: some wait from last week, and as many as then are expected. Beside that stand what a minimum crew
//! takes, and the rule of thumb of the field. The log does not say how long a call takes nor how patient callers are;
//! `queue.json` does.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program reads files and prints"
)]

use firstline::interop::read_servicenow_log;
use firstline::sla::{SlaAgreement, SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
use firstline::staffing::{
    AgentGroup, ArrivalGrid, BlendRules, BlendedInterval, ContactArrivals, ContactStream, Cover,
    CoverInput, CoverageInput, CurveQueue, CurveRules, DeadlineRules, DeadlineSource, DeadlineTerm,
    DeadlineTicket, DeskSimulation, ForecastInterval, ForecastValue, GroupShift, HeadcountInput,
    LoadBefore, LoadMethod, LoadStatistic, ServiceLevelRule, ShiftPeopleInput, SimulationOptions,
    StaffingTargets, StaffingWarning, TimeDistribution, UtilisationInput, agents_for_deadlines,
    arrivals_by_interval, arrivals_of_forecast, capacity_left, cover, deadline_outcome,
    deadline_work, explain_utilisation, forecast, headcount, people_for_shifts, shift_coverage,
    shift_needs, simulate_desk, staffing_curve,
};
use firstline::ticket::{Channel, Ticket};
use firstline::time::{Calendar, Span, Timestamp, Zone, always_open, office_hours};
use rust_decimal::Decimal;
use std::{error::Error, fs, path::Path};

/// A person is paid for so many hours a week, and away for this share of them.
const PAID_HOURS: Decimal = Decimal::from_parts(40, 0, 0, false, 0);
const SHRINKAGE: Decimal = Decimal::from_parts(25, 0, 0, false, 2);
const LEAST_CREW: u32 = 2;
const OCCUPANCY: Decimal = Decimal::from_parts(85, 0, 0, false, 2);

fn show(title: &str, texts: impl Iterator<Item = String>) {
    println!("{title}");
    for text in texts {
        println!("    {text}");
    }
}

/// How many people the paid time of a week takes; shows why.
fn people(title: &str, paid: Span) -> firstline::Result<u32> {
    let needed = people_for_shifts(&ShiftPeopleInput {
        paid_time_per_week: paid,
        paid_hours_per_week: PAID_HOURS,
        shrinkage: SHRINKAGE,
    })?;
    let values = [format!("{:.2}", needed.full_time_equivalents), needed.headcount.to_string()];
    let lines = needed.steps.iter().zip(values);
    show(title, lines.map(|(step, value)| format!("{}: {value}", step.formula)));
    Ok(needed.headcount)
}

/// The people for one post in all hours of service, with the least crew.
fn crew(service: Span, away: Decimal) -> firstline::Result<Cover> {
    cover(&CoverInput {
        agents: 1,
        minimum_crew: LEAST_CREW,
        service_hours_per_week: (service.as_millis() / Span::hours(1).as_millis()).into(),
        paid_hours_per_week: PAID_HOURS,
        shrinkage: away,
    })
}

/// The fewest agents more in all intervals with whom no ticket is late; shows the course without and with them.
fn agents_to_add(
    due: &[DeadlineTicket],
    mut intervals: Vec<BlendedInterval>,
) -> firstline::Result<u32> {
    let beside_calls =
        BlendRules { max_occupancy: OCCUPANCY, switch_efficiency: Decimal::new(9, 1) };
    let all_that_is_left = DeadlineRules { max_occupancy: Decimal::ONE, shrinkage: Decimal::ZERO };
    let mut more = 0;
    loop {
        let left = capacity_left(&intervals, &beside_calls)?;
        let outcome = deadline_outcome(due, &left.staffed, &all_that_is_left)?;
        if more == 0 || outcome.missed == 0 {
            // What `missing` counts are agents who do tickets alone; those who are tried here answer calls as well.
            let steps = left.steps.into_iter().chain(outcome.steps);
            let steps = steps.filter(|step| step.term != DeadlineTerm::Missing);
            let with = if more > 0 { format!(", with {more} agents more") } else { String::new() };
            let title = format!("  Tickets, in what calls leave of the open hours{with}");
            show(&title, steps.map(|step| step.text));
        }
        if outcome.missed == 0 {
            return Ok(more);
        }
        more += 1;
        for it in &mut intervals {
            it.agents += 1;
        }
    }
}

/// What 400 to 500 tickets for each agent and month mean; warns of a team that has too little to do.
fn rule_of_thumb(title: &str, tickets: usize, team: Option<u32>) -> Result<(), Box<dyn Error>> {
    let rule = headcount(&HeadcountInput {
        tickets_per_month: tickets.try_into()?,
        tickets_per_agent_per_month: 450,
        shrinkage: SHRINKAGE,
        team,
    })?;
    let warnings = rule.warnings.iter().filter_map(|it| match it {
        StaffingWarning::Underloaded { agents, tickets_per_month, worth_it_from } => Some(format!(
            "{agents} agents have too little to do with {tickets_per_month} tickets: they are worth it from {worth_it_from} on, {} each",
            worth_it_from / i64::from(*agents)
        )),
        StaffingWarning::Understaffed { .. } => None,
    });
    show(title, rule.steps.into_iter().map(|step| step.text).chain(warnings));
    Ok(())
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
    let at_work = DeadlineRules { max_occupancy: OCCUPANCY, shrinkage: Decimal::ZERO };
    let week = in_a_week.since(today);
    let daytime = office_hours(zone.clone(), "07:00".parse()?, "19:00".parse()?);
    let services = [
        ("8/5", office_hours(zone.clone(), "08:00".parse()?, "16:00".parse()?)),
        ("12/5", daytime.clone()),
        ("24/7", always_open(zone)),
    ];
    let row = |service: &str, [calls, all, least, headcount]: [&str; 4]| {
        format!("{service:<9}{calls:>7}{all:>19}{least:>14}{headcount:>11}")
    };
    let header = ["calls", "calls and tickets", "minimum crew", "headcount"];
    let mut table = vec![row("service", header)];

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

        // Nobody is alone while it is open.
        let mut need = shift_needs(&curve.intervals);
        for it in need.iter_mut().filter(|it| calendar.is_open(it.start)) {
            it.agents = it.agents.max(LEAST_CREW);
        }
        let cover = shift_coverage(&CoverageInput { need, ..offered.clone() })?;
        show("  Shifts", cover.steps.iter().map(|step| step.text.clone()));

        let for_calls = people("  People for calls", cover.paid)?;

        // What came last week while nobody was there waits, or was due then; those are expected again, a week later.
        let target = SlaTarget::new(SlaMetric::Resolution, Span::hours(8));
        let sla = SlaEngine::new(SlaSpec::new(hours, vec![SlaPolicy::new("all", vec![target])]))?;
        let closed = |at| (a_week_ago..today).contains(&at) && !calendar.is_open(at);
        let created = |it: &&Ticket| it.events.first().is_some_and(|event| closed(event.at));
        let missed: Vec<_> = log.tickets.iter().filter(created).cloned().collect();
        let last_week = deadline_work(&missed, &sla, &work, today)?.tickets;
        let (mut due, expected): (Vec<_>, Vec<_>) =
            last_week.into_iter().partition(|it| it.due_at > today);
        let counts = [
            format!("{} wait from last week", due.len()),
            format!(
                "{} more are expected, as many as came last week and were due in it",
                expected.len()
            ),
        ];
        let later = |at: Timestamp| at.checked_add(week).ok_or("the end of time");
        for it in expected {
            let (arrived_at, due_at) = (later(it.arrived_at)?, later(it.due_at)?);
            due.push(DeadlineTicket { arrived_at, due_at, ..it });
        }
        let open = calendar.open_between(today, in_a_week)?;
        let for_all = if due.is_empty() {
            println!("  Nothing is a ticket: there is always somebody to answer");
            for_calls
        } else {
            show("  Tickets", counts.into_iter());
            let alone = agents_for_deadlines(&due, &calendar, &at_work, None)?;
            let steps = alone.steps.iter().map(|step| step.text.clone());
            show("  Tickets, by agents of their own", steps);
            let intervals = cover
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
            let more = i64::from(agents_to_add(&due, intervals)?);
            let more = Span::from_millis(open.as_millis() * more);
            people("  People for calls and tickets", cover.paid + more)?
        };

        let least = crew(open, SHRINKAGE)?;
        show(
            "  Minimum crew, for one post at all hours",
            least.steps.into_iter().map(|step| step.text),
        );
        let numbers = [for_calls, for_all, least.headcount, for_all.max(least.headcount)];
        table.push(row(name, numbers.map(|it| it.to_string()).each_ref().map(String::as_str)));

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

    // Beside all that, the rule of thumb on the tickets of April; and whether nights and week ends are worth their crew.
    let april: (Timestamp, Timestamp) =
        ("2016-04-01T00:00:00Z".parse()?, "2016-05-01T00:00:00Z".parse()?);
    let created = log.tickets.iter().filter_map(|it| Some(it.events.first()?.at));
    let april: Vec<_> = created.filter(|at| (april.0..april.1).contains(at)).collect();
    let daytime = Calendar::new(daytime)?;
    let nights = april.iter().filter(|at| !daytime.is_open(**at)).count();
    rule_of_thumb("\nThe rule of thumb", april.len(), None)?;
    let usual = UtilisationInput {
        tickets_per_agent_per_month: 450.0,
        handling_time: queue.aht,
        paid_time_per_month: Span::hours(160),
    };
    let steps = explain_utilisation(&usual)?;
    show("  What it means here", steps.into_iter().map(|step| step.text));
    let open = daytime.open_between(today, in_a_week)?;
    let by_night = crew(week - open, Decimal::ZERO)?.headcount;
    let title =
        format!("  Nights and week ends, where a minimum crew is {by_night} full-time agents");
    rule_of_thumb(&title, nights, Some(by_night))?;

    show("\nPeople", table.into_iter());
    Ok(())
}
