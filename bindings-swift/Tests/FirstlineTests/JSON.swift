import Foundation

/// A value as the cases write it.
enum JSON: Codable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let object = try? value.decode([String: JSON].self) {
            self = .object(object)
        } else if let list = try? value.decode([JSON].self) {
            self = .list(list)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else {
            self = try .number(value.decode(Double.self))
        }
    }

    func encode(to encoder: Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case let .bool(bool): try value.encode(bool)
        // A whole number is written as one: `3`, not `3.0`.
        case let .number(number):
            if let whole = Int64(exactly: number) { try value.encode(whole) } else { try value.encode(number) }
        case let .string(string): try value.encode(string)
        case let .list(list): try value.encode(list)
        case let .object(object): try value.encode(object)
        }
    }

    init(text: String) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
    }

    func text() throws -> String {
        String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    }

    /// Whether a result is as expected: an expected object may leave keys out, numbers may differ by `tolerance` of the
    /// expected one, and of a text `contains` may tell parts, in their order.
    func matches(_ got: JSON, tolerance: Double?) -> Bool {
        switch (self, got) {
        case let (.object(expected), .object(got)):
            return expected.allSatisfy { $0.value.matches(got[$0.key] ?? .null, tolerance: tolerance) }
        case let (.object(expected), .string(got)):
            guard case let .list(parts)? = expected["contains"] else { return false }
            return JSON.contains(parts, in: got)
        case let (.list(expected), .list(got)):
            return expected.count == got.count && zip(expected, got).allSatisfy { $0.matches($1, tolerance: tolerance) }
        case let (.number(expected), .number(got)):
            guard let tolerance else { return expected == got }
            return abs(expected - got) <= max(1e-14, tolerance * abs(expected))
        default:
            return self == got
        }
    }
    /// Whether a text has these parts, one after the other.
    private static func contains(_ parts: [JSON], in text: String) -> Bool {
        var rest = text[...]
        for part in parts {
            guard case let .string(part) = part, let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return !parts.isEmpty
    }
}
