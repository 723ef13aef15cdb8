//! Each file in `refused/` has something public that no other language could have; the file `.txt` beside it is
//! what the parser says. `UPDATE=1 cargo test -p firstline-bindgen` rewrites those.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use firstline_bindgen::parse::{Refusal, Settings, parse};
use std::path::{Path, PathBuf};

fn sources() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut sources: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    sources.sort();
    sources
}

fn told(source: &Path, settings: &Settings) -> String {
    let line = |refusal: Refusal| {
        let file = refusal.file.file_name().unwrap().to_owned();
        format!("{}\n", Refusal { file: file.into(), ..refusal })
    };
    parse(source, settings).unwrap_err().into_iter().map(line).collect()
}

#[test]
fn each_refusal_says_where_what_and_what_instead() {
    let settings = Settings::read("crate = \"refused\"").unwrap();
    let sources = sources();
    assert!(sources.len() > 15, "the sources of refusals are gone");
    for source in sources {
        let told = told(&source, &settings);
        let expected = source.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(told, expected, "{}", source.display());
    }
}

#[test]
fn an_entry_of_rust_only_needs_an_item_and_a_reason() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused/receivers.rs");
    let settings = "crate = \"refused\"\n[rust_only]\n\"Desk::*\" = \" \"\ngone = \"was here\"";
    let told = told(&source, &Settings::read(settings).unwrap());
    assert_eq!(
        told,
        "bindings.toml:0: the rust_only entry 'Desk::*' has no reason; say why other languages don't need it\n\
         bindings.toml:0: the rust_only entry 'gone' names nothing; remove it\n"
    );
}
