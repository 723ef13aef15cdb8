//! From the source of the core to the model of its API.
//!
//! It reads from `lib.rs` along the `mod` items as the compiler does, takes what is public there, and
//! refuses what no other language could have.

mod api;
mod attributes;
mod defaults;
mod exports;
mod functions;
mod refusal;
mod settings;
mod source;
mod types;
mod values;
mod vocabulary;

use crate::model::Api;
use refusal::Refusals;
use std::path::{Path, PathBuf};

pub use refusal::Refusal;
pub use settings::Settings;

/// What was read, and from where.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The public API.
    pub api: Api,
    /// The files from which it was read.
    pub files: Vec<PathBuf>,
}

/// Reads the public API of the crate whose root is the file `root`.
///
/// # Errors
/// Everything public that is outside the vocabulary, all at once.
pub fn parse(root: &Path, settings: &Settings) -> Result<Parsed, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let Some(krate) = source::read_crate(&settings.krate, root, &mut refusals) else {
        return refusals.or(Parsed { api: Api::default(), files: Vec::new() });
    };
    let api = api::read(&krate, settings, &mut refusals);
    settings.check_entries(Path::new("bindings.toml"), &mut refusals);
    refusals.or(Parsed { api, files: krate.files() })
}
