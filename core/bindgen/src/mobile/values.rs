//! Records, labels and choices as they cross.

use super::{core_path, doc, ident, reader, wire};
use crate::Failure;
use crate::model::{Choice, Field, Label, Literal, Record, Type};
use crate::names::camel;
use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

/// A label crosses as the core's own type.
pub(super) fn label(label: &Label) -> Result<TokenStream, Failure> {
    let name = ident(&label.name);
    let core = core_path(&label.module, &label.name)?;
    let docs = doc(&label.docs);
    let variants = label.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), doc(&variant.docs));
        quote!(#docs #name)
    });
    Ok(quote! {
        pub use #core;
        #docs
        #[::uniffi::remote(Enum)]
        pub enum #name { #(#variants),* }
        super::value::same!(#name);
    })
}

/// A record crosses as a struct of what crosses.
pub(super) fn record(record: &Record) -> Result<TokenStream, Failure> {
    let name = ident(&record.name);
    let core = core_path(&record.module, &record.name)?;
    let docs = doc(&record.docs);
    let fields = record.fields.iter().map(|field| declared(field, &quote!(pub)));
    let named: Vec<_> = record.fields.iter().map(|field| ident(&field.name)).collect();
    let into = record.fields.iter().map(into_core);
    let from = record.fields.iter().map(from_core);
    let json = json(&record.name);
    Ok(quote! {
        #docs
        #[derive(Debug, Clone, ::uniffi::Record)]
        pub struct #name { #(#fields),* }
        impl IntoCore for #name {
            type Core = #core;
            fn into_core(self) -> ::firstline::Result<Self::Core> {
                let Self { #(#named),* } = self;
                Ok(#core { #(#into),* })
            }
        }
        impl FromCore for #name {
            type Core = #core;
            fn from_core(core: Self::Core) -> Self {
                let #core { #(#named),* } = core;
                Self { #(#from),* }
            }
        }
        #json
    })
}

/// A choice crosses as an enum of what crosses.
pub(super) fn choice(choice: &Choice) -> Result<TokenStream, Failure> {
    let name = ident(&choice.name);
    let core = core_path(&choice.module, &choice.name)?;
    let docs = doc(&choice.docs);
    let (mut variants, mut into, mut from) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &choice.variants {
        let (case, docs) = (ident(&variant.name), doc(&variant.docs));
        let fields = variant.fields.iter().map(|field| declared(field, &quote!()));
        let named: Vec<_> = variant.fields.iter().map(|field| ident(&field.name)).collect();
        let given = variant.fields.iter().map(into_core);
        let got = variant.fields.iter().map(from_core);
        variants.push(quote!(#docs #case { #(#fields),* }));
        into.push(quote!(Self::#case { #(#named),* } => #core::#case { #(#given),* }));
        from.push(quote!(#core::#case { #(#named),* } => Self::#case { #(#got),* }));
    }
    let json = json(&choice.name);
    Ok(quote! {
        #docs
        #[derive(Debug, Clone, ::uniffi::Enum)]
        pub enum #name { #(#variants),* }
        impl IntoCore for #name {
            type Core = #core;
            fn into_core(self) -> ::firstline::Result<Self::Core> {
                Ok(match self { #(#into),* })
            }
        }
        impl FromCore for #name {
            type Core = #core;
            fn from_core(core: Self::Core) -> Self {
                match core { #(#from),* }
            }
        }
        #json
    })
}

/// A field with its documentation, and its default where uniffi can say it.
fn declared(field: &Field, visible: &TokenStream) -> TokenStream {
    let (name, ty, docs) = (ident(&field.name), wire(&field.ty), doc(&field.docs));
    let default = field.default.as_ref().and_then(|default| uniffi_default(default, &field.ty));
    quote!(#docs #default #visible #name: #ty)
}

/// A default in uniffi's words. A label, a span and a text have none there (uniffi knows no default of an enum and
/// does not escape texts); [`finish`](super::finish) writes those.
fn uniffi_default(default: &Literal, ty: &Type) -> Option<TokenStream> {
    Some(match default {
        Literal::Absent => quote!(#[uniffi(default = None)]),
        Literal::Empty | Literal::Defaults => quote!(#[uniffi(default)]),
        Literal::Bool(value) => quote!(#[uniffi(default = #value)]),
        Literal::Int(value) if *ty == Type::F64 => number(&format!("{value}.0"))?,
        Literal::Int(value) => number(&value.to_string())?,
        Literal::Float(value) => number(&format!("{value:?}"))?,
        Literal::Str(_) | Literal::Variant(_) | Literal::Millis(_) => return None,
    })
}

fn number(text: &str) -> Option<TokenStream> {
    let number: Token = text.parse().ok()?;
    Some(quote!(#[uniffi(default = #number)]))
}

fn into_core(field: &Field) -> TokenStream {
    let (name, spelt) = (ident(&field.name), camel(&field.name));
    quote!(#name: super::value::field(#spelt, #name)?)
}

fn from_core(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    quote!(#name: FromCore::from_core(#name))
}

/// Its JSON, written and read.
fn json(name: &str) -> TokenStream {
    let (reader, name) = (reader(name), ident(name));
    quote! {
        #[::uniffi::export]
        impl #name {
            /// As JSON, on one line.
            pub fn to_json(&self) -> Result<String, FirstlineError> {
                guard(|| ::firstline::to_json(&self.clone().into_core()?))
            }
        }
        /// Reads JSON; a field that is unknown is refused.
        #[::uniffi::export]
        pub fn #reader(json: String) -> Result<#name, FirstlineError> {
            guard(|| Ok(FromCore::from_core(::firstline::from_json(&json)?)))
        }
    }
}
