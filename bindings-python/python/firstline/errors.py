"""Why a call did nothing.

Every exception of this library is a `FirstlineError`, and that is a `ValueError`. The subclass tells what a program
does about it, the code is stable and the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._native import ErrorKind, Fault

__all__ = [
    "FirstlineError",
    "InternalError",
    "InvalidError",
    "MalformedError",
    "NotAllowedError",
    "UnknownError",
    "UnreachableError",
]


class FirstlineError(ValueError):
    """One or more faults of the input, each with its code and its place.

    >>> from firstline import ErrorKind
    >>> try:
    ...     ErrorKind("odd")
    ... except FirstlineError as error:
    ...     print(type(error).__name__, error.code, error.kind)
    UnknownError label.unknown unknown
    """

    def __init__(self, message: str, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        """Every fault, in the order of the input."""
        super().__init__(message, self.faults)

    def __str__(self) -> str:
        return str(self.args[0])

    @property
    def kind(self) -> ErrorKind:
        """What a program does about it; of the first fault."""
        return self.faults[0].kind

    @property
    def code(self) -> str:
        """Stable name of the first fault, such as `calendar.empty_window`."""
        return self.faults[0].code

    @property
    def path(self) -> str:
        """Where in the input the first fault lies, such as `weekly[2].close`; empty for the input as a whole."""
        return self.faults[0].path


class MalformedError(FirstlineError):
    """A text or value that can't be read as what it should be."""


class InvalidError(FirstlineError):
    """A value outside its range, or values that contradict each other."""


class UnknownError(FirstlineError):
    """A name that names nothing: a zone, a field, a label."""


class NotAllowedError(FirstlineError):
    """Something that the rules forbid, such as a transition of a ticket."""


class UnreachableError(FirstlineError):
    """A question that has no answer, such as a target that no number of agents reaches."""


class InternalError(FirstlineError):
    """A defect of firstline itself."""
