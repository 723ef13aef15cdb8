//! Writes the glue from the core's source.

fn main() -> Result<(), firstline_bindgen::Failure> {
    napi_build::setup();
    firstline_bindgen::build(firstline_bindgen::node::glue)
}
