@testable import Firstline
import XCTest

/// The shared cases in `tests/cases`, through the public API.
final class CasesTests: XCTestCase {
    func testSharedCases() throws {
        let cases = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../tests/cases").standardized
        let files = FileManager.default.enumerator(at: cases, includingPropertiesForKeys: nil)!
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
        var ran = 0
        for file in files {
            let count = try run(file, named: file.path.replacingOccurrences(of: cases.path + "/", with: ""))
            XCTAssertGreaterThan(count, 0, "\(file.path) has no cases")
            ran += count
        }
        XCTAssertGreaterThan(ran, 0, "there are no cases in \(cases.path)")
        print("swift: \(ran) shared cases in \(files.count) files")
    }

    private func run(_ file: URL, named name: String) throws -> Int {
        let file = try JSONDecoder().decode(CaseFile.self, from: Data(contentsOf: file))
        let objects = try file.constructed()
        let cases = file.allCases
        for each in cases {
            if let wrong = each.wrong(objects) {
                XCTFail("\(name): \(each.name): \(wrong)")
            }
        }
        return cases.count
    }
}

private struct CaseFile: Decodable {
    struct Declared: Decodable {
        let type: String
        let constructor: String?
        let on: String?
        let given: [String: JSON]?
    }

    struct Table: Decodable {
        let call: String
        let on: String?
        let columns: [String]
        let rows: [[JSON]]
        let tolerance: Double?
    }

    let objects: [String: Declared]?
    let cases: [Case]?
    let tables: [Table]?

    /// Its cases, and each row of its tables as one.
    var allCases: [Case] {
        (cases ?? []) + (tables ?? []).flatMap { table in
            table.rows.enumerated().map { place, row in
                var given = Dictionary(uniqueKeysWithValues: zip(table.columns, row))
                let expect = given.removeValue(forKey: "expect")
                return Case(
                    name: "row \(place) of \(table.call)", call: table.call, on: table.on, given: given,
                    expect: expect, error: nil, tolerance: table.tolerance)
            }
        }
    }

    /// Its objects; one may be made from others, in whatever order they are declared.
    func constructed() throws -> [String: AnyObject] {
        var objects: [String: AnyObject] = [:]
        var waiting = (self.objects ?? [:]).sorted { $0.key < $1.key }
        while !waiting.isEmpty {
            var failed: Error?
            let before = waiting.count
            waiting = waiting.filter { name, declared in
                let given = Given(values: declared.given ?? [:], objects: objects)
                do {
                    let call = "\(declared.type).\(declared.constructor ?? "new")"
                    let on = declared.on.flatMap { objects[$0] }
                    guard let object = try construct(call, on, given) else {
                        throw refused("case.constructor", "there is no \(call)")
                    }
                    objects[name] = object
                    return false
                } catch {
                    failed = error
                    return true
                }
            }
            if waiting.count == before, let failed { throw failed }
        }
        return objects
    }
}

private struct Case: Decodable {
    struct Expected: Decodable {
        let code: String
        let path: String

        /// What is wrong in JSON is named as the JSON spells it, all else as Swift does.
        func matches(_ error: FirstlineError, of call: String) -> Bool {
            code == error.code && (call.hasSuffix(".from_json") ? path : spelt(path)) == error.path
        }
    }

    let name: String
    let call: String
    let on: String?
    let given: [String: JSON]?
    let expect: JSON?
    let error: Expected?
    let tolerance: Double?

    /// What it does that it should not.
    func wrong(_ objects: [String: AnyObject]) -> String? {
        let given = Given(values: self.given ?? [:], objects: objects)
        if let on, objects[on] == nil { return "there is no object '\(on)'" }
        do {
            guard let got = try result(on.flatMap { objects[$0] }, given) else { return "there is no call '\(call)'" }
            if let error { return "expected \(error.code), got \(got)" }
            // A key that is left out and one that is `null` are the same to `Decodable`.
            let expect = self.expect ?? .null
            return expect.matches(got, tolerance: tolerance) ? nil : "expected \(expect), got \(got)"
        } catch let got as FirstlineError {
            guard let error else { return "expected a result, got \(got.code) at '\(got.path)': \(got.message)" }
            return error.matches(got, of: call) ? nil : "expected \(error), got \(got.code) at '\(got.path)'"
        } catch {
            return "\(error)"
        }
    }

    private func result(_ on: AnyObject?, _ given: Given) throws -> JSON? {
        try construct(call, on, given) == nil ? dispatched(call, on, given) : .null
    }
}

/// `call` of the generated dispatch, which a property of that name hides above.
private func dispatched(_ name: String, _ on: AnyObject?, _ given: Given) throws -> JSON? {
    try call(name, on, given)
}
