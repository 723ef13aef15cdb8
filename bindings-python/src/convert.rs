//! The two directions of every value, and what a call is made of.

use crate::errors::Refused;
use pyo3::prelude::*;
use std::convert::Infallible;

/// What a generated function gives.
pub(crate) type Answer<'py> = Result<Bound<'py, PyAny>, Refused>;

/// A type of the core that Python can hand in.
pub(crate) trait FromPython: Sized {
    /// Reads it; what is wrong has a path relative to `value`.
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused>;
}

/// A type of the core that Python can get.
pub(crate) trait ToPython {
    /// Makes the Python object.
    fn to_python(self, py: Python<'_>) -> Answer<'_>;
}

/// A frozen class that holds a value of the core.
pub(crate) trait Held:
    pyo3::PyClass<Frozen = pyo3::pyclass::boolean_struct::True> + Sync
{
    /// The type in the core.
    type Core;

    /// The value.
    fn held(&self) -> &Self::Core;
}

/// An argument that may be left out, which is not the same as `None`.
pub(crate) struct Arg<'py>(Option<Bound<'py, PyAny>>);

impl<'py> Arg<'py> {
    /// The argument was left out.
    pub(crate) const ABSENT: Self = Self(None);

    /// The argument, where it was given.
    #[allow(dead_code, reason = "called where the API has such a parameter")]
    pub(crate) fn given(&self) -> Option<&Bound<'py, PyAny>> {
        self.0.as_ref()
    }
}

impl<'py> FromPyObject<'_, 'py> for Arg<'py> {
    type Error = Infallible;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Result<Self, Infallible> {
        Ok(Self(Some(value.to_owned())))
    }
}

/// The value of the argument `name`.
pub(crate) fn take<T: FromPython>(name: &str, value: &Bound<'_, PyAny>) -> Result<T, Refused> {
    T::from_python(value).map_err(|refused| refused.within(name))
}

/// The value of the argument `name`, or its default.
pub(crate) fn take_or<T: FromPython>(
    name: &str,
    value: &Arg<'_>,
    default: impl FnOnce() -> T,
) -> Result<T, Refused> {
    value.0.as_ref().map_or_else(|| Ok(default()), |value| take(name, value))
}

/// What the argument `name` holds, without a copy.
pub(crate) fn borrow<'a, C: Held>(
    name: &str,
    value: &'a Bound<'_, PyAny>,
) -> Result<&'a C::Core, Refused> {
    held::<C>(value).map_err(|refused| refused.within(name))
}

/// What the argument `name` holds, without a copy; nothing for `None` and where it was left out.
#[allow(dead_code, reason = "called where the API has such a parameter")]
pub(crate) fn borrow_or_none<'a, C: Held>(
    name: &str,
    value: Option<&'a Bound<'_, PyAny>>,
) -> Result<Option<&'a C::Core>, Refused> {
    value.filter(|value| !value.is_none()).map(|value| borrow::<C>(name, value)).transpose()
}

/// What an instance of a class holds.
pub(crate) fn held<'a, C: Held>(value: &'a Bound<'_, PyAny>) -> Result<&'a C::Core, Refused> {
    let object = value.cast::<C>().map_err(|_| Refused::wrong_type(value, C::NAME))?;
    Ok(object.get().held())
}

/// Runs the core: other Python threads go on meanwhile, and a panic becomes an error.
pub(crate) fn run<T: Send>(py: Python<'_>, call: impl FnOnce() -> T + Send) -> Result<T, Refused> {
    py.detach(|| std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)))
        .map_err(|panic| Refused::panicked(panic.as_ref()))
}
