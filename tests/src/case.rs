use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseFile {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    pub(crate) objects: BTreeMap<String, Declared>,
    #[serde(default)]
    pub(crate) cases: Vec<Case>,
    #[serde(default)]
    pub(crate) tables: Vec<Table>,
}

/// An object that the cases of a file share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Declared {
    #[serde(rename = "type")]
    pub(crate) ty: String,
    /// A constructor of the type, or a method of the object that it is made on.
    #[serde(default)]
    pub(crate) constructor: Option<String>,
    #[serde(default)]
    pub(crate) on: Option<String>,
    #[serde(default)]
    pub(crate) given: Map<String, Value>,
}

/// One call, and what it gives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Where the expected value comes from, where that is not where all of the file's do.
    #[serde(default, rename = "source")]
    _source: Option<String>,
    pub(crate) call: String,
    #[serde(default)]
    pub(crate) on: Option<String>,
    #[serde(default)]
    pub(crate) given: Map<String, Value>,
    /// `null` is an expectation too, so what is left out must be told from it.
    #[serde(default, deserialize_with = "present")]
    pub(crate) expect: Option<Value>,
    #[serde(default)]
    pub(crate) error: Option<Expected>,
    #[serde(default)]
    pub(crate) tolerance: Option<f64>,
}

/// An error that a call gives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) code: String,
    /// From the argument on; of JSON that is read, from its root on.
    pub(crate) path: String,
}

/// Many cases of one call, a row each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    /// Where the expected value comes from, where that is not where all of the file's do.
    #[serde(default, rename = "source")]
    _source: Option<String>,
    call: String,
    #[serde(default)]
    on: Option<String>,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
    #[serde(default)]
    tolerance: Option<f64>,
}

impl Table {
    /// Its rows as cases.
    pub(crate) fn cases(&self) -> impl Iterator<Item = Case> {
        self.rows.iter().enumerate().map(|(place, row)| {
            let columns = self.columns.iter().cloned();
            let mut given: Map<String, Value> = columns.zip(row.iter().cloned()).collect();
            let expect = given.remove("expect");
            Case {
                name: format!("row {place} of {}", self.call),
                _source: None,
                call: self.call.clone(),
                on: self.on.clone(),
                given,
                expect,
                error: None,
                tolerance: self.tolerance,
            }
        })
    }
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
