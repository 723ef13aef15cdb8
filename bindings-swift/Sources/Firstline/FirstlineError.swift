import Foundation

extension FirstlineError: LocalizedError {
    /// Every fault, in the order of the input; at least one.
    public var faults: [Fault] {
        switch self {
        case let .Refused(_, faults): return faults
        }
    }

    /// What a program does about the first fault.
    public var kind: ErrorKind { faults.first?.kind ?? .internal }

    /// The stable name of the first fault, the same in every language.
    public var code: String { faults.first?.code ?? "internal.no_fault" }

    /// Where in the arguments the first fault lies; empty for the input as a whole.
    public var path: String { faults.first?.path ?? "" }

    /// Every fault, fit for a human.
    public var message: String {
        switch self {
        case let .Refused(message, _): return message
        }
    }

    public var errorDescription: String? { message }
}
