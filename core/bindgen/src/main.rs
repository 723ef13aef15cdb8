//! `cargo run -p firstline-bindgen -- listing` rewrites `tests/api.txt`; `node FOLDER` writes the generated files of the
//! npm package; `check` only says what the core may not have.

use firstline_bindgen::{Failure, Output, listing, node, read_core, write};
use std::path::Path;

fn main() -> Result<(), Failure> {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let api = read_core(&core)?.api;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["check"] => Ok(()),
        ["node", folder] => write(Path::new(folder), &node::package(&api)),
        ["listing"] => {
            let output = Output { name: "api.txt".to_owned(), text: listing::write(&api) };
            write(&core.join("../tests"), &[output])
        }
        _ => Err(Failure::new("say what to do: 'listing', 'node FOLDER' or 'check'")),
    }
}
