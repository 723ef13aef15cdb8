//! Functions, and the objects whose methods they are.

use super::{core_path, doc, ident, wire};
use crate::Failure;
use crate::model::{Function, Object, Param, Passing, Type};
use crate::names::camel;
use crate::rust::call_name;
use proc_macro2::TokenStream;
use quote::quote;

/// A free function.
pub(super) fn free(function: &Function) -> Result<TokenStream, Failure> {
    let core = core_path(&function.module, &function.name)?;
    let (attribute, signature) = (attribute(function), signature(function, &quote!()));
    let gives = wire(&function.returns);
    let body = body(None, function, &quote!(#core));
    Ok(quote! {
        #attribute
        pub fn #signature -> Result<#gives, FirstlineError> { #body }
    })
}

/// An object: the core's own behind a handle.
pub(super) fn object(object: &Object) -> Result<TokenStream, Failure> {
    let name = ident(&object.name);
    let core = core_path(&object.module, &object.name)?;
    let docs = doc(&object.docs);
    let constructors = object.constructors.iter().map(|function| {
        let (docs, defaults) = (doc(&function.docs), defaults(function));
        let signature = signature(function, &quote!());
        let called = ident(&function.name);
        let body = body(Some(object), function, &quote!(#core::#called));
        let attribute = if defaults.is_empty() { quote!() } else { quote!((default(#defaults))) };
        quote! {
            #docs
            #[uniffi::constructor #attribute]
            pub fn #signature -> Result<::std::sync::Arc<Self>, FirstlineError> { #body }
        }
    });
    let methods = object.methods.iter().map(|function| {
        let (docs, defaults) = (doc(&function.docs), defaults(function));
        let signature = signature(function, &quote!(&self,));
        let (called, gives) = (ident(&function.name), wire(&function.returns));
        let body = body(Some(object), function, &quote!(self.0.#called));
        let attribute = if defaults.is_empty() {
            quote!()
        } else {
            quote!(#[uniffi::method(default(#defaults))])
        };
        quote! {
            #docs
            #attribute
            pub fn #signature -> Result<#gives, FirstlineError> { #body }
        }
    });
    Ok(quote! {
        #docs
        #[derive(Debug, ::uniffi::Object)]
        pub struct #name(#core);
        impl FromCore for ::std::sync::Arc<#name> {
            type Core = #core;
            fn from_core(core: Self::Core) -> Self {
                Self::new(#name(core))
            }
        }
        #[::uniffi::export]
        impl #name { #(#constructors)* #(#methods)* }
    })
}

fn attribute(function: &Function) -> TokenStream {
    let (docs, defaults) = (doc(&function.docs), defaults(function));
    let attribute = if defaults.is_empty() { quote!() } else { quote!((default(#defaults))) };
    quote!(#docs #[::uniffi::export #attribute])
}

/// The parameters that may be left out.
fn defaults(function: &Function) -> TokenStream {
    let optional = function.params_with_optional().filter(|(_, optional)| *optional);
    let names = optional.map(|(param, _)| ident(&param.name));
    quote!(#(#names = None),*)
}

fn signature(function: &Function, receiver: &TokenStream) -> TokenStream {
    let name = ident(&function.name);
    let params = function.params.iter().map(|param| {
        let (name, ty) = (ident(&param.name), wire(&param.ty));
        quote!(#name: #ty)
    });
    quote!(#name(#receiver #(#params),*))
}

/// Each argument checked, the call, its result made ready.
fn body(object: Option<&Object>, function: &Function, called: &TokenStream) -> TokenStream {
    let checked = function.params.iter().filter(|param| !is_object(&param.ty)).map(|param| {
        let (name, spelt) = (ident(&param.name), camel(&param.name));
        quote!(let #name = argument(#spelt, #name)?;)
    });
    let passed = function.params.iter().map(passed);
    let call = quote!(#called(#(#passed),*));
    let call = if function.fallible {
        let name = call_name(object, function);
        quote!(#call.map_err(|error| respelt(#name, error))?)
    } else {
        call
    };
    let result = match &function.returns {
        Type::Str => quote!(String::from(#call)),
        Type::Option(inner) if **inner == Type::Str => quote!(#call.map(String::from)),
        _ => call,
    };
    let result = match &function.returns {
        Type::Unit => quote!(#result; Ok(())),
        _ => quote!(Ok(FromCore::from_core(#result))),
    };
    quote!(guard(|| { #(#checked)* #result }))
}

fn is_object(ty: &Type) -> bool {
    matches!(ty.present(), Type::Object(_))
}

fn passed(param: &Param) -> TokenStream {
    let name = ident(&param.name);
    match (param.passing, &param.ty) {
        (_, Type::Object(_)) => quote!(&#name.0),
        (Passing::OptionRef, ty) if is_object(ty) => quote!(#name.as_ref().map(|object| &object.0)),
        (Passing::Value, _) => quote!(#name),
        (Passing::Ref, _) => quote!(&#name),
        (Passing::OptionRef, Type::Option(inner)) => match **inner {
            Type::Str | Type::List(_) | Type::Bytes => quote!(#name.as_deref()),
            _ => quote!(#name.as_ref()),
        },
        (Passing::OptionRef, _) => quote!(#name.as_ref()),
    }
}
