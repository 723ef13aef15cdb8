//! `firstline-generate swift|kotlin`: writes that language's sources from the native library and the core's source.

mod readme;

use firstline_bindgen::mobile::{self, Language};
use firstline_bindgen::{Failure, Output, read_core, write};
use std::env::consts::{ARCH, DLL_PREFIX, DLL_SUFFIX, OS};
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Failure> {
    let language: Language = std::env::args().nth(1).unwrap_or_default().parse()?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = format!("{DLL_PREFIX}firstline_swift{DLL_SUFFIX}");
    let library = release_folder()?.join(&file);
    let folders = Folders::of(language, here);
    let api = read_core(&here.join("../core"))?.api;

    let text = bindings(language, &library, &folders)?;
    let finished = mobile::finish(&api, language, &text)?;
    put(&folders.sources, &[finished])?;
    let readme = fs::read_to_string(here.join("../README.md")).map_err(Failure::new)?;
    put(&folders.tests, &[mobile::dispatch(&api, language), readme::test_of(language, &readme)?])?;
    put(&folders.native, &[])?;
    fs::copy(&library, folders.native.join(file)).map(drop).map_err(Failure::new)
}

/// Where that language's build looks for what is generated.
struct Folders {
    sources: PathBuf,
    tests: PathBuf,
    native: PathBuf,
    header: Option<PathBuf>,
}

impl Folders {
    fn of(language: Language, here: &Path) -> Self {
        match language {
            Language::Swift => Self {
                sources: here.join("Sources/Firstline/Generated"),
                tests: here.join("Tests/FirstlineTests/Generated"),
                native: here.join("native"),
                header: Some(here.join("Sources/firstlineFFI")),
            },
            Language::Kotlin => Self {
                sources: here.join("kotlin/target/generated-sources/firstline"),
                tests: here.join("kotlin/target/generated-test-sources/firstline"),
                native: here.join("kotlin/target/native").join(jna_platform()),
                header: None,
            },
        }
    }
}

/// The folder in a jar where JNA looks for the library of this platform.
fn jna_platform() -> String {
    let system = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    format!("{system}-{}", ARCH.replace('_', "-"))
}

/// The library is built with optimisation, this program, beside it, without.
fn release_folder() -> Result<PathBuf, Failure> {
    let program = std::env::current_exe().map_err(Failure::new)?;
    let target = program.ancestors().nth(2);
    let target = target.ok_or_else(|| Failure::new("this program lies in no target folder"))?;
    Ok(target.join("release"))
}

/// What uniffi writes for the library; the header of C goes to its own module.
fn bindings(language: Language, library: &Path, folders: &Folders) -> Result<String, Failure> {
    let scratch = folders.native.with_extension("uniffi");
    let options = uniffi::GenerateOptions {
        languages: vec![match language {
            Language::Swift => uniffi::TargetLanguage::Swift,
            Language::Kotlin => uniffi::TargetLanguage::Kotlin,
        }],
        source: utf8(library)?.into(),
        out_dir: utf8(&scratch)?.into(),
        ..Default::default()
    };
    uniffi::generate(options).map_err(|error| Failure::new(format!("{error:#}")))?;
    if let Some(header) = &folders.header {
        let read = |name: &str| read(&scratch.join(name));
        let module = read("firstlineFFI.modulemap")?
            .replace("export *", "link \"firstline_swift\"\n    export *");
        let files = [("module.modulemap", module), ("firstlineFFI.h", read("firstlineFFI.h")?)];
        put(header, &files.map(|(name, text)| Output { name: name.to_owned(), text }))?;
    }
    let text = read(&scratch.join(match language {
        Language::Swift => "Firstline.swift",
        Language::Kotlin => "dev/firstline/firstline.kt",
    }))?;
    fs::remove_dir_all(&scratch).map_err(Failure::new)?;
    Ok(text)
}

fn utf8(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| Failure::new(format!("{} is not UTF-8", path.display())))
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

fn put(folder: &Path, outputs: &[Output]) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::new)?;
    write(folder, outputs)
}
