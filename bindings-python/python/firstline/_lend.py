"""Which columns of a frame are lent, and how: those that a mapping names, with pyarrow and without the same."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from . import _native

_Lent = tuple[object, list[str] | None, dict[str, str]]
"""What gives the stream of the columns; the names of all columns, where there are others; and what those hold that
can't be lent, by their names."""

_Values = tuple[str, str, list[Any]]
"""The kind of a column, the unit of its times, and its values."""

_EPOCH = dt.datetime(1970, 1, 1)
_MICROSECOND = dt.timedelta(microseconds=1)


class _OddError(Exception):
    """A column holds what can't be lent: what that is."""


def _lend(frame: Any, wanted: Sequence[str]) -> _Lent:  # noqa: ANN401  (of whatever library)
    """Lend the columns of a frame that are asked for; of a library that is not known, all."""
    if _is(frame, "pandas", "DataFrame"):
        return _lend_pandas(frame, wanted)
    if _is(frame, "polars", "DataFrame"):
        return _lend_polars(frame, wanted)
    if _is(frame, "pyarrow", "Table", "RecordBatch"):
        names = frame.schema.names
        return frame.select(_once(names, wanted)), names, {}
    if _is(frame, "duckdb", "DuckDBPyRelation"):
        return _lend_duckdb(frame, wanted)
    return frame, None, {}


def _is(frame: object, module: str, *classes: str) -> bool:
    """Whether a frame is of a library, which then has been imported."""
    library = sys.modules.get(module)
    return any(isinstance(frame, getattr(library, name, ())) for name in classes)


def _once(names: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """The places of the names that are asked for. One that stands twice is refused by its name, so it is not lent."""
    return [place for place, name in enumerate(names) if name in wanted and names.count(name) == 1]


def _lend_duckdb(frame: Any, wanted: Sequence[str]) -> _Lent:  # noqa: ANN401
    names = frame.columns
    asked = [names[place] for place in _once(names, wanted)]
    folded = [name.lower() for name in names]
    if any(folded.count(name.lower()) > 1 for name in asked):
        # DuckDB takes the first of two names that differ in their case, whichever is asked for.
        return frame, None, {}
    quoted = ['"{}"'.format(name.replace('"', '""')) for name in asked]
    return frame.project(", ".join(quoted) or "NULL"), names, {}


def _lend_polars(frame: Any, wanted: Sequence[str]) -> _Lent:  # noqa: ANN401
    import polars

    columns, odd = [], {}
    for place in _once(frame.columns, wanted):
        name, kind = frame.columns[place], frame.dtypes[place]
        if kind == polars.Null:
            # Its stream of such a column has a buffer that Arrow's type of that name must not have.
            columns.append(polars.col(name).cast(polars.String))
        elif str(kind) in {"Int128", "UInt128"}:
            # Arrow has no integers of this width.
            columns.append(polars.col(name).cast(polars.String))
        elif str(kind) == "Object":
            odd[name] = f"polars' {kind}"
        else:
            columns.append(polars.col(name))
    return frame.select(columns), frame.columns, odd


def _lend_pandas(frame: Any, wanted: Sequence[str]) -> _Lent:  # noqa: ANN401
    """Of pandas each column by itself: as pyarrow has it, or a copy of its values."""
    import pandas

    names = [str(label) for label in frame.columns]
    count = len(names)
    levels = [(level, str(label)) for level, label in enumerate(frame.index.names) if label is not None]
    levels = [(level, name) for level, name in levels if name not in names]
    names += [name for _, name in levels]
    pyarrow = _pyarrow()
    lent, odd = [], {}
    for place in _once(names, wanted):
        if place < count:
            series = frame.iloc[:, place]
        else:
            series = pandas.Series(frame.index.get_level_values(levels[place - count][0]))
        try:
            series, kind = _kind(series)
            lent.append((names[place], _values(series, kind) if pyarrow is None else _array(series, kind)))
        except _OddError as found:
            odd[names[place]] = str(found)
    if pyarrow is None:
        return _native._frame([(name, *values) for name, values in lent]), names, odd
    return pyarrow.table([array for _, array in lent], names=[name for name, _ in lent]), names, odd


def _pyarrow() -> Any:  # noqa: ANN401  (it has no types)
    try:
        import pyarrow  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        return None
    return pyarrow


def _kind(series: Any) -> tuple[Any, str]:  # noqa: ANN401  (pandas has no types)
    """A column of pandas as it can be lent, and what it holds: `arrow` where pyarrow alone knows."""
    import pandas

    kinds = {"M": "clocks", "i": "int", "u": "uint", "f": "float", "b": "bool"}
    if isinstance(series.dtype, pandas.SparseDtype):
        series = series.sparse.to_dense()
    if isinstance(series.dtype, pandas.CategoricalDtype):
        if pandas.api.types.infer_dtype(series.dtype.categories) in {"string", "empty"}:
            return series, "text"
        series = series.astype(object)
    if isinstance(series.dtype, pandas.ArrowDtype):
        return series, "arrow"
    if isinstance(series.dtype, pandas.StringDtype):
        return series, "text"
    if isinstance(series.dtype, pandas.DatetimeTZDtype):
        return series.dt.tz_convert("UTC"), "instant"
    if series.dtype == object:
        return series, _kind_of_objects(series)
    if series.dtype.kind not in kinds:
        raise _OddError(f"pandas' {series.dtype}")
    kind = kinds[series.dtype.kind]
    # Where no row has a value, floats are what pandas makes of nothing.
    return series, "nothing" if kind == "float" and series.isna().all() else kind


def _kind_of_objects(series: Any) -> str:  # noqa: ANN401
    """What the objects of a column are, which must be of one type."""
    import pandas

    found = pandas.api.types.infer_dtype(series, skipna=True)
    if found == "string":
        return "text"
    values = series[~series.isna()]
    if len(values) == 0:
        return "nothing"
    match found:
        case "integer" | "decimal" if all(_is_whole(value) for value in values):
            low, high = int(values.min()), int(values.max())
            if low >= -(2**63) and high < 2**63:
                return "int"
            if low >= 0 and high < 2**64:
                return "uint"
            raise _OddError("integers of more than 64 bits")
        case "boolean":
            return "bool"
        case "floating" | "mixed-integer-float" if all(float(value) == value for value in values):
            return "float"
        case "datetime":
            zoned = {value.utcoffset() is not None for value in values}
            if len(zoned) > 1:
                raise _OddError("times with a zone and without")
            return "instant" if zoned.pop() else "clocks"
        case "date" if not any(isinstance(value, dt.datetime) for value in values):
            return "date"
    types = sorted({type(value).__name__ for value in values})
    raise _OddError(f"objects of the type{'s' if len(types) > 1 else ''} {', '.join(types)}")


def _is_whole(value: Any) -> bool:  # noqa: ANN401
    """Whether an integer or a decimal is a whole number."""
    return not isinstance(value, Decimal) or (value.is_finite() and value == value.to_integral_value())


def _values(series: Any, kind: str) -> _Values:  # noqa: ANN401
    """A copy of a column's values."""
    unit, missing = "us", series.isna()
    if kind == "nothing":
        return kind, unit, [None] * len(series)
    values: Sequence[Any] = series
    if series.dtype == object:
        values = [None if gone else _value(value, kind) for value, gone in zip(series, missing, strict=True)]
    elif kind in {"clocks", "instant"}:
        naive = series if kind == "clocks" else series.dt.tz_localize(None)
        unit = naive.dt.unit
        values = naive.to_numpy().view("int64").tolist()
    elif kind != "text":
        values = series.tolist()
    copied = [None if gone else value for value, gone in zip(values, missing, strict=True)]
    if kind == "text":
        _check_text(copied)
    return kind, unit, copied


def _value(value: Any, kind: str) -> Any:  # noqa: ANN401
    """An object, as what a column of its kind holds."""
    match kind:
        case "clocks":
            return (value - _EPOCH) // _MICROSECOND
        case "instant":
            return (value - _EPOCH.replace(tzinfo=dt.UTC)) // _MICROSECOND
        case "date":
            return (value - _EPOCH.date()).days
        case "int" | "uint":
            return int(value)
        case "float":
            return float(value)
        case "bool":
            return bool(value)
    return value


def _check_text(texts: Sequence[str | None]) -> None:
    try:
        "".join(text for text in texts if text is not None).encode()
    except UnicodeEncodeError:
        raise _OddError("text with halves of surrogate pairs, which is no Unicode") from None


def _array(series: Any, kind: str) -> Any:  # noqa: ANN401
    """A column as pyarrow has it, without a copy where that is possible."""
    import pyarrow

    types = {
        "int": pyarrow.int64(),
        "uint": pyarrow.uint64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "clocks": pyarrow.timestamp("us"),
        "instant": pyarrow.timestamp("us", "UTC"),
        "date": pyarrow.date32(),
    }
    if kind == "nothing":
        return pyarrow.nulls(len(series))
    try:
        if kind == "text" and series.dtype == object:
            return pyarrow.array(series, pyarrow.large_string(), from_pandas=True)
        if series.dtype != object:
            return pyarrow.array(series, from_pandas=True)
        return pyarrow.array(_values(series, kind)[2], types[kind])
    except UnicodeEncodeError:
        raise _OddError("text with halves of surrogate pairs, which is no Unicode") from None
    except pyarrow.ArrowException as fault:
        raise _OddError(f"pandas' {series.dtype}, which pyarrow can't lend ({fault})") from None
