//! The glue and the stub for Python over the sample API, which has every shape of the vocabulary.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use firstline_bindgen::model::Api;
use firstline_bindgen::{python, read_core};
use std::path::Path;

fn sample() -> Api {
    read_core(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample")).unwrap().api
}

fn written(name: &str, api: &Api) -> String {
    let outputs = python::glue(api).unwrap();
    outputs.into_iter().find(|output| output.name == name).unwrap().text
}

#[test]
fn the_glue() {
    insta::assert_snapshot!(written("glue.rs", &sample()));
}

#[test]
fn the_stub() {
    insta::assert_snapshot!(written("_native.pyi", &sample()));
}

#[test]
fn an_api_without_anything_is_a_module() {
    assert!(written("glue.rs", &Api::default()).contains("fn register"));
}

#[test]
fn a_type_that_the_api_has_not_is_told() {
    let mut api = sample();
    api.labels.retain(|label| label.name != "Priority");
    assert_eq!(python::glue(&api).unwrap_err().to_string(), "the API has no type 'Priority'");
}
