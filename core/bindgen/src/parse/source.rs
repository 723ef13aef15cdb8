use super::attributes::{is_test_only, path_attribute};
use super::refusal::Refusals;
use std::path::{Path, PathBuf};

/// A module with its items, as the compiler sees it.
#[derive(Debug)]
pub(super) struct Module {
    /// Its name; that of the crate for the root.
    pub(super) name: String,
    /// The file in which its items stand.
    pub(super) file: PathBuf,
    /// Whether it is `pub`.
    pub(super) public: bool,
    /// The attributes before it and at its top.
    pub(super) attributes: Vec<syn::Attribute>,
    /// Its items other than modules.
    pub(super) items: Vec<syn::Item>,
    /// Its modules.
    pub(super) children: Vec<Module>,
}

impl Module {
    /// Every file that it and those below it were read from.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let below = self.children.iter().flat_map(Self::files);
        let mut files: Vec<_> = std::iter::once(self.file.clone()).chain(below).collect();
        files.dedup();
        files
    }
}

/// Where a module's items stand and where its modules' files lie.
struct Place<'a> {
    file: &'a Path,
    /// The folder of the files of `mod` items.
    folder: PathBuf,
    /// The folder that `#[path]` starts from.
    path_base: PathBuf,
}

/// Reads a crate from its root along its `mod` items; those that are `#[cfg(test)]` are left out.
pub(super) fn read_crate(name: &str, root: &Path, refusals: &mut Refusals) -> Option<Module> {
    let folder = root.parent().unwrap_or(Path::new("")).to_owned();
    read_file(name, root, folder, refusals)
}

fn read_file(name: &str, file: &Path, folder: PathBuf, refusals: &mut Refusals) -> Option<Module> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            refusals.add_file(file, format!("it can't be read ({error})"), "put the module there");
            return None;
        }
    };
    let parsed = match syn::parse_file(&text) {
        Ok(parsed) => parsed,
        Err(error) => {
            refusals.add(file, error.span(), format!("not Rust: {error}"), "correct it");
            return None;
        }
    };
    let path_base = file.parent().unwrap_or(Path::new("")).to_owned();
    let place = Place { file, folder, path_base };
    Some(module(name, parsed.attrs, parsed.items, &place, refusals))
}

fn module(
    name: &str,
    attributes: Vec<syn::Attribute>,
    items: Vec<syn::Item>,
    place: &Place<'_>,
    refusals: &mut Refusals,
) -> Module {
    let mut found = Module {
        name: name.to_owned(),
        file: place.file.to_owned(),
        public: true,
        attributes,
        items: Vec::new(),
        children: Vec::new(),
    };
    for item in items {
        match item {
            syn::Item::Mod(item) if is_test_only(&item.attrs) => drop(item),
            syn::Item::Mod(item) => found.children.extend(child(item, place, refusals)),
            item => found.items.push(item),
        }
    }
    found
}

fn child(item: syn::ItemMod, place: &Place<'_>, refusals: &mut Refusals) -> Option<Module> {
    let name = item.ident.to_string();
    let public = matches!(item.vis, syn::Visibility::Public(_));
    let mut found = match item.content {
        Some((_, items)) => {
            let folder = place.folder.join(&name);
            let inner = Place { file: place.file, path_base: folder.clone(), folder };
            module(&name, Vec::new(), items, &inner, refusals)
        }
        None => {
            let (file, folder) = locate(&name, &item.attrs, place);
            read_file(&name, &file, folder, refusals)?
        }
    };
    found.public = public;
    found.attributes.splice(0..0, item.attrs);
    Some(found)
}

/// The file of a module and the folder of the modules below it.
fn locate(name: &str, attributes: &[syn::Attribute], place: &Place<'_>) -> (PathBuf, PathBuf) {
    if let Some(path) = path_attribute(attributes) {
        let file = place.path_base.join(path);
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        return (file, folder);
    }
    let folder = place.folder.join(name);
    let flat = place.folder.join(format!("{name}.rs"));
    let file = if flat.exists() { flat } else { folder.join("mod.rs") };
    (file, folder)
}
