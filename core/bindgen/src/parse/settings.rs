use super::refusal::Refusals;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What `bindings.toml` beside the core says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The name by which glue imports the crate.
    #[serde(rename = "crate")]
    pub krate: String,
    /// Public items that stay in Rust, each with its reason: `function`, `Type`, `Type::method`, or all
    /// methods of a type as `Type::*`.
    #[serde(default)]
    pub rust_only: BTreeMap<String, String>,
    /// The entries of `rust_only` that something matched.
    #[serde(skip)]
    used: RefCell<BTreeSet<String>>,
}

impl Settings {
    /// Reads them from text.
    ///
    /// # Errors
    /// What toml says about text that is none, or about a key that is unknown.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Whether an item, such as `from_json` or `Period::span`, stays in Rust.
    pub(super) fn is_rust_only(&self, name: &str) -> bool {
        let all = name.split_once("::").map(|(owner, _)| format!("{owner}::*"));
        let keys = [Some(name.to_owned()), all];
        let found = keys.into_iter().flatten().find(|key| self.rust_only.contains_key(key));
        let is = found.is_some();
        self.used.borrow_mut().extend(found);
        is
    }

    /// Refuses entries that nothing matched or that give no reason.
    pub(super) fn check_entries(&self, file: &Path, refusals: &mut Refusals) {
        for (entry, reason) in &self.rust_only {
            if !self.used.borrow().contains(entry) {
                let found = format!("the rust_only entry '{entry}' names nothing");
                refusals.add_file(file, found, "remove it");
            }
            if reason.trim().is_empty() {
                let found = format!("the rust_only entry '{entry}' has no reason");
                refusals.add_file(file, found, "say why other languages don't need it");
            }
        }
    }
}
