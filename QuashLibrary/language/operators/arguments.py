"""The kinds of arguments of operators: how each is described, and how it is read from a registry."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, cast, get_args

from QuashLibrary.errors import DurationError
from QuashLibrary.language.durations import Seconds, parse_duration
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.json_values import TypeName, is_finite
from QuashLibrary.language.operators.condition_reader import ArgumentKind
from QuashLibrary.language.operators.model import Conditions
from QuashLibrary.language.operators.numbers_and_times import read_number, read_time
from QuashLibrary.language.regexes import compile_regex
from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.operators.condition_reader import ConditionReader

TYPES = get_args(TypeName)
_VALUE = re.compile(r"\bvalue\b")


def _read_anything(value: object, reader: ConditionReader) -> JSON:
    is_duration = reader.durations and isinstance(value, str | int | float)
    duration = _read_time_taken(value, reader) if is_duration else None
    return cast("JSON", value) if duration is None else duration


def _read_order(value: object, reader: ConditionReader) -> float | str | None:
    if reader.durations:
        return _read_time_taken(value, reader)
    if is_finite(value):
        return value
    if isinstance(value, str) and read_time(value) is not None:
        return value
    reader.refuse(value, ORDER.words, _without_quotes(value))
    return None


def _without_quotes(value: object) -> str:
    is_number = isinstance(value, str) and read_number(value) is not None
    return f"write {show(value)[1:-1]} without quotes" if is_number else ""


def _read_duration(value: object, reader: ConditionReader) -> Seconds | None:
    try:
        return Seconds(parse_duration(value))
    except DurationError as error:
        reader.report(str(error))
        return None


def _read_time_taken(value: object, reader: ConditionReader) -> Seconds | None:
    """Read a duration with a unit; a bare number would mean seconds here, but milliseconds in other tools."""
    seconds = _read_duration(value, reader)
    has_unit = isinstance(value, Seconds) or (isinstance(value, str) and read_number(value) is None)
    if seconds is not None and not has_unit:
        number = show(value).strip('"')
        reader.refuse(value, "a duration with a unit", f"write {number}ms or {number}s")
    return seconds


def _read_text(value: object, reader: ConditionReader) -> str | None:
    if isinstance(value, str):
        return value
    is_scalar = value is None or isinstance(value, bool | int | float)
    reader.refuse(value, TEXT.words, f'write "{show(value)}" in quotes' if is_scalar else "")
    return None


def _read_regex(value: object, reader: ConditionReader) -> str | None:
    pattern = _read_text(value, reader)
    if pattern is None:
        return None
    try:
        compile_regex(pattern)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        reader.report(f"invalid regular expression {show(value, 60)}: {error.msg}{place}")
    except (RecursionError, OverflowError):
        reader.report(f"the regular expression {show(value, 60)} is too large")
    return pattern


def _read_expression(value: object, reader: ConditionReader) -> str | None:
    if reader.is_open(value):
        reader.report(
            '"satisfies" cannot contain ${…}: the value would become part of the program', "write $name instead"
        )
        return None
    if not isinstance(value, str) or not _VALUE.search(value):
        reader.refuse(value, EXPRESSION.words, "write for example  satisfies: $value % 2 == 0")
        return None
    try:
        ast.parse(value.strip().replace("$", "RF_VAR_"), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        reader.report(f"invalid expression {show(value, 60)}: {reason}")
    return value


def _read_members(value: object, reader: ConditionReader) -> list[JSON] | None:
    if isinstance(value, list) and value:
        return [_read_anything(member, reader) for member in value]
    reader.refuse(value, MEMBERS.words)
    return None


def _read_types(value: object, reader: ConditionReader) -> list[str]:
    names = cast("list[str | None]", value if isinstance(value, list) and value else [value])
    types = ["null" if name is None else name for name in names]
    for name in types:
        if not reader.is_open(name) and name not in TYPES:
            near = did_you_mean(name, TYPES) if isinstance(name, str) else ""
            reader.refuse(name, f"one of {', '.join(TYPES)}, or a list of them", near)
    return types


def _read_flag(value: object, reader: ConditionReader) -> bool | None:
    if isinstance(value, bool):
        return value
    reader.refuse(value, FLAG.words)
    return None


def _read_count(value: object, reader: ConditionReader) -> float | Conditions | None:
    if isinstance(value, dict | Conditions):
        return reader.conditions(value)
    if is_finite(value) and value >= 0 and value == value // 1:
        return value
    reader.refuse(value, COUNT.words)
    return None


def _read_number(value: object, reader: ConditionReader) -> float | None:
    if is_finite(value):
        return value
    reader.refuse(value, NUMBER.words, _without_quotes(value))
    return None


def _read_close(value: object, reader: ConditionReader) -> dict[str, float] | None:
    if not isinstance(value, dict) or value.keys() != {"value", "tolerance"}:
        reader.refuse(value, CLOSE.words)
        return None
    for key, number in value.items():
        with reader.below(key):
            if not reader.is_open(number) and not is_finite(number):
                reader.report(f'"{key}" needs a number, not {show_typed(number, 60)}')
            elif key == "tolerance" and is_finite(number) and number < 0:
                reader.report(f'"tolerance" must not be negative, but is {show(number, 60)}')
    return value


def _read_part(value: object, reader: ConditionReader) -> JSON:
    if isinstance(value, dict | list):
        return value
    reader.refuse(value, PART.words, f"for a single member, write contains: {show(value, 60)}")
    return None


def _read_every(value: object, reader: ConditionReader) -> tuple[Conditions, ...]:
    if not isinstance(value, list | tuple) or not value:
        reader.refuse(value, EVERY.words)
        return ()
    every: list[Conditions] = []
    for number, member in enumerate(value):
        with reader.below(number):
            every.append(reader.conditions(member))
    return tuple(every)


_OPEN = {"type": "string", "pattern": r"\$\{"}
_CONDITIONS = {"$ref": "#/$defs/conditions"}
_TYPE = {"enum": [*TYPES, None]}
_NUMBER = {"anyOf": [{"type": "number"}, _OPEN]}

ANYTHING: ArgumentKind[JSON] = ArgumentKind("any value", {}, _read_anything)
ORDER: ArgumentKind[float | str] = ArgumentKind("a number or an ISO time", {"type": ["number", "string"]}, _read_order)
TEXT = ArgumentKind("a text", {"type": "string"}, _read_text)
REGEX = ArgumentKind("a regular expression", {"type": "string"}, _read_regex)
EXPRESSION = ArgumentKind(
    "an expression of $value", {"type": "string", "pattern": _VALUE.pattern}, _read_expression, reads_open=True
)
MEMBERS = ArgumentKind(
    "a list with at least one value", {"anyOf": [{"type": "array", "minItems": 1}, _OPEN]}, _read_members
)
TYPE_NAMES = ArgumentKind(
    "the name of a type, or a list of names",
    {"anyOf": [_TYPE, {"type": "array", "items": _TYPE, "minItems": 1}, _OPEN]},
    _read_types,
)
FLAG = ArgumentKind("true or false", {"anyOf": [{"type": "boolean"}, _OPEN]}, _read_flag)
COUNT: ArgumentKind[float | Conditions] = ArgumentKind(
    "a whole number (0 or more) or operators",
    {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "object", **_CONDITIONS}, _OPEN]},
    _read_count,
)
NUMBER = ArgumentKind("a number", _NUMBER, _read_number)
CLOSE = ArgumentKind(
    "{value: …, tolerance: …}",
    {
        "type": "object",
        "properties": {"value": _NUMBER, "tolerance": _NUMBER},
        "required": ["value", "tolerance"],
        "additionalProperties": False,
    },
    _read_close,
)
PART: ArgumentKind[JSON] = ArgumentKind(
    "an object or a list", {"anyOf": [{"type": ["object", "array"]}, _OPEN]}, _read_part
)
EVERY = ArgumentKind("a list of {operator: value}", {"type": "array", "items": _CONDITIONS, "minItems": 1}, _read_every)
NESTED: ArgumentKind[Conditions] = ArgumentKind(
    "operators, or a value to equal", _CONDITIONS, lambda value, reader: reader.conditions(value), reads_open=True
)
DURATION = ArgumentKind("a duration", {"type": ["number", "string"]}, _read_duration)
