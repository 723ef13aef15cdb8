// How many agents does this desk need?: swift run, after swift build in bindings-swift
//
// Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
// once, by a crew of at least two. What comes while it is closed is a ticket, done within eight hours of service in the
// time that calls leave: some wait from last week, and as many as then are expected. Beside that stand what a minimum crew
// takes, and the rule of thumb of the field. The log does not say how long a call takes nor how patient callers are;
// queue.json does.
import Firstline
import Foundation

let here = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
func read(_ file: String) throws -> String {
    try String(contentsOf: here.appendingPathComponent(file), encoding: .utf8)
}

func show(_ title: String, _ texts: [String]) {
    print(([title] + texts.map { "    " + $0 }).joined(separator: "\n"))
}

func day(_ text: String) -> Date { ISO8601DateFormatter().date(from: text + "T00:00:00Z")! }

let (first, today) = (day("2016-02-29"), day("2016-05-16"))
let (minute, hour, week) = (60.0, 3600.0, 7 * 24 * 3600.0)
// A person is paid for so many hours a week, and away for this share of them.
let (paidHours, shrinkage) = (Decimal(40), Decimal(string: "0.25")!)
let leastCrew: UInt32 = 2
let occupancy = Decimal(string: "0.85")!

/// How many people the paid time of a week takes; shows why.
func people(_ title: String, _ paid: TimeInterval) throws -> UInt32 {
    let contract = ShiftPeopleInput(paidTimePerWeek: paid, paidHoursPerWeek: paidHours, shrinkage: shrinkage)
    let needed = try peopleForShifts(input: contract)
    let values = [String(format: "%.2f", needed.fullTimeEquivalents), "\(needed.headcount)"]
    show(title, zip(needed.steps, values).map { "\($0.formula): \($1)" })
    return needed.headcount
}

/// The people for one post in all hours of service, with the least crew.
func crew(_ service: TimeInterval, _ away: Decimal) throws -> Cover {
    try cover(
        input: CoverInput(
            agents: 1, minimumCrew: leastCrew, serviceHoursPerWeek: Decimal(service / hour),
            paidHoursPerWeek: paidHours, shrinkage: away))
}

/// The fewest agents more in all intervals with whom no ticket is late; shows the course without and with them.
func agentsToAdd(_ due: [DeadlineTicket], _ intervals: [BlendedInterval]) throws -> UInt32 {
    let besideCalls = BlendRules(maxOccupancy: occupancy, switchEfficiency: Decimal(string: "0.9")!)
    let allThatIsLeft = DeadlineRules(maxOccupancy: 1, shrinkage: 0)
    var (intervals, more) = (intervals, UInt32(0))
    while true {
        let left = try capacityLeft(intervals: intervals, rules: besideCalls)
        let outcome = try deadlineOutcome(tickets: due, staffed: left.staffed, rules: allThatIsLeft)
        if more == 0 || outcome.missed == 0 {
            // What `missing` counts are agents who do tickets alone; those who are tried here answer calls as well.
            let steps = (left.steps + outcome.steps).filter { $0.term != .missing }
            let with = more > 0 ? ", with \(more) agents more" : ""
            show("  Tickets, in what calls leave of the open hours\(with)", steps.map(\.text))
        }
        if outcome.missed == 0 { return more }
        more += 1
        for place in intervals.indices { intervals[place].agents += 1 }
    }
}

/// What 400 to 500 tickets for each agent and month mean; warns of a team that has too little to do.
func ruleOfThumb(_ title: String, _ tickets: Int, team: UInt32? = nil) throws {
    let rule = try headcount(
        input: HeadcountInput(
            ticketsPerMonth: Int64(tickets), ticketsPerAgentPerMonth: 450, shrinkage: shrinkage, team: team))
    let warnings: [String] = rule.warnings.compactMap {
        guard case .underloaded(let agents, let tickets, let enough) = $0 else { return nil }
        return "\(agents) agents have too little to do with \(tickets) tickets: they are worth it from \(enough) on, \(enough / Int64(agents)) each"
    }
    show(title, rule.steps.map(\.text) + warnings)
}

let log = try readServicenowLog(
    data: Data(contentsOf: here.appendingPathComponent("../data/incident_event_log.csv.gz")), zone: "UTC")
let queue = try CurveQueue(json: read("queue.json"))
let targets = try StaffingTargets(json: read("targets.json"))
let offered = try CoverageInput(json: read("shifts.json"))

let grid = ArrivalGrid(zone: "UTC", interval: .hour, start: first, end: today)
let past = try arrivalsByInterval(tickets: log.tickets, grid: grid).series
let coming = try forecast(series: past, options: ForecastOptions(json: read("forecast.json")))
show("What will come", coming.steps.map(\.text))

let byLoad = CurveRules(method: .modifiedOfferedLoad(statistic: .mean, before: .empty))
let work = DeadlineSource(metric: .resolution, work: 10 * minute)
let atWork = DeadlineRules(maxOccupancy: occupancy, shrinkage: 0)
let daytime = try officeHours(zone: "UTC", open: "07:00", close: "19:00")
let services = try [
    ("8/5", officeHours(zone: "UTC", open: "08:00", close: "16:00")),
    ("12/5", daytime),
    ("24/7", alwaysOpen(zone: "UTC")),
]
func row(_ cells: [String]) -> String {
    let pad = { (text: String, width: Int) in String(repeating: " ", count: width - text.count) }
    let others = zip(cells.dropFirst(), [7, 19, 14, 11]).map { pad($0, $1) + $0 }
    return cells[0] + pad(cells[0], 9) + others.joined()
}
var table = [row(["service", "calls", "calls and tickets", "minimum crew", "headcount"])]

for (name, hours) in services {
    let calendar = try Calendar(spec: hours)
    var calls = try arrivalsOfForecast(points: coming.points, value: .mean)
    for place in calls.indices where try !calendar.isOpen(at: calls[place].start) {
        calls[place].arrivals = 0
    }
    let curve = try staffingCurve(arrivals: calls, queue: queue, targets: targets, rules: byLoad)
    show("\nService \(name)\n  Calls", curve.steps.map(\.text))

    // Nobody is alone while it is open.
    var input = offered
    input.need = try shiftNeeds(intervals: curve.intervals)
    for place in input.need.indices where try calendar.isOpen(at: input.need[place].start) {
        input.need[place].agents = max(input.need[place].agents, leastCrew)
    }
    let cover = try shiftCoverage(input: input)
    show("  Shifts", cover.steps.map(\.text))

    let forCalls = try people("  People for calls", cover.paid)

    // What came last week while nobody was there waits, or was due then; those are expected again, a week later.
    let target = SlaTarget(metric: .resolution, within: 8 * hour)
    let sla = try SlaEngine(spec: SlaSpec(calendar: hours, policies: [SlaPolicy(name: "all", targets: [target])]))
    let missed = try log.tickets.filter { ticket in
        let at = ticket.events[0].at
        return try at >= today - week && at < today && !calendar.isOpen(at: at)
    }
    let lastWeek = try deadlineWork(tickets: missed, sla: sla, source: work, now: today).tickets
    let waiting = lastWeek.filter { $0.dueAt > today }
    var expected = lastWeek.filter { $0.dueAt <= today }
    for place in expected.indices {
        expected[place].arrivedAt += week
        expected[place].dueAt += week
    }
    let due = waiting + expected
    let open = try calendar.openBetween(start: today, end: today + week)
    var forAll = forCalls
    if due.isEmpty {
        print("  Nothing is a ticket: there is always somebody to answer")
    } else {
        show(
            "  Tickets",
            [
                "\(waiting.count) wait from last week",
                "\(expected.count) more are expected, as many as came last week and were due in it",
            ])
        let alone = try agentsForDeadlines(tickets: due, calendar: calendar, rules: atWork)
        show("  Tickets, by agents of their own", alone.steps.map(\.text))
        let intervals = try zip(cover.intervals, curve.intervals).map { it, load in
            BlendedInterval(
                start: it.start, end: it.end, agents: it.least, offeredLoad: load.offeredLoad,
                pAbandon: load.outcome.pAbandon)
        }.filter { try calendar.isOpen(at: $0.start) }
        let more = try agentsToAdd(due, intervals)
        forAll = try people("  People for calls and tickets", cover.paid + Double(more) * open)
    }

    let least = try crew(open, shrinkage)
    show("  Minimum crew, for one post at all hours", least.steps.map(\.text))
    let numbers = [forCalls, forAll, least.headcount, max(forAll, least.headcount)]
    table.append(row([name] + numbers.map { "\($0)" }))

    let shifts = cover.shifts.map { GroupShift(start: $0.start, end: $0.end, agents: $0.agents, breaks: $0.breaks) }
    let stream = ContactStream(
        name: "calls", channel: .phone, arrivals: .poisson(intervals: calls),
        handling: .exponential(mean: queue.aht), patience: queue.patience.map { .exponential(mean: $0) },
        serviceLevel: ServiceLevelRule(within: 30))
    let desk = DeskSimulation(
        start: today, end: today + week, streams: [stream],
        groups: [AgentGroup(name: "desk", skills: ["calls"], shifts: shifts)])
    let played = try simulateDesk(desk: desk, options: SimulationOptions(seed: 1, replications: 100))
    show("  Played through", played.steps.map(\.text))
}

// Beside all that, the rule of thumb on the tickets of April; and whether nights and week ends are worth their crew.
let april = log.tickets.map { $0.events[0].at }.filter { (day("2016-04-01")..<day("2016-05-01")).contains($0) }
let byDay = try Calendar(spec: daytime)
let nights = try april.filter { try !byDay.isOpen(at: $0) }
try ruleOfThumb("\nThe rule of thumb", april.count)
let usual = UtilisationInput(ticketsPerAgentPerMonth: 450, handlingTime: queue.aht, paidTimePerMonth: 160 * hour)
show("  What it means here", try explainUtilisation(input: usual).map(\.text))
let byNight = try crew(week - byDay.openBetween(start: today, end: today + week), 0).headcount
let title = "  Nights and week ends, where a minimum crew is \(byNight) full-time agents"
try ruleOfThumb(title, nights.count, team: byNight)

show("\nPeople", table)
