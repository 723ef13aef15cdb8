"""Data frames in and out: pandas, polars, pyarrow, DuckDB and whatever else speaks Arrow.

Nothing of them has to be installed, pyarrow neither: a frame is lent through Arrow's C stream interface. Of a frame of
pandas, polars, pyarrow or DuckDB only the columns are looked at that the mapping names.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from . import _native
from ._lend import _lend as _lend
from ._native import ColumnMapping, Frame, Ticket, TicketLog

__all__ = ["ArrowStream", "event_frame", "read_frame", "read_frames"]


class ArrowStream(Protocol):
    """A frame of whatever library: a DataFrame of pandas or polars, a Table of pyarrow, a relation of DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The Arrow stream of its rows."""


def read_frame(
    frame: ArrowStream,
    mapping: ColumnMapping,
    zone: str | ZoneInfo | None = None,
    *,
    on_progress: Callable[[int, int], object] | None = None,
) -> TicketLog:
    """Read the tickets of a frame, by a mapping that says which column is what.

    Text may be of any width or a dictionary, timestamps of any unit. Those without a zone, and texts without an
    offset, are by the clocks of `zone`, which must then be given; dates are the first instants of their days there.
    Columns that the mapping does not name may hold anything. A named level of the index of pandas is a column too. The
    result is the same with pyarrow and without. `on_progress` is called now and then, in the thread of the caller, with
    how many tickets of how many are read; what it raises ends the work.

    Raises what `read_log` raises, and `columns.type` for a column of another type than it should have, such as one of
    objects of several types.

    >>> import firstline
    >>> log = firstline.read_log(
    ...     b"ticket,at,kind\\nT-1,2026-03-02T09:00:00Z,created\\n", firstline.event_mapping()
    ... )
    >>> frame = firstline.event_frame(log.tickets)
    >>> frame.columns[:3]
    ['ticket', 'at', 'kind']
    >>> firstline.read_frame(frame, firstline.event_mapping()) == log
    True
    """
    return read_frames([(frame, mapping)], zone, on_progress=on_progress)


def read_frames(
    frames: Iterable[tuple[ArrowStream, ColumnMapping]],
    zone: str | ZoneInfo | None = None,
    *,
    on_progress: Callable[[int, int], object] | None = None,
) -> TicketLog:
    """Read the tickets of several frames, each with its mapping, as `read_frame` does.

    Frames of one mapping are one table, such as two exports, one below the other: a row that stands in both is a
    duplicate. Rows of several mappings are taken by time.

    >>> import firstline
    >>> len(firstline.read_frames([]).tickets)
    0
    """
    return _native._read_frames(list(frames), zone, on_progress)


def event_frame(tickets: Sequence[Ticket], zone: str | ZoneInfo | None = None) -> Frame:
    """The events of tickets as a table of the columns that `event_mapping` reads, and one for each field of theirs.

    Its instants are shown by the clocks of `zone`, by default UTC. A field that is named like a column of
    `event_mapping` gets a number, as in `status_2`, and is a field of that name where the table is read again.

    >>> import firstline
    >>> len(firstline.event_frame([]))
    0
    """
    return _native._event_frame(tickets, zone)


def _to_pandas(frame: Frame) -> Any:  # noqa: ANN401  (pandas has no types)
    """A DataFrame with the types of pandas' own, which needs no pyarrow."""
    import pandas as pd  # type: ignore[import-untyped, unused-ignore]

    columns = {}
    for place, name in enumerate(frame.columns):
        kind, zone, values = frame._column(place)
        match kind:
            case "text":
                column = pd.Series(values, dtype="str")
            case "int":
                column = pd.Series(values, dtype="Int64" if None in values else "int64")
            case "float":
                column = pd.Series(values, dtype="float64")
            case "bool":
                column = pd.Series(values, dtype="boolean" if None in values else "bool")
            case "instant":
                naive = pd.Series(values, dtype="Int64").astype("datetime64[ms]")
                column = naive.dt.tz_localize("UTC").dt.tz_convert(zone)
            case _:
                column = pd.Series(values, dtype="Int64").astype("timedelta64[ms]")
        columns[name] = column
    return pd.DataFrame(columns)
