//! A choice: a base class around the core's value and a subclass for each variant.

use super::fields;
use super::scope::Scope;
use super::spelling::{ident, name};
use crate::model::{Choice, ChoiceVariant};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The Rust name of a variant's class; Python knows it as `Change.Created`.
pub(super) fn class_name(choice: &Choice, variant: &ChoiceVariant) -> Ident {
    format_ident!("{}_{}", choice.name, variant.name)
}

pub(super) fn glue(scope: Scope<'_>, choice: &Choice) -> syn::Result<TokenStream> {
    let class = format_ident!("{}", choice.name);
    let core = scope.path(&choice.name)?;
    let docs = scope.docs(&choice.docs);
    let held = fields::held(&class, &core);
    let (compared, derives) = fields::comparison(choice.hashable);
    let protocol = fields::protocol(&core);
    let variants: Vec<_> =
        choice.variants.iter().map(|variant| format_ident!("{}", variant.name)).collect();
    let classes: Vec<_> =
        choice.variants.iter().map(|variant| class_name(choice, variant)).collect();
    let names = choice.variants.iter().map(|variant| format!("{}.{}", choice.name, variant.name));
    let set_fields = choice.variants.iter().map(|each| {
        let variant = format_ident!("{}", each.name);
        let bound: Vec<_> = each.fields.iter().map(|field| ident(&field.name)).collect();
        let names = each.fields.iter().map(|field| name(&field.name));
        quote! {
            #core::#variant { #(#bound),* } => {
                #(fields.set_item(#names, #bound.clone().to_python(py)?)?;)*
            }
        }
    });
    let variant_classes =
        choice.variants.iter().map(|variant| variant_glue(scope, choice, variant));
    let variant_classes = variant_classes.collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! {
        #[doc = #docs]
        #[pyclass(frozen, subclass, #compared, module = "firstline")]
        #[derive(#derives)]
        struct #class(#core);

        #[pymethods]
        impl #class {
            #protocol
        }

        impl Fields for #class {
            fn class_name(&self) -> &'static str {
                match &self.0 {
                    #(#core::#variants { .. } => #names,)*
                }
            }

            fn fields<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyDict>, Refused> {
                let fields = PyDict::new(py);
                match &self.0 {
                    #(#set_fields)*
                }
                Ok(fields)
            }
        }

        #held

        impl ToPython for #core {
            fn to_python(self, py: Python<'_>) -> Answer<'_> {
                let base = |core| PyClassInitializer::from(#class(core));
                match self {
                    #(
                        core @ #core::#variants { .. } => {
                            Ok(Bound::new(py, base(core).add_subclass(#classes))?.into_any())
                        }
                    )*
                }
            }
        }

        #(#variant_classes)*
    })
}

fn variant_glue(
    scope: Scope<'_>,
    choice: &Choice,
    variant: &ChoiceVariant,
) -> syn::Result<TokenStream> {
    let (base, class) = (format_ident!("{}", choice.name), class_name(choice, variant));
    let core = scope.path(&choice.name)?;
    let core_variant = format_ident!("{}", variant.name);
    let (python_name, docs) = (&variant.name, scope.docs(&variant.docs));
    let signature = fields::signature(scope, &variant.fields);
    let parameters = fields::parameters(&variant.fields);
    let taken = fields::taken(scope, &variant.fields)?;
    let match_args = fields::match_args(&variant.fields);
    let replace = fields::replace(&quote!(slf.as_super()));
    let attributes = variant.fields.iter().map(|field| {
        let (spelt, docs) = (name(&field.name), scope.docs(&field.docs));
        let (attribute, field) = (ident(&spelt), ident(&field.name));
        quote! {
            #[doc = #docs]
            #[getter]
            fn #attribute<'py>(slf: &Bound<'py, Self>) -> Answer<'py> {
                match &slf.as_super().get().0 {
                    #core::#core_variant { #field, .. } => #field.clone().to_python(slf.py()),
                    _ => Err(crate::choice::of_another_variant()),
                }
            }
        }
    });
    Ok(quote! {
        #[doc = #docs]
        #[pyclass(frozen, extends = #base, name = #python_name, module = "firstline")]
        #[allow(non_camel_case_types, reason = "the name holds the choice's and the variant's")]
        struct #class;

        #[pymethods]
        impl #class {
            #[new]
            #signature
            fn new(#parameters) -> Result<PyClassInitializer<Self>, Refused> {
                let core = #core::#core_variant { #taken };
                Ok(PyClassInitializer::from(#base(core)).add_subclass(Self))
            }
            #match_args
            #replace
            #(#attributes)*
        }
    })
}
