//! `#[derive(Choice)]`: how a choice of firstline's core is read.
//!
//! serde's own `Deserialize` of an enum with a `tag` puts the whole object aside first, and what is wrong in it then
//! has no place any more. This one reads on where `type` is known. It writes `crate::json::Choice`, so it serves the
//! core and nobody else; `Serialize` stays serde's.

mod choice;

use proc_macro::TokenStream;

/// Reads a choice by its `type`: the fields of each variant are those of a struct that denies unknown ones.
#[proc_macro_derive(Choice, attributes(serde))]
pub fn choice(input: TokenStream) -> TokenStream {
    choice::expand(input.into()).unwrap_or_else(|error| error.to_compile_error()).into()
}
