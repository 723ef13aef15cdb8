use crate::case::Expected;
use firstline::Error;
use serde_json::Value;

/// What is always allowed between two numbers where a case has a tolerance at all.
const ABSOLUTE: f64 = 1e-14;

/// Whether a result is as expected: an expected object may leave keys out, numbers may differ by `tolerance`
/// of the expected one, and of a text `contains` may tell parts, in their order.
pub(crate) fn matches(expected: &Value, got: &Value, tolerance: Option<f64>) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => expected.iter().all(|(key, expected)| {
            got.get(key).map_or(expected.is_null(), |got| matches(expected, got, tolerance))
        }),
        (Value::Object(expected), Value::String(got)) => {
            expected.get("contains").and_then(Value::as_array).is_some_and(|it| contains(it, got))
        }
        (Value::Array(expected), Value::Array(got)) => {
            let mut pairs = expected.iter().zip(got);
            expected.len() == got.len() && pairs.all(|(a, b)| matches(a, b, tolerance))
        }
        (Value::Number(expected), Value::Number(got)) => match (expected.as_f64(), got.as_f64()) {
            (Some(expected), Some(got)) => match tolerance {
                Some(share) => (expected - got).abs() <= ABSOLUTE.max(share * expected.abs()),
                None => expected.total_cmp(&got).is_eq(),
            },
            _ => false,
        },
        _ => expected == got,
    }
}

/// Whether a text has these parts, one after the other.
fn contains(parts: &[Value], text: &str) -> bool {
    let after = |rest: &'_ str, part: &str| rest.find(part).map(|at| at + part.len());
    let mut at = 0;
    !parts.is_empty()
        && parts.iter().all(|part| {
            let rest = text.get(at..).unwrap_or_default();
            let found = part.as_str().and_then(|part| after(rest, part));
            at += found.unwrap_or_default();
            found.is_some()
        })
}

/// Whether an error is as expected.
pub(crate) fn is_error(expected: &Expected, got: &Error) -> bool {
    (expected.code.as_str(), expected.path.as_str()) == (got.code(), got.path())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_expected_object_may_leave_keys_out_and_a_list_no_element() {
        assert!(matches(&json!({"a": [1]}), &json!({"a": [1], "b": 2}), None));
        assert!(!matches(&json!({"a": 1, "b": 2}), &json!({"a": 1}), None));
        assert!(!matches(&json!([1]), &json!([1, 2]), None));
    }

    #[test]
    fn parts_of_a_text_come_in_their_order() {
        assert!(matches(&json!({"contains": ["<b>", "</b>"]}), &json!("a <b>c</b>"), None));
        assert!(!matches(&json!({"contains": ["</b>", "<b>"]}), &json!("a <b>c</b>"), None));
        assert!(!matches(&json!({"contains": ["c", "c"]}), &json!("a <b>c</b>"), None));
        assert!(!matches(&json!({"contains": []}), &json!("a"), None));
        assert!(!matches(&json!({"other": ["a"]}), &json!("a"), None));
    }

    #[test]
    fn a_path_is_the_whole_path() {
        let expected = Expected { code: "date.invalid".into(), path: "spec.date".into() };
        let got = |path: &str| {
            Error::new(firstline::ErrorKind::Malformed, "date.invalid", path, "no such day")
        };
        assert!(is_error(&expected, &got("spec.date")));
        assert!(!is_error(&expected, &got("date")));
        assert!(!is_error(&expected, &got("other.spec.date")));
    }

    #[test]
    fn numbers_are_equal_unless_a_tolerance_is_given() {
        assert!(matches(&json!(1), &json!(1.0), None));
        assert!(!matches(&json!(1.0), &json!(1.000_001), None));
        assert!(matches(&json!(1.0), &json!(1.000_001), Some(1e-5)));
    }
}
