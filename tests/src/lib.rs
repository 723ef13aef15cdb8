//! The shared cases in `cases/`, run through the core's public API.
//!
//! A case names a call and gives its arguments in JSON; [`dispatch`] decodes them, makes the typed call and encodes
//! what it gives. The generator writes the calls, so a new function needs nothing here.

mod case;
mod compare;
mod given;
mod run;

pub use run::{Tally, run_file};

/// The calls, written by the generator.
mod dispatch {
    #[allow(unused_imports, reason = "only where a function gives a number")]
    use crate::given::write_number;
    use crate::given::{Given, write};
    use firstline::Error;
    use serde_json::Value;

    include!(concat!(env!("OUT_DIR"), "/dispatch.rs"));
}
