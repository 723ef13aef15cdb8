//! A desk's report from a real incident log: `cargo run --release --example support_report`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program reads files and prints"
)]

use firstline::escalation::{
    EscalationAction, EscalationEngine, EscalationRule, EscalationTrigger,
};
use firstline::interop::read_servicenow_log;
use firstline::report::{ReportOptions, ReportStaffing, report_text, support_report};
use firstline::sla::{SlaEngine, SlaMetric};
use firstline::ticket::{Priority, Role, Tier};
use firstline::time::Zone;
use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    // The log's times have no zone; UTC takes them as they stand.
    let data = fs::read(examples.join("data/incident_event_log.csv.gz"))?;
    let log = read_servicenow_log(&data, &Zone::utc())?;

    let spec = fs::read_to_string(examples.join("support_report/policy.json"))?;
    let sla = SlaEngine::new(firstline::from_json(&spec)?)?;

    let used = |share| EscalationTrigger::TargetUsed { metric: SlaMetric::Resolution, share };
    let rule = |name: &str, trigger, priorities, actions| EscalationRule {
        name: name.into(),
        trigger,
        agreement: Default::default(),
        clock: None,
        priorities,
        tiers: vec![],
        filter: None,
        early: Default::default(),
        notice: Default::default(),
        actions,
    };
    let tell = |role| EscalationAction::Notify { role };
    let urgent = vec![Priority::P1, Priority::P2];
    let rules = vec![
        rule("three quarters used: warn the agent", used(0.75), vec![], vec![tell(Role::Agent)]),
        rule("used up: tell the lead", used(1.0), vec![], vec![tell(Role::Lead)]),
        rule(
            "P1, P2 used up: second level, tell the manager",
            used(1.0),
            urgent,
            vec![EscalationAction::MoveToTier { tier: Tier::L2 }, tell(Role::Manager)],
        ),
    ];
    let escalation = EscalationEngine::new(rules, &sla)?;

    let mut options = ReportOptions::new(
        "Support report: incidents of a ServiceNow desk",
        Zone::utc(),
        "2017-02-19T00:00:00Z".parse()?,
    );
    options.recorded_sla_field = Some("made_sla".into());
    options.staffing =
        Some(ReportStaffing { tickets_per_agent_per_month: 450, shrinkage: "0.30".parse()? });
    options.oddities = log.oddities;
    let report = support_report(&log.tickets, &sla, &escalation, &options)?;
    print!("{}", report_text(&report));
    Ok(())
}
