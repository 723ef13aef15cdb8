//! Choices: a base class, and a subclass for each variant as its attribute.

use crate::errors::Refused;
use firstline::ErrorKind;
use pyo3::PyClass;
use pyo3::prelude::*;

/// Makes `Variant` reachable as `Base.Variant`, for those who type it and for pickle.
pub(crate) fn register<Base: PyClass, Variant: PyClass>(py: Python<'_>) -> PyResult<()> {
    let (base, variant) = (Base::type_object(py), Variant::type_object(py));
    let name = <Variant as PyClass>::NAME;
    variant.setattr("__qualname__", format!("{}.{name}", <Base as PyClass>::NAME))?;
    base.setattr(name, variant)
}

/// The instance of a variant's class holds another variant, which its constructor rules out.
pub(crate) fn of_another_variant() -> Refused {
    Refused::new(ErrorKind::Internal, "internal.panic", "a variant holds another one")
}
