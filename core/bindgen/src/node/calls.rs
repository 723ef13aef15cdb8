//! Functions and classes.

use super::spelling;
use crate::model::{Api, Function, Object, Param, Type};
use crate::names::camel;
use crate::paths::respelt;
use crate::rust::{call, call_name, ident, named, owned};
use crate::script::Failure;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn write(api: &Api) -> Result<TokenStream, Failure> {
    let functions = api.functions.iter().map(|item| function(api, item));
    let functions = functions.collect::<Result<Vec<_>, _>>()?;
    let classes = api.objects.iter().map(|item| class(api, item));
    let classes = classes.collect::<Result<Vec<_>, _>>()?;
    let json = json(api)?;
    let respelt = respelt(api, spelling::value)?;
    Ok(quote! { #(#functions)* #(#classes)* #json #respelt })
}

fn function(api: &Api, function: &Function) -> Result<TokenStream, Failure> {
    let (name, js_name) = (ident(&function.name), camel(&function.name));
    let (params, returns, body) = body(api, None, function)?;
    Ok(quote! {
        #[::napi_derive::napi(js_name = #js_name)]
        pub fn #name(env: &::napi::Env, #(#params: Js),*) -> ::napi::Result<#returns> {
            #body
        }
    })
}

fn class(api: &Api, object: &Object) -> Result<TokenStream, Failure> {
    let (name, path) = (ident(&object.name), named(api, &object.name)?);
    let mut functions = Vec::new();
    for constructor in &object.constructors {
        let method = ident(&constructor.name);
        let (params, _, body) = body(api, Some(object), constructor)?;
        let attribute = if constructor.name == "new" {
            quote!(#[::napi_derive::napi(constructor)])
        } else {
            let js_name = camel(&constructor.name);
            quote!(#[::napi_derive::napi(factory, js_name = #js_name)])
        };
        functions.push(quote! {
            #attribute
            pub fn #method(env: &::napi::Env, #(#params: Js),*) -> ::napi::Result<Self> {
                #body
            }
        });
    }
    for method in &object.methods {
        let (method_name, js_name) = (ident(&method.name), camel(&method.name));
        let (params, returns, body) = body(api, Some(object), method)?;
        functions.push(quote! {
            #[::napi_derive::napi(js_name = #js_name)]
            pub fn #method_name(&self, env: &::napi::Env, #(#params: Js),*) -> ::napi::Result<#returns> {
                #body
            }
        });
    }
    Ok(quote! {
        #[::napi_derive::napi]
        pub struct #name(#path);

        #[::napi_derive::napi]
        impl #name { #(#functions)* }
    })
}

/// The parameters, the type of the result and the body of a call.
fn body(
    api: &Api,
    object: Option<&Object>,
    function: &Function,
) -> Result<(Vec<proc_macro2::Ident>, TokenStream, TokenStream), Failure> {
    let params: Vec<_> = function.params.iter().map(|param| ident(&param.name)).collect();
    let reads = function.params.iter().map(|param| read(api, param));
    let reads = reads.collect::<Result<Vec<_>, _>>()?;
    let on = quote!(self.0);
    let called = call(api, object, function, &on)?;
    let called = if function.fallible {
        let name = call_name(object, function);
        quote!(#called.map_err(|error| respelt(#name, error))?)
    } else {
        called
    };
    let (returns, result) = match &function.returns {
        Type::Object(name) => {
            let name = ident(name);
            (quote!(#name), quote!(Ok(#name(#called))))
        }
        Type::Unit => (quote!(Js), quote!({ #called; Js::undefined(env) })),
        Type::Bytes => (quote!(Js), quote!(Js::from_bytes(env, &#called))),
        _ => (quote!(Js), quote!(#called.to_js(env))),
    };
    // A class is made by napi itself, without our environment.
    let env = match &function.returns {
        Type::Object(_) => quote!(_),
        _ => quote!(env),
    };
    let body = quote! {
        guard(env, |#env| {
            #(#reads)*
            #result
        })
    };
    Ok((params, returns, body))
}

fn read(api: &Api, param: &Param) -> Result<TokenStream, Failure> {
    let (name, text) = (ident(&param.name), spelling::value(&param.name, &param.ty));
    Ok(match &param.ty {
        Type::Object(object) => {
            let object = ident(object);
            quote!(let #name = &#name.instance::<#object>().map_err(|error| error.within(#text))?.0;)
        }
        Type::Bytes => {
            quote!(let #name = #name.bytes().map_err(|error| error.within(#text))?;)
        }
        ty => {
            let ty = owned(api, ty)?;
            quote!(let #name: #ty = argument(#name, #text)?;)
        }
    })
}

/// `fromJson` and `toJson` over all records and choices.
fn json(api: &Api) -> Result<TokenStream, Failure> {
    let records = api.records.iter().map(|record| &record.name);
    let names: Vec<_> = records.chain(api.choices.iter().map(|choice| &choice.name)).collect();
    let paths = names.iter().map(|name| named(api, name)).collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        #[::napi_derive::napi(js_name = "fromJson")]
        pub fn from_json(env: &::napi::Env, type_name: Js, text: Js) -> ::napi::Result<Js> {
            guard(env, |env| {
                let name: String = argument(type_name, "typeName")?;
                let text: String = argument(text, "text")?;
                match name.as_str() {
                    #(#names => ::firstline::from_json::<#paths>(&text)?.to_js(env),)*
                    other => Err(unknown_label(other, &[#(#names),*]).within("typeName")),
                }
            })
        }

        #[::napi_derive::napi(js_name = "toJson")]
        pub fn to_json(env: &::napi::Env, type_name: Js, value: Js) -> ::napi::Result<Js> {
            guard(env, |env| {
                let name: String = argument(type_name, "typeName")?;
                let text = match name.as_str() {
                    #(#names => ::firstline::to_json(&argument::<#paths>(value, "value")?)?,)*
                    other => return Err(unknown_label(other, &[#(#names),*]).within("typeName")),
                };
                text.to_js(env)
            })
        }
    })
}
