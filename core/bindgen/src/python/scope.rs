//! Rust's names of the core's types.

use crate::docs;
use crate::model::{Api, Type};
use crate::rust;
use crate::script::Failure;
use proc_macro2::{Span, TokenStream};

/// The API, to look names up in.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a>(pub(super) &'a Api);

impl Scope<'_> {
    /// The core's own type of that name.
    pub(super) fn path(self, name: &str) -> syn::Result<TokenStream> {
        rust::named(self.0, name).map_err(as_syn)
    }

    /// The core's type.
    pub(super) fn ty(self, ty: &Type) -> syn::Result<TokenStream> {
        rust::owned(self.0, ty).map_err(as_syn)
    }

    /// Documentation as a Python reader needs it.
    pub(super) fn docs(self, docs: &str) -> String {
        docs::translate(docs, |path| self.spell(path))
    }

    /// `Desk::waited` as `Desk.waited`, `Priority::P1` as `Priority.P1`, without the modules that Python has not.
    fn spell(self, path: &str) -> String {
        let mut parts: Vec<String> = path.split("::").map(super::name).collect();
        let first = parts.iter().position(|part| part.starts_with(char::is_uppercase));
        parts.drain(..first.unwrap_or(parts.len().saturating_sub(1)));
        if let [label, variant] = parts.as_mut_slice() {
            let variants = self.0.label(label).into_iter().flat_map(|label| &label.variants);
            if let Some(found) = variants.into_iter().find(|each| each.name == *variant) {
                *variant = super::member(found);
            }
        }
        parts.join(".")
    }
}

/// This backend fails as `syn` does.
fn as_syn(failure: Failure) -> syn::Error {
    syn::Error::new(Span::call_site(), failure)
}
