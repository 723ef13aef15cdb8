use super::vocabulary;
use crate::model::{Passing, Type};
use quote::ToTokens;
use std::collections::BTreeMap;
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments};

/// What a name of the API is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Record,
    Label,
    Choice,
    Object,
}

/// The types of the API by name.
#[derive(Debug, Default)]
pub(super) struct Types {
    pub(super) kinds: BTreeMap<String, Kind>,
}

/// Why a type is none of the vocabulary: where, what, and what to write instead.
pub(super) type Unfit = (proc_macro2::Span, String, String);

/// What a function gives.
pub(super) struct Returned {
    pub(super) ty: Type,
    pub(super) fallible: bool,
}

impl Types {
    /// The type of a field.
    pub(super) fn field(&self, ty: &syn::Type) -> Result<Type, Unfit> {
        let read = self.owned(ty, None)?;
        if holds(&read, &|ty| *ty == Type::Bytes) {
            return Err(unfit(ty, "a field of bytes", "bytes have no form in JSON; write String"));
        }
        self.without_object(ty, read)
    }

    /// A parameter: its type without the reference, and how Rust takes it.
    pub(super) fn param(
        &self,
        ty: &syn::Type,
        owner: Option<&str>,
    ) -> Result<(Type, Passing), Unfit> {
        if let syn::Type::Reference(reference) = ty {
            return Ok((self.referred(reference, owner)?, Passing::Ref));
        }
        if let Some(("Option", syn::Type::Reference(reference))) = wrapper(ty) {
            let inner = self.referred(reference, owner)?;
            let inner = self.without_object(ty, inner)?;
            return Ok((Type::Option(Box::new(inner)), Passing::OptionRef));
        }
        let read = self.owned(ty, owner)?;
        Ok((self.without_object(ty, read)?, Passing::Value))
    }

    /// A result, with or without `Result<_>`.
    pub(super) fn returned(
        &self,
        output: &syn::ReturnType,
        owner: Option<&str>,
    ) -> Result<Returned, Unfit> {
        let syn::ReturnType::Type(_, ty) = output else {
            return Ok(Returned { ty: Type::Unit, fallible: false });
        };
        let (ty, fallible) = match wrapper(ty) {
            Some(("Result", inner)) => (inner, true),
            _ => (ty.as_ref(), false),
        };
        let read = match ty {
            syn::Type::Tuple(tuple) if tuple.elems.is_empty() => Type::Unit,
            syn::Type::Reference(reference) if is_path(&reference.elem, "str") => Type::Str,
            syn::Type::Reference(_) => {
                return Err(unfit(ty, "a borrowed result", "give it owned (or as &str)"));
            }
            ty => self.owned(ty, owner)?,
        };
        let read =
            if matches!(read, Type::Object(_)) { read } else { self.without_object(ty, read)? };
        Ok(Returned { ty: read, fallible })
    }

    /// What stands behind `&`.
    fn referred(&self, reference: &syn::TypeReference, owner: Option<&str>) -> Result<Type, Unfit> {
        if reference.mutability.is_some() {
            return Err(unfit(reference, "a mutable reference", "take a value and give a new one"));
        }
        match reference.elem.as_ref() {
            syn::Type::Path(path) if path.path.is_ident("str") => Ok(Type::Str),
            syn::Type::Slice(slice) if is_path(&slice.elem, "u8") => Ok(Type::Bytes),
            syn::Type::Slice(slice) => {
                let inner = self.owned(&slice.elem, owner)?;
                Ok(Type::List(Box::new(self.without_object(&slice.elem, inner)?)))
            }
            elem => match self.owned(elem, owner)? {
                Type::Str => Err(unfit(reference, "'&String'", "write &str")),
                Type::List(_) | Type::Bytes => Err(unfit(reference, "a '&Vec'", "write a slice")),
                Type::Option(_) => {
                    Err(unfit(reference, "a reference to an Option", "write Option<&_>"))
                }
                read => Ok(read),
            },
        }
    }

    fn owned(&self, ty: &syn::Type, owner: Option<&str>) -> Result<Type, Unfit> {
        match ty {
            syn::Type::Path(path) if path.qself.is_none() => self.path(&path.path, owner),
            syn::Type::Tuple(_) => Err(unfit(ty, "a tuple", "write a record with named fields")),
            syn::Type::Reference(_) => Err(unfit(ty, "a reference inside a type", "own the value")),
            syn::Type::ImplTrait(_) => {
                Err(unfit(ty, format!("'{}'", text(ty)), "write the type, or Vec<_>"))
            }
            syn::Type::Array(_) | syn::Type::Slice(_) => {
                Err(unfit(ty, format!("the array '{}'", text(ty)), "write Vec<_>"))
            }
            _ => Err(unfit(ty, format!("the type '{}'", text(ty)), VOCABULARY)),
        }
    }

    fn path(&self, path: &syn::Path, owner: Option<&str>) -> Result<Type, Unfit> {
        let Some(last) = path.segments.last() else {
            return Err(unfit(path, "an empty path", VOCABULARY));
        };
        let name = last.ident.to_string();
        let arguments = arguments(&last.arguments);
        match (name.as_str(), arguments.as_slice()) {
            ("Option", [inner]) => match self.owned(inner, owner)? {
                Type::Option(_) => Err(unfit(path, "an Option of an Option", "write a choice")),
                inner => Ok(Type::Option(Box::new(inner))),
            },
            ("Vec", [inner]) if is_path(inner, "u8") => Ok(Type::Bytes),
            ("Vec", [inner]) => Ok(Type::List(Box::new(self.owned(inner, owner)?))),
            ("BTreeMap", [key, value]) if is_path(key, "String") => {
                Ok(Type::Map(Box::new(self.owned(value, owner)?)))
            }
            ("BTreeMap", [..]) => Err(unfit(
                path,
                format!("'{}'", text(path)),
                "a map has texts as its keys: write BTreeMap<String, _> or Vec<record>",
            )),
            (name, _) if vocabulary::instead_of(name).is_some() => {
                let instead = vocabulary::instead_of(name).unwrap_or(VOCABULARY);
                Err(unfit(path, format!("'{}'", text(path)), instead))
            }
            (_, [_, ..]) => Err(unfit(
                path,
                format!("the generic type '{}'", text(path)),
                "write a record, or Option, Vec or BTreeMap<String, _>",
            )),
            ("Self", []) => owner
                .and_then(|owner| self.named(owner))
                .ok_or_else(|| unfit(path, "'Self' outside an object", "write the type's name")),
            (name, []) => vocabulary::scalar(name).or_else(|| self.named(name)).ok_or_else(|| {
                let found = format!("the type '{name}', which is not in the API");
                unfit(path, found, "make it a public record, label or choice")
            }),
        }
    }

    /// A type of the API by name.
    pub(super) fn named(&self, name: &str) -> Option<Type> {
        let name = name.to_owned();
        Some(match self.kinds.get(&name)? {
            Kind::Record => Type::Record(name),
            Kind::Label => Type::Label(name),
            Kind::Choice => Type::Choice(name),
            Kind::Object => Type::Object(name),
        })
    }

    fn without_object(&self, ty: &syn::Type, read: Type) -> Result<Type, Unfit> {
        if holds(&read, &|ty| matches!(ty, Type::Object(_))) {
            let found = format!("the object in '{}'", text(ty));
            return Err(unfit(ty, found, "an object goes in by reference and comes out by itself"));
        }
        Ok(read)
    }
}

const VOCABULARY: &str =
    "write a record, label, choice, scalar, Option, Vec or BTreeMap<String, _>";

/// Whether `asked` holds for a type or what it wraps.
fn holds(ty: &Type, asked: &impl Fn(&Type) -> bool) -> bool {
    let inner = match ty {
        Type::Option(inner) | Type::List(inner) | Type::Map(inner) => Some(inner),
        _ => None,
    };
    asked(ty) || inner.is_some_and(|inner| holds(inner, asked))
}

/// `Option<T>` as `("Option", T)`.
fn wrapper(ty: &syn::Type) -> Option<(&'static str, &syn::Type)> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let name = ["Option", "Result"].into_iter().find(|name| last.ident == name)?;
    match arguments(&last.arguments).as_slice() {
        [inner] => Some((name, inner)),
        [inner, error] if is_path(error, "Error") => Some((name, inner)),
        _ => None,
    }
}

fn arguments(arguments: &PathArguments) -> Vec<&syn::Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

fn is_path(ty: &syn::Type, name: &str) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident(name))
}

/// A piece of source as it would be written.
pub(super) fn text(piece: &impl ToTokens) -> String {
    let spaced = piece.to_token_stream().to_string();
    spaced
        .replace(" ::", "::")
        .replace(":: ", "::")
        .replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
        .replace("& ", "&")
}

fn unfit(at: &impl Spanned, found: impl Into<String>, instead: impl Into<String>) -> Unfit {
    (at.span(), found.into(), instead.into())
}
