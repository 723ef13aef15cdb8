//! A record: a frozen class around the core's value.

use super::fields;
use super::scope::Scope;
use super::spelling::{ident, name};
use crate::model::Record;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn glue(scope: Scope<'_>, record: &Record) -> syn::Result<TokenStream> {
    let class = format_ident!("{}", record.name);
    let core = scope.path(&record.name)?;
    let docs = scope.docs(&record.docs);
    let held = fields::held(&class, &core);
    let (compared, derives) = fields::comparison(record.hashable);
    let signature = fields::signature(scope, &record.fields);
    let parameters = fields::parameters(&record.fields);
    let taken = fields::taken(scope, &record.fields)?;
    let match_args = fields::match_args(&record.fields);
    let protocol = fields::protocol(&core);
    let replace = fields::replace(&quote!(slf));
    let attributes = record.fields.iter().map(|field| {
        let (spelt, docs) = (name(&field.name), scope.docs(&field.docs));
        let (attribute, field) = (ident(&spelt), ident(&field.name));
        quote! {
            #[doc = #docs]
            #[getter]
            fn #attribute<'py>(&self, py: Python<'py>) -> Answer<'py> {
                self.0.#field.clone().to_python(py)
            }
        }
    });
    let names = record.fields.iter().map(|field| name(&field.name));
    let getters = record.fields.iter().map(|field| ident(name(&field.name)));
    let class_name = &record.name;
    Ok(quote! {
        #[doc = #docs]
        #[pyclass(frozen, #compared, module = "firstline")]
        #[derive(#derives)]
        struct #class(#core);

        #[pymethods]
        impl #class {
            #[new]
            #signature
            fn new(#parameters) -> Result<Self, Refused> {
                Ok(Self(#core { #taken }))
            }
            #match_args
            #(#attributes)*
            #replace
            #protocol
        }

        impl Fields for #class {
            fn class_name(&self) -> &'static str {
                #class_name
            }

            fn fields<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyDict>, Refused> {
                let fields = PyDict::new(py);
                #(fields.set_item(#names, self.#getters(py)?)?;)*
                Ok(fields)
            }
        }

        #held

        impl ToPython for #core {
            fn to_python(self, py: Python<'_>) -> Answer<'_> {
                Ok(Bound::new(py, #class(self))?.into_any())
            }
        }
    })
}
