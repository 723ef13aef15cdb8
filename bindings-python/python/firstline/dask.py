"""The same figures on Dask: the extra `firstline[dask]`.

The rows are shuffled by ticket, each partition becomes a state on its worker, and only the bytes of the states come
back.

    state, quality = firstline.kpi_state(engine, frame, mapping, zone)        # one process
    state, quality = firstline.dask.kpi_state(engine, frame, mapping, zone)   # a cluster, the same to the byte
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from ._native import ColumnMapping, DataQuality, KpiEngine, KpiState
from .cluster import Part, check_frame, columns_read, named, part_of, ticket_column, together

__all__ = ["kpi_state"]


def kpi_state(
    engine: KpiEngine,
    frame: Any,  # noqa: ANN401  (Dask has no types)
    mapping: ColumnMapping,
    zone: str | ZoneInfo | None = None,
    *,
    order_by: str | Sequence[str] = (),
    partitions: int | None = None,
) -> tuple[KpiState, DataQuality]:
    """Compute the state of the tickets of a DataFrame of Dask, and how good the data are.

    `order_by` names the columns that tell the order of a ticket's rows, where the mapping takes them as they are
    given. `partitions` is how many parts there are, by default as many as the frame has. Each part must fit into
    the memory of its worker. Rows that a `DataQuality` shows as examples are numbered by part.
    """
    import dask  # type: ignore[import-untyped, import-not-found, unused-ignore]

    check_frame(frame, "to_delayed", "a DataFrame of Dask, such as dask.dataframe.from_pandas(frame, npartitions=8)")
    order_by = named(order_by)
    ticket = ticket_column(mapping, order_by)
    shuffled = frame[columns_read(engine, mapping, frame.columns, order_by)].shuffle(ticket, npartitions=partitions)
    spec = engine.spec().to_json()

    def part(rows: Any) -> Part | None:  # noqa: ANN401
        if len(rows) == 0:
            return None
        ordered = rows.sort_values(order_by, kind="stable") if order_by else rows
        return part_of(spec, ordered.reset_index(drop=True), mapping, zone)

    parts = dask.compute(*[dask.delayed(part)(rows) for rows in shuffled.to_delayed()])
    return together(engine, [each for each in parts if each is not None])
