//! A call of the core: its arguments taken, run without the interpreter's lock, its result given.

use super::scope::Scope;
use super::spelling::{ident, name};
use crate::model::{Function, Param, Passing, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The parts of which a function, a method and a constructor are made.
pub(super) struct Call {
    /// `#[pyo3(signature = ..)]`.
    pub(super) signature: TokenStream,
    /// The parameters as Python hands them in.
    pub(super) parameters: TokenStream,
    /// The statements that convert them.
    pub(super) taken: TokenStream,
    /// The arguments for the core.
    pub(super) arguments: TokenStream,
    /// `?` for the core's own `Result`.
    pub(super) question: TokenStream,
}

/// Whether a type is held by a class, so that a reference to it costs nothing.
fn is_held(ty: &Type) -> bool {
    matches!(ty, Type::Record(_) | Type::Choice(_) | Type::Object(_))
}

pub(super) fn call(scope: Scope<'_>, function: &Function, text_start: &str) -> syn::Result<Call> {
    let params: Vec<_> = function.params_with_optional().collect();
    let names = params.iter().map(|(param, _)| ident(name(&param.name)));
    let signature = params.iter().zip(names.clone()).map(|((_, optional), name)| {
        if *optional { quote!(#name = Arg::ABSENT) } else { quote!(#name) }
    });
    let mut text: Vec<String> =
        if text_start.is_empty() { vec![] } else { vec![text_start.to_owned()] };
    text.extend(params.iter().map(|(param, optional)| {
        format!("{}{}", name(&param.name), if *optional { "=None" } else { "" })
    }));
    let text = format!("({})", text.join(", "));
    let parameters = params.iter().zip(names).map(|((_, optional), name)| {
        if *optional { quote!(#name: Arg<'py>) } else { quote!(#name: &Bound<'py, PyAny>) }
    });
    let taken = params.iter().map(|(param, optional)| taken(scope, param, *optional));
    let taken = taken.collect::<syn::Result<Vec<_>>>()?;
    let arguments = function.params.iter().map(passed);
    let question = if function.fallible { quote!(?) } else { quote!() };
    Ok(Call {
        signature: quote!(#[pyo3(signature = (#(#signature),*), text_signature = #text)]),
        parameters: quote!(#(#parameters),*),
        taken: quote!(#(#taken)*),
        arguments: quote!(#(#arguments),*),
        question,
    })
}

fn taken(scope: Scope<'_>, param: &Param, optional: bool) -> syn::Result<TokenStream> {
    let spelt = name(&param.name);
    let name = ident(&spelt);
    let held = param.ty.present();
    if param.passing != Passing::Value && is_held(held) {
        let class = ident(held.named().unwrap_or_default());
        return Ok(match (param.passing, optional) {
            (Passing::OptionRef, true) => {
                quote!(let #name = borrow_or_none::<#class>(#spelt, #name.given())?;)
            }
            (Passing::OptionRef, false) => {
                quote!(let #name = borrow_or_none::<#class>(#spelt, Some(#name))?;)
            }
            _ => quote!(let #name = borrow::<#class>(#spelt, #name)?;),
        });
    }
    let ty = scope.ty(&param.ty)?;
    Ok(match optional {
        true => quote!(let #name: #ty = take_or(#spelt, &#name, || None)?;),
        false => quote!(let #name: #ty = take(#spelt, #name)?;),
    })
}

fn passed(param: &Param) -> TokenStream {
    let argument = ident(name(&param.name));
    let held = is_held(param.ty.present());
    match param.passing {
        _ if param.passing != Passing::Value && held => quote!(#argument),
        Passing::Value => quote!(#argument),
        Passing::Ref => quote!(&#argument),
        Passing::OptionRef => match param.ty.present() {
            Type::Str | Type::Bytes | Type::List(_) => quote!(#argument.as_deref()),
            _ => quote!(#argument.as_ref()),
        },
    }
}

/// A free function.
pub(super) fn function(scope: Scope<'_>, function: &Function) -> syn::Result<TokenStream> {
    let spelt = name(&function.name);
    let (spelt, core) = (ident(spelt), crate::rust::path(&function.module));
    let rust = ident(&function.name);
    let docs = scope.docs(&function.docs);
    let Call { signature, parameters, taken, arguments, question } = call(scope, function, "")?;
    Ok(quote! {
        #[doc = #docs]
        #[pyfunction]
        #signature
        fn #spelt<'py>(py: Python<'py>, #parameters) -> Answer<'py> {
            #taken
            run(py, || #core::#rust(#arguments))? #question .to_python(py)
        }
    })
}
