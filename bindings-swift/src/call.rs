use crate::Fault;
use crate::value::IntoCore;
use firstline::{Error, Result};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a call did nothing.
#[derive(Debug, Clone, uniffi::Error)]
pub enum FirstlineError {
    /// The input was refused, for one reason or several.
    Refused {
        /// Every fault, fit for a human.
        message: String,
        /// Every fault, in the order of the input; at least one.
        faults: Vec<Fault>,
    },
}

impl From<Error> for FirstlineError {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        let faults = error.into_faults().into_iter().map(crate::value::FromCore::from_core);
        Self::Refused { message, faults: faults.collect() }
    }
}

impl fmt::Display for FirstlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Refused { message, .. } = self;
        f.write_str(message)
    }
}

/// The argument of that name as the core takes it.
pub(crate) fn argument<T: IntoCore>(name: &str, value: T) -> Result<T::Core> {
    value.into_core().map_err(|error| error.within(name))
}

/// Runs a call; a panic in it becomes an error.
pub(crate) fn guard<T>(call: impl FnOnce() -> Result<T>) -> Result<T, FirstlineError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => Ok(result?),
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().copied().map(str::to_owned);
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            let message = format!("firstline is at fault, please report it: {text}");
            Err(Error::new(firstline::ErrorKind::Internal, "internal.panic", "", message).into())
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
mod tests {
    use super::*;
    use firstline::ErrorKind;

    #[test]
    fn a_panic_is_an_error() {
        let FirstlineError::Refused { message, faults } =
            guard::<()>(|| panic!("by test")).unwrap_err();
        assert_eq!(faults.first().map(|fault| fault.code.as_str()), Some("internal.panic"));
        assert_eq!(faults.first().map(|fault| fault.kind), Some(ErrorKind::Internal));
        assert!(message.contains("by test"), "{message}");
    }

    #[test]
    fn an_argument_that_is_refused_is_named() {
        let names = vec![crate::Zone("UTC".into()), crate::Zone("Mars/Olympus".into())];
        let error = argument("zones", names).unwrap_err();
        assert_eq!((error.code(), error.path()), ("zone.unknown", "zones[1]"));
    }
}
