//! firstline for Node. The functions and classes are generated; by hand are only the conversions of what every API is
//! made of, and columns of typed arrays.
#![cfg_attr(test, allow(dead_code, reason = "napi exports nothing where Rust tests are built"))]

#[cfg(feature = "columns")]
mod columns;
#[cfg(feature = "columns")]
mod columns_in;
mod containers;
mod errors;
mod fields;
mod js;
mod scalars;

/// The functions and classes, and the conversions of their types.
#[allow(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    reason = "index.d.ts documents them"
)]
#[allow(clippy::needless_pass_by_value, clippy::too_many_arguments, reason = "napi calls them")]
#[allow(clippy::new_without_default, clippy::should_implement_trait, reason = "Node's names")]
#[allow(clippy::unit_arg, clippy::let_unit_value, reason = "a function may give nothing")]
mod glue {
    use crate::errors::{guard, unknown_label};
    use crate::fields::{Fields, argument};
    #[allow(unused_imports, reason = "only choices write it")]
    use crate::js::Literal;
    use crate::js::{Env, FromJs, Js, ToJs};
    use firstline::Error;

    include!(concat!(env!("OUT_DIR"), "/glue.rs"));
}
