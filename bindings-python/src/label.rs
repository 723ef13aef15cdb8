//! Labels: an enumeration of Python's own, made when the module is imported.

use crate::convert::Answer;
use crate::errors::Refused;
use crate::text::unicode;
use firstline::ErrorKind;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};

/// A label of the core.
pub(crate) trait Label: Copy + 'static {
    /// Its name.
    const NAME: &'static str;
    /// Its documentation.
    const DOCS: &'static str;
    /// Name, text and documentation of each member, in the order of [`Label::place`].
    const MEMBERS: &'static [(&'static str, &'static str, &'static str)];

    /// The member of that text.
    fn from_text(text: &str) -> Option<Self>;
    /// Where in [`Label::MEMBERS`] it stands.
    fn place(self) -> usize;
    /// Its class.
    fn class() -> &'static OnceClass;
}

/// The class, once the module is imported.
pub(crate) type OnceClass = PyOnceLock<Class>;

/// The class of a label and its members.
pub(crate) struct Class {
    class: Py<PyType>,
    members: Vec<Py<PyAny>>,
}

/// Makes the class.
pub(crate) fn register<L: Label>(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let base = py.import("firstline._label")?.getattr("make")?;
    let class = base.call1((L::NAME, L::DOCS, L::MEMBERS))?.cast_into::<PyType>()?;
    let members = class.try_iter()?.map(|member| Ok(member?.unbind())).collect::<PyResult<_>>()?;
    module.add(L::NAME, &class)?;
    L::class().get_or_init(py, || Class { class: class.unbind(), members });
    Ok(())
}

/// The member that Python means, or its text.
pub(crate) fn take<L: Label>(value: &Bound<'_, PyAny>) -> Result<L, Refused> {
    let wrong = || Refused::wrong_type(value, &format!("{} or its text", L::NAME));
    let text = value.cast::<PyString>().map_err(|_| wrong())?;
    // A member of another label is a text too, but can't be meant.
    let ours = || {
        L::class()
            .get(value.py())
            .is_some_and(|class| value.is_instance(class.class.bind(value.py())).unwrap_or(false))
    };
    if text.cast_exact::<PyString>().is_err() && !ours() {
        return Err(wrong());
    }
    let text = unicode(text)?;
    L::from_text(text).ok_or_else(|| unknown::<L>(text))
}

fn unknown<L: Label>(text: &str) -> Refused {
    let known: Vec<_> = L::MEMBERS.iter().map(|(_, text, _)| *text).collect();
    let message = format!("there is no {} '{text}'; write one of {}", L::NAME, known.join(", "));
    Refused::new(ErrorKind::Unknown, "label.unknown", message)
}

/// The member of the class.
pub(crate) fn give<L: Label>(label: L, py: Python<'_>) -> Answer<'_> {
    let member = L::class().get(py).and_then(|class| class.members.get(label.place()));
    member.map(|member| member.bind(py).clone()).ok_or_else(|| {
        Refused::new(
            ErrorKind::Internal,
            "internal.panic",
            format!("{} is not registered", L::NAME),
        )
    })
}
