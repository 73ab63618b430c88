"""A record of plain data as a comment in an HTML message of Robot's log, and back.

Robot's output.xml is all that is left of a run everywhere (rebot, pabot, Jenkins). What a reader of the log sees is
written for people, so the same HTML message also has the record: a frozen dataclass as JSON, without values that are
empty by default, in a comment that begins with a mark. Nothing in it can end the comment.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

from QuashLibrary.errors import UnreadableRecordError

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
_YEARS = (1900, 9000)
_MOST = 1e9
"""The largest number in a record, of seconds as of attempts."""

_Read = TypeVar("_Read")


def comment(mark: str, version: int, record: Any) -> str:
    """Return a record as a comment."""
    text = json.dumps(
        {"version": version, **_written(record)},
        default=datetime.isoformat,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    for markup, escaped in _MARKUP.items():
        text = text.replace(markup, escaped)
    return f"{_opening(mark)}{text}{_CLOSING}"


def commented_data(mark: str, version: int, message: str) -> dict[str, Any] | None:
    """Return the values of the record with this mark in an HTML message; None if there is none.

    Raises:
        UnreadableRecordError: it is truncated, or was written by another version.
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
        raise UnreadableRecordError("it is no record")
    written = data.pop("version", None)
    if written != version:
        raise UnreadableRecordError(f"it has version {written}, and version {version} can be read")
    return data


def validated(kind: type[_Read], data: Mapping[str, Any]) -> _Read:
    """Return a record of a type.

    Raises:
        TypeError: a value is missing, unknown or of another type.
    """
    made = kind(**data)
    for item in fields(made):  # type: ignore[arg-type]
        value, wanted = getattr(made, item.name), _TYPES.get(item.type, object)
        if not isinstance(value, wanted) or (isinstance(value, (int, float)) and not abs(value) <= _MOST):
            raise TypeError(f"its {item.name} is damaged")
    return made


def with_times(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return values with these texts as moments.

    Raises:
        ValueError: one is no moment of a run.
    """
    return {**data, **{name: _read_time(data[name]) for name in names if data.get(name)}}


def local_time(moment: datetime) -> datetime:
    """Return a moment as Robot writes it: local and naive."""
    return moment.astimezone().replace(tzinfo=None)


def _opening(mark: str) -> str:
    return f"<!--{mark} "


def _written(record: Any) -> dict[str, Any]:
    """Return the values of a record without those that are empty by default: a log has many records."""
    values = {item.name: getattr(record, item.name) for item in fields(record) if not _is_default(record, item)}
    return {name: _written_value(value) for name, value in values.items()}


def _written_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(map(_written_value, value))
    return _written(value) if is_dataclass(value) else value


def _is_default(record: Any, item: Field[Any]) -> bool:
    has_default = item.default is not MISSING or item.default_factory is not MISSING
    return has_default and not getattr(record, item.name)


def _read_time(text: str) -> datetime:
    moment = datetime.fromisoformat(text).replace(tzinfo=None)
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(f"{text} is no moment of a run")
    return moment
