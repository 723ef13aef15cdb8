//! What of a crate is public, and under which path.

use super::refusal::Refusals;
use super::settings::Settings;
use super::source::Module;
use super::vocabulary;
use crate::model;
use std::path::Path;
use syn::UseTree;

/// How many `use` items one may follow to an item; a circle of them ends here.
const LONGEST_CHAIN: u8 = 8;

/// An item with the public path of the module that gives it out.
pub(super) struct Export<'a> {
    /// Such as `firstline::sla`.
    pub(super) module: String,
    /// The file in which it stands.
    pub(super) file: &'a Path,
    /// The item itself.
    pub(super) item: &'a syn::Item,
}

/// Everything public below a root, in the order in which the modules give it out.
pub(super) struct Exports<'a, 'r> {
    root: &'a Module,
    settings: &'a Settings,
    refusals: &'r mut Refusals,
    /// The public modules.
    pub(super) modules: Vec<model::Module>,
    /// The public items.
    pub(super) items: Vec<Export<'a>>,
}

impl<'a, 'r> Exports<'a, 'r> {
    /// Walks the public modules of a crate.
    pub(super) fn of(root: &'a Module, settings: &'a Settings, refusals: &'r mut Refusals) -> Self {
        let (modules, items) = (Vec::new(), Vec::new());
        let mut exports = Self { root, settings, refusals, modules, items };
        exports.walk(root, &mut vec![root], &root.name);
        exports
    }

    fn walk(&mut self, module: &'a Module, parents: &mut Vec<&'a Module>, path: &str) {
        let docs = super::attributes::docs(&module.attributes);
        self.modules.push(model::Module { path: path.to_owned(), docs });
        for item in &module.items {
            match item {
                syn::Item::Use(item) if is_public(&item.vis) => {
                    self.reexport(&item.tree, &mut Vec::new(), module, parents, path);
                }
                item if visibility(item).is_some_and(is_public) => {
                    self.give_out(path, &module.file, item);
                }
                _ => {}
            }
        }
        for child in module.children.iter().filter(|child| child.public) {
            parents.push(child);
            self.walk(child, parents, &format!("{path}::{}", child.name));
            parents.pop();
        }
    }

    fn give_out(&mut self, path: &str, file: &'a Path, item: &'a syn::Item) {
        if !self.items.iter().any(|known| std::ptr::eq(known.item, item)) {
            self.items.push(Export { module: path.to_owned(), file, item });
        }
    }

    fn reexport(
        &mut self,
        tree: &UseTree,
        below: &mut Vec<String>,
        module: &'a Module,
        parents: &[&'a Module],
        path: &str,
    ) {
        use syn::spanned::Spanned;
        match tree {
            UseTree::Path(tree) => {
                below.push(tree.ident.to_string());
                self.reexport(&tree.tree, below, module, parents, path);
                below.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.reexport(tree, below, module, parents, path);
                }
            }
            UseTree::Name(name) => {
                let ident = name.ident.to_string();
                if self.settings.is_rust_only(&ident) {
                    return;
                }
                match self.find(below, &ident, parents, LONGEST_CHAIN) {
                    Some((file, item)) => self.give_out(path, file, item),
                    None if vocabulary::is_scalar(&ident) => {}
                    None => self.refusals.add(
                        &module.file,
                        name.span(),
                        format!("'{ident}' is re-exported from outside the crate"),
                        "declare it here, or list it in bindings.toml as rust_only",
                    ),
                }
            }
            UseTree::Rename(rename) => self.refusals.add(
                &module.file,
                rename.span(),
                format!("'{}' is re-exported under another name", rename.ident),
                "give it the name that it is to have where it is declared",
            ),
            other => self.refusals.add(
                &module.file,
                other.span(),
                "a re-export of all that a module has",
                "name what is public, one by one",
            ),
        }
    }

    /// The item that `below::ident` names, seen from the last of `parents`.
    fn find(
        &self,
        below: &[String],
        ident: &str,
        parents: &[&'a Module],
        depth: u8,
    ) -> Option<(&'a Path, &'a syn::Item)> {
        let mut parents = parents.to_vec();
        for segment in below {
            match segment.as_str() {
                "crate" => parents = vec![self.root],
                "self" => {}
                "super" => drop(parents.pop()),
                name => {
                    let here = *parents.last()?;
                    parents.push(here.children.iter().find(|child| child.name == name)?);
                }
            }
        }
        let module = *parents.last()?;
        let own = module.items.iter().find(|item| name(item).as_deref() == Some(ident));
        if let Some(item) = own {
            return Some((&module.file, item));
        }
        let uses = module.items.iter().filter_map(|item| match item {
            syn::Item::Use(item) => path_to(&item.tree, ident),
            _ => None,
        });
        let depth = depth.checked_sub(1)?;
        uses.into_iter().find_map(|path| self.find(&path, ident, &parents, depth))
    }
}

/// The segments before `ident` in a `use`, where it brings that name.
fn path_to(tree: &UseTree, ident: &str) -> Option<Vec<String>> {
    match tree {
        UseTree::Path(tree) => {
            let rest = path_to(&tree.tree, ident)?;
            Some(std::iter::once(tree.ident.to_string()).chain(rest).collect())
        }
        UseTree::Group(group) => group.items.iter().find_map(|tree| path_to(tree, ident)),
        UseTree::Name(name) => (name.ident == ident).then(Vec::new),
        _ => None,
    }
}

pub(super) fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn visibility(item: &syn::Item) -> Option<&syn::Visibility> {
    use syn::Item;
    match item {
        Item::Const(item) => Some(&item.vis),
        Item::Enum(item) => Some(&item.vis),
        Item::Fn(item) => Some(&item.vis),
        Item::Static(item) => Some(&item.vis),
        Item::Struct(item) => Some(&item.vis),
        Item::Trait(item) => Some(&item.vis),
        Item::Type(item) => Some(&item.vis),
        Item::Union(item) => Some(&item.vis),
        _ => None,
    }
}

/// The name that an item declares.
pub(super) fn name(item: &syn::Item) -> Option<String> {
    use syn::Item;
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
