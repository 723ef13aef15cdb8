//! `cargo run -p firstline-bindgen -- listing` rewrites `tests/api.txt`; `check` only says what the core may not have.

use firstline_bindgen::{Failure, Output, listing, read_core, write};
use std::path::Path;

fn main() -> Result<(), Failure> {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let api = read_core(&core)?.api;
    match std::env::args().nth(1).as_deref() {
        Some("check") => Ok(()),
        Some("listing") => {
            let output = Output { name: "api.txt".to_owned(), text: listing::write(&api) };
            write(&core.join("../tests"), &[output])
        }
        _ => Err(Failure::new("say what to do: 'listing' or 'check'")),
    }
}
