//! Choices: objects whose `type` says which other fields they have.

use super::fault::{pack, read_error};
use super::node::{Node, TYPE};
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// What `#[derive(Choice)]` tells of an enum.
pub(crate) trait Choice<'de>: Deserialize<'de> {
    /// The types that there are.
    const TYPES: &'static [&'static str];

    /// What reads the variant of a type, from the entries that follow.
    fn reader<A: MapAccess<'de>>(name: &str) -> Option<Reader<Self, A, A::Error>>;
}

type Reader<T, A, E> = fn(A) -> Result<T, E>;

/// Reads a choice.
pub(crate) fn read_choice<'de, T: Choice<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(OfChoice(PhantomData))
}

struct OfChoice<T>(PhantomData<T>);

impl<'de, T: Choice<'de>> Visitor<'de> for OfChoice<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a `{TYPE}`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        match map.next_key::<String>()? {
            // The usual order needs no copy, and who tracks the place goes on doing so.
            Some(key) if key == TYPE => map.next_value_seed(OfType(PhantomData::<(T, A)>))?(map),
            Some(key) => late(Node::from_entries(key, map)?),
            None => Err(A::Error::missing_field(TYPE)),
        }
    }
}

/// Reads a choice in which other fields come before its `type`, from a copy that has it in front.
///
/// Who tracked the place sees no further than this object, so the error brings the rest of its path.
fn late<'de, T: Deserialize<'de>, E: Error>(object: Node) -> Result<T, E> {
    if !object.has_type() {
        return Err(E::missing_field(TYPE));
    }
    serde_path_to_error::deserialize(object)
        .map_err(|error| pack(&read_error(&error.path().to_string(), error.inner())))
}

/// The value of `type`: what reads that variant.
struct OfType<T>(PhantomData<T>);

impl<'de, T: Choice<'de>, A: MapAccess<'de>> DeserializeSeed<'de> for OfType<(T, A)> {
    type Value = Reader<T, A, A::Error>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, T: Choice<'de>, A: MapAccess<'de>> Visitor<'de> for OfType<(T, A)> {
    type Value = Reader<T, A, A::Error>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the `{TYPE}` as a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        T::reader::<A>(name).ok_or_else(|| E::unknown_variant(name, T::TYPES))
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{from_json, to_json};
    use firstline_derive::Choice;
    use rstest::rstest;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Limit {
        most: u32,
        unit: Option<String>,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Choice)]
    #[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
    enum Rule {
        Always {},
        AtMost {
            limit: Limit,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            notes: Vec<String>,
        },
        AllOf {
            rules: Vec<Rule>,
        },
        Not {
            rule: Box<Rule>,
        },
    }

    fn error(text: &str) -> (String, String) {
        let error = from_json::<Vec<Rule>>(text).unwrap_err();
        (error.code().to_owned(), error.path().to_owned())
    }

    #[test]
    fn what_is_written_is_read_in_whatever_order() {
        let at_most = |notes: &[&str]| Rule::AtMost {
            limit: Limit { most: 2, unit: None },
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        };
        let rule = Rule::AllOf {
            rules: vec![at_most(&[]), Rule::Not { rule: Box::new(at_most(&["x"])) }],
        };
        let text = concat!(
            r#"{"type":"all_of","rules":[{"type":"at_most","limit":{"most":2,"unit":null}},"#,
            r#"{"type":"not","rule":{"type":"at_most","limit":{"most":2,"unit":null},"notes":["x"]}}]}"#
        );
        assert_eq!(to_json(&rule), Ok(text.to_owned()));
        assert_eq!(from_json(text), Ok(rule.clone()));
        let other_order = concat!(
            r#"{"rules":[{"limit":{"unit":null,"most":2},"type":"at_most"},"#,
            r#"{"rule":{"notes":["x"],"type":"at_most","limit":{"most":2}},"type":"not"}],"type":"all_of"}"#
        );
        assert_eq!(from_json(other_order), Ok(rule));
        assert_eq!(from_json(r#"{"type": "always"}"#), Ok(Rule::Always {}));
    }

    #[rstest]
    #[case::field_below(
        r#""type": "at_most""#,
        r#""limit": {"most": "2"}"#,
        "value.type",
        "[1].limit.most"
    )]
    #[case::missing(r#""type": "at_most""#, r#""notes": []"#, "field.missing", "[1].limit")]
    #[case::missing_below(
        r#""type": "at_most""#,
        r#""limit": {}"#,
        "field.missing",
        "[1].limit.most"
    )]
    #[case::unknown(r#""type": "always""#, r#""limit": 1"#, "field.unknown", "[1].limit")]
    #[case::unknown_below(
        r#""type": "at_most""#,
        r#""limit": {"least": 1}"#,
        "field.unknown",
        "[1].limit.least"
    )]
    #[case::twice_below(
        r#""type": "at_most""#,
        r#""limit": {"most": 1, "most": 2}"#,
        "field.duplicate",
        "[1].limit.most"
    )]
    #[case::in_a_list(r#""type": "at_most""#, r#""notes": ["", 1]"#, "value.type", "[1].notes[1]")]
    #[case::no_such_type(r#""type": "at_least""#, r#""limit": 1"#, "label.unknown", "[1].type")]
    #[case::type_is_no_text(r#""type": 1"#, r#""limit": 1"#, "value.type", "[1].type")]
    #[case::nested(
        r#""type": "all_of""#,
        r#""rules": [{"rule": {"limit": {"most": -1}, "type": "at_most"}, "type": "not"}]"#,
        "value.type",
        "[1].rules[0].rule.limit.most"
    )]
    #[case::nested_without_type(
        r#""type": "not""#,
        r#""rule": {"rules": []}"#,
        "field.missing",
        "[1].rule.type"
    )]
    #[case::nested_is_no_object(
        r#""type": "not""#,
        r#""rule": ["always"]"#,
        "value.type",
        "[1].rule"
    )]
    fn a_fault_has_its_place_in_either_order(
        #[case] type_entry: &str,
        #[case] other: &str,
        #[case] code: &str,
        #[case] path: &str,
    ) {
        let expected = (code.to_owned(), path.to_owned());
        let always = r#"{"type": "always"}"#;
        assert_eq!(error(&format!("[{always}, {{{type_entry}, {other}}}]")), expected);
        assert_eq!(error(&format!("[{always}, {{{other}, {type_entry}}}]")), expected);
    }

    #[rstest]
    #[case::no_type("[{}]", "field.missing", "[0].type")]
    #[case::other_fields(r#"[{"limit": 1}]"#, "field.missing", "[0].type")]
    #[case::two_types(r#"[{"type": "always", "type": "always"}]"#, "field.unknown", "[0].type")]
    #[case::two_late(
        r#"[{"limit": 1, "type": "always", "type": "not"}]"#,
        "field.unknown",
        "[0].limit"
    )]
    #[case::breaks_off(r#"[{"limit": 1, "type": "#, "json.syntax", "")]
    fn a_type_is_there_once(#[case] text: &str, #[case] code: &str, #[case] path: &str) {
        assert_eq!(error(text), (code.to_owned(), path.to_owned()));
    }

    #[test]
    fn depth_is_bounded() {
        let early = |depth| {
            r#"{"type":"not","rule":"#.repeat(depth) + r#"{"type":"always"}"# + &"}".repeat(depth)
        };
        let late = |depth| {
            r#"{"rule":"#.repeat(depth)
                + r#"{"type":"always"}"#
                + &r#","type":"not"}"#.repeat(depth)
        };
        assert_eq!(from_json::<Rule>(&early(120)), from_json::<Rule>(&late(120)));
        assert!(from_json::<Rule>(&late(120)).is_ok());
        for text in [early(1_000), late(1_000)] {
            assert_eq!(from_json::<Rule>(&text).unwrap_err().code(), "json.syntax");
        }
    }
}
