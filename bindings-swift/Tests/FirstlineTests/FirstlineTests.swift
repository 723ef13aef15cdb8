import Firstline
import class Firstline.Calendar // not Foundation's
import XCTest

/// What only Swift's side decides: how values cross, how a call fails.
final class FirstlineTests: XCTestCase {
    private let monday = Date(timeIntervalSince1970: 1_772_442_000)

    private func office() throws -> Calendar {
        try Calendar(spec: officeHours(zone: "Europe/Berlin", open: "09:00", close: "17:00"))
    }

    private func refusal<T>(_ call: () throws -> T, line: UInt = #line) throws -> FirstlineError {
        var refused: FirstlineError?
        XCTAssertThrowsError(try call(), line: line) { refused = $0 as? FirstlineError }
        return try XCTUnwrap(refused, "it is a FirstlineError", line: line)
    }

    func testAnErrorSaysAllToProgramAndHuman() throws {
        do {
            _ = try Calendar(spec: CalendarSpec(zone: "Mars/Olympus", weekly: []))
            XCTFail("there is no such zone")
        } catch let error as FirstlineError {
            XCTAssertEqual(error.code, "zone.unknown")
            XCTAssertEqual(error.path, "spec.zone")
            XCTAssertEqual(error.kind, .unknown)
            XCTAssertEqual(error.faults.count, 1)
            XCTAssertTrue(error.message.contains("Mars/Olympus"), error.message)
            XCTAssertEqual(error.localizedDescription, error.message)
        }
    }

    func testEveryFaultIsReported() throws {
        let empty = WeeklyWindow(days: [.mon], open: "09:00", close: "09:00")
        let error = try refusal { try Calendar(spec: CalendarSpec(zone: "UTC", weekly: [empty, empty])) }
        XCTAssertGreaterThan(error.faults.count, 1)
        XCTAssertEqual(error.path, "spec.weekly[0].close")
    }

    func testADateThatIsNoneIsRefused() throws {
        let office = try office()
        for seconds in [Double.nan, .infinity, -.infinity] {
            let bad = Date(timeIntervalSince1970: seconds)
            let error = try refusal { try office.isOpen(at: bad) }
            XCTAssertEqual(error.code, "timestamp.invalid")
            XCTAssertEqual(error.path, "at")
        }
        for seconds in [1e12, -1e12, 1e300, -1e300] {
            let error = try refusal { try office.isOpen(at: Date(timeIntervalSince1970: seconds)) }
            XCTAssertEqual(error.code, "timestamp.out_of_range")
        }
    }

    func testAFaultInAListIsFound() throws {
        let good = Period(start: monday, end: monday)
        let bad = Period(start: monday, end: Date(timeIntervalSince1970: .nan))
        let error = try refusal { try office().openBetweenAll(periods: [good, bad]) }
        XCTAssertEqual(error.path, "periods[1].end")
    }

    func testASpanThatIsNoneIsRefused() throws {
        let error = try refusal { try office().add(start: monday, span: .nan) }
        XCTAssertEqual(error.code, "span.invalid")
        XCTAssertEqual(error.path, "span")
        XCTAssertEqual(try refusal { try office().add(start: monday, span: -1) }.code, "span.negative")
    }

    func testADateIsRoundedToTheMillisecond() throws {
        // 0.1 + 0.2 seconds is no whole number of milliseconds in binary.
        let start = Date(timeIntervalSince1970: 1_772_442_000.1 + 0.2)
        let period = try Period(json: Period(start: start, end: start).toJson())
        XCTAssertEqual(period.start.timeIntervalSince1970, 1_772_442_000.3, accuracy: 1e-6)
        XCTAssertTrue(try period.toJson().contains("00.300Z"))
    }

    func testADecimalIsExact() throws {
        let input = HeadcountInput(
            ticketsPerMonth: 900, ticketsPerAgentPerMonth: 450, shrinkage: Decimal(string: "0.30000000000000000001")!)
        XCTAssertTrue(try input.toJson().contains("\"0.30000000000000000001\""))
        let error = try refusal { try headcount(input: HeadcountInput(
            ticketsPerMonth: 900, ticketsPerAgentPerMonth: 450, shrinkage: .nan)) }
        XCTAssertEqual(error.code, "decimal.malformed")
        XCTAssertEqual(error.path, "input.shrinkage")
    }

    func testAFieldWithADefaultMayBeLeftOut() throws {
        XCTAssertEqual(Opening(), Opening(channel: .mail, priority: .p3, tier: .l1))
        XCTAssertEqual(CalendarSpec(zone: "UTC", weekly: []).holidays, [])
        XCTAssertEqual(try Opening(json: "{}"), Opening())
    }

    func testJsonGoesThereAndBack() throws {
        let event = TicketEvent(at: monday, role: .requester, change: .created(opening: Opening(category: "mail")))
        let ticket = Ticket(id: "T-1", events: [event], fields: ["floor": "3"])
        XCTAssertEqual(try Ticket(json: ticket.toJson()), ticket)
        XCTAssertEqual(Set([ticket, ticket]).count, 1)
        let error = try refusal { try Ticket(json: #"{"id": "T-1", "events": [], "colour": 1}"#) }
        XCTAssertEqual(error.code, "field.unknown")
        XCTAssertEqual(error.path, "colour")
        XCTAssertEqual(try refusal { try Ticket(json: "{") }.code, "json.syntax")
    }

    func testAChoiceIsSwitchedOver() {
        func said(_ change: Change) -> String {
            switch change {
            case let .created(opening): return "created at \(opening.priority)"
            case let .tierChanged(tier): return "moved to \(tier)"
            default: return "something else"
            }
        }
        XCTAssertEqual(said(.created(opening: Opening(priority: .p1))), "created at p1")
        XCTAssertEqual(said(.tierChanged(tier: .l2)), "moved to l2")
    }

    func testAnObjectServesSeveralThreads() throws {
        let office = try office()
        let lock = NSLock()
        var answers: [TimeInterval] = []
        DispatchQueue.concurrentPerform(iterations: 200) { day in
            let start = monday.addingTimeInterval(Double(day / 5) * 604_800)
            let open = try? office.openBetween(start: start, end: start.addingTimeInterval(3600))
            lock.withLock { answers.append(open ?? -1) }
        }
        XCTAssertEqual(answers.count, 200)
        XCTAssertFalse(answers.contains(-1))
    }
}
