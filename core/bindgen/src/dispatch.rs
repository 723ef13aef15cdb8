//! The shared test cases in Rust: from the name of a call and its arguments in JSON to the typed call.
//!
//! What the code calls (`Given`, `write`, `write_number`) is in the crate that includes it.

use crate::model::{Api, Function, Object, Type};
use crate::rust::{call, call_name, ident, named, owned};
use crate::script::{Failure, Output, pretty};
use proc_macro2::TokenStream;
use quote::quote;

/// `dispatch.rs`: an enum of all objects, `construct` and `call`.
///
/// # Errors
/// What [`pretty`] refuses.
pub fn glue(api: &Api) -> Result<Vec<Output>, Failure> {
    let objects = object_enum(api)?;
    let constructors = arms(api, |_, function| matches!(function.returns, Type::Object(_)))?;
    let calls = arms(api, |_, function| !matches!(function.returns, Type::Object(_)))?;
    let json = json_arms(api)?;
    let text = pretty(quote! {
        #objects

        /// Makes an object, alone or of another one; nothing where there is no such constructor or method.
        pub(crate) fn construct(name: &str, on: Option<&AnyObject>, given: &Given<'_>) -> Result<Option<AnyObject>, Error> {
            let built = match (name, on) {
                #(#constructors)*
                _ => return Ok(None),
            };
            Ok(Some(built))
        }

        /// Makes a call; nothing where there is no call of that name on such an object.
        pub(crate) fn call(name: &str, on: Option<&AnyObject>, given: &Given<'_>) -> Result<Option<Value>, Error> {
            let result = match (name, on) {
                #(#calls)*
                #(#json)*
                _ => return Ok(None),
            };
            Ok(Some(result))
        }
    })?;
    Ok(vec![Output { name: "dispatch.rs".to_owned(), text }])
}

fn object_enum(api: &Api) -> Result<TokenStream, Failure> {
    let mut variants = Vec::new();
    let mut getters = Vec::new();
    for object in &api.objects {
        let (name, path) = (ident(&object.name), named(api, &object.name)?);
        variants.push(quote!(#name(#path)));
        let getter = ident(&format!("as_{}", crate::names::snake(&object.name)));
        getters.push(quote! {
            fn #getter(&self) -> Option<&#path> {
                match self {
                    Self::#name(object) => Some(object),
                    #[allow(unreachable_patterns, reason = "there may be one object only")]
                    _ => None,
                }
            }
        });
    }
    Ok(quote! {
        /// An object of any type.
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "a test has few of them")]
        pub(crate) enum AnyObject { #(#variants),* }

        #[allow(dead_code, reason = "not every object is a parameter")]
        impl AnyObject { #(#getters)* }
    })
}

fn arms(
    api: &Api,
    chosen: impl Fn(Option<&Object>, &Function) -> bool,
) -> Result<Vec<TokenStream>, Failure> {
    let calls = api.calls().filter(|(object, function)| chosen(*object, function));
    calls.map(|(object, function)| arm(api, object, function)).collect()
}

fn arm(api: &Api, object: Option<&Object>, function: &Function) -> Result<TokenStream, Failure> {
    let mut reads = Vec::new();
    for param in &function.params {
        let (name, text) = (ident(&param.name), &param.name);
        reads.push(match &param.ty {
            Type::Object(object) => {
                let getter = ident(&format!("as_{}", crate::names::snake(object)));
                quote!(let #name = given.object(#text, AnyObject::#getter)?;)
            }
            Type::Bytes => quote!(let #name = given.bytes(#text)?;),
            Type::F64 => quote!(let #name = given.number(#text)?;),
            Type::List(inner) if **inner == Type::F64 => {
                quote!(let #name = given.numbers(#text)?;)
            }
            ty => {
                let ty = owned(api, ty)?;
                quote!(let #name: #ty = given.value(#text)?;)
            }
        });
    }
    let on = quote!(on);
    let called = call(api, object, function, &on)?;
    let called = if function.fallible { quote!(#called?) } else { called };
    let written = match &function.returns {
        Type::Object(name) => {
            let name = ident(name);
            quote!(AnyObject::#name(#called))
        }
        Type::Unit => quote! {
            #called;
            Value::Null
        },
        Type::F64 => quote!(write_number(#called)),
        _ => quote!(write(&#called)?),
    };
    let body = quote!({ #(#reads)* #written });
    Ok(match object {
        None => {
            let name = &function.name;
            quote!((#name, None) => #body)
        }
        Some(object) => {
            let (variant, name) = (ident(&object.name), call_name(Some(object), function));
            if object.methods.contains(function) {
                quote!((#name, Some(AnyObject::#variant(on))) => #body)
            } else {
                quote!((#name, None) => #body)
            }
        }
    })
}

/// `X.from_json` and `X.to_json` of every record and choice.
fn json_arms(api: &Api) -> Result<Vec<TokenStream>, Failure> {
    let records = api.records.iter().map(|record| &record.name);
    let names = records.chain(api.choices.iter().map(|choice| &choice.name));
    let arm = |name: &String| {
        let path = named(api, name)?;
        let (from, to) = (format!("{name}.from_json"), format!("{name}.to_json"));
        Ok(quote! {
            (#from, None) => {
                let json: String = given.value("json")?;
                write(&firstline::from_json::<#path>(&json)?)?
            }
            (#to, None) => {
                let value: #path = given.value("value")?;
                Value::String(firstline::to_json(&value)?)
            }
        })
    };
    names.map(arm).collect()
}
