//! What a binding crate's `build.rs` calls.

use crate::model::Api;
use crate::parse::{Refusal, Settings, parse};
use std::fmt;
use std::path::{Path, PathBuf};

/// A file that a backend wrote, to be put into `OUT_DIR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its name, such as `glue.rs`.
    pub name: String,
    /// All that stands in it.
    pub text: String,
}

/// The API of a core, and the files that it depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Core {
    /// The public API.
    pub api: Api,
    /// Each file that was read, for `cargo::rerun-if-changed`.
    pub files: Vec<PathBuf>,
}

/// Why nothing was generated. It debug-prints as readable lines, since that is how cargo shows what
/// `main` of a build script gives.
pub struct Failure(String);

impl Failure {
    /// A failure of a backend, as a message.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(message.to_string())
    }

    fn refused(refusals: &[Refusal]) -> Self {
        let lines = refusals.iter().map(|refusal| format!("\n  {refusal}")).collect::<String>();
        Self(format!("the core has what no other language could have:{lines}"))
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Reads the core whose `Cargo.toml`, `bindings.toml` and `src/lib.rs` lie in `folder`.
///
/// # Errors
/// A file that can't be read, or all that is outside the vocabulary.
pub fn read_core(folder: &Path) -> Result<Core, Failure> {
    let settings_file = folder.join("bindings.toml");
    let text = std::fs::read_to_string(&settings_file)
        .map_err(|error| Failure(format!("{}: {error}", settings_file.display())))?;
    let settings = Settings::read(&text)
        .map_err(|error| Failure(format!("{}: {error}", settings_file.display())))?;
    let parsed = parse(&folder.join("src/lib.rs"), &settings)
        .map_err(|refusals| Failure::refused(&refusals))?;
    let files = std::iter::once(settings_file).chain(parsed.files).collect();
    Ok(Core { api: parsed.api, files })
}

/// The whole of a binding's `build.rs`: has `backend` write the core's API into `OUT_DIR`.
///
/// ```text
/// fn main() -> Result<(), firstline_bindgen::Failure> {
///     firstline_bindgen::build(firstline_bindgen::node::glue)
/// }
/// ```
///
/// # Errors
/// As [`read_core`], what the backend refuses, and files that can't be written.
pub fn build(backend: impl Fn(&Api) -> Result<Vec<Output>, Failure>) -> Result<(), Failure> {
    build_for(Path::new("../core"), backend)
}

/// [`build`] for a core in another folder, as seen from the binding.
///
/// # Errors
/// As [`build`].
pub fn build_for(
    core: &Path,
    backend: impl Fn(&Api) -> Result<Vec<Output>, Failure>,
) -> Result<(), Failure> {
    let manifest = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let core = read_core(&manifest.join(core))?;
    for file in &core.files {
        tell_cargo(&format!("rerun-if-changed={}", file.display()));
    }
    write(Path::new(&variable("OUT_DIR")?), &backend(&core.api)?)
}

/// Writes what a backend gave into a folder.
///
/// # Errors
/// A file that can't be written.
pub fn write(folder: &Path, outputs: &[Output]) -> Result<(), Failure> {
    for output in outputs {
        let file = folder.join(&output.name);
        std::fs::write(&file, &output.text)
            .map_err(|error| Failure(format!("{}: {error}", file.display())))?;
    }
    Ok(())
}

/// Rust tokens as text that can be read.
///
/// # Errors
/// Tokens that are no Rust file; that is a defect of the backend.
pub fn pretty(tokens: proc_macro2::TokenStream) -> Result<String, Failure> {
    let file = syn::parse2(tokens)
        .map_err(|error| Failure(format!("the backend wrote what is not Rust: {error}")))?;
    Ok(prettyplease::unparse(&file))
}

fn variable(name: &str) -> Result<String, Failure> {
    std::env::var(name).map_err(|error| Failure(format!("{name}: {error}")))
}

#[expect(clippy::print_stdout, reason = "cargo listens to what a build script prints")]
fn tell_cargo(message: &str) {
    println!("cargo::{message}");
}
