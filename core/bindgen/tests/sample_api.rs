//! What the generator makes of the sample API, which has every shape of the vocabulary.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use firstline_bindgen::parse::{Parsed, Settings, parse};
use firstline_bindgen::{docs, listing, node};
use std::path::Path;

fn sample() -> Parsed {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample");
    let settings = std::fs::read_to_string(folder.join("bindings.toml")).unwrap();
    parse(&folder.join("src/lib.rs"), &Settings::read(&settings).unwrap()).unwrap()
}

#[test]
fn the_listing_has_every_shape() {
    insta::assert_snapshot!(listing::write(&sample().api));
}

#[test]
fn documentation_goes_along() {
    let api = sample().api;
    let ticket = api.record("Ticket").unwrap();
    assert_eq!(
        docs::summary(&ticket.docs),
        "A request for help: a record with a field of every type."
    );
    let translated = docs::translate(&api.modules.first().unwrap().docs, str::to_owned);
    insta::assert_snapshot!(translated);
}

#[test]
fn every_file_is_known_to_cargo() {
    let files = sample().files;
    for name in ["lib.rs", "error.rs", "desk/mod.rs", "desk/object.rs", "time/span.rs"] {
        assert!(files.iter().any(|file| file.ends_with(name)), "{name}");
    }
}

#[test]
fn a_type_contains_what_its_fields_do() {
    use firstline_bindgen::model::Type;
    let api = sample().api;
    let ticket = Type::List(Box::new(Type::Record("Ticket".to_owned())));
    assert!(api.contains(&ticket, |ty| *ty == Type::Choice("Event".to_owned())));
    assert!(api.contains(&ticket, |ty| *ty == Type::Decimal));
    assert!(!api.contains(&ticket, |ty| *ty == Type::Bytes));
    assert!(api.has_defaults("Settings") && !api.has_defaults("Ticket"));
    assert_eq!(api.path("Ticket").as_deref(), Some("firstline::desk::Ticket"));
}

#[test]
fn node_has_every_shape() {
    let api = sample().api;
    for output in node::glue(&api).unwrap().into_iter().chain(node::package(&api)) {
        insta::assert_snapshot!(format!("node_{}", output.name), output.text);
    }
}
