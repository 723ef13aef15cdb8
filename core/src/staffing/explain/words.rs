//! Numbers and what they count, as a text has them.

use crate::time::Span;
use std::fmt::Display;

/// A span as seconds, such as `20 s`.
pub(in crate::staffing) fn seconds(span: Span) -> String {
    format!("{} s", span.seconds_float())
}

/// Within a span, such as `within 20 s`; of nothing, `at once`.
pub(super) fn within(span: Span) -> String {
    if span == Span::ZERO { "at once".to_owned() } else { format!("within {}", seconds(span)) }
}

/// A share in per cent with one decimal. What is almost none, or almost all, is not said to be just that.
pub(in crate::staffing) fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.0005 {
        return "less than 0.1 %".to_owned();
    }
    if (0.9995..1.0).contains(&share) {
        return "more than 99.9 %".to_owned();
    }
    format!("{} %", positive_zero(format!("{:.1}", share * 100.0)))
}

/// A share that was given, in per cent with as many decimals as it has, up to ten.
pub(super) fn given_percent(share: f64) -> String {
    format!("{} %", trimmed(format!("{:.10}", share * 100.0)))
}

/// A number with up to two decimals.
pub(in crate::staffing) fn rounded(number: f64) -> String {
    trimmed(format!("{number:.2}"))
}

/// A number with up to four decimals, and with three digits where they would not be enough.
pub(super) fn brief(number: f64) -> String {
    if number != 0.0 && number.abs() < 0.001 {
        return format!("{number:.2e}");
    }
    trimmed(format!("{number:.4}"))
}

/// A number with as many decimals as it takes to tell it from another, and so many at least.
pub(super) fn apart(number: f64, other: f64, decimals: usize) -> String {
    let text = |number: f64, decimals: usize| positive_zero(format!("{number:.decimals$}"));
    let differ = |decimals: &usize| text(number, *decimals) != text(other, *decimals);
    text(number, (decimals..=15).find(differ).unwrap_or(decimals))
}

/// So many of something, such as `1 agent` or `2 agents`.
pub(in crate::staffing) fn some(number: impl Display, one: &str, many: &str) -> String {
    let number = positive_zero(number.to_string());
    let what = if number == "1" { one } else { many };
    format!("{number} {what}")
}

/// So many hours, with up to two decimals.
pub(in crate::staffing) fn hours(number: f64) -> String {
    some(rounded(number), "hour", "hours")
}

/// So many agents.
pub(in crate::staffing) fn agents(number: u32) -> String {
    some(number, "agent", "agents")
}

/// A load.
pub(super) fn erlangs(load: f64) -> String {
    some(rounded(load), "Erlang", "Erlangs")
}

fn trimmed(text: String) -> String {
    if !text.contains('.') {
        return positive_zero(text);
    }
    positive_zero(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// What is rounded to nothing has no sign.
fn positive_zero(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|digit| matches!(digit, '0' | '.')) => rest.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_sign_and_one_is_no_plural() {
        assert_eq!((rounded(-0.001), rounded(-0.0), percent(-1e-9)), ("0", "0", "0.0 %").own());
        assert_eq!((rounded(100.0), rounded(1.5), rounded(-1.25)), ("100", "1.5", "-1.25").own());
        assert_eq!((agents(1), agents(0), agents(2)), ("1 agent", "0 agents", "2 agents").own());
        assert_eq!(
            (hours(0.999), hours(-0.0), hours(1.5)),
            ("1 hour", "0 hours", "1.5 hours").own()
        );
    }

    #[test]
    fn almost_is_not_just_that() {
        let told = (percent(0.0001), percent(0.9999), percent(0.9994));
        assert_eq!(told, ("less than 0.1 %", "more than 99.9 %", "99.9 %").own());
        assert_eq!(
            (percent(0.0), percent(1.0), percent(0.5)),
            ("0.0 %", "100.0 %", "50.0 %").own()
        );
        assert_eq!(apart(79.996, 80.0, 1), "79.996");
        assert_eq!(apart(78.13, 80.0, 1), "78.1");
        assert_eq!(given_percent(0.07) + &given_percent(0.9999), "7 %99.99 %");
        assert_eq!(
            (brief(0.1), brief(0.174_131_9), brief(1e-5)),
            ("0.1", "0.1741", "1.00e-5").own()
        );
    }

    trait Own {
        fn own(self) -> (String, String, String);
    }

    impl Own for (&str, &str, &str) {
        fn own(self) -> (String, String, String) {
            (self.0.to_owned(), self.1.to_owned(), self.2.to_owned())
        }
    }
}
