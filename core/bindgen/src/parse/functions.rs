//! Free functions, and what an object can do.

use super::attributes::docs;
use super::refusal::Refusals;
use super::types::{Returned, Types};
use crate::model::{Function, Param, Type};
use std::path::Path;
use syn::spanned::Spanned;
use syn::{FnArg, Pat, ReceiverKind, Signature};

/// What is needed to read a function.
pub(super) struct Reader<'a> {
    pub(super) types: &'a Types,
    pub(super) refusals: &'a mut Refusals,
}

/// A function with the object that it belongs to.
pub(super) struct Source<'a> {
    pub(super) file: &'a Path,
    /// The public path of its module.
    pub(super) module: &'a str,
    pub(super) owner: Option<&'a str>,
    pub(super) attributes: &'a [syn::Attribute],
    pub(super) signature: &'a Signature,
}

impl Reader<'_> {
    /// The function, where all of it is in the vocabulary.
    pub(super) fn function(&mut self, source: &Source<'_>) -> Option<Function> {
        let signature = source.signature;
        let called = format!("'{}'", signature.ident);
        if !self.accept_modifiers(source, &called) {
            return None;
        }
        let mut params = Vec::new();
        for argument in &signature.inputs {
            match argument {
                FnArg::Receiver(receiver) => self.receiver(source, receiver, &called),
                FnArg::Typed(argument) => params.extend(self.param(source, argument, &called)),
            }
        }
        let returned = match self.types.returned(&signature.output, source.owner) {
            Ok(returned) => returned,
            Err((at, found, instead)) => {
                self.refusals.add(source.file, at, format!("{called} gives {found}"), instead);
                return None;
            }
        };
        let Returned { ty: returns, fallible } = returned;
        self.refuse_other_constructor(source, &returns, &called);
        Some(Function {
            name: signature.ident.to_string(),
            module: source.module.to_owned(),
            docs: docs(source.attributes),
            params,
            returns,
            fallible,
        })
    }

    fn accept_modifiers(&mut self, source: &Source<'_>, called: &str) -> bool {
        let signature = source.signature;
        if !signature.generics.params.is_empty() {
            self.refusals.add(
                source.file,
                signature.generics.span(),
                format!("{called} is generic"),
                "write the types that it takes, or list it in bindings.toml as rust_only",
            );
        }
        if signature.asyncness.is_some() {
            let found = format!("{called} is async");
            self.refusals.add(source.file, signature.span(), found, "the core only computes");
        }
        signature.generics.params.is_empty() && signature.asyncness.is_none()
    }

    fn receiver(&mut self, source: &Source<'_>, receiver: &syn::Receiver, called: &str) {
        let instead = match &receiver.kind {
            ReceiverKind::Reference(_, _, None) => return,
            ReceiverKind::Reference(..) => "objects never change: take &self and give a new value",
            _ => "take &self",
        };
        let found = format!("{called} takes '{}'", super::types::text(receiver));
        self.refusals.add(source.file, receiver.span(), found, instead);
    }

    fn param(
        &mut self,
        source: &Source<'_>,
        argument: &syn::PatType,
        called: &str,
    ) -> Option<Param> {
        let Pat::Ident(pattern) = argument.pat.as_ref() else {
            let found = format!("{called} takes an argument without a name");
            self.refusals.add(source.file, argument.span(), found, "name it");
            return None;
        };
        let name = pattern.ident.to_string();
        match self.types.param(&argument.ty, source.owner) {
            Ok((ty, passing)) => Some(Param { name, ty, passing }),
            Err((at, found, instead)) => {
                let found = format!("'{name}' of {called} is {found}");
                self.refusals.add(source.file, at, found, instead);
                None
            }
        }
    }

    /// A function of an object without `self` must give that object.
    fn refuse_other_constructor(&mut self, source: &Source<'_>, returns: &Type, called: &str) {
        let Some(owner) = source.owner else { return };
        if !takes_self(source.signature) && *returns != Type::Object(owner.to_owned()) {
            self.refusals.add(
                source.file,
                source.signature.span(),
                format!("{called} belongs to '{owner}' but neither takes &self nor gives one"),
                "make it a free function",
            );
        }
    }
}

pub(super) fn takes_self(signature: &Signature) -> bool {
    signature.receiver().is_some()
}
