"""Runs the shared cases through the public API: arguments are decoded by the types that the stub tells."""

import ast
import json
import keyword
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import firstline

CASES = Path(__file__).parents[2] / "tests" / "cases"
STUB = Path(firstline.__file__).parent / "_native.pyi"
ABSOLUTE = 1e-14


@dataclass(frozen=True)
class Fault:
    """What a case expects of an error, or an error as a case sees it."""

    code: str
    path: str


class Undecodable(Exception):
    """An argument that the library refuses while it is made."""

    def __init__(self, code: str, path: str) -> None:
        super().__init__(code, path)
        self.fault = Fault(code, path)


def _below(place: str, kind: ast.expr, value: Any, objects: dict[str, Any]) -> Any:
    """What `decode` gives; the path of what it refuses begins with `place`."""
    try:
        return decode(kind, value, objects)
    except Undecodable as error:
        code, path = error.fault.code, error.fault.path
        raise Undecodable(code, place + (path if path.startswith("[") or not path else f".{path}")) from error


def _parameters() -> dict[str, dict[str, ast.expr]]:
    """The type of each parameter, by `function` or `Class.method`."""
    found = {}

    def read(body: list[ast.stmt], within: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                read(node.body, f"{within}{node.name}.")
            elif isinstance(node, ast.FunctionDef):
                arguments = node.args.args + node.args.kwonlyargs
                found[within + node.name] = {each.arg: each.annotation for each in arguments if each.annotation}

    read(ast.parse(STUB.read_text()).body, "")
    return found


PARAMETERS = _parameters()


def spelt(name: str) -> str:
    """A name of the core as Python has it."""
    return name + "_" if keyword.iskeyword(name) else name


def decode(kind: ast.expr, value: Any, objects: dict[str, Any]) -> Any:
    """A value in the core's JSON form as Python's own, by the parameter's type."""
    match kind:
        case ast.BinOp(op=ast.BitOr()):
            members = list(_members(kind))
            names = [ast.unparse(member) for member in members]
            if value is None or (isinstance(value, str) and "str" in names):
                return value
            return decode(members[0], value, objects)
        case ast.Subscript(value=ast.Name(id="Sequence"), slice=item) if isinstance(value, list):
            return [_below(f"[{place}]", item, each, objects) for place, each in enumerate(value)]
        case ast.Subscript(value=ast.Name(id="Mapping"), slice=ast.Tuple(elts=[_, item])) if isinstance(value, dict):
            return {key: _below(key, item, each, objects) for key, each in value.items()}
        case ast.Attribute(attr="datetime") if isinstance(value, str):
            return datetime.fromisoformat(value)
        case ast.Name(id="bytes") if isinstance(value, str):
            return value.encode()
        case ast.Name(id="bytes") if isinstance(value, list):
            return bytes(value)
        case ast.Name(id="float") if value in ("NaN", "Infinity", "-Infinity"):
            return float(value)
        case ast.Name(id=name) if hasattr(getattr(firstline, name, None), "from_json"):
            try:
                return getattr(firstline, name).from_json(json.dumps(value))
            except firstline.FirstlineError as error:
                raise Undecodable(error.code, error.path) from error
        case ast.Name(id=name) if isinstance(value, str) and value in objects:
            return objects[value]
    return value


def _members(union: ast.expr) -> Iterator[ast.expr]:
    if isinstance(union, ast.BinOp):
        yield from _members(union.left)
        yield from _members(union.right)
    else:
        yield union


def encode(value: Any) -> Any:
    """A result in the core's JSON form."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case float():
            return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN" if math.isnan(value) else value)
        case datetime():
            return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds").replace("+00:00", "Z")
        case timedelta():
            return _iso8601(value // timedelta(milliseconds=1))
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes():
            return list(value)
        case list():
            return [encode(each) for each in value]
        case dict():
            return {key: encode(each) for key, each in value.items()}
    return json.loads(value.to_json()) if hasattr(value, "to_json") else None


def _iso8601(millis: int) -> str:
    sign, rest = ("-" if millis < 0 else ""), abs(millis)
    hours, rest = divmod(rest, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds = f"{rest // 1000}.{rest % 1000:03}" if rest % 1000 else str(rest // 1000)
    parts = [f"{hours}H" if hours else "", f"{minutes}M" if minutes else "", f"{seconds}S" if rest else ""]
    return f"{sign}PT{''.join(parts) or '0S'}"


def matches(expected: Any, got: Any, tolerance: float | None) -> bool:
    """Whether a result is as expected: an expected object may leave keys out, of a text `contains` may tell parts."""
    match expected, got:
        case {"contains": [_, *_] as parts}, str():
            return _contains(parts, got)
        case dict(), dict():
            return all(matches(want, got.get(key), tolerance) for key, want in expected.items())
        case list(), list():
            pairs = zip(expected, got, strict=False)
            return len(expected) == len(got) and all(matches(want, have, tolerance) for want, have in pairs)
        case bool(), _:
            return expected is got
        case int() | float(), int() | float() if not isinstance(got, bool):
            share = max(tolerance * abs(expected), ABSOLUTE) if tolerance is not None else 0
            return abs(expected - got) <= share
    return bool(expected == got)


def _contains(parts: list[str], text: str) -> bool:
    """Whether a text has these parts, one after the other."""
    for part in parts:
        _, found, text = text.partition(part)
        if not found:
            return False
    return True


def _resolve(call: str, on: Any) -> tuple[str, Callable[..., Any]]:
    """The name in the stub, and what to call."""
    owner, _, name = call.rpartition(".")
    if not owner:
        return spelt(name), getattr(firstline, spelt(name))
    if name == "new":
        return f"{owner}.__new__", getattr(firstline, owner)
    return f"{owner}.{spelt(name)}", getattr(getattr(firstline, owner) if on is None else on, spelt(name))


def invoke(call: str, on: Any, given: dict[str, Any], objects: dict[str, Any]) -> Any:
    """The result of a call, or the fault with which it was refused."""
    name, function = _resolve(call, on)
    arguments = {}
    for parameter, value in given.items():
        try:
            kind = PARAMETERS[name][spelt(parameter)]
            arguments[spelt(parameter)] = _below(parameter, kind, value, objects)
        except Undecodable as error:
            return error.fault
    try:
        return function(**arguments)
    except firstline.FirstlineError as error:
        return Fault(error.code, error.path)


def declared(document: dict[str, Any]) -> dict[str, Any]:
    """The objects of a file; one may be made from others, in whatever order."""
    waiting = {name: {"given": {}} | each for name, each in document.get("objects", {}).items()}
    built: dict[str, Any] = {}
    while waiting:
        ready = [name for name, each in waiting.items() if not set(_texts(each)) & set(waiting) - {name}]
        assert ready, f"objects in a circle: {list(waiting)}"
        for name in ready:
            each = waiting.pop(name)
            on = built[each["on"]] if "on" in each else None
            built[name] = invoke(f"{each['type']}.{each.get('constructor', 'new')}", on, each["given"], built)
            assert not isinstance(built[name], Fault), f"{name}: {built[name]}"
    return built


def _texts(each: dict[str, Any]) -> list[str]:
    """The texts that may be names of other objects."""
    return [value for value in [each.get("on"), *each["given"].values()] if isinstance(value, str)]


def cases(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each case of a file, those of its tables too."""
    yield from document.get("cases", [])
    for table in document.get("tables", []):
        for number, row in enumerate(table["rows"]):
            cells = dict(zip(table["columns"], row, strict=True))
            case = {key: table[key] for key in ("call", "on", "tolerance") if key in table}
            case["name"] = f"row {number} of {table['call']}"
            case |= {key: cells.pop(key) for key in ("expect", "error") if key in cells}
            yield case | {"given": table.get("given", {}) | cells}


def run(case: dict[str, Any], objects: dict[str, Any]) -> str | None:
    """What is wrong, if anything is."""
    on = objects[case["on"]] if case.get("on") else None
    got = invoke(case["call"], on, case.get("given", {}), objects)
    if "error" in case:
        error = case["error"]
        expected = Fault(error["code"], error["path"])
        right = got == expected
    else:
        expected = case["expect"]
        if not isinstance(got, Fault):
            got = encode(got)
        right = matches(expected, got, case.get("tolerance"))
    return None if right else f"{case['name']}: expected {expected}, got {got}"
