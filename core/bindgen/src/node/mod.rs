//! Node: glue for napi, and the package's names and types.
//!
//! The glue reads and writes plain objects property by property, so that every fault has a code and a path, which
//! napi's own conversions have not. What it calls (`Js`, `Fields`, `FromJs`, `ToJs`, `guard`) is in
//! `bindings-node/src`. The types are our own too: from the model, with its documentation.

mod calls;
mod package;
mod spelling;
mod table;
mod types;
mod values;

use crate::model::Api;
use crate::script::{Failure, Output, pretty};
use quote::quote;

/// `glue.rs`: conversions of all values, and all functions and classes.
///
/// # Errors
/// What [`pretty`] refuses.
pub fn glue(api: &Api) -> Result<Vec<Output>, Failure> {
    let values = values::write(api)?;
    let calls = calls::write(api)?;
    let text = pretty(quote! { #values #calls })?;
    Ok(vec![Output { name: "glue.rs".to_owned(), text }])
}

/// What of the npm package is generated: `index.mjs`, `index.d.ts` and, for its tests, `api.json`.
pub fn package(api: &Api) -> Vec<Output> {
    let output = |name: &str, text| Output { name: name.to_owned(), text };
    vec![
        output("index.mjs", package::module(api)),
        output("index.d.ts", types::write(api)),
        output("api.json", table::write(api)),
    ]
}
