//! Writes the glue from the sample's source.

fn main() -> Result<(), firstline_bindgen::Failure> {
    napi_build::setup();
    let sample = std::path::Path::new("../../../core/bindgen/tests/sample");
    firstline_bindgen::build_for(sample, firstline_bindgen::node::glue)
}
