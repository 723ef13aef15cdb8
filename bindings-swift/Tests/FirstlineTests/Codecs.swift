@testable import Firstline
import Foundation

/// How the cases write a type, and back.
struct Codec<Value> {
    let decode: (JSON) throws -> Value
    let encode: (Value) throws -> JSON
}

/// A fault that the cases' own decoding finds, as the core would say it.
func refused(_ code: String, _ message: String, path: String = "") -> FirstlineError {
    let fault = Fault(kind: code == "label.unknown" ? .unknown : .malformed, code: code, path: path, message: message)
    return .Refused(message: message, faults: [fault])
}

/// A path of the core as Swift spells it: `targets.max_asa` is `targets.maxAsa`.
func spelt(_ path: String) -> String {
    let words = path.split(separator: "_", omittingEmptySubsequences: false)
    return words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
}

/// The codecs; those of records, choices and labels are generated.
enum Codecs {
    static let bool = Codec<Bool>(
        decode: { if case let .bool(value) = $0 { return value } else { throw refused("value.type", "no bool: \($0)") } },
        encode: JSON.bool)
    static let text = Codec<String>(
        decode: { if case let .string(value) = $0 { return value } else { throw refused("value.type", "no text: \($0)") } },
        encode: JSON.string)
    static let f64 = Codec<Double>(
        decode: {
            switch $0 {
            case let .number(value): return value
            case .string("NaN"): return .nan
            case .string("Infinity"): return .infinity
            case .string("-Infinity"): return -.infinity
            default: throw refused("value.type", "no number: \($0)")
            }
        },
        encode: { $0.isFinite ? .number($0) : .string($0.isNaN ? "NaN" : $0 < 0 ? "-Infinity" : "Infinity") })
    static let u32: Codec<UInt32> = whole()
    static let i64: Codec<Int64> = whole()
    static let bytes = Codec<Data>(
        decode: {
            guard case .list = $0 else { return Data(try text.decode($0).utf8) }
            return Data(try list(u32).decode($0).map(UInt8.init))
        },
        encode: { .list($0.map { .number(Double($0)) }) })
    static let timestamp: Codec<Date> = json({ try timestampFromJson(json: $0) }, { try timestampToJson(value: $0) })
    static let span: Codec<TimeInterval> = json({ try spanFromJson(json: $0) }, { try spanToJson(value: $0) })
    static let date = text
    static let decimal = Codec<Decimal>(
        decode: { decimalFromText(try text.decode($0)) },
        encode: { .string(textOfDecimal($0)) })

    static func option<T>(_ inner: Codec<T>) -> Codec<T?> {
        Codec(decode: { $0 == .null ? nil : try inner.decode($0) }, encode: { try $0.map(inner.encode) ?? .null })
    }

    static func list<T>(_ inner: Codec<T>) -> Codec<[T]> {
        Codec(
            decode: {
                guard case let .list(list) = $0 else { throw refused("value.type", "no list: \($0)") }
                return try list.map(inner.decode)
            },
            encode: { .list(try $0.map(inner.encode)) })
    }

    static func map<T>(_ inner: Codec<T>) -> Codec<[String: T]> {
        Codec(
            decode: {
                guard case let .object(object) = $0 else { throw refused("value.type", "no object: \($0)") }
                return try object.mapValues(inner.decode)
            },
            encode: { .object(try $0.mapValues(inner.encode)) })
    }

    static func json<T>(_ read: @escaping (String) throws -> T, _ write: @escaping (T) throws -> String) -> Codec<T> {
        Codec(decode: { try read($0.text()) }, encode: { try JSON(text: write($0)) })
    }

    static func label<T: Equatable>(_ names: [(String, T)]) -> Codec<T> {
        Codec(
            decode: { value in
                let name = try text.decode(value)
                guard let known = names.first(where: { $0.0 == name }) else {
                    throw refused("label.unknown", "no such label: \(name)")
                }
                return known.1
            },
            encode: { value in .string(names.first { $0.1 == value }!.0) })
    }

    private static func whole<T: FixedWidthInteger>() -> Codec<T> {
        Codec(
            decode: {
                guard case let .number(number) = $0, let value = T(exactly: number) else {
                    throw refused("value.type", "no whole number in range: \($0)")
                }
                return value
            },
            encode: { .number(Double($0)) })
    }
}

/// The arguments of a call, and the objects that they may name.
struct Given {
    let values: [String: JSON]
    let objects: [String: AnyObject]

    /// An argument by its name; one that is left out is `null`.
    func value<T>(_ name: String, _ codec: Codec<T>) throws -> T {
        do {
            return try codec.decode(values[name] ?? .null)
        } catch let error as FirstlineError {
            let separator = error.path.isEmpty || error.path.hasPrefix("[") ? "" : "."
            throw refused(error.code, error.message, path: spelt(name + separator + error.path))
        }
    }

    /// An object that the file declares under `objects`.
    func object<T>(_ name: String, _ type: T.Type) throws -> T {
        // In two steps: Swift 6.0 with optimisation dereferences the nil of a cast from an optional.
        guard let found = objects[try value(name, Codecs.text)], let object = found as? T else {
            throw refused("case.object", "the file declares no such \(type)", path: name)
        }
        return object
    }
}
