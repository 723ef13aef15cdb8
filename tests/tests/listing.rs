//! `api.txt` is the public API as it is.

use std::path::Path;

#[test]
fn the_listing_is_current() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let api = firstline_bindgen::read_core(&folder.join("../core"))?.api;
    let committed = std::fs::read_to_string(folder.join("api.txt"))?;
    assert!(
        firstline_bindgen::listing::write(&api) == committed,
        "tests/api.txt is stale; write it again by: cargo run -p firstline-bindgen -- listing"
    );
    Ok(())
}
