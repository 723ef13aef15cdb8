//! The model back as Rust: paths, types and arguments, for backends that write glue.

use crate::model::{Api, Function, Literal, Object, Param, Passing, Type};
use crate::script::Failure;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// An identifier.
pub fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A path from the root of all crates, such as `::firstline::sla::Policy`.
pub fn path(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(::#segments)*)
}

/// The path of a record, label, choice or object.
///
/// # Errors
/// A name that the API has not; that is a defect of the generator.
pub fn named(api: &Api, name: &str) -> Result<TokenStream, Failure> {
    let found = api.path(name).ok_or_else(|| Failure::new(format!("the API has no type '{name}'")));
    Ok(path(&found?))
}

/// A type as Rust owns it.
///
/// # Errors
/// As [`named`].
pub fn owned(api: &Api, ty: &Type) -> Result<TokenStream, Failure> {
    Ok(match ty {
        Type::Unit => quote!(()),
        Type::Bool => quote!(bool),
        Type::U32 => quote!(u32),
        Type::I64 => quote!(i64),
        Type::F64 => quote!(f64),
        Type::Str => quote!(String),
        Type::Bytes => quote!(Vec<u8>),
        Type::Timestamp => quote!(::firstline::time::Timestamp),
        Type::Span => quote!(::firstline::time::Span),
        Type::Date => quote!(::firstline::time::Date),
        Type::TimeOfDay => quote!(::firstline::time::TimeOfDay),
        Type::Zone => quote!(::firstline::time::Zone),
        Type::Decimal => quote!(::rust_decimal::Decimal),
        Type::Record(name) | Type::Label(name) | Type::Choice(name) | Type::Object(name) => {
            named(api, name)?
        }
        Type::Option(inner) => {
            let inner = owned(api, inner)?;
            quote!(Option<#inner>)
        }
        Type::List(inner) => {
            let inner = owned(api, inner)?;
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = owned(api, inner)?;
            quote!(::std::collections::BTreeMap<String, #inner>)
        }
    })
}

/// How an owned variable of the parameter's name is handed to the core.
pub fn argument(param: &Param) -> TokenStream {
    let name = ident(&param.name);
    match (param.passing, param.ty.present()) {
        (Passing::Value, _) => quote!(#name),
        (Passing::Ref, _) => quote!(&#name),
        (Passing::OptionRef, Type::Str | Type::List(_) | Type::Bytes) => quote!(#name.as_deref()),
        (Passing::OptionRef, _) => quote!(#name.as_ref()),
    }
}

/// A call as the shared cases name it: `headcount`, `Calendar.add`.
pub fn call_name(object: Option<&Object>, function: &Function) -> String {
    match object {
        None => function.name.clone(),
        Some(object) => format!("{}.{}", object.name, function.name),
    }
}

/// The call of a function with its parameters as owned variables; a method is called on `on`. Objects are variables that
/// hold references. A fallible one gives its `Result`.
///
/// # Errors
/// As [`named`].
pub fn call(
    api: &Api,
    object: Option<&Object>,
    function: &Function,
    on: &TokenStream,
) -> Result<TokenStream, Failure> {
    let name = ident(&function.name);
    let arguments = function.params.iter().map(|param| match param.ty {
        Type::Object(_) => {
            let name = ident(&param.name);
            quote!(#name)
        }
        _ => argument(param),
    });
    Ok(match object {
        None => {
            let module = path(&function.module);
            quote!(#module::#name(#(#arguments),*))
        }
        Some(object) if object.methods.contains(function) => quote!(#on.#name(#(#arguments),*)),
        Some(object) => {
            let object = named(api, &object.name)?;
            quote!(#object::#name(#(#arguments),*))
        }
    })
}

/// The default of a field as Rust would write it.
///
/// # Errors
/// As [`named`].
pub fn default(api: &Api, ty: &Type, literal: &Literal) -> Result<TokenStream, Failure> {
    Ok(match (literal, ty) {
        (Literal::Absent, _) => quote!(None),
        (Literal::Empty | Literal::Defaults, _) => quote!(Default::default()),
        (Literal::Bool(value), _) => quote!(#value),
        (Literal::Int(value), _) => {
            let value = proc_macro2::Literal::i64_unsuffixed(*value);
            quote!(#value)
        }
        (Literal::Float(value), _) => quote!(#value),
        (Literal::Str(value), _) => quote!(String::from(#value)),
        (Literal::Variant(variant), Type::Label(label)) => {
            let (label, variant) = (named(api, label)?, ident(variant));
            quote!(#label::#variant)
        }
        (Literal::Variant(variant), _) => {
            return Err(Failure::new(format!("the default '{variant}' is of no label")));
        }
        (Literal::Millis(value), _) => quote!(::firstline::time::Span::from_millis(#value)),
    })
}
