"""Write a record of plain data as a comment in an HTML message of Robot's log, and read it back.

Robot's output.xml is the only result of a run that all tools keep (rebot, pabot, Jenkins). The visible message is for
people, so the same HTML message also contains the record, in a comment that begins with a mark. The record is a frozen
dataclass as JSON, without values that are empty by default. Nothing in the record can end the comment.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from QuashLibrary.errors import NewerRecordError, UnreadableRecordError

_CLOSING = "-->"
_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "--": "-\\u002d"}
_TYPES: Mapping[Any, Any] = {
    str: str,
    bool: bool,
    int: int,
    float: (int, float),
    datetime: datetime,
    Mapping[str, str]: Mapping,
}
_FIELDS: dict[type, tuple[tuple[str, bool], ...]] = {}
_PLAIN = frozenset({str, bool, int, float, datetime})
_YEARS = (1900, 9000)
_MOST = 1e9
"""The largest allowed number in a record, both for seconds and for attempts."""

_Read = TypeVar("_Read")


def comment(mark: str, version: int, data: Mapping[str, Any]) -> str:
    """Return the values of a record as a comment."""
    text = json.dumps(
        {"version": version, **data},
        default=datetime.isoformat,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    for markup, escaped in _MARKUP.items():
        text = text.replace(markup, escaped)
    return f"{_opening(mark)}{text}{_CLOSING}"


def commented_data(mark: str, newest: int, message: str) -> tuple[int, dict[str, Any]] | None:
    """Return version and values of the record with this mark in an HTML message; None if there is none.

    Raises:
        UnreadableRecordError: the record is truncated or has no valid version.
        NewerRecordError: the record has a newer version than `newest`.
    """
    _, opening, rest = message.partition(_opening(mark))
    if not opening:
        return None
    text, closing, _ = rest.partition(_CLOSING)
    if not closing:
        raise UnreadableRecordError("it is cut off")
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error
    if not isinstance(data, dict):
        raise UnreadableRecordError("it is not a record")
    version = data.pop("version", None)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UnreadableRecordError(f"{json.dumps(version)[:20]} is not a version")
    if version > newest:
        raise NewerRecordError(f"it has version {version}; only versions up to {newest} can be read")
    return version, data


def validated(kind: type[_Read], data: Mapping[str, Any]) -> _Read:
    """Return a record of a type.

    Raises:
        TypeError: a value is missing, unknown or of another type.
    """
    made = kind(**data)
    for name, wanted in _types_of(kind):  # type: ignore[arg-type] # classes are hashable
        value = getattr(made, name)
        if value.__class__ is wanted and wanted is not int:
            continue
        if not isinstance(value, wanted) or (isinstance(value, (int, float)) and not abs(value) <= _MOST):
            raise TypeError(f"its {name} is damaged")
    return made


@cache
def _types_of(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return the names and the required types of a record's values."""
    return tuple((item.name, _TYPES.get(item.type, object)) for item in fields(kind))


def with_times(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return values with these texts converted to times.

    Raises:
        ValueError: a text is not a time that a run can have.
    """
    return {**data, **{name: _read_time(data[name]) for name in names if data.get(name)}}


def local_time(moment: datetime) -> datetime:
    """Return a time as Robot writes it: local and naive."""
    return moment.astimezone().replace(tzinfo=None)


def _opening(mark: str) -> str:
    return f"<!--{mark} "


def values_of(record: Any) -> dict[str, Any]:
    """Return the values of a record without those that are empty by default: a log has many records."""
    values: dict[str, Any] = {}
    for name, has_default in _FIELDS.get(type(record)) or _known_fields(record):
        value = getattr(record, name)
        if value or not has_default:
            values[name] = value if value.__class__ in _PLAIN else _written_value(value)
    return values


def _known_fields(record: Any) -> tuple[tuple[str, bool], ...]:
    """Return the names of a record's fields, and whether each has a default; computed once per type."""
    _FIELDS[type(record)] = tuple(
        (item.name, item.default is not MISSING or item.default_factory is not MISSING) for item in fields(record)
    )
    return _FIELDS[type(record)]


def _written_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(map(_written_value, value))
    return values_of(value) if hasattr(value, "__dataclass_fields__") else value


def _read_time(text: str) -> datetime:
    moment = datetime.fromisoformat(text).replace(tzinfo=None)
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(f"{text} is not a time that a run can have")
    return moment
