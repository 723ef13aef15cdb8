//! An object: a class around what the core has compiled.

use super::call::{Call, call};
use super::scope::Scope;
use super::spelling::{ident, name};
use crate::model::{Function, Object};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn glue(scope: Scope<'_>, object: &Object) -> syn::Result<TokenStream> {
    let class = format_ident!("{}", object.name);
    let core = scope.path(&object.name)?;
    let docs = scope.docs(&object.docs);
    let constructors = object.constructors.iter().map(|made| constructor(scope, &core, made));
    let constructors = constructors.collect::<syn::Result<Vec<_>>>()?;
    let methods = object.methods.iter().map(|asked| method(scope, asked));
    let methods = methods.collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! {
        #[doc = #docs]
        #[pyclass(frozen, module = "firstline")]
        pub(crate) struct #class(#core);

        #[pymethods]
        impl #class {
            #(#constructors)*
            #(#methods)*
        }

        impl Held for #class {
            type Core = #core;

            fn held(&self) -> &#core {
                &self.0
            }
        }

        impl ToPython for #core {
            fn to_python(self, py: Python<'_>) -> Answer<'_> {
                Ok(Bound::new(py, #class(self))?.into_any())
            }
        }
    })
}

fn constructor(
    scope: Scope<'_>,
    core: &TokenStream,
    function: &Function,
) -> syn::Result<TokenStream> {
    let docs = scope.docs(&function.docs);
    let (rust, spelt) = (ident(&function.name), ident(name(&function.name)));
    let Call { signature, parameters, taken, arguments, question } = call(scope, function, "")?;
    let attribute = if function.name == "new" { quote!(#[new]) } else { quote!(#[staticmethod]) };
    Ok(quote! {
        #[doc = #docs]
        #attribute
        #signature
        fn #spelt<'py>(py: Python<'py>, #parameters) -> Result<Self, Refused> {
            #taken
            Ok(Self(run(py, || #core::#rust(#arguments))? #question))
        }
    })
}

fn method(scope: Scope<'_>, function: &Function) -> syn::Result<TokenStream> {
    let docs = scope.docs(&function.docs);
    let (rust, spelt) = (ident(&function.name), ident(name(&function.name)));
    let Call { signature, parameters, taken, arguments, question } =
        call(scope, function, "$self")?;
    Ok(quote! {
        #[doc = #docs]
        #signature
        fn #spelt<'py>(&self, py: Python<'py>, #parameters) -> Answer<'py> {
            #taken
            run(py, || self.0.#rust(#arguments))? #question .to_python(py)
        }
    })
}
