import Foundation

// How scalars cross. Nothing here may trap: what can't be said is sent as such, and the core refuses it with its path.

/// Seconds as milliseconds, rounded: `Date` and `TimeInterval` are binary fractions of a second. `Int64.min` says
/// that it is no number.
func millis(ofSeconds seconds: Double) -> Int64 {
    guard seconds.isFinite else { return .min }
    let millis = (seconds * 1000).rounded()
    return Int64(exactly: millis).map { max($0, .min + 1) } ?? (millis < 0 ? .min + 1 : .max)
}

func timestamp(fromMillis millis: Int64) -> Date {
    Date(timeIntervalSince1970: Double(millis) / 1000)
}

/// The core writes each decimal so that Foundation can read it.
func decimalFromText(_ text: String) -> Decimal {
    Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) ?? .nan
}

func textOfDecimal(_ decimal: Decimal) -> String {
    NSDecimalNumber(decimal: decimal).description(withLocale: Locale(identifier: "en_US_POSIX"))
}
