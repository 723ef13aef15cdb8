//! What must hold of every explanation.

use crate::staffing::{
    CoverInput, HeadcountInput, HiringInput, ObservedWait, PeopleStep, PeopleTerm, PopulationInput,
    PriorityClass, QueueInput, QueueStep, QueueTerm, ServiceLevelDefinition, ServiceLevelRule,
    ServiceLevelTarget, ShiftPeopleInput, StaffingTargets, UtilisationInput, cover, engset,
    erlang_b, erlang_b_retrials, explain_agents_needed, explain_engset, explain_erlang_b,
    explain_erlang_b_retrials, explain_patience_estimate, explain_population,
    explain_priority_waits, explain_queue, explain_utilisation, explain_wait_percentile, headcount,
    hiring_plan, patience_estimate, people_for_shifts, population_metrics, priority_waits,
    utilisation, wait_percentile,
};
use crate::time::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Nothing without a word, no sign before nothing, and no plural of one.
fn is_told(formula: &str, text: &str) -> bool {
    let words = |text: &str| {
        text.split([' ', ',', ';', ':', '(', ')']).map(str::to_owned).collect::<Vec<_>>()
    };
    let plural = |pair: &[String]| {
        pair[0] == "1"
            && ["agents", "hours", "tickets", "calls", "seats", "people", "Erlangs", "attempts"]
                .contains(&pair[1].as_str())
    };
    let fine = |text: &str| {
        let words = words(text);
        !words.iter().any(|word| matches!(word.as_str(), "-0" | "-0.0" | "-0.00" | "NaN" | "inf"))
            && !words.windows(2).any(plural)
    };
    !formula.is_empty() && !text.is_empty() && fine(formula) && fine(text)
}

fn all_told(steps: &[QueueStep]) -> bool {
    let told = |it: &QueueStep| is_told(&it.formula, &it.text);
    steps.iter().all(|it| told(it) && it.value.is_none_or(f64::is_finite))
}

fn people_told(steps: &[PeopleStep]) -> bool {
    steps.iter().all(|it| is_told(&it.formula, &it.text) && it.value.is_finite())
}

fn value(steps: &[QueueStep], term: QueueTerm) -> Option<f64> {
    steps.iter().find(|it| it.term == term).unwrap().value
}

fn of_people(steps: &[PeopleStep], term: PeopleTerm) -> Option<f64> {
    steps.iter().find(|it| it.term == term).map(|it| it.value)
}

fn definition() -> impl Strategy<Value = ServiceLevelDefinition> {
    prop_oneof![
        Just(ServiceLevelDefinition::AnsweredOfOffered),
        Just(ServiceLevelDefinition::AnsweredOfAnswered),
        Just(ServiceLevelDefinition::ExcludingShortAbandons),
        Just(ServiceLevelDefinition::WaitWithin),
    ]
}

fn queue() -> impl Strategy<Value = QueueInput> {
    let calls = prop_oneof![Just(0.0), Just(1.0), 0.0..400.0_f64];
    let patience = prop_oneof![Just(None), (1..600_i64).prop_map(|it| Some(Span::seconds(it)))];
    let places = proptest::option::of(0..6_u32);
    let redial = proptest::option::of(0.0..0.9_f64);
    let aht = prop_oneof![Just(3600), 1..900_i64];
    (calls, aht, patience, places, redial).prop_map(
        |(arrivals_per_hour, aht, patience, waiting_places, redial_share)| QueueInput {
            arrivals_per_hour,
            aht: Span::seconds(aht),
            patience,
            waiting_places,
            redial_share: redial_share.filter(|_| patience.is_some() || waiting_places.is_some()),
        },
    )
}

proptest! {
    #[test]
    fn a_queue(queue in queue(), agents in 0..30_u32, within in 0..60_i64, definition in definition()) {
        let rule = ServiceLevelRule { within: Span::seconds(within), definition };
        let found = explain_queue(&queue, agents, &rule).unwrap();
        prop_assert!(all_told(&found.steps), "{:#?}", found.steps);
    }

    /// The target that decides is said, and what it comes to with one fewer is not what it asks for.
    #[test]
    fn agents_needed(
        queue in queue(), share in 0.01..0.99_f64, within in 0..60_i64, definition in definition(),
        asa in 1..60_i64, occupancy in 10..=100_i64,
    ) {
        let within = Span::seconds(within);
        let level = ServiceLevelTarget { share, within, definition };
        let targets = StaffingTargets {
            service_levels: vec![level, ServiceLevelTarget { within: Span::seconds(30), ..level }],
            max_asa: Some(Span::seconds(asa)),
            max_occupancy: Some(Decimal::new(occupancy, 2)),
            ..StaffingTargets::default()
        };
        if let Ok(found) = explain_agents_needed(&queue, &targets) {
            prop_assert!(all_told(&found.steps), "{:#?}", found.steps);
            let step = found.steps.iter().find(|it| it.term == QueueTerm::Agents).unwrap();
            prop_assert_eq!(step.text.contains("with one fewer"), found.needed.with_one_fewer.is_some());
        }
    }

    #[test]
    fn a_percentile(queue in queue(), agents in 0..30_u32, share in 0.01..0.99_f64, definition in definition()) {
        let steps = explain_wait_percentile(&queue, agents, share, definition).unwrap();
        let wait = wait_percentile(&queue, agents, share, definition).unwrap();
        prop_assert!(all_told(&steps), "{steps:#?}");
        prop_assert_eq!(value(&steps, QueueTerm::Percentile), wait);
    }

    #[test]
    fn priorities(calls in proptest::collection::vec(0.0..60.0_f64, 0..5), aht in 1..1800_i64, agents in 0..20_u32) {
        let class = |(place, calls): (usize, &f64)| PriorityClass {
            name: format!("P{}", place + 1),
            arrivals_per_hour: *calls,
        };
        let classes: Vec<_> = calls.iter().enumerate().map(class).collect();
        let steps = explain_priority_waits(&classes, Span::seconds(aht), agents).unwrap();
        let waits = priority_waits(&classes, Span::seconds(aht), agents).unwrap();
        prop_assert!(all_told(&steps), "{steps:#?}");
        let answers = steps.iter().filter(|it| matches!(it.term, QueueTerm::Asa | QueueTerm::Stability));
        let told: Vec<_> = answers.map(|it| it.value).collect();
        prop_assert_eq!(told, waits.iter().map(|it| it.asa_seconds).collect::<Vec<_>>());
    }

    #[test]
    fn a_population(sources in 0..60_u32, calls in prop_oneof![Just(0.0), Just(1.0), 0.0..9.0_f64], agents in 0..9_u32, within in 0..60_i64) {
        let population = PopulationInput { sources, calls_per_idle_hour: calls, aht: Span::minutes(10) };
        let steps = explain_population(&population, agents, Span::seconds(within)).unwrap();
        let metrics = population_metrics(&population, agents, Span::seconds(within)).unwrap();
        prop_assert!(all_told(&steps), "{steps:#?}");
        prop_assert_eq!(value(&steps, QueueTerm::Asa), metrics.asa_seconds);
        prop_assert_eq!(value(&steps, QueueTerm::PWait), Some(metrics.p_wait));
        prop_assert_eq!(value(&steps, QueueTerm::ServiceLevel), Some(metrics.service_level));
    }

    #[test]
    fn calls_that_may_not_wait(load in prop_oneof![Just(0.0), Just(1.0), 0.0..40.0_f64], agents in 0..40_u32, again in 0.0..0.99_f64, sources in 0..40_u32) {
        let steps = explain_erlang_b(load, agents).unwrap();
        let found = erlang_b(load, agents).unwrap();
        prop_assert!(all_told(&steps), "{steps:#?}");
        prop_assert_eq!(value(&steps, QueueTerm::Blocking), Some(found.blocking));
        prop_assert_eq!(value(&steps, QueueTerm::CarriedLoad), Some(found.carried_load));
        let steps = explain_erlang_b_retrials(load, agents, again).unwrap();
        let found = erlang_b_retrials(load, agents, again).unwrap();
        prop_assert!(all_told(&steps), "{steps:#?}");
        prop_assert_eq!(value(&steps, QueueTerm::LostForGood), Some(found.lost_for_good));
        let steps = explain_engset(sources, load, agents).unwrap();
        let found = engset(sources, load, agents).unwrap();
        prop_assert!(all_told(&steps), "{steps:#?}");
        prop_assert_eq!(value(&steps, QueueTerm::Blocking), Some(found.call_congestion));
    }

    #[test]
    fn patience(waits in proptest::collection::vec((1..600_i64, any::<bool>()), 1..40), confidence in 0.5..0.999_f64) {
        let wait = |(seconds, abandoned)| ObservedWait { wait: Span::seconds(seconds), abandoned };
        let waits: Vec<_> = waits.into_iter().map(wait).collect();
        let steps = explain_patience_estimate(&waits, confidence).unwrap();
        let found = patience_estimate(&waits, confidence).unwrap();
        prop_assert!(all_told(&steps), "{steps:#?}");
        prop_assert_eq!(value(&steps, QueueTerm::Patience), found.patience_seconds);
        prop_assert_eq!(value(&steps, QueueTerm::PatienceHigh), found.high_seconds);
    }

    #[test]
    fn people(tickets in 0..3_000_i64, rate in 1..600_i64, shrinkage in 0..95_i64, agents in 0..4_u32, crew in 0..3_u32, hours in 1..=168_i64) {
        let shrinkage = Decimal::new(shrinkage, 2);
        let input = HeadcountInput { tickets_per_month: tickets, tickets_per_agent_per_month: rate, shrinkage, team: None };
        let found = headcount(&input).unwrap();
        prop_assert!(people_told(&found.steps), "{:#?}", found.steps);
        prop_assert_eq!(of_people(&found.steps, PeopleTerm::Headcount), Some(f64::from(found.headcount)));
        let paid = Decimal::from(40);
        let input = CoverInput { agents, minimum_crew: crew, service_hours_per_week: hours.into(), paid_hours_per_week: paid, shrinkage };
        let found = cover(&input).unwrap();
        prop_assert!(people_told(&found.steps), "{:#?}", found.steps);
        prop_assert_eq!(of_people(&found.steps, PeopleTerm::Headcount), Some(f64::from(found.headcount)));
        let input = ShiftPeopleInput { paid_time_per_week: Span::hours(hours - 1), paid_hours_per_week: paid, shrinkage };
        let found = people_for_shifts(&input).unwrap();
        prop_assert!(people_told(&found.steps), "{:#?}", found.steps);
        prop_assert_eq!(of_people(&found.steps, PeopleTerm::Headcount), Some(f64::from(found.headcount)));
        let input = UtilisationInput {
            tickets_per_agent_per_month: f64::from(agents) * 200.0 + f64::from(crew),
            handling_time: Span::minutes(10),
            paid_time_per_month: Span::hours(hours),
        };
        let steps = explain_utilisation(&input).unwrap();
        prop_assert!(people_told(&steps), "{steps:#?}");
        prop_assert_eq!(of_people(&steps, PeopleTerm::Utilisation), Some(utilisation(&input).unwrap()));
    }

    /// Each month's starters are explained by a month that would be short with one fewer.
    #[test]
    fn hires(needed in proptest::collection::vec(0..40_u32, 0..14), team in 0..30_u32, attrition in 0.0..0.2_f64, ramp in proptest::collection::vec(0.0..=1.0_f64, 0..4), lead_months in 0..3_u32) {
        let needed = needed.into_iter().map(f64::from).collect();
        let plan = hiring_plan(&HiringInput { needed, team, attrition, ramp, lead_months }).unwrap();
        prop_assert!(people_told(&plan.steps), "{:#?}", plan.steps);
        let starts: Vec<_> = plan.steps.iter().filter(|it| it.term == PeopleTerm::Start).collect();
        let told: Vec<_> = starts.iter().map(|it| it.value).collect();
        let hires = plan.months.iter().map(|it| f64::from(it.hires)).filter(|it| *it > 0.0);
        prop_assert_eq!(told, hires.collect::<Vec<_>>());
        prop_assert!(starts.iter().all(|it| it.text.contains("with one fewer")), "{starts:#?}");
        prop_assert_eq!(of_people(&plan.steps, PeopleTerm::Missing) > Some(0.0), !plan.is_staffed);
    }
}
