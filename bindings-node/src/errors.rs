//! How a fault reaches JavaScript: as a `FirstlineError`, which `index.cjs` declares and hands in.

use crate::js::{Env, Js, ToJs};
use firstline::{Error, ErrorKind, Result};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

thread_local! {
    /// The class, by thread since each worker of Node has its own values.
    static CLASS: Cell<napi::sys::napi_ref> = const { Cell::new(null_mut()) };
}

/// Tells which class to throw.
#[::napi_derive::napi(js_name = "useErrorClass")]
pub(crate) fn use_error_class(class: Js) -> napi::Result<()> {
    let kept = class.keep().map_err(|error| napi::Error::from_reason(error.to_string()))?;
    CLASS.set(kept);
    Ok(())
}

/// Runs a call: an error is thrown with its faults, a panic as `internal.panic`.
pub(crate) fn guard<T>(env: &napi::Env, call: impl FnOnce(Env) -> Result<T>) -> napi::Result<T> {
    let env = env.raw();
    let result = catch_unwind(AssertUnwindSafe(|| call(env)))
        .unwrap_or_else(|panic| Err(panicked(panic.as_ref())));
    result.map_err(|error| match throw(env, &error) {
        Ok(()) => napi::Error::new(napi::Status::PendingException, error.to_string()),
        Err(_) => napi::Error::from_reason(error.to_string()),
    })
}

fn throw(env: Env, error: &Error) -> Result<()> {
    let faults: Vec<_> = error.faults().cloned().collect();
    Js::kept(env, CLASS.get())?.construct(faults.to_js(env)?)?.throw()
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> Error {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    let message = format!("a defect of firstline, please report it: {text}");
    Error::new(ErrorKind::Internal, "internal.panic", "", message)
}

/// A text that is none of a label's.
pub(crate) fn unknown_label(text: &str, known: &[&str]) -> Error {
    let message = format!("unknown '{text}'; write one of {}", known.join(", "));
    Error::new(ErrorKind::Unknown, "label.unknown", "", message)
}

/// A value of the wrong type.
pub(crate) fn wrong_type(expected: &str) -> Error {
    Error::new(ErrorKind::Malformed, "value.type", "", format!("give {expected}"))
}
