//! Writes the glue from the core's source.

fn main() -> Result<(), firstline_bindgen::Failure> {
    firstline_bindgen::build(firstline_bindgen::mobile::glue)
}
