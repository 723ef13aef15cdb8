// A desk's report from a real incident log: mvn compile exec:java, after mvn install in bindings-swift/kotlin
import dev.firstline.*
import java.io.File
import java.math.BigDecimal
import java.time.Instant

fun main(args: Array<String>) {
    val examples = File(args.firstOrNull() ?: "../..")

    // The log's times have no zone; UTC takes them as they stand.
    val log = readServicenowLog(File(examples, "data/incident_event_log.csv.gz").readBytes(), "UTC")

    val sla = SlaEngine(SlaSpec.fromJson(File(examples, "support_report/policy.json").readText()))

    fun used(share: Double) = EscalationTrigger.TargetUsed(SlaMetric.RESOLUTION, share)
    fun tell(role: Role) = EscalationAction.Notify(role)
    val escalation = EscalationEngine(
        listOf(
            EscalationRule(
                name = "three quarters used: warn the agent",
                trigger = used(0.75),
                actions = listOf(tell(Role.AGENT)),
            ),
            EscalationRule(name = "used up: tell the lead", trigger = used(1.0), actions = listOf(tell(Role.LEAD))),
            EscalationRule(
                name = "P1, P2 used up: second level, tell the manager",
                trigger = used(1.0),
                priorities = listOf(Priority.P1, Priority.P2),
                actions = listOf(EscalationAction.MoveToTier(Tier.L2), tell(Role.MANAGER)),
            ),
        ),
        sla,
    )

    val options = ReportOptions(
        title = "Support report: incidents of a ServiceNow desk",
        zone = "UTC",
        asOf = Instant.parse("2017-02-19T00:00:00Z"),
        recordedSlaField = "made_sla",
        staffing = ReportStaffing(ticketsPerAgentPerMonth = 450, shrinkage = BigDecimal("0.30")),
        oddities = log.oddities,
    )
    print(reportText(supportReport(log.tickets, sla, escalation, options)))
}
