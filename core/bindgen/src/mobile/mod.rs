//! Swift and Kotlin, over uniffi.
//!
//! ```text
//! Api ──┬─▶ glue      Rust: each value as it crosses, each function; uniffi makes Swift and Kotlin of it
//!       ├─▶ finish    what uniffi can't say: some defaults, JSON as a constructor, a Kotlin exception
//!       └─▶ dispatch  the shared test cases, through the public API
//! ```

mod calls;
mod dispatch;
mod finish;
mod language;
mod values;

pub use dispatch::dispatch;
pub use finish::finish;
pub use language::Language;

use crate::model::{Api, Type};
use crate::{Failure, Output, docs, names, pretty};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// The Rust side: `uniffi.rs`, to be included where `FirstlineError`, `argument`, `guard`, `field`,
/// the two traits of conversion and the scalars are in scope.
///
/// # Errors
/// A name of the model that it does not have.
pub fn glue(api: &Api) -> Result<Vec<Output>, Failure> {
    let mut tokens = TokenStream::new();
    for label in &api.labels {
        tokens.extend(values::label(label)?);
    }
    for record in &api.records {
        tokens.extend(values::record(record)?);
    }
    for choice in &api.choices {
        tokens.extend(values::choice(choice)?);
    }
    for object in &api.objects {
        tokens.extend(calls::object(object)?);
    }
    for function in &api.functions {
        tokens.extend(calls::free(function)?);
    }
    tokens.extend(crate::paths::respelt(api, |name, _| names::camel(name))?);
    Ok(vec![Output { name: "uniffi.rs".to_owned(), text: pretty(tokens)? }])
}

/// A type as it crosses.
fn wire(ty: &Type) -> TokenStream {
    match ty {
        Type::Unit => quote!(()),
        Type::Bool => quote!(bool),
        Type::U32 => quote!(u32),
        Type::I64 => quote!(i64),
        Type::F64 => quote!(f64),
        Type::Str => quote!(String),
        Type::Bytes => quote!(Vec<u8>),
        Type::Timestamp => quote!(Timestamp),
        Type::Span => quote!(Span),
        Type::Date => quote!(CivilDate),
        Type::TimeOfDay => quote!(TimeOfDay),
        Type::Zone => quote!(Zone),
        Type::Decimal => quote!(Decimal),
        Type::Record(name) | Type::Label(name) | Type::Choice(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::Object(name) => {
            let name = ident(name);
            quote!(::std::sync::Arc<#name>)
        }
        Type::Option(inner) => {
            let inner = wire(inner);
            quote!(Option<#inner>)
        }
        Type::List(inner) => {
            let inner = wire(inner);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = wire(inner);
            quote!(::std::collections::HashMap<String, #inner>)
        }
    }
}

/// A name as Rust writes it, raw where it is a keyword.
fn ident(name: &str) -> Ident {
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

/// The path of a type or function in the core.
fn core_path(module: &str, name: &str) -> Result<syn::Path, Failure> {
    let path = format!("::{module}::{name}");
    syn::parse_str(&path).map_err(|error| Failure::new(format!("{path}: {error}")))
}

/// Documentation for readers of Swift and Kotlin.
fn doc(text: &str) -> TokenStream {
    let text = docs::translate(text, |path| {
        let segment = |part: &str| match part.chars().next() {
            Some(first) if first.is_lowercase() => names::camel(part),
            _ => part.to_owned(),
        };
        path.split("::").map(segment).collect::<Vec<_>>().join(".")
    });
    // A leading space on each line, as `///` gives it.
    let lines = text.lines().map(|line| format!(" {line}"));
    quote!(#(#[doc = #lines])*)
}

/// The function that reads a record or choice from JSON: internal in Swift and Kotlin.
fn reader(name: &str) -> Ident {
    format_ident!("{}_from_json", names::snake(name))
}
