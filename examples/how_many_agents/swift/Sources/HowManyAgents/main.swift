// How many agents does this desk need?: swift run, after swift build in bindings-swift
//
// Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
// once; what comes at other times is a ticket, done within eight hours of service. The log does not say how long a call
// takes nor how patient callers are; queue.json does.
import Firstline
import Foundation

let here = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
func read(_ file: String) throws -> String {
    try String(contentsOf: here.appendingPathComponent(file), encoding: .utf8)
}

func show(_ title: String, _ texts: [String]) {
    print(([title] + texts.map { "    " + $0 }).joined(separator: "\n"))
}

/// How many people on contracts the paid time of a week takes, and why.
func people(_ paid: TimeInterval) throws -> [String] {
    let contract = ShiftPeopleInput(
        paidTimePerWeek: paid, paidHoursPerWeek: 40, shrinkage: Decimal(string: "0.25")!)
    return try peopleForShifts(input: contract).steps.map { "\($0.formula): " + String(format: "%.2f", $0.value) }
}

func day(_ text: String) -> Date { ISO8601DateFormatter().date(from: text + "T00:00:00Z")! }

let (first, today) = (day("2016-02-29"), day("2016-05-16"))
let (minute, week) = (60.0, 7 * 24 * 3600.0)
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
let occupancy = Decimal(string: "0.85")!
let atWork = DeadlineRules(maxOccupancy: occupancy, shrinkage: 0)
let besideCalls = BlendRules(maxOccupancy: occupancy, switchEfficiency: Decimal(string: "0.9")!)
let allThatIsLeft = DeadlineRules(maxOccupancy: 1, shrinkage: 0)
let services = try [
    ("8/5", officeHours(zone: "UTC", open: "08:00", close: "16:00")),
    ("12/5", officeHours(zone: "UTC", open: "07:00", close: "19:00")),
    ("24/7", alwaysOpen(zone: "UTC")),
]

for (name, hours) in services {
    let calendar = try Calendar(spec: hours)
    var calls = try arrivalsOfForecast(points: coming.points, value: .mean)
    for place in calls.indices where try !calendar.isOpen(at: calls[place].start) {
        calls[place].arrivals = 0
    }
    let curve = try staffingCurve(arrivals: calls, queue: queue, targets: targets, rules: byLoad)
    show("\nService \(name)\n  Calls", curve.steps.map(\.text))

    var input = offered
    input.need = try shiftNeeds(intervals: curve.intervals)
    let cover = try shiftCoverage(input: input)
    show("  Shifts", cover.steps.map(\.text))

    show("  People for calls", try people(cover.paid))

    // What came last week while nobody was there, and is still to be done.
    let target = SlaTarget(metric: .resolution, within: 8 * 60 * minute)
    let sla = try SlaEngine(spec: SlaSpec(calendar: hours, policies: [SlaPolicy(name: "all", targets: [target])]))
    let missed = try log.tickets.filter { ticket in
        let at = ticket.events[0].at
        return try at >= today - week && at < today && !calendar.isOpen(at: at)
    }
    let due = try deadlineWork(tickets: missed, sla: sla, source: work, now: today).tickets.filter { $0.dueAt > today }
    let alone = try agentsForDeadlines(tickets: due, calendar: calendar, rules: atWork)
    show("  Tickets, by agents of their own", alone.steps.map(\.text))

    let intervals = try zip(cover.intervals, curve.intervals).map { it, load in
        BlendedInterval(
            start: it.start, end: it.end, agents: it.least, offeredLoad: load.offeredLoad,
            pAbandon: load.outcome.pAbandon)
    }.filter { try calendar.isOpen(at: $0.start) }
    let left = try capacityLeft(intervals: intervals, rules: besideCalls)
    let outcome = try deadlineOutcome(tickets: due, staffed: left.staffed, rules: allThatIsLeft)
    show("  Tickets, in what calls leave", outcome.steps.map(\.text))
    let open = try calendar.openBetween(start: today, end: today + week)
    show("  People for calls and tickets", try people(cover.paid + open * Double(outcome.agentsToAdd ?? 0)))

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
