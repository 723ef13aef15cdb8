use crate::case::{Case, CaseFile, Declared};
use crate::compare::{is_error, matches};
use crate::dispatch::{AnyObject, call, construct};
use crate::given::Given;
use serde_json::Value;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many cases of a file were run, and what went wrong.
#[derive(Debug, Default)]
pub struct Tally {
    /// Cases that were run.
    pub cases: usize,
    /// A line for each that did not give what it should.
    pub wrong: Vec<String>,
}

/// Runs all cases of a file, given as its text.
///
/// # Errors
/// A file that is none of cases, and an object of it that can't be constructed.
pub fn run_file(text: &str) -> Result<Tally, String> {
    let file: CaseFile = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let objects = objects(&file.objects)?;
    let mut tally = Tally::default();
    for case in file.cases.into_iter().chain(file.tables.iter().flat_map(|table| table.cases())) {
        tally.cases += 1;
        // The name of the case that panicked is worth more than the end of the run.
        let ran = catch_unwind(AssertUnwindSafe(|| run(&case, &objects)));
        if let Err(wrong) = ran.unwrap_or_else(|_| Err("it panicked".to_owned())) {
            tally.wrong.push(format!("{}: {wrong}", case.name));
        }
    }
    Ok(tally)
}

fn objects(declared: &BTreeMap<String, Declared>) -> Result<BTreeMap<String, AnyObject>, String> {
    let mut objects = BTreeMap::new();
    let mut waiting: Vec<_> = declared.iter().collect();
    // An object may be made from others of the file, in whatever order they are declared.
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut fault = String::new();
        waiting.retain(|(name, declared)| {
            let given = Given { values: &declared.given, objects: &objects };
            let on = declared.on.as_ref().and_then(|on| objects.get(on));
            let constructor = declared.constructor.as_deref().unwrap_or("new");
            let call = format!("{}.{constructor}", declared.ty);
            let built = match construct(&call, on, &given) {
                Ok(Some(object)) => Ok(object),
                Err(error) => Err(format!("the object '{name}': {error}")),
                Ok(None) => Err(format!("the object '{name}': there is no '{call}'")),
            };
            match built {
                Ok(object) => drop(objects.insert((*name).clone(), object)),
                Err(error) => {
                    fault = error;
                    return true;
                }
            }
            false
        });
        if waiting.len() == before {
            return Err(fault);
        }
    }
    Ok(objects)
}

fn run(case: &Case, objects: &BTreeMap<String, AnyObject>) -> Result<(), String> {
    let given = Given { values: &case.given, objects };
    let on = match &case.on {
        None => None,
        Some(name) => Some(objects.get(name).ok_or(format!("there is no object '{name}'"))?),
    };
    let built = construct(&case.call, on, &given).map(|built| built.map(|_| Value::Null));
    let result = match built {
        Ok(None) => call(&case.call, on, &given),
        built => built,
    };
    let result = match result {
        Ok(None) => return Err(format!("there is no call '{}'", case.call)),
        Ok(Some(got)) => Ok(got),
        Err(error) => Err(error),
    };
    match (result, &case.expect, &case.error) {
        (Ok(got), Some(expected), None) if matches(expected, &got, case.tolerance) => Ok(()),
        (Err(got), None, Some(expected)) if is_error(expected, &got) => Ok(()),
        (Ok(got), Some(expected), None) => Err(format!("expected {expected}, got {got}")),
        (Ok(got), None, Some(expected)) => Err(format!("expected {}, got {got}", expected.code)),
        (Err(got), None, Some(expected)) => Err(format!("expected {expected:?}, got {got}")),
        (Err(got), Some(expected), None) => Err(format!("expected {expected}, got {got}")),
        _ => Err("a case has either 'expect' or 'error'".to_owned()),
    }
}
