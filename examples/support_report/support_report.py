"""A desk's report from a real incident log: python examples/support_report/support_report.py"""

from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import firstline as fl

examples = Path(__file__).parent.parent

# The log's times have no zone; UTC takes them as they stand.
log = fl.read_servicenow_log((examples / "data/incident_event_log.csv.gz").read_bytes(), "UTC")

spec = fl.SlaSpec.from_json((examples / "support_report/policy.json").read_text())
sla = fl.SlaEngine(spec)


def used(share: float) -> fl.EscalationTrigger:
    return fl.EscalationTrigger.TargetUsed(metric="resolution", share=share)


def tell(role: fl.Role) -> fl.EscalationAction:
    return fl.EscalationAction.Notify(role=role)


rules = [
    fl.EscalationRule(
        name="three quarters used: warn the agent", trigger=used(0.75), actions=[tell(fl.Role.AGENT)]
    ),
    fl.EscalationRule(name="used up: tell the lead", trigger=used(1.0), actions=[tell(fl.Role.LEAD)]),
    fl.EscalationRule(
        name="P1, P2 used up: second level, tell the manager",
        trigger=used(1.0),
        priorities=["p1", "p2"],
        actions=[fl.EscalationAction.MoveToTier(tier="l2"), tell(fl.Role.MANAGER)],
    ),
]
escalation = fl.EscalationEngine(rules, sla)

options = fl.ReportOptions(
    title="Support report: incidents of a ServiceNow desk",
    zone="UTC",
    as_of=datetime(2017, 2, 19, tzinfo=timezone.utc),
    recorded_sla_field="made_sla",
    staffing=fl.ReportStaffing(tickets_per_agent_per_month=450, shrinkage=Decimal("0.30")),
    oddities=log.oddities,
)
report = fl.support_report(log.tickets, sla, escalation, options)
print(fl.report_text(report), end="")
