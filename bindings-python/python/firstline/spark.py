"""The same figures on Spark, where one machine is too small: the extra `firstline[spark]`.

The rows are parted by ticket, each part becomes a state on its worker (`mapInArrow`: nothing goes across the network
but by the ticket, only the columns that are read, and no group has to fit into pandas), and only the bytes of the
states come back. Workers need this package.

    state, quality = firstline.kpi_state(engine, frame, mapping, zone)         # one process
    state, quality = firstline.spark.kpi_state(engine, frame, mapping, zone)   # a cluster, the same to the byte
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ._native import ColumnMapping, DataQuality, KpiEngine, KpiState
from .cluster import check_frame, columns_read, named, part_of, ticket_column, together

if TYPE_CHECKING:
    from pyspark.sql import DataFrame  # type: ignore[import-not-found, unused-ignore]

__all__ = ["kpi_state"]


def kpi_state(
    engine: KpiEngine,
    frame: DataFrame,
    mapping: ColumnMapping,
    zone: str | ZoneInfo | None = None,
    *,
    order_by: str | Sequence[str] = (),
    partitions: int | None = None,
) -> tuple[KpiState, DataQuality]:
    """Compute the state of the tickets of a DataFrame of Spark, and how good the data are.

    `order_by` names the columns that tell the order of a ticket's rows, where the mapping takes them as they are
    given. `partitions` is how many parts there are, by default as many as Spark takes for a shuffle. Each part must
    fit into the memory of its worker. Rows that a `DataQuality` shows as examples are numbered by part.
    """
    check_frame(frame, "mapInArrow", "a DataFrame of Spark, such as session.createDataFrame(frame)")
    order_by = named(order_by)
    ticket = ticket_column(mapping, order_by)
    read = columns_read(engine, mapping, frame.columns, order_by)
    frame = frame.select(*["`{}`".format(name.replace("`", "``")) for name in read])
    parted = frame.repartition(ticket) if partitions is None else frame.repartition(partitions, ticket)
    if order_by:
        parted = parted.sortWithinPartitions(ticket, *order_by)
    spec = engine.spec().to_json()

    def part(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]

        rows = list(batches)
        if rows:
            state, quality = part_of(spec, pa.Table.from_batches(rows), mapping, zone)
            yield pa.record_batch({"state": pa.array([state], pa.binary()), "quality": [quality]})

    rows = parted.mapInArrow(part, "state binary, quality string").collect()
    return together(engine, [(bytes(row.state), row.quality) for row in rows])
