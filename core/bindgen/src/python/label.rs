//! A label: the table from which the module makes an enumeration.

use super::scope::Scope;
use super::spelling::member;
use crate::model::Label;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

pub(super) fn glue(scope: Scope<'_>, label: &Label) -> syn::Result<TokenStream> {
    let core = scope.path(&label.name)?;
    let (name, docs) = (&label.name, scope.docs(&label.docs));
    let members = label.variants.iter().map(|variant| {
        let (name, text, docs) = (member(variant), &variant.text, scope.docs(&variant.docs));
        quote!((#name, #text, #docs))
    });
    let variants: Vec<_> =
        label.variants.iter().map(|variant| format_ident!("{}", variant.name)).collect();
    let texts = label.variants.iter().map(|variant| &variant.text);
    let places = (0..label.variants.len()).map(Literal::usize_unsuffixed);
    Ok(quote! {
        impl crate::label::Label for #core {
            const NAME: &'static str = #name;
            const DOCS: &'static str = #docs;
            const MEMBERS: &'static [(&'static str, &'static str, &'static str)] = &[#(#members),*];

            fn from_text(text: &str) -> Option<Self> {
                match text {
                    #(#texts => Some(Self::#variants),)*
                    _ => None,
                }
            }

            fn place(self) -> usize {
                match self {
                    #(Self::#variants => #places,)*
                }
            }

            fn class() -> &'static crate::label::OnceClass {
                static CLASS: crate::label::OnceClass = crate::label::OnceClass::new();
                &CLASS
            }
        }

        impl FromPython for #core {
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
                crate::label::take(value)
            }
        }

        impl ToPython for #core {
            fn to_python(self, py: Python<'_>) -> Answer<'_> {
                crate::label::give(self, py)
            }
        }
    })
}
