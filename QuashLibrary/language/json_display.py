"""Show JSON values as a tester reads them: on one line, with limited length, and always encodable as UTF-8.

In: any value, even from a hostile answer. Out: texts for messages, with hidden values masked. `json_values` compares
values exactly; this module shows them briefly.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.durations import Seconds, show_duration
from QuashLibrary.language.exact_numbers import ExactFraction
from QuashLibrary.language.hidden_values import HiddenText, is_hidden_number, shown_text
from QuashLibrary.language.printable import MASK, is_deceptive, look_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SHOWN = 100
"""The default limit for the characters of a value in a message."""

_NESTED = 20
_DIGITS_BITS = 10_000  # Python refuses to write out integers of more than 4300 digits
_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u2060-\u2064\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")


def join_key(path: str, key: str) -> str:
    """Return the JSONPath of a key below `path`: `$.order` and `id` give `$.order.id`."""
    key = shown_text(key)
    return f"{path}.{key}" if _PLAIN_KEY.fullmatch(key) else f"{path}[{quote(key)}]"


def join_index(path: str, index: int) -> str:
    """Return the JSONPath of a list's element below `path`."""
    return f"{path}[{index}]"


def quote(text: str) -> str:
    """Return any text as a JSONPath literal in single quotes."""
    inner = text.replace("\\", "\\\\").replace("'", "\\'").replace("${", "\\u0024{")
    return f"'{_UNSHOWABLE.sub(_unicode_escape, inner)}'"


def show(value: object, limit: int = SHOWN) -> str:
    """Return the value as JSON text on one line, with at most about `limit` characters.

    A longer text is cut with `…` and a count: `[1, 2, …] (37 items)`. Never raises. The text can always be encoded:
    control characters and lone surrogates become escapes.
    """
    return _shorten(value, max(limit, 1), _NESTED)


def show_typed(value: object, limit: int = SHOWN) -> str:
    """Return the value with the name of its type: `the text "2"`, `the number 2`, `null`."""
    return f"{_type_words(value)}{show(value, limit)}"


def show_pair(expected: object, actual: object, limit: int = SHOWN) -> tuple[str, str]:
    """Return both values for a message, with the names of their types if the types differ."""
    if isinstance(expected, str) and isinstance(actual, str) and look_alike(expected, actual):
        return show_apart(expected, limit), show_apart(actual, limit)
    if _type_words(expected) == _type_words(actual):
        return show(expected, limit), show(actual, limit)
    return show_typed(expected, limit), show_typed(actual, limit)


def show_apart(text: str, limit: int = SHOWN) -> str:
    """Return a text with escapes for characters that are invisible or look like others."""
    return "".join(map(_escaped_if_deceptive, show(text, limit)))


def _escaped_if_deceptive(character: str) -> str:
    return f"\\u{ord(character):04x}" if is_deceptive(character) and character != "…" else character


def describe(value: object) -> str:
    """Return the kind of a value with its size: `a list of 3`, `an object with 4 keys`."""
    match value:
        case list():
            return f"a list of {len(value)}" if value else "an empty list"
        case dict():
            return f"an object with {_count_of(len(value), 'key')}" if value else "an empty object"
        case str():
            return f"a text of {_count_of(len(value), 'character')}" if value else "an empty text"
        case None:
            return "null"
        case bool():
            return "true/false"
    return "a number"


def excerpt(text: str, limit: int = SHOWN) -> str:
    """Return the text without quotes, on one line, cut after `limit` characters."""
    text = shown_text(text)
    shown = _UNSHOWABLE.sub(_unicode_escape, text[:limit])
    return shown if len(text) <= limit else f"{shown}…"


def _type_words(value: object) -> str:
    match value:
        case str():
            return "the text "
        case None | bool() | Seconds():
            return ""
        case int() | float() | Decimal():
            return "the number "
        case list():
            return "the list "
    return "the object "


def _count_of(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _shorten(value: object, room: int, levels: int) -> str:
    if isinstance(value, HiddenText):
        value = value.shown
    whole = _json_if_short(value, room)
    if whole is not None:
        return whole
    if isinstance(value, str):
        return f'{_json_text(value[:room])[: room + 1]}…" ({_count_of(len(value), "character")})'
    if isinstance(value, list):
        return f"[{_first_entries(_list_entries(value, room, levels), room)}…] ({_count_of(len(value), 'item')})"
    if isinstance(value, dict):
        return f"{{{_first_entries(_dict_entries(value, room, levels), room)}…}} ({_count_of(len(value), 'key')})"
    return f"{_json_scalar(value)[:room]}…"


def _json_if_short(value: object, room: int) -> str | None:
    """Return the whole JSON text if it is at most `room` characters long; no more than that is ever written."""
    if not isinstance(value, list | dict):
        if isinstance(value, str) and len(value) > room:
            return None
        text = _json_scalar(value)
        return text if len(text) <= room else None
    parts: list[str] = []
    return "".join(parts) if _add_json(value, parts, room, _NESTED) >= 0 else None


def _add_json(value: object, parts: list[str], room: int, levels: int) -> int:
    """Add the JSON text of a value to parts; return the room that is left, negative if the text is incomplete."""
    if not isinstance(value, list | dict):
        too_long = isinstance(value, str) and len(value) > room
        return -1 if too_long else _add_part(_json_scalar(value), parts, room)
    if not levels:
        return _add_part("…", parts, room)
    is_list = isinstance(value, list)
    room = _add_part("[" if is_list else "{", parts, room)
    for number, entry in enumerate(value):
        before = ", " if number else ""
        key = "" if isinstance(value, list) else f"{_json_text(_key_text(entry))}: "
        room = _add_part(before + key, parts, room)
        if room < 0:
            return room
        room = _add_json(entry if isinstance(value, list) else value[entry], parts, room, levels - 1)
    return _add_part("]" if is_list else "}", parts, room)


def _add_part(part: str, parts: list[str], room: int) -> int:
    parts.append(part)
    return room - len(part)


def _list_entries(value: list[object], room: int, levels: int) -> Iterator[str]:
    return (_shorten(member, room // 2, levels - 1) if levels else "…" for member in value)


def _dict_entries(value: dict[object, object], room: int, levels: int) -> Iterator[str]:
    for key, member in value.items():
        yield f"{_shorten(_key_text(key), room // 2, 0)}: {_shorten(member, room // 2, levels - 1) if levels else '…'}"


def _key_text(key: object) -> str:
    return shown_text(key) if isinstance(key, str) else str(key)


def _first_entries(entries: Iterator[str], room: int) -> str:
    taken = ""
    for entry in entries:
        if len(taken) + len(entry) > room:
            break
        taken += f"{entry}, "
    return taken


def _json_scalar(value: object) -> str:
    plain = _PLAIN.get(type(value))
    if plain is not None:
        return plain(value)
    if isinstance(value, str):
        return _json_text(shown_text(value))
    if is_hidden_number(value):
        return MASK
    if isinstance(value, Seconds):
        return show_duration(value)
    if isinstance(value, float | Decimal):
        return str(value) if isinstance(value, ExactFraction | Decimal) else json.dumps(value)
    return _whole_number(value) if isinstance(value, int) else _json_text(type(value).__name__)


def _whole_number(value: int) -> str:
    return str(value) if value.bit_length() < _DIGITS_BITS else f"{'-' * (value < 0)}{_huge_number(abs(value))}"


def _huge_number(value: int) -> str:
    return f"(a number of about {value.bit_length() * 30103 // 100000 + 1:,} digits)"


def _json_text(value: str) -> str:
    text = encode_basestring(value)
    return text if text.isprintable() else _UNSHOWABLE.sub(_unicode_escape, text)


_PLAIN: Mapping[type, Callable[[Any], str]] = {
    str: _json_text,
    int: _whole_number,
    float: lambda value: repr(value) if isfinite(value) else json.dumps(value),
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
}
"""The writers for plain values, by far the most: neither hidden nor of our own classes."""


def _unicode_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
