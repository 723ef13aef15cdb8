// A desk's report from a real incident log: swift run, after swift build in bindings-swift
import Firstline
import Foundation

let examples = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../..").standardized

// The log's times have no zone; UTC takes them as they stand.
let log = try readServicenowLog(
    data: Data(contentsOf: examples.appendingPathComponent("data/incident_event_log.csv.gz")), zone: "UTC")

let policies = try String(
    contentsOf: examples.appendingPathComponent("support_report/policy.json"), encoding: .utf8)
let sla = try SlaEngine(spec: SlaSpec(json: policies))

func used(_ share: Double) -> EscalationTrigger { .targetUsed(metric: .resolution, share: share) }
let escalation = try EscalationEngine(
    rules: [
        EscalationRule(
            name: "three quarters used: warn the agent", trigger: used(0.75), actions: [.notify(role: .agent)]),
        EscalationRule(name: "used up: tell the lead", trigger: used(1), actions: [.notify(role: .lead)]),
        EscalationRule(
            name: "P1, P2 used up: second level, tell the manager", trigger: used(1), priorities: [.p1, .p2],
            actions: [.moveToTier(tier: .l2), .notify(role: .manager)]),
    ],
    sla: sla)

let options = ReportOptions(
    title: "Support report: incidents of a ServiceNow desk",
    zone: "UTC",
    asOf: ISO8601DateFormatter().date(from: "2017-02-19T00:00:00Z")!,
    recordedSlaField: "made_sla",
    staffing: ReportStaffing(ticketsPerAgentPerMonth: 450, shrinkage: Decimal(string: "0.30")!),
    oddities: log.oddities)
let report = try supportReport(tickets: log.tickets, sla: sla, escalation: escalation, options: options)
print(try reportText(report: report), terminator: "")
