"""What the generated labels are made of."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any


class Label(StrEnum):
    """One of a closed list of texts; equal to its text and printed as it."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    @classmethod
    def _missing_(cls, value: object) -> None:
        from ._native import ErrorKind, Fault
        from .errors import MalformedError, UnknownError

        def fault(kind: ErrorKind, code: str, message: str) -> tuple[str, list[Fault]]:
            return f"{message} [{code}]", [Fault(kind=kind, code=code, path="", message=message)]

        if not isinstance(value, str):
            message = f"is {type(value).__name__}; give {cls.__name__} or its text"
            raise MalformedError(*fault(ErrorKind.MALFORMED, "value.type", message))
        message = f"there is no {cls.__name__} '{value}'; write one of {', '.join(cls)}"
        raise UnknownError(*fault(ErrorKind.UNKNOWN, "label.unknown", message))


def make(name: str, docs: str, members: Iterable[tuple[str, str, str]]) -> Any:  # noqa: ANN401  (the stub types it)
    """The class of a label, from the name, text and documentation of each member."""
    members = list(members)
    enumeration: Any = Label
    label = enumeration(name, [(member, text) for member, text, _ in members], module="firstline")
    label.__doc__ = docs
    for member, _, about in members:
        label[member].__doc__ = about
    return label
