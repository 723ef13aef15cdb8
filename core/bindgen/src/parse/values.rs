//! Records, labels and choices.

use super::attributes::{derives, docs, has, serde};
use super::defaults::{Defaults, Fallback};
use super::exports::{Export, is_public};
use super::refusal::Refusals;
use super::types::Types;
use crate::model::{Choice, ChoiceVariant, Field, Label, LabelVariant, Record};
use crate::names::snake;
use std::path::Path;
use syn::spanned::Spanned;
use syn::{Attribute, Fields};

/// What serde may be told about a field: what only shortens the JSON is no concern of a binding.
const FIELD_WORDS: [&str; 5] = [
    "default",
    "skip_serializing_if=\"Option::is_none\"",
    "skip_serializing_if=\"Vec::is_empty\"",
    "skip_serializing_if=\"BTreeMap::is_empty\"",
    "skip_serializing_if=\"String::is_empty\"",
];

/// What reads a record or label from JSON, and what a choice: serde's reader of a tagged enum loses the path of what is
/// wrong inside.
const READ_BY_SERDE: &str = "Deserialize";
const READ_BY_CHOICE: &str = "Choice";

/// What is needed to read a value type.
pub(super) struct Reader<'a> {
    pub(super) types: &'a Types,
    pub(super) defaults: &'a Defaults<'a>,
    pub(super) refusals: &'a mut Refusals,
}

impl Reader<'_> {
    pub(super) fn record(&mut self, export: &Export<'_>, item: &syn::ItemStruct) -> Record {
        let name = item.ident.to_string();
        let file = export.file;
        self.require_derives(file, &item.ident, &item.attrs, READ_BY_SERDE);
        let words = serde(&item.attrs);
        self.require_words(file, &item.ident, &words, &["deny_unknown_fields"], &["default"]);
        let whole = words.iter().any(|word| word == "default");
        let fallback = if whole {
            self.defaults.of_container(&name, file, item.ident.span(), self.refusals)
        } else {
            Fallback::None
        };
        let fields = self.fields(file, &item.fields, &fallback);
        let (module, docs) = (export.module.clone(), docs(&item.attrs));
        Record { name, module, docs, fields, hashable: is_hashable(&item.attrs) }
    }

    pub(super) fn label(&mut self, export: &Export<'_>, item: &syn::ItemEnum) -> Label {
        self.require_derives(export.file, &item.ident, &item.attrs, READ_BY_SERDE);
        let required = ["rename_all=\"snake_case\""];
        self.require_words(export.file, &item.ident, &serde(&item.attrs), &required, &[]);
        let variants = item.variants.iter().map(|variant| {
            self.refuse_words(export.file, &variant.attrs, &[]);
            let name = variant.ident.to_string();
            LabelVariant { text: snake(&name), name, docs: docs(&variant.attrs) }
        });
        Label {
            name: item.ident.to_string(),
            module: export.module.clone(),
            docs: docs(&item.attrs),
            variants: variants.collect(),
        }
    }

    pub(super) fn choice(&mut self, export: &Export<'_>, item: &syn::ItemEnum) -> Choice {
        let file = export.file;
        self.require_derives(file, &item.ident, &item.attrs, READ_BY_CHOICE);
        if derives(&item.attrs).iter().any(|name| name == READ_BY_SERDE) {
            let found = format!("the choice '{}' derives {READ_BY_SERDE}", item.ident);
            let instead = "derive firstline_derive::Choice in its place, which keeps the path of what is wrong inside";
            self.refusals.add(file, item.ident.span(), found, instead);
        }
        let required = ["tag=\"type\"", "rename_all=\"snake_case\"", "deny_unknown_fields"];
        self.require_words(file, &item.ident, &serde(&item.attrs), &required, &[]);
        let mut variants = Vec::new();
        for variant in &item.variants {
            let name = variant.ident.to_string();
            self.refuse_words(file, &variant.attrs, &[]);
            match &variant.fields {
                Fields::Named(_) => {}
                Fields::Unit => self.refusals.add(
                    file,
                    variant.span(),
                    format!("the bare variant '{name}' of a choice"),
                    format!("write '{name} {{}}', which every language can construct"),
                ),
                Fields::Unnamed(_) => self.refusals.add(
                    file,
                    variant.span(),
                    format!("the fields of '{name}' have no names"),
                    format!("write '{name} {{ name: type }}'"),
                ),
            }
            let fields = self.fields(file, &variant.fields, &Fallback::None);
            let text = snake(&name);
            variants.push(ChoiceVariant { text, name, docs: docs(&variant.attrs), fields });
        }
        Choice {
            name: item.ident.to_string(),
            module: export.module.clone(),
            docs: docs(&item.attrs),
            variants,
            hashable: is_hashable(&item.attrs),
        }
    }

    fn fields(&mut self, file: &Path, fields: &Fields, fallback: &Fallback<'_>) -> Vec<Field> {
        let Fields::Named(fields) = fields else { return Vec::new() };
        let mut read = Vec::new();
        for field in &fields.named {
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            if name.starts_with("r#") {
                let instead = "give it a name that is no keyword";
                self.refusals.add(file, field.span(), format!("the raw name '{name}'"), instead);
            }
            self.refuse_words(file, &field.attrs, &FIELD_WORDS);
            let ty = match self.types.field(&field.ty) {
                Ok(ty) => ty,
                Err((at, found, instead)) => {
                    self.refusals.add(file, at, format!("'{name}' is {found}"), instead);
                    continue;
                }
            };
            let own = serde(&field.attrs).iter().any(|word| word == "default");
            let fallback = if own { &Fallback::OfType } else { fallback };
            let default =
                self.defaults.of_field(&name, &ty, fallback, (file, field.span()), self.refusals);
            read.push(Field { name, ty, default, docs: docs(&field.attrs) });
        }
        read
    }

    fn require_derives(
        &mut self,
        file: &Path,
        ident: &syn::Ident,
        attributes: &[Attribute],
        reader: &str,
    ) {
        let derives = derives(attributes);
        let needed = ["Debug", "Clone", "PartialEq", "Serialize", reader];
        let missing: Vec<_> = needed
            .into_iter()
            .filter(|needed| !derives.iter().any(|name| name == needed))
            .collect();
        if !missing.is_empty() {
            let found = format!("'{ident}' does not derive {}", missing.join(", "));
            self.refusals.add(file, ident.span(), found, "derive it, as every value type does");
        }
        if has(attributes, "non_exhaustive") {
            let found = format!("'{ident}' is non_exhaustive");
            self.refusals.add(file, ident.span(), found, "remove it: bindings construct the type");
        }
    }

    fn require_words(
        &mut self,
        file: &Path,
        ident: &syn::Ident,
        words: &[String],
        required: &[&str],
        allowed: &[&str],
    ) {
        for needed in required.iter().filter(|needed| !words.iter().any(|word| word == **needed)) {
            let found = format!("'{ident}' has no #[serde({needed})]");
            self.refusals.add(file, ident.span(), found, "add it, so that all JSON reads alike");
        }
        for word in words {
            if !required.contains(&word.as_str()) && !allowed.contains(&word.as_str()) {
                let found = format!("#[serde({word})] on '{ident}'");
                self.refusals.add(file, ident.span(), found, "remove it: no binding would know it");
            }
        }
    }

    fn refuse_words(&mut self, file: &Path, attributes: &[Attribute], allowed: &[&str]) {
        let at = attributes.iter().find(|attribute| attribute.path().is_ident("serde"));
        for word in serde(attributes) {
            if !allowed.contains(&word.as_str()) {
                let at = at.map_or_else(proc_macro2::Span::call_site, Spanned::span);
                let instead = match word.split_once('=') {
                    Some(("default", _)) => {
                        "write #[serde(default)] on the container and implement Default"
                    }
                    _ => "remove it: no binding would know it",
                };
                self.refusals.add(file, at, format!("#[serde({word})]"), instead);
            }
        }
    }
}

fn is_hashable(attributes: &[Attribute]) -> bool {
    derives(attributes).iter().any(|name| name == "Hash")
}

/// How many fields of a struct are public, and how many there are.
pub(super) fn count_public(fields: &Fields) -> (usize, usize) {
    (fields.iter().filter(|field| is_public(&field.vis)).count(), fields.len())
}
