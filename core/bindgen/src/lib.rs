//! Reads the public API of firstline's core and writes the glue for each language.

pub mod model;
