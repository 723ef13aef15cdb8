//! The constructor and the attributes that a record and a variant of a choice have alike.

use super::default;
use super::scope::Scope;
use super::spelling::{ident, name};
use crate::model::Field;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The `#[pyo3(signature = ..)]` of a constructor by keywords.
pub(super) fn signature(scope: Scope<'_>, fields: &[Field]) -> TokenStream {
    if fields.is_empty() {
        return quote!(#[pyo3(signature = ())]);
    }
    let arguments = fields.iter().map(|field| {
        let name = ident(name(&field.name));
        if field.required() { quote!(#name) } else { quote!(#name = Arg::ABSENT) }
    });
    let text = fields.iter().map(|field| {
        let default = field.default.as_ref().map(|default| default::python(scope, field, default));
        let name = name(&field.name);
        default.map_or_else(|| name.clone(), |default| format!("{name}={default}"))
    });
    let text = format!("(*, {})", text.collect::<Vec<_>>().join(", "));
    quote!(#[pyo3(signature = (*, #(#arguments),*), text_signature = #text)])
}

/// The parameters of a constructor.
pub(super) fn parameters(fields: &[Field]) -> TokenStream {
    let parameters = fields.iter().map(|field| {
        let name = ident(name(&field.name));
        if field.required() { quote!(#name: &Bound<'_, PyAny>) } else { quote!(#name: Arg<'_>) }
    });
    quote!(#(#parameters),*)
}

/// The fields of the core's value, each taken from its argument.
pub(super) fn taken(scope: Scope<'_>, fields: &[Field]) -> syn::Result<TokenStream> {
    let taken = fields.iter().map(|field| {
        let (core, spelt) = (ident(&field.name), name(&field.name));
        let argument = ident(&spelt);
        Ok(match &field.default {
            None => quote!(#core: take(#spelt, #argument)?),
            Some(default) => {
                let default = default::rust(scope, field, default)?;
                quote!(#core: take_or(#spelt, &#argument, || #default)?)
            }
        })
    });
    let taken = taken.collect::<syn::Result<Vec<_>>>()?;
    Ok(quote!(#(#taken),*))
}

/// `__match_args__`: the names of the fields.
pub(super) fn match_args(fields: &[Field]) -> TokenStream {
    let names: Vec<_> = fields.iter().map(|field| name(&field.name)).collect();
    let names = if names.is_empty() { quote!([""; 0]) } else { quote!([#(#names),*]) };
    quote! {
        #[classattr]
        fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
            PyTuple::new(py, #names)
        }
    }
}

/// How the classes of a record and a choice hold the core's value.
pub(super) fn held(class: &Ident, core: &TokenStream) -> TokenStream {
    quote! {
        impl Held for #class {
            type Core = #core;

            fn held(&self) -> &#core {
                &self.0
            }
        }

        impl FromPython for #core {
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
                held::<#class>(value).cloned()
            }
        }
    }
}

/// What the class of a record or a choice tells pyo3, and what it derives for that: equality, and a hash where the
/// core's type has one.
pub(super) fn comparison(hashable: bool) -> (TokenStream, TokenStream) {
    match hashable {
        true => (quote!(eq, hash), quote!(PartialEq, Eq, Hash)),
        false => (quote!(eq), quote!(PartialEq)),
    }
}

/// What a record and a choice do alike: text, copies, pickle and JSON.
pub(super) fn protocol(core: &TokenStream) -> TokenStream {
    quote! {
        fn __repr__(&self, py: Python<'_>) -> Result<String, Refused> {
            crate::record::repr(py, self)
        }

        fn __getnewargs_ex__<'py>(
            &self,
            py: Python<'py>,
        ) -> Result<(Bound<'py, PyTuple>, Bound<'py, PyDict>), Refused> {
            crate::record::arguments(py, self)
        }

        fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
            slf.clone()
        }

        #[pyo3(signature = (_memo, /))]
        fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
            slf.clone()
        }

        #[doc = "Writes it as JSON, on one line."]
        fn to_json(&self) -> Result<String, Refused> {
            Ok(::firstline::to_json(&self.0)?)
        }

        #[doc = "Reads it from JSON; an unknown field is refused."]
        #[staticmethod]
        fn from_json<'py>(py: Python<'py>, json: &Bound<'py, PyAny>) -> Answer<'py> {
            crate::record::from_json::<#core>(py, json, ::firstline::from_json)?.to_python(py)
        }
    }
}

/// `__replace__`, which `copy.replace` calls; `base` is the object whose class holds the core's value.
pub(super) fn replace(base: &TokenStream) -> TokenStream {
    quote! {
        #[doc = "The same with other values for some fields, as `copy.replace` gives it."]
        #[pyo3(signature = (**changes))]
        fn __replace__<'py>(
            slf: &Bound<'py, Self>,
            changes: Option<&Bound<'py, PyDict>>,
        ) -> PyResult<Bound<'py, PyAny>> {
            crate::record::replace(#base, changes)
        }
    }
}
