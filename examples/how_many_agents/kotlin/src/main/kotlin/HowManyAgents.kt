// How many agents does this desk need?: mvn compile exec:java, after mvn install in bindings-swift/kotlin
//
// Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
// once; what comes at other times is a ticket, done within eight hours of service. The log does not say how long a call
// takes nor how patient callers are; queue.json does.
import dev.firstline.*
import java.io.File
import java.math.BigDecimal
import java.time.Duration
import java.time.Instant
import java.util.Locale

private val first = Instant.parse("2016-02-29T00:00:00Z")
private val today = Instant.parse("2016-05-16T00:00:00Z")
private val week = Duration.ofDays(7)

private fun show(title: String, texts: List<String>) =
    println((listOf(title) + texts.map { "    $it" }).joinToString("\n"))

/** How many people on contracts the paid time of a week takes, and why. */
private fun people(paid: Duration) =
    peopleForShifts(ShiftPeopleInput(paid, BigDecimal(40), BigDecimal("0.25"))).steps
        .map { "${it.formula}: ${String.format(Locale.ROOT, "%.2f", it.value)}" }

fun main(args: Array<String>) {
    val here = File(args.firstOrNull() ?: "..")
    fun read(name: String) = File(here, name).readText()
    val log = readServicenowLog(File(here, "../data/incident_event_log.csv.gz").readBytes(), "UTC")
    val queue = CurveQueue.fromJson(read("queue.json"))
    val targets = StaffingTargets.fromJson(read("targets.json"))
    val offered = CoverageInput.fromJson(read("shifts.json"))

    val grid = ArrivalGrid(zone = "UTC", interval = ForecastInterval.HOUR, start = first, end = today)
    val past = arrivalsByInterval(log.tickets, grid).series
    val coming = forecast(past, ForecastOptions.fromJson(read("forecast.json")))
    show("What will come", coming.steps.map { it.text })

    val byLoad = CurveRules(LoadMethod.ModifiedOfferedLoad(LoadStatistic.MEAN, LoadBefore.EMPTY))
    val work = DeadlineSource(metric = SlaMetric.RESOLUTION, work = Duration.ofMinutes(10))
    val occupancy = BigDecimal("0.85")
    val atWork = DeadlineRules(occupancy, BigDecimal.ZERO)
    val besideCalls = BlendRules(occupancy, BigDecimal("0.9"))
    val allThatIsLeft = DeadlineRules(BigDecimal.ONE, BigDecimal.ZERO)
    val services = listOf(
        "8/5" to officeHours("UTC", "08:00", "16:00"),
        "12/5" to officeHours("UTC", "07:00", "19:00"),
        "24/7" to alwaysOpen("UTC"),
    )

    for ((name, hours) in services) {
        val calendar = Calendar(hours)
        val calls = arrivalsOfForecast(coming.points, ForecastValue.MEAN)
            .map { if (calendar.isOpen(it.start)) it else it.copy(arrivals = 0.0) }
        val curve = staffingCurve(calls, queue, targets, byLoad)
        show("\nService $name\n  Calls", curve.steps.map { it.text })

        val cover = shiftCoverage(offered.copy(need = shiftNeeds(curve.intervals)))
        show("  Shifts", cover.steps.map { it.text })

        show("  People for calls", people(cover.paid))

        // What came last week while nobody was there, and is still to be done.
        val target = SlaTarget(metric = SlaMetric.RESOLUTION, within = Duration.ofHours(8))
        val sla = SlaEngine(SlaSpec(calendar = hours, policies = listOf(SlaPolicy(name = "all", targets = listOf(target)))))
        val missed = log.tickets.filter {
            val at = it.events.first().at
            at >= today - week && at < today && !calendar.isOpen(at)
        }
        val due = deadlineWork(missed, sla, work, today).tickets.filter { it.dueAt > today }
        show("  Tickets, by agents of their own", agentsForDeadlines(due, calendar, atWork).steps.map { it.text })

        val intervals = cover.intervals.zip(curve.intervals) { it, load ->
            BlendedInterval(it.start, it.end, it.least, load.offeredLoad, load.outcome.pAbandon)
        }.filter { calendar.isOpen(it.start) }
        val left = capacityLeft(intervals, besideCalls)
        val outcome = deadlineOutcome(due, left.staffed, allThatIsLeft)
        show("  Tickets, in what calls leave", outcome.steps.map { it.text })
        val open = calendar.openBetween(today, today + week)
        val more = open.multipliedBy((outcome.agentsToAdd ?: 0u).toLong())
        show("  People for calls and tickets", people(cover.paid + more))

        val shifts = cover.shifts.map { GroupShift(it.start, it.end, it.agents, it.breaks) }
        val stream = ContactStream(
            name = "calls",
            channel = Channel.PHONE,
            arrivals = ContactArrivals.Poisson(calls),
            handling = TimeDistribution.Exponential(queue.aht),
            patience = queue.patience?.let { TimeDistribution.Exponential(it) },
            serviceLevel = ServiceLevelRule(within = Duration.ofSeconds(30)),
        )
        val desk = DeskSimulation(
            start = today,
            end = today + week,
            streams = listOf(stream),
            groups = listOf(AgentGroup("desk", listOf("calls"), shifts)),
        )
        show("  Played through", simulateDesk(desk, SimulationOptions(seed = 1u, replications = 100u)).steps.map { it.text })
    }
}
