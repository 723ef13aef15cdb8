"""What clusters share: each part of the rows becomes a state as bytes, and the bytes are put together.

A ticket must be in one part only, with all of its events; then the result is the same to the byte as that of one
process, however many parts there are. `firstline.spark` and `firstline.dask` part the rows by themselves; for other
engines there is the accumulator.
"""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from . import _native
from ._native import (
    ColumnMapping,
    DataQuality,
    ErrorKind,
    Fault,
    KpiEngine,
    KpiRow,
    KpiSpec,
    KpiState,
    merge_quality,
)
from .analytics import kpi_state
from .errors import InvalidError, MalformedError
from .frames import ArrowStream

__all__ = ["KpiAccumulator", "merge_states"]

Part = tuple[bytes, str]
"""The bytes of a state and the JSON of a `DataQuality`."""


def merge_states(engine: KpiEngine, states: Iterable[bytes | bytearray | memoryview]) -> KpiState:
    """Put the bytes of states together.

    Raises what `KpiEngine.read_state` and `KpiState.merge` raise.

    >>> import firstline
    >>> engine = firstline.KpiEngine(firstline.KpiSpec(kpis=["volume"]))
    >>> merged = firstline.merge_states(engine, [engine.empty().to_bytes()] * 2)
    >>> merged.tickets()
    0
    """
    return _native._merge_states(engine, list(states))


class KpiAccumulator:
    """A state that takes frames and other states one after the other, as engines such as DataFusion ask for it.

    >>> import firstline
    >>> engine = firstline.KpiEngine(firstline.KpiSpec(kpis=["volume"]))
    >>> accumulator = firstline.KpiAccumulator(engine, firstline.event_mapping())
    >>> accumulator.update(firstline.event_frame([]))
    >>> accumulator.merge([engine.empty().to_bytes()])
    >>> accumulator.evaluate()[0].value
    KpiValue.Count(count=0)
    """

    def __init__(self, engine: KpiEngine, mapping: ColumnMapping, zone: str | ZoneInfo | None = None) -> None:
        self._engine, self._mapping, self._zone = engine, mapping, zone
        self._state, self._quality = engine.empty(), DataQuality()

    def update(self, frame: ArrowStream) -> None:
        """Add the tickets of a frame, each with all of its events."""
        state, quality = kpi_state(self._engine, frame, self._mapping, self._zone)
        self._state, self._quality = self._state.merge(state), merge_quality([self._quality, quality])

    def state(self) -> bytes:
        """Give what there is so far as bytes."""
        return self._state.to_bytes()

    def merge(self, states: Iterable[bytes | bytearray | memoryview]) -> None:
        """Add what others have."""
        self._state = self._state.merge(merge_states(self._engine, states))

    def evaluate(self) -> list[KpiRow]:
        """Compute the figures."""
        return self._state.finish()

    def quality(self) -> DataQuality:
        """Tell how good the data of the frames are that were added here."""
        return self._quality


def part_of(spec: str, frame: ArrowStream, mapping: ColumnMapping, zone: str | ZoneInfo | None) -> Part:
    """What a worker makes of its part of the rows."""
    state, quality = kpi_state(KpiEngine(KpiSpec.from_json(spec)), frame, mapping, zone)
    return state.to_bytes(), quality.to_json()


def together(engine: KpiEngine, parts: Sequence[Part]) -> tuple[KpiState, DataQuality]:
    """What the parts are together."""
    quality = merge_quality([DataQuality.from_json(quality) for _, quality in parts])
    return merge_states(engine, [state for state, _ in parts]), quality


def named(order_by: str | Sequence[str]) -> list[str]:
    """The columns that tell the order of rows, of which one may be named by itself."""
    return [order_by] if isinstance(order_by, str) else list(order_by)


def columns_read(engine: KpiEngine, mapping: ColumnMapping, names: Iterable[str], order_by: Sequence[str]) -> list[str]:
    """The columns of a frame of which something is asked; refused where the mapping names one that is not there,
    or none for a field that the figures read."""
    names = [str(name) for name in names]
    for name in order_by:
        if name not in names:
            there = ", ".join(f"'{it}'" for it in names)
            raise _refused(
                "malformed", "columns.missing", "order_by", f"there is no column '{name}'; there are {there}"
            )
    return list(dict.fromkeys([*_native._columns_read(engine, mapping, names), *order_by]))


def ticket_column(mapping: ColumnMapping, order_by: Sequence[str]) -> str:
    """The column by which rows are parted; refused where the rows of a ticket would come in no order."""
    if mapping.ticket is None:
        message = "name the column that names the ticket, by which the rows are parted"
        raise _refused("invalid", "mapping.incomplete", "mapping.ticket", message)
    if str(mapping.row_order) == "as_given" and not order_by:
        message = (
            "the mapping takes rows as they are given, and a cluster gives them in no order: name the columns that "
            "have it, or give a mapping with row_order='by_time'"
        )
        raise _refused("invalid", "cluster.no_order", "order_by", message)
    return mapping.ticket


def check_frame(frame: object, method: str, wanted: str) -> None:
    """Refuse what is no DataFrame of an engine: it has not a method that those have."""
    if not hasattr(frame, method):
        message = f"is {type(frame).__name__}; give {wanted}, or call firstline.kpi_state, which takes other frames"
        raise _refused("malformed", "value.type", "frame", message)


def _refused(kind: str, code: str, path: str, message: str) -> MalformedError | InvalidError:
    fault = Fault(kind=ErrorKind(kind), code=code, path=path, message=message)
    refused = MalformedError if kind == "malformed" else InvalidError
    return refused(f"{path}: {message} [{code}]", [fault])
