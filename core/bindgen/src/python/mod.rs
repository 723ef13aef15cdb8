//! Python: the glue for pyo3 and the stub with its types.
//!
//! A record becomes a frozen class that holds the core's value and converts a field when it is asked for; a label an
//! enumeration of Python's own; a choice a base class with a subclass for each variant; an object a class. How scalars,
//! lists and errors cross is written by hand in `bindings-python/src` and only called here.

mod call;
mod choice;
mod default;
mod fields;
mod label;
mod object;
mod record;
mod scope;
mod spelling;
mod stub;

use crate::model::Api;
use crate::{Failure, Output};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use scope::Scope;
use spelling::{member, name};

/// What the native module's crate includes, `glue.rs`, and the stub that goes into the package, `_native.pyi`.
///
/// # Errors
/// What `syn` says where the glue is no Rust, which is a defect of this backend.
pub fn glue(api: &Api) -> Result<Vec<Output>, Failure> {
    Ok(vec![
        Output {
            name: "glue.rs".to_owned(),
            text: crate::pretty(module(api).map_err(Failure::new)?)?,
        },
        Output { name: "_native.pyi".to_owned(), text: stub::stub(api) },
    ])
}

fn module(api: &Api) -> syn::Result<TokenStream> {
    let scope = Scope(api);
    let mut items = TokenStream::new();
    let mut registered = TokenStream::new();
    for label in &api.labels {
        items.extend(label::glue(scope, label)?);
        let core = scope.path(&label.name)?;
        registered.extend(quote!(crate::label::register::<#core>(module)?;));
    }
    for record in &api.records {
        items.extend(record::glue(scope, record)?);
        registered.extend(class(&record.name));
    }
    for choice in &api.choices {
        items.extend(choice::glue(scope, choice)?);
        registered.extend(class(&choice.name));
        let base = format_ident!("{}", choice.name);
        for variant in &choice.variants {
            let variant = choice::class_name(choice, variant);
            registered.extend(quote!(crate::choice::register::<#base, #variant>(module.py())?;));
        }
    }
    for object in &api.objects {
        items.extend(object::glue(scope, object)?);
        registered.extend(class(&object.name));
    }
    for function in &api.functions {
        items.extend(call::function(scope, function)?);
        let name = spelling::ident(name(&function.name));
        registered.extend(quote!(module.add_function(wrap_pyfunction!(#name, module)?)?;));
    }
    Ok(quote! {
        #[allow(unused_imports, reason = "one list for every API")]
        use crate::convert::{
            Answer, Arg, FromPython, Held, ToPython, borrow, borrow_or_none, held, run, take, take_or,
        };
        use crate::errors::Refused;
        use crate::record::Fields;
        use pyo3::prelude::*;
        use pyo3::types::{PyDict, PyTuple};

        #items

        /// Adds every class and function to the native module.
        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            #registered
            Ok(())
        }
    })
}

fn class(name: &str) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(module.add_class::<#name>()?;)
}
