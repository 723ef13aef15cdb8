//! What the Swift and Kotlin backend makes of the sample API, which has every shape of the vocabulary.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use firstline_bindgen::mobile::{self, Language};
use firstline_bindgen::model::{Api, Field, Literal, Record, Type};
use firstline_bindgen::parse::{Settings, parse};
use std::path::Path;

fn sample() -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample");
    let settings = std::fs::read_to_string(folder.join("bindings.toml")).unwrap();
    parse(&folder.join("src/lib.rs"), &Settings::read(&settings).unwrap()).unwrap().api
}

#[test]
fn the_glue_has_every_shape() {
    let outputs = mobile::glue(&sample()).unwrap();
    insta::assert_snapshot!(outputs.first().unwrap().text);
}

#[test]
fn swift_dispatches_every_call() {
    insta::assert_snapshot!(mobile::dispatch(&sample(), Language::Swift).text);
}

#[test]
fn kotlin_dispatches_every_call() {
    insta::assert_snapshot!(mobile::dispatch(&sample(), Language::Kotlin).text);
}

/// A record with the defaults that uniffi has no words for.
fn patient() -> Api {
    let field = |name: &str, ty, default| Field {
        name: name.to_owned(),
        ty,
        default: Some(default),
        docs: "Documented.".to_owned(),
    };
    let fields = vec![
        field(
            "priority",
            Type::Label("Priority".to_owned()),
            Literal::Variant("FirstOfAll".into()),
        ),
        field("max_wait", Type::Span, Literal::Millis(1_500)),
        field("name", Type::Str, Literal::Str("a \"$b\"".to_owned())),
    ];
    let record = Record {
        name: "Patient".to_owned(),
        module: "firstline".to_owned(),
        docs: String::new(),
        fields,
        hashable: false,
    };
    Api { records: vec![record], ..Api::default() }
}

const SWIFT: &str = "\
public struct Patient: Equatable {
    public init(
        /** Documented. */priority: Priority, 
        /** Documented. */maxWait: Span, 
        /** Documented. */name: String) {
    }
}
public func patientFromJson(json: String)throws -> Patient
public func timestampFromJson(json: String)
public func timestampToJson(value: Timestamp)
public func spanFromJson(json: String)
public func spanToJson(value: Span)
";

const KOTLIN: &str = "
data class Patient (
    val `priority`: Priority
    , 
    val `maxWait`: Span
    , 
    val `name`: kotlin.String
    
){
    companion object
}
sealed class FirstlineException: kotlin.Exception() {
    class Refused
}
public object FfiConverterTypeFirstlineError {
    1 -> FirstlineException.Refused()
}
fun `patientFromJson`(`json`: kotlin.String): Patient
fun `timestampFromJson`(`json`: kotlin.String)
fun `timestampToJson`(`value`: Timestamp)
fun `spanFromJson`(`json`: kotlin.String)
fun `spanToJson`(`value`: Span)
";

#[test]
fn swift_gets_what_uniffi_cannot_say() {
    insta::assert_snapshot!(mobile::finish(&patient(), Language::Swift, SWIFT).unwrap().text);
}

#[test]
fn kotlin_gets_what_uniffi_cannot_say() {
    insta::assert_snapshot!(mobile::finish(&patient(), Language::Kotlin, KOTLIN).unwrap().text);
}

#[test]
fn a_declaration_that_uniffi_writes_otherwise_is_an_error() {
    let changed = SWIFT.replace("public struct Patient", "public final class Patient");
    let failure = mobile::finish(&patient(), Language::Swift, &changed).unwrap_err();
    assert!(failure.to_string().contains("public struct Patient:"), "{failure}");
}
