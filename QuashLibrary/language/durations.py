"""Durations in Robot Framework's syntax, without Robot Framework.

In: numbers and texts such as `1m 30s`. Out: seconds, and texts for messages. The engine and the command line must read
the same registries without Robot Framework, so they cannot use its functions.
"""

import re
from math import isfinite

from QuashLibrary.errors import DurationError

FORMS = "write 10s, 500ms or 2 min"
LONGEST = 366 * 24 * 3600.0
"""The limit: no test lasts longer than a year, and longer durations would overflow clocks."""

_UNITS = {
    "ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0,
}  # fmt: skip
_SPELLINGS = {
    "ns": "nanoseconds nanosecond ns",
    "us": "microseconds microsecond us μs µs",
    "ms": "milliseconds millisecond millisecs millisec millis msecs msec ms",
    "s": "seconds second secs sec s",
    "m": "minutes minute mins min m",
    "h": "hours hour h",
    "d": "days day d",
    "w": "weeks week w",
}
_UNIT_OF = {word: unit for unit, words in _SPELLINGS.items() for word in words.split()}
_PART = re.compile(rf"(\d+(?:\.\d*)?|\.\d+)({'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")
_TIMER = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)")


class Seconds(float):
    """A duration that messages show as a duration: `2 s`, not `2.0`."""


def parse_duration(value: object) -> float:
    """Return the seconds of a number or of one of Robot's time texts; never negative."""
    seconds = _read_seconds(value)
    if seconds is None:
        raise DurationError(f"{_value_in_words(value)} is not a duration; {FORMS}")
    if not isfinite(seconds) or seconds > LONGEST:
        raise DurationError(f"{_value_in_words(value)} is too long; the limit is 366 days")
    if seconds < 0:
        raise DurationError(f"{_value_in_words(value)} is negative; {FORMS}")
    return seconds


def show_duration(seconds: float) -> str:
    """Return a duration for a message: `0.47 ms`, `12 ms`, `3.4 s`, `1 min 5 s`, `2 h 5 min`."""
    if seconds < 0:
        return f"-{show_duration(-seconds)}"
    if 0 < seconds < 0.000995:  # noqa: PLR2004
        return f"{_below_one(seconds * 1000)} ms"
    if 0 < seconds < 0.9995:  # noqa: PLR2004
        return f"{round(seconds * 1000)} ms"
    if seconds < 59.95:  # noqa: PLR2004
        return f"{seconds:.1f}".removesuffix(".0") + " s"
    if not isfinite(seconds):
        return "for ever"
    return _show_long(round(seconds))


def _show_long(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join([f"{number} {unit}" for number, unit in parts if number][:2])


def _below_one(number: float) -> str:
    """Return two significant digits, never `4.7e-05`."""
    return f"{number:.2g}" if number >= 0.0001 else f"{number:.6f}".rstrip("0.") or "0"  # noqa: PLR2004


def _read_seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        text = re.sub(r"\s", "", value).lower()
        seconds = _from_text(text.removeprefix("-"))
        return -seconds if seconds is not None and text.startswith("-") else seconds
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _from_text(text: str) -> float | None:
    if _NUMBER.fullmatch(text):
        return float(text)
    timer = _TIMER.fullmatch(text)
    if timer:
        hours, minutes, seconds = timer.groups()
        return float(hours or 0) * 3600 + float(minutes) * 60 + float(seconds)
    return _from_units(text)


def _from_units(text: str) -> float | None:
    units: dict[str, float] = {}
    position = 0
    for part in _PART.finditer(text):
        unit = _UNIT_OF[part[2]]
        if part.start() != position or unit in units:
            return None
        units[unit] = float(part[1]) * _UNITS[unit]
        position = part.end()
    return sum(units.values()) if units and position == len(text) else None


def _value_in_words(value: object) -> str:
    match value:
        case str():
            return ascii(value if len(value) <= 40 else f"{value[:40]}...").replace("'", '"')  # noqa: PLR2004
        case float() | bool() | None:
            return str(value)[:40]
        case int():
            return str(value) if abs(value) < 10**40 else "such a number"
    return f"a {type(value).__name__}"
