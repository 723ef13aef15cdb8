//! Conversions of records, labels and choices.

use super::spelling;
use crate::model::{Api, Choice, Field, Label, Literal, Record};
use crate::rust::{default, ident, named};
use crate::script::Failure;
use proc_macro2::TokenStream;
use quote::quote;
use std::ffi::CString;

pub(super) fn write(api: &Api) -> Result<TokenStream, Failure> {
    let records =
        api.records.iter().map(|item| record(api, item)).collect::<Result<Vec<_>, _>>()?;
    let labels = api.labels.iter().map(|item| label(api, item)).collect::<Result<Vec<_>, _>>()?;
    let choices =
        api.choices.iter().map(|item| choice(api, item)).collect::<Result<Vec<_>, _>>()?;
    Ok(quote! { #(#records)* #(#labels)* #(#choices)* })
}

fn record(api: &Api, record: &Record) -> Result<TokenStream, Failure> {
    let path = named(api, &record.name)?;
    let names = record.fields.iter().map(|field| spelling::value(&field.name, &field.ty));
    let reads = reads(api, &record.fields)?;
    let writes = writes(&record.fields, &quote!(self.))?;
    Ok(quote! {
        impl FromJs for #path {
            fn from_js(js: Js) -> Result<Self, Error> {
                let mut fields = Fields::of(js, &[#(#names),*])?;
                let read = Self { #(#reads),* };
                fields.finish()?;
                Ok(read)
            }
        }

        impl ToJs for #path {
            fn to_js(&self, env: Env) -> Result<Js, Error> {
                let object = Js::object(env)?;
                #(#writes)*
                Ok(object)
            }
        }
    })
}

fn label(api: &Api, label: &Label) -> Result<TokenStream, Failure> {
    let path = named(api, &label.name)?;
    let variants: Vec<_> = label.variants.iter().map(|variant| ident(&variant.name)).collect();
    let texts: Vec<_> = label.variants.iter().map(|variant| &variant.text).collect();
    Ok(quote! {
        impl FromJs for #path {
            fn from_js(js: Js) -> Result<Self, Error> {
                match js.text()?.as_str() {
                    #(#texts => Ok(Self::#variants),)*
                    other => Err(unknown_label(other, &[#(#texts),*])),
                }
            }
        }

        impl ToJs for #path {
            fn to_js(&self, env: Env) -> Result<Js, Error> {
                let text = match self { #(Self::#variants => #texts),* };
                Js::from_text(env, text)
            }
        }
    })
}

fn choice(api: &Api, choice: &Choice) -> Result<TokenStream, Failure> {
    let path = named(api, &choice.name)?;
    let (mut reading, mut writing) = (Vec::new(), Vec::new());
    for variant in &choice.variants {
        let (name, text) = (ident(&variant.name), &variant.text);
        let keys = variant.fields.iter().map(|field| spelling::value(&field.name, &field.ty));
        let reads = reads(api, &variant.fields)?;
        let fields_binding =
            if variant.fields.is_empty() { quote!(fields) } else { quote!(mut fields) };
        reading.push(quote! {
            #text => {
                let #fields_binding = Fields::of_variant(js, &["type", #(#keys),*]);
                let read = Self::#name { #(#reads),* };
                fields.finish()?;
                Ok(read)
            }
        });
        // Bound under names of ours, since a field may be called like one of the locals.
        let fields = variant.fields.iter().map(|field| ident(&field.name));
        let bound: Vec<_> =
            variant.fields.iter().map(|field| ident(&format!("_{}", field.name))).collect();
        let puts = variant.fields.iter().zip(&bound).map(|(field, bound)| {
            let key = key(field)?;
            Ok(quote!(object.put(#key, #bound)?;))
        });
        let puts = puts.collect::<Result<Vec<_>, Failure>>()?;
        writing.push(quote! {
            Self::#name { #(#fields: #bound),* } => {
                object.put(c"type", &Literal(#text))?;
                #(#puts)*
            }
        });
    }
    let texts = choice.variants.iter().map(|variant| &variant.text);
    Ok(quote! {
        impl FromJs for #path {
            fn from_js(js: Js) -> Result<Self, Error> {
                let tag = js.tag()?;
                match tag.as_str() {
                    #(#reading)*
                    other => Err(unknown_label(other, &[#(#texts),*]).within("type")),
                }
            }
        }

        impl ToJs for #path {
            fn to_js(&self, env: Env) -> Result<Js, Error> {
                let object = Js::object(env)?;
                match self { #(#writing)* }
                Ok(object)
            }
        }
    })
}

fn reads(api: &Api, fields: &[Field]) -> Result<Vec<TokenStream>, Failure> {
    let read = |field: &Field| {
        let (name, key) = (ident(&field.name), key(field)?);
        Ok(match &field.default {
            None => quote!(#name: fields.required(#key)?),
            Some(Literal::Empty | Literal::Defaults) => {
                quote!(#name: fields.optional(#key, Default::default)?)
            }
            Some(literal) => {
                let default = default(api, &field.ty, literal)?;
                quote!(#name: fields.optional(#key, || #default)?)
            }
        })
    };
    fields.iter().map(read).collect()
}

fn writes(fields: &[Field], of: &TokenStream) -> Result<Vec<TokenStream>, Failure> {
    let write = |field: &Field| {
        let (name, key) = (ident(&field.name), key(field)?);
        Ok(quote!(object.put(#key, &#of #name)?;))
    };
    fields.iter().map(write).collect()
}

/// The property of a field, as C text: that is how Node-API takes it without a copy.
fn key(field: &Field) -> Result<proc_macro2::Literal, Failure> {
    let name = spelling::value(&field.name, &field.ty);
    CString::new(name).map(|name| proc_macro2::Literal::c_string(&name)).map_err(Failure::new)
}
