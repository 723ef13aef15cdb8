
from collections.abc import Callable
from typing import Any

from typing_extensions import CapsuleType

__all__ += ["Frame"]

@final
class Frame:
    """A table of results: columns of text, numbers, truth values, instants and spans.

    Whatever takes Arrow takes it, without a copy: `polars.DataFrame(frame)`, `pyarrow.table(frame)`, DuckDB by its name
    in a query.
    """

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> CapsuleType:
        """The Arrow stream of the table, as its PyCapsule interface has it."""
    def to_pandas(self) -> Any:
        """As a DataFrame of pandas, which must be installed; with the types that pandas has of its own."""
    def to_polars(self) -> Any:
        """As a DataFrame of polars, which must be installed."""
    def _column(self, place: int) -> tuple[str, str, list[Any]]: ...

def _read_frames(
    pairs: Sequence[tuple[object, ColumnMapping]],
    zone: str | zoneinfo.ZoneInfo | None,
    on_progress: Callable[[int, int], object] | None,
) -> TicketLog: ...
def _columns_read(engine: KpiEngine, mapping: ColumnMapping, names: list[str]) -> list[str]: ...
def _frame(columns: list[tuple[str, str, str, list[Any]]]) -> Frame: ...
def _event_frame(tickets: Sequence[Ticket], zone: str | zoneinfo.ZoneInfo | None) -> Frame: ...
def _breaches_frame(report: PerformanceReport, zone: str | zoneinfo.ZoneInfo | None) -> Frame: ...
def _incident_frame(report: IncidentReport, zone: str | zoneinfo.ZoneInfo | None) -> Frame: ...
def _kpi_state(
    engine: KpiEngine,
    pairs: Sequence[tuple[object, ColumnMapping]],
    zone: str | zoneinfo.ZoneInfo | None,
    on_progress: Callable[[int, int], object] | None,
) -> tuple[KpiState, DataQuality]: ...
def _reduce_frames(
    engine: KpiEngine,
    pairs: Sequence[tuple[object, ColumnMapping]],
    zone: str | zoneinfo.ZoneInfo | None,
    on_progress: Callable[[int, int], object] | None,
) -> tuple[Frame, DataQuality]: ...
def _merge_states(engine: KpiEngine, states: list[bytes | bytearray | memoryview]) -> KpiState: ...
def _facts_frame(facts: Sequence[TicketFacts], zone: str | zoneinfo.ZoneInfo | None) -> Frame: ...
def _promise_frame(facts: Sequence[TicketFacts], zone: str | zoneinfo.ZoneInfo | None) -> Frame: ...
def _kpi_frame(rows: Sequence[KpiRow], groups: list[str]) -> Frame: ...
