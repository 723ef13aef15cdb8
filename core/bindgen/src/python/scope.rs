//! Rust's names of the core's types.

use crate::docs;
use crate::model::{Api, Type};
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// The API, to look names up in.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a>(pub(super) &'a Api);

impl Scope<'_> {
    /// The core's own type of that name.
    pub(super) fn path(self, name: &str) -> syn::Result<TokenStream> {
        let unknown =
            || syn::Error::new(Span::call_site(), format!("the API has no type '{name}'"));
        rust_path(&self.0.path(name).ok_or_else(unknown)?)
    }

    /// The core's type.
    pub(super) fn ty(self, ty: &Type) -> syn::Result<TokenStream> {
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
                self.path(name)?
            }
            Type::Option(inner) => {
                let inner = self.ty(inner)?;
                quote!(Option<#inner>)
            }
            Type::List(inner) => {
                let inner = self.ty(inner)?;
                quote!(Vec<#inner>)
            }
            Type::Map(inner) => {
                let inner = self.ty(inner)?;
                quote!(::std::collections::BTreeMap<String, #inner>)
            }
        })
    }

    /// Documentation as a Python reader needs it.
    pub(super) fn docs(self, docs: &str) -> String {
        docs::translate(docs, |path| self.spell(path))
    }

    /// `Desk::waited` as `Desk.waited`, `Priority::P1` as `Priority.P1`, without the modules that Python has not.
    fn spell(self, path: &str) -> String {
        let mut parts: Vec<String> = path.split("::").map(super::name).collect();
        let first = parts.iter().position(|part| part.starts_with(char::is_uppercase));
        parts.drain(..first.unwrap_or(parts.len().saturating_sub(1)));
        if let [label, variant] = parts.as_mut_slice() {
            let variants = self.0.label(label).into_iter().flat_map(|label| &label.variants);
            if let Some(found) = variants.into_iter().find(|each| each.name == *variant) {
                *variant = super::member(found);
            }
        }
        parts.join(".")
    }
}

/// A path of the core, from the outside.
pub(super) fn rust_path(path: &str) -> syn::Result<TokenStream> {
    let path: syn::Path = syn::parse_str(&format!("::{path}"))?;
    Ok(quote!(#path))
}
