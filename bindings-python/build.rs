//! Writes the glue and the stub from the core's source; the stub of what only Python has is put behind it.

use firstline_bindgen::{Failure, Output, build, model::Api, python};

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=src/frames.pyi");
    build(glue)
}

fn glue(api: &Api) -> Result<Vec<Output>, Failure> {
    let mut outputs = python::glue(api)?;
    for output in outputs.iter_mut().filter(|output| output.name == "_native.pyi") {
        output.text.push_str(include_str!("src/frames.pyi"));
    }
    Ok(outputs)
}
