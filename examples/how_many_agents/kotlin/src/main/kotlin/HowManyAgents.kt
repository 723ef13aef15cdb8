// How many agents does this desk need?: mvn compile exec:java, after mvn install in bindings-swift/kotlin
//
// Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
// once, by a crew of at least two. What comes while it is closed is a ticket, done within eight hours of service in the
// time that calls leave: some wait from last week, and as many as then are expected. Beside that stand what a minimum crew
// takes, and the rule of thumb of the field. The log does not say how long a call takes nor how patient callers are;
// queue.json does.
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

// A person is paid for so many hours a week, and away for this share of them.
private val paidHours = BigDecimal(40)
private val shrinkage = BigDecimal("0.25")
private val leastCrew = 2u
private val occupancy = BigDecimal("0.85")

/** How many people the paid time of a week takes; shows why. */
private fun people(title: String, paid: Duration): UInt {
    val needed = peopleForShifts(ShiftPeopleInput(paid, paidHours, shrinkage))
    val values = listOf("%.2f".format(Locale.ROOT, needed.fullTimeEquivalents), "${needed.headcount}")
    show(title, needed.steps.zip(values) { step, value -> "${step.formula}: $value" })
    return needed.headcount
}

/** The people for one post in all hours of service, with the least crew. */
private fun crew(service: Duration, away: BigDecimal) = cover(
    CoverInput(
        agents = 1u,
        minimumCrew = leastCrew,
        serviceHoursPerWeek = BigDecimal(service.toHours()),
        paidHoursPerWeek = paidHours,
        shrinkage = away,
    ),
)

/** The fewest agents more in all intervals with whom no ticket is late; shows the course without and with them. */
private fun agentsToAdd(due: List<DeadlineTicket>, intervals: List<BlendedInterval>): UInt {
    val besideCalls = BlendRules(occupancy, BigDecimal("0.9"))
    val allThatIsLeft = DeadlineRules(BigDecimal.ONE, BigDecimal.ZERO)
    var more = 0u
    while (true) {
        val left = capacityLeft(intervals.map { it.copy(agents = it.agents + more) }, besideCalls)
        val outcome = deadlineOutcome(due, left.staffed, allThatIsLeft)
        if (more == 0u || outcome.missed == 0u) {
            // What `missing` counts are agents who do tickets alone; those who are tried here answer calls as well.
            val steps = (left.steps + outcome.steps).filter { it.term != DeadlineTerm.MISSING }
            val with = if (more > 0u) ", with $more agents more" else ""
            show("  Tickets, in what calls leave of the open hours$with", steps.map { it.text })
        }
        if (outcome.missed == 0u) return more
        more++
    }
}

/** What 400 to 500 tickets for each agent and month mean; warns of a team that has too little to do. */
private fun ruleOfThumb(title: String, tickets: Int, team: UInt? = null) {
    val rule = headcount(HeadcountInput(tickets.toLong(), 450, shrinkage, team))
    val warnings = rule.warnings.filterIsInstance<StaffingWarning.Underloaded>().map {
        "${it.agents} agents have too little to do with ${it.ticketsPerMonth} tickets: they are worth it from ${it.worthItFrom} on, ${it.worthItFrom / it.agents.toLong()} each"
    }
    show(title, rule.steps.map { it.text } + warnings)
}

private fun row(service: String, vararg cells: Any) =
    service.padEnd(9) + cells.zip(listOf(7, 19, 14, 11)) { cell, width -> "$cell".padStart(width) }.joinToString("")

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
    val atWork = DeadlineRules(occupancy, BigDecimal.ZERO)
    val daytime = officeHours("UTC", "07:00", "19:00")
    val services = listOf(
        "8/5" to officeHours("UTC", "08:00", "16:00"),
        "12/5" to daytime,
        "24/7" to alwaysOpen("UTC"),
    )
    val table = mutableListOf(row("service", "calls", "calls and tickets", "minimum crew", "headcount"))

    for ((name, hours) in services) {
        val calendar = Calendar(hours)
        val calls = arrivalsOfForecast(coming.points, ForecastValue.MEAN)
            .map { if (calendar.isOpen(it.start)) it else it.copy(arrivals = 0.0) }
        val curve = staffingCurve(calls, queue, targets, byLoad)
        show("\nService $name\n  Calls", curve.steps.map { it.text })

        // Nobody is alone while it is open.
        val need = shiftNeeds(curve.intervals)
            .map { if (calendar.isOpen(it.start)) it.copy(agents = maxOf(it.agents, leastCrew)) else it }
        val cover = shiftCoverage(offered.copy(need = need))
        show("  Shifts", cover.steps.map { it.text })

        val forCalls = people("  People for calls", cover.paid)

        // What came last week while nobody was there waits, or was due then; those are expected again, a week later.
        val target = SlaTarget(metric = SlaMetric.RESOLUTION, within = Duration.ofHours(8))
        val sla = SlaEngine(SlaSpec(calendar = hours, policies = listOf(SlaPolicy(name = "all", targets = listOf(target)))))
        val missed = log.tickets.filter {
            val at = it.events.first().at
            at >= today - week && at < today && !calendar.isOpen(at)
        }
        val (waiting, over) = deadlineWork(missed, sla, work, today).tickets.partition { it.dueAt > today }
        val expected = over.map { it.copy(arrivedAt = it.arrivedAt + week, dueAt = it.dueAt + week) }
        val due = waiting + expected
        val open = calendar.openBetween(today, today + week)
        var forAll = forCalls
        if (due.isEmpty()) {
            println("  Nothing is a ticket: there is always somebody to answer")
        } else {
            show(
                "  Tickets",
                listOf(
                    "${waiting.size} wait from last week",
                    "${expected.size} more are expected, as many as came last week and were due in it",
                ),
            )
            show("  Tickets, by agents of their own", agentsForDeadlines(due, calendar, atWork).steps.map { it.text })
            val intervals = cover.intervals.zip(curve.intervals) { it, load ->
                BlendedInterval(it.start, it.end, it.least, load.offeredLoad, load.outcome.pAbandon)
            }.filter { calendar.isOpen(it.start) }
            val more = agentsToAdd(due, intervals)
            forAll = people("  People for calls and tickets", cover.paid + open.multipliedBy(more.toLong()))
        }

        val least = crew(open, shrinkage)
        show("  Minimum crew, for one post at all hours", least.steps.map { it.text })
        table += row(name, forCalls, forAll, least.headcount, maxOf(forAll, least.headcount))

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

    // Beside all that, the rule of thumb on the tickets of April; and whether nights and week ends are worth their crew.
    val april = log.tickets.map { it.events.first().at }
        .filter { it >= Instant.parse("2016-04-01T00:00:00Z") && it < Instant.parse("2016-05-01T00:00:00Z") }
    val byDay = Calendar(daytime)
    ruleOfThumb("\nThe rule of thumb", april.size)
    val usual = UtilisationInput(450.0, queue.aht, Duration.ofHours(160))
    show("  What it means here", explainUtilisation(usual).map { it.text })
    val byNight = crew(week - byDay.openBetween(today, today + week), BigDecimal.ZERO).headcount
    val title = "  Nights and week ends, where a minimum crew is $byNight full-time agents"
    ruleOfThumb(title, april.count { !byDay.isOpen(it) }, byNight)

    show("\nPeople", table)
}
