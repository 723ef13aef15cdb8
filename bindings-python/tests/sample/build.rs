//! Writes the glue from the sample's source.

fn main() -> Result<(), firstline_bindgen::Failure> {
    let sample = std::path::Path::new("../../../core/bindgen/tests/sample");
    firstline_bindgen::build_for(sample, firstline_bindgen::python::glue)
}
