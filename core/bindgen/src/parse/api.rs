use super::attributes::condition;
use super::defaults::Defaults;
use super::exports::{self, Export, Exports, is_public};
use super::functions::{self, Source, takes_self};
use super::refusal::Refusals;
use super::settings::Settings;
use super::source::Module;
use super::types::{Kind, Types, text};
use super::{values, vocabulary};
use crate::model::{Api, Object};
use std::path::Path;
use syn::spanned::Spanned;

/// Builds the model of what a crate gives out.
pub(super) fn read(krate: &Module, settings: &Settings, refusals: &mut Refusals) -> Api {
    let Exports { modules, items, .. } = Exports::of(krate, settings, refusals);
    let items: Vec<_> = items
        .into_iter()
        .filter(|export| {
            let name = exports::name(export.item).unwrap_or_default();
            !vocabulary::is_scalar(&name) && !settings.is_rust_only(&name)
        })
        .collect();
    let mut reader = ApiReader {
        settings,
        types: Types::default(),
        defaults: Defaults::default(),
        refusals,
        api: Api { modules, ..Api::default() },
    };
    reader.note_defaults(krate);
    for export in &items {
        reader.note_kind(export);
    }
    for export in &items {
        reader.item(export);
    }
    reader.impls(krate);
    reader.api
}

struct ApiReader<'a, 'r> {
    settings: &'r Settings,
    types: Types,
    defaults: Defaults<'a>,
    refusals: &'r mut Refusals,
    api: Api,
}

impl<'a> ApiReader<'a, '_> {
    fn note_defaults(&mut self, module: &'a Module) {
        for item in &module.items {
            self.defaults.note(item);
        }
        for child in &module.children {
            self.note_defaults(child);
        }
    }

    /// Learns what each public name is, before anything refers to it.
    fn note_kind(&mut self, export: &Export<'_>) {
        let Some(name) = exports::name(export.item) else { return };
        let kind = match export.item {
            syn::Item::Struct(item) => match values::count_public(&item.fields) {
                (0, 1..) => Kind::Object,
                _ => Kind::Record,
            },
            syn::Item::Enum(item) if item.variants.iter().all(is_unit) => Kind::Label,
            syn::Item::Enum(_) => Kind::Choice,
            _ => return,
        };
        if self.types.kinds.insert(name.clone(), kind).is_some() {
            let found = format!("there are two public types '{name}'");
            self.refuse(export, export.item, found, "rename one: names are unique in the crate");
        }
    }

    fn item(&mut self, export: &Export<'_>) {
        self.refuse_shape(export);
        let mut reader = values::Reader {
            types: &self.types,
            defaults: &self.defaults,
            refusals: self.refusals,
        };
        match export.item {
            syn::Item::Struct(item) => match values::count_public(&item.fields) {
                (0, 1..) => self.api.objects.push(Object {
                    name: item.ident.to_string(),
                    module: export.module.clone(),
                    docs: super::attributes::docs(&item.attrs),
                    constructors: Vec::new(),
                    methods: Vec::new(),
                }),
                (public, all) if public < all => {
                    let found = format!("'{}' has public and private fields", item.ident);
                    let instead = "make all public (a record) or all private (an object)";
                    self.refuse(export, item, found, instead);
                }
                _ if matches!(item.fields, syn::Fields::Named(_)) => {
                    let record = reader.record(export, item);
                    self.api.records.push(record);
                }
                _ => {
                    let found = format!("the fields of '{}' have no names", item.ident);
                    self.refuse(export, item, found, "name them: 'pub struct X { pub a: T }'");
                }
            },
            syn::Item::Enum(item) if item.variants.iter().all(is_unit) => {
                let label = reader.label(export, item);
                self.api.labels.push(label);
            }
            syn::Item::Enum(item) => {
                let choice = reader.choice(export, item);
                self.api.choices.push(choice);
            }
            syn::Item::Fn(item) => self.function(export, item),
            item => {
                let name = exports::name(item).unwrap_or_default();
                let found = format!("'{name}' is no type and no function");
                let instead = "keep it private, or list it in bindings.toml as rust_only";
                self.refuse(export, item, found, instead);
            }
        }
    }

    /// Refuses what holds for an item of any sort.
    fn refuse_shape(&mut self, export: &Export<'_>) {
        let (attributes, generics) = match export.item {
            syn::Item::Struct(item) => (&item.attrs, Some(&item.generics)),
            syn::Item::Enum(item) => (&item.attrs, Some(&item.generics)),
            syn::Item::Fn(item) => (&item.attrs, None),
            _ => return,
        };
        let name = exports::name(export.item).unwrap_or_default();
        if let Some(generics) = generics.filter(|generics| !generics.params.is_empty()) {
            let found = format!("'{name}' is generic over '{}'", text(&generics.params));
            self.refuse(export, generics, found, "write the types that it is for, and own them");
        }
        if let Some(condition) = condition(attributes) {
            let found = format!("'{name}' exists under {condition} only");
            let instead = "every language has the same API: remove the condition, or list it in \
                           bindings.toml as rust_only";
            self.refuse(export, export.item, found, instead);
        }
    }

    fn function(&mut self, export: &Export<'_>, item: &syn::ItemFn) {
        let source = Source {
            file: export.file,
            module: &export.module,
            owner: None,
            attributes: &item.attrs,
            signature: &item.sig,
        };
        let name = item.sig.ident.to_string();
        if self.api.functions.iter().any(|known| known.name == name) {
            let found = format!("there are two public functions '{name}'");
            let instead = "rename one: names are unique in the crate, since other languages have \
                           one namespace";
            self.refuse(export, &item.sig, found, instead);
        }
        let mut reader = functions::Reader { types: &self.types, refusals: self.refusals };
        self.api.functions.extend(reader.function(&source));
    }

    /// Reads the inherent functions of the API's types, wherever they stand.
    fn impls(&mut self, module: &Module) {
        for item in &module.items {
            if let syn::Item::Impl(item) = item
                && item.trait_.is_none()
            {
                self.inherent(item, &module.file);
            }
        }
        for child in &module.children {
            self.impls(child);
        }
    }

    fn inherent(&mut self, item: &syn::ItemImpl, file: &Path) {
        let owner = text(&item.self_ty);
        let Some(kind) = self.types.kinds.get(&owner).copied() else { return };
        for inner in &item.items {
            match inner {
                syn::ImplItem::Fn(function) if is_public(&function.vis) => {
                    self.method(&owner, kind, function, file);
                }
                syn::ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let name = format!("{owner}::{}", constant.ident);
                    if !self.settings.is_rust_only(&name) {
                        let found = format!("the constant '{name}'");
                        let instead = "make it a function without arguments, or list it in \
                                       bindings.toml as rust_only";
                        self.refusals.add(file, constant.span(), found, instead);
                    }
                }
                _ => {}
            }
        }
    }

    fn method(&mut self, owner: &str, kind: Kind, function: &syn::ImplItemFn, file: &Path) {
        let name = format!("{owner}::{}", function.sig.ident);
        if self.settings.is_rust_only(&name) {
            return;
        }
        if kind != Kind::Object {
            let found = format!("'{name}' is a function of a value");
            let instead = "make it a free function, or list it in bindings.toml as rust_only";
            self.refusals.add(file, function.sig.span(), found, instead);
            return;
        }
        let Some(place) = self.api.objects.iter().position(|object| object.name == owner) else {
            return;
        };
        let module = self.api.objects.get(place).map(|object| object.module.clone());
        let source = Source {
            file,
            module: &module.unwrap_or_default(),
            owner: Some(owner),
            attributes: &function.attrs,
            signature: &function.sig,
        };
        let mut reader = functions::Reader { types: &self.types, refusals: self.refusals };
        let read = reader.function(&source);
        if let Some(object) = self.api.objects.get_mut(place) {
            let list = if takes_self(&function.sig) {
                &mut object.methods
            } else {
                &mut object.constructors
            };
            list.extend(read);
        }
    }

    fn refuse(
        &mut self,
        export: &Export<'_>,
        at: &impl Spanned,
        found: impl Into<String>,
        instead: &str,
    ) {
        self.refusals.add(export.file, at.span(), found, instead);
    }
}

fn is_unit(variant: &syn::Variant) -> bool {
    matches!(variant.fields, syn::Fields::Unit)
}
