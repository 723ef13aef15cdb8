use super::entry::{Entry, entry, figure, minus, of, placed, tickets};
use crate::kpi::{Cohort, KpiDefinition, KpiTerm, KpiUnit, Quantity};

/// What do telephony, workforce and cost say? All of it comes as figures of the desk; times are in seconds.
pub(super) fn entries() -> Vec<KpiDefinition> {
    [voice(), workforce(), cost()].into_iter().flatten().collect()
}

fn figures(names: &[&str]) -> Vec<KpiTerm> {
    names.iter().map(|name| figure(name)).collect()
}

fn given(entry: Entry, part: Vec<KpiTerm>, whole: Vec<KpiTerm>) -> Entry {
    entry.ratio(part, whole).cohort(Cohort::Figures).end("the figure's instant")
}

fn voice() -> Vec<KpiDefinition> {
    let less = |all: &str, off: &str| vec![figure(all), minus(figure(off))];
    let level = given(
        entry(
            61,
            "service_level",
            "Service level",
            "contacts answered within the target / contacts offered",
        ),
        figures(&["answered_in_target"]),
        figures(&["offered"]),
    )
    .up()
    .source("WFM Labs: all contacts stay in the denominator");
    let answered = given(
        level.mode(
            "of_answered",
            "abandons_left_out",
            "contacts answered within the target / contacts answered",
        ),
        figures(&["answered_in_target"]),
        figures(&["answered"]),
    )
    .up()
    .source("WFM Labs, of the forms in use: abandons are in neither number");
    let short = given(level.mode("without_short_abandons", "short_abandons_left_out", "contacts answered within the target / (offered - abandoned within the short threshold)"), figures(&["answered_in_target"]), less("offered", "abandoned_short")).up().source("UniVoIP: short is up to 6 seconds");
    let early = given(
        level.mode(
            "with_early_abandons",
            "abandons_in_target_count",
            "(answered within the target + abandoned within it) / offered",
        ),
        figures(&["answered_in_target", "abandoned_in_target"]),
        figures(&["offered"]),
    )
    .up()
    .source("Call Centre Helper, of the forms in use: who hangs up in time was not kept waiting");
    let without_early = given(
        level.mode(
            "without_early_abandons",
            "abandons_in_target_left_out",
            "contacts answered within the target / (offered - abandoned within the target)",
        ),
        figures(&["answered_in_target"]),
        less("offered", "abandoned_in_target"),
    )
    .up()
    .source("Bright Pattern: answered in time of those answered, or abandoned after it");
    let asa = given(
        entry(
            62,
            "asa",
            "Average speed of answer (ASA)",
            "time that answered contacts waited in the queue / contacts answered",
        ),
        figures(&["wait_seconds_of_answered"]),
        figures(&["answered"]),
    )
    .unit(KpiUnit::Duration)
    .down()
    .source("call-centre literature; the clock starts at the queue, not at the menu before it");
    let abandoned = given(
        entry(63, "abandon_rate", "Abandon rate", "contacts abandoned / contacts offered"),
        figures(&["abandoned"]),
        figures(&["offered"]),
    )
    .down()
    .source("COPC");
    let long = given(
        abandoned.mode(
            "without_short",
            "short_abandons_left_out",
            "(abandoned - abandoned within the short threshold) / (offered - abandoned within it)",
        ),
        less("abandoned", "abandoned_short"),
        less("offered", "abandoned_short"),
    )
    .down();
    let aht = given(
        entry(
            64,
            "aht",
            "Average handle time (AHT)",
            "(talk + hold + wrap-up time) / contacts handled",
        ),
        figures(&["talk_seconds", "hold_seconds", "wrap_seconds"]),
        figures(&["handled"]),
    )
    .unit(KpiUnit::Duration)
    .source("call-centre literature");
    [level, answered, short, early, without_early, asa, abandoned, long, aht]
        .map(Entry::done)
        .into()
}

fn workforce() -> Vec<KpiDefinition> {
    let occupancy = given(
        entry(65, "occupancy", "Occupancy", "handle time / (handle time + available time)"),
        figures(&["handle_seconds"]),
        figures(&["handle_seconds", "available_seconds"]),
    )
    .source("call-centre literature; shrinkage is left out");
    let utilisation = given(
        entry(66, "utilisation", "Utilisation", "handle time / paid time"),
        figures(&["handle_seconds"]),
        figures(&["paid_seconds"]),
    )
    .source("MetricNet");
    let scheduled = given(
        utilisation.mode("scheduled", "scheduled_time", "handle time / scheduled time"),
        figures(&["handle_seconds"]),
        figures(&["scheduled_seconds"]),
    );
    let shrinkage = given(
        entry(67, "shrinkage", "Shrinkage", "paid time not available / paid time"),
        figures(&["unavailable_seconds"]),
        figures(&["paid_seconds"]),
    )
    .down()
    .source("call-centre literature");
    let adherence = given(
        entry(
            68,
            "schedule_adherence",
            "Schedule adherence",
            "time in the scheduled state / scheduled time",
        ),
        figures(&["in_scheduled_state_seconds"]),
        figures(&["scheduled_seconds"]),
    )
    .up()
    .source("COPC");
    let resolved = || vec![placed(tickets(Vec::new()), Cohort::ResolvedIn)];
    let per_agent = given(
        entry(
            69,
            "tickets_per_agent",
            "Tickets per agent",
            "tickets resolved / agents, in full-time equivalents",
        ),
        resolved(),
        figures(&["agents"]),
    )
    .unit(KpiUnit::Number)
    .up()
    .source("MetricNet; the whole ticket counts for the agent who has it as the log ends");
    let per_hour = given(
        per_agent.mode("per_hour", "per_hour", "tickets resolved / hours worked by agents"),
        resolved(),
        figures(&["agent_hours"]),
    )
    .unit(KpiUnit::Number)
    .up();
    let shared = given(
        per_agent.mode(
            "all_agents",
            "credit_to_all_agents",
            "tickets resolved, each once for every agent who had it / agents, in full-time equivalents",
        ),
        vec![placed(of(Quantity::Credits {}, Vec::new()), Cohort::ResolvedIn)],
        figures(&["agents"]),
    )
    .source("MetricNet; grouped by agent, a ticket counts for each who had it");
    let of_resolved = |it: Entry| it.cohort(Cohort::ResolvedIn).end("last resolution");
    let [per_agent, per_hour, shared] = [per_agent, per_hour, shared].map(of_resolved);
    [occupancy, utilisation, scheduled, shrinkage, adherence, per_agent, per_hour, shared]
        .map(Entry::done)
        .into()
}

fn cost() -> Vec<KpiDefinition> {
    let created = || vec![placed(tickets(Vec::new()), Cohort::CreatedIn)];
    let expense = || figures(&["operating_expense"]);
    let money = |entry: Entry| {
        entry.unit(KpiUnit::Money).down().source("MetricNet: all operating expense, fully loaded")
    };
    let of_created = |it: Entry| it.cohort(Cohort::CreatedIn).end("creation");
    let per_ticket =
        entry(70, "cost_per_ticket", "Cost per ticket", "operating expense / tickets created");
    let per_contact = per_ticket
        .mode("", "per_contact", "operating expense / contacts handled")
        .id("cost_per_contact")
        .named("Cost per contact");
    let per_minute = per_ticket
        .mode("", "per_minute", "operating expense / minutes of handle time")
        .id("cost_per_minute")
        .named("Cost per minute");
    let mtbf = given(
        entry(71, "mtbf", "Mean time between failures (MTBF)", "operating time / failures"),
        figures(&["operating_seconds"]),
        figures(&["failures"]),
    )
    .unit(KpiUnit::Duration)
    .up()
    .source("ITIL 4; of one configuration item");
    let changes = given(
        entry(
            72,
            "change_failure_rate",
            "Change failure rate",
            "changes that caused an incident / changes",
        ),
        figures(&["changes_that_failed"]),
        figures(&["changes"]),
    )
    .down()
    .source("DORA");
    let per_user = given(
        entry(73, "incidents_per_user", "Incidents per user", "tickets created / users"),
        created(),
        figures(&["users"]),
    )
    .unit(KpiUnit::Number)
    .down()
    .source("MetricNet");
    let per_asset = given(
        per_user
            .mode("asset", "per_asset", "tickets created / assets")
            .id("incidents_per_asset")
            .named("Incidents per asset"),
        created(),
        figures(&["assets"]),
    );
    let xla = given(
        entry(
            74,
            "xla_score",
            "Experience level score (XLA)",
            "weighted sum of scores / sum of weights",
        ),
        figures(&["weighted_score"]),
        figures(&["weights"]),
    )
    .unit(KpiUnit::Number)
    .up()
    .source("experience level agreements; the weights are the desk's own");
    let credits = xla
        .mode(
            "sla_credits",
            "sla_credits",
            "credits given to customers for promises that were not kept, as service_credit computes each",
        )
        .id("sla_credits").named("SLA credits")
        .sum(figures(&["sla_credits"]))
        .unit(KpiUnit::Money)
        .down()
        .source("ITIL 4, service credits; the tiers and the fee are the agreement's own");
    [
        of_created(money(given(per_ticket, expense(), created()))),
        money(given(per_contact, expense(), figures(&["handled"]))),
        money(given(per_minute, expense(), figures(&["handle_minutes"]))),
        mtbf,
        changes,
        of_created(per_user),
        of_created(per_asset),
        xla,
        credits,
    ]
    .map(Entry::done)
    .into()
}
