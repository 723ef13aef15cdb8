// A live desk, with a badge for each promise, a due list and a timer: swift run, after swift build in bindings-swift
//
// A host keeps one SlaState a ticket and folds each event into it as it comes. It never polls: nextChange says when to
// look again. Here a recorded day takes the place of the host's queue and clock.
import Firstline
import Foundation

struct Promise: Hashable {
    let ticket: String
    let metric: SlaMetric
}

struct Badge: Equatable {
    let state: SlaStage
    let colour: SlaColour?
    // A late promise is drawn once more when it is fulfilled: from then on its time stands.
    let finishedAt: Date?
}

let clock = DateFormatter()
clock.locale = Locale(identifier: "en_US_POSIX")
clock.timeZone = TimeZone(identifier: "UTC")
clock.dateFormat = "MM-dd HH:mm"

func left(_ span: TimeInterval) -> String {
    let minutes = Int(abs(span) / 60)
    return String(format: "%d:%02d ", minutes / 60, minutes % 60) + (span < 0 ? "over" : "left")
}

func name(_ metric: SlaMetric) -> String { metric == .firstResponse ? "reply" : "\(metric)" }

func column(_ text: String, _ width: Int) -> String {
    text.padding(toLength: width, withPad: " ", startingAt: 0)
}

let here = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
func read(_ file: String) throws -> String {
    try String(contentsOf: here.appendingPathComponent(file), encoding: .utf8)
}

let desk = try SlaEngine(spec: SlaSpec(json: read("desk.json")))
let tickets = try read("tickets.jsonl").split(separator: "\n").map { try Ticket(json: String($0)) }

let handover = ISO8601DateFormatter().date(from: "2026-03-02T16:00:00Z")!
let recorded = tickets.flatMap { $0.events.map(\.at) } + [handover]
var states: [String: SlaState] = [:]
var shown: [Promise: Badge] = [:]
var wake = recorded.min()
while let now = wake {
    for ticket in tickets {
        let events = ticket.events.filter { $0.at == now }
        if events.isEmpty { continue }
        if let state = states[ticket.id] {
            states[ticket.id] = try desk.fold(state: state, events: events)
        } else {
            states[ticket.id] = try desk.state(ticket: Ticket(id: ticket.id, events: events))
        }
    }
    let promises = try states.sorted { $0.key < $1.key }.flatMap { id, state in
        try desk.statusOf(state: state, now: now).map { (id: id, status: $0) }
    }

    var lines: [String] = []
    for (id, it) in promises {
        let badge = Badge(state: it.state, colour: it.colour, finishedAt: it.finishedAt)
        if shown.updateValue(badge, forKey: Promise(ticket: id, metric: it.metric)) != badge {
            let colour = it.colour.map { "\($0)" } ?? "-"
            let text = "\(column(name(it.metric), 10)) \(column("\(it.state)", 8)) \(column(colour, 5))"
            lines.append("  \(id)  \(text)  \(left(it.remaining))")
        }
    }

    if now == handover {
        lines.append("  due, the earliest first:")
        // A paused promise has no due instant, since nobody knows when its pause ends.
        let due = promises.filter { $0.status.finishedAt == nil }
            .compactMap { id, it in it.dueAt.map { (at: $0, id: id, metric: it.metric) } }
            .sorted { $0.at < $1.at }
        lines += due.map { "    \(clock.string(from: $0.at))  \($0.id)  \(name($0.metric))" }
    }

    let timer = promises.compactMap(\.status.nextChange).min()
    // At the due instant itself nothing is drawn: a promise is broken a millisecond later.
    if !lines.isEmpty {
        lines.append("  timer " + (timer.map { clock.string(from: $0) } ?? "off"))
        print(([clock.string(from: now)] + lines).joined(separator: "\n"))
    }
    wake = (recorded + [timer].compactMap { $0 }).filter { $0 > now }.min()
}
