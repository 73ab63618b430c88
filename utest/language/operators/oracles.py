"""The meaning of each operator, written a second time in another way, as a reference for Hypothesis.

In: an operator's name. Out: a Property: the data to draw, and an oracle that says whether the operator must hold. Only
the plain data of a judgement comes from the language itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from operator import ge, gt, le, lt

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from QuashLibrary.language.json_values import JSON, Match
from QuashLibrary.language.operators.model import Found

NOW = 1_714_557_600
EXPRESSIONS: dict[str, Callable[[JSON], object]] = {
    "$value == 1": lambda value: value == 1,
    "len($value) > 1": lambda value: isinstance(value, str | list | dict) and len(value) > 1,
    "$value in ('a', 'ab')": lambda value: value in ("a", "ab"),
}
"""Expressions of `satisfies` with equivalent functions; the second cannot be evaluated on every value."""

Oracle = Callable[[object, Found, Found], bool]


@dataclass(frozen=True)
class Property:
    """An argument, the values found now and before, and whether the operator must hold."""

    arguments: st.SearchStrategy[object]
    found: st.SearchStrategy[Found]
    holds: Oracle
    before: st.SearchStrategy[Found] = field(default_factory=lambda: st.just(Found()))


_SCALARS = st.sampled_from([None, True, False, 0, 1, 1.0, -2, 2.5, "", "1", "a", "ab", "ba", "true"])
VALUES: st.SearchStrategy[JSON] = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "ab", "1"]), inner, max_size=3),
    max_leaves=5,
)
"""A small set of values, so two drawn values are often the same."""

_TEXTS = st.text("ab.", max_size=4)
_ONE = VALUES.map(Found.one)
_CENTS = st.integers(-50, 50).map(lambda cents: cents / 100)
_TIMES = st.builds(
    lambda minutes, zone: (datetime(2024, 5, 1) + timedelta(minutes=minutes)).replace(tzinfo=zone).isoformat(),
    st.integers(-90, 90),
    st.none() | st.sampled_from([UTC, timezone(timedelta(hours=1))]),
)
_ORDERED = st.integers(-3, 3) | st.floats(allow_nan=False, allow_infinity=False) | _TIMES


def _found(*, at_least: int = 0) -> st.SearchStrategy[Found]:
    """Return the result of a path that may find several values, or of a definite path."""
    several = st.lists(VALUES, min_size=at_least, max_size=3)
    return several.map(lambda values: Found(_matches(values), definite=False)) | st.builds(
        lambda values: Found(_matches(values[:1])), several
    )


def _matches(values: list[JSON]) -> tuple[Match, ...]:
    return tuple(Match(f"$[{at}]", value) for at, value in enumerate(values))


def _of_value(test: Callable[..., bool]) -> Oracle:
    """Return the oracle of an operator that judges only the single value found."""
    return lambda argument, found, _: test(argument, found.matches[0].value)


def typed(value: object) -> object:
    """Return an object that is equal in Python for equal JSON values."""
    if isinstance(value, list):
        return ("array", [typed(member) for member in value])
    if isinstance(value, dict):
        return ("object", {key: typed(member) for key, member in value.items()})
    return ("boolean" if isinstance(value, bool) else "other", value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and len(text) > len("2024") else None
    except ValueError:
        return None


def _ordered(compare: Callable[[object, object], bool]) -> Property:
    def test(argument: object, value: object) -> bool:
        if isinstance(argument, int | float):
            return isinstance(value, int | float) and _is_number(value) and compare(Fraction(value), Fraction(argument))
        limit, time = _time(argument), _time(value)
        if limit is None or time is None or (limit.tzinfo is None) != (time.tzinfo is None):
            return False
        return compare(time, limit)

    return Property(_ORDERED, (_ORDERED | VALUES).map(Found.one), _of_value(test))


def _contains(argument: object, value: object) -> bool | None:
    if isinstance(value, list):
        return typed(argument) in [typed(member) for member in value]
    if isinstance(value, str | dict) and isinstance(argument, str):
        return value.find(argument) >= 0 if isinstance(value, str) else argument in list(value)
    return None


def _starts(part: str, value: object) -> bool:
    return isinstance(value, str) and value[: len(part)] == part


def _ends(part: str, value: object) -> bool:
    return isinstance(value, str) and value[len(value) - len(part) :] == part


_PATTERNS = st.builds(
    lambda start, text, end: f"{start}{re.escape(text)}{end}",
    st.sampled_from(["", "^"]),
    _TEXTS,
    st.sampled_from(["", r"\Z"]),
)


def _matches_pattern(pattern: str, value: object) -> bool | None:
    if not isinstance(value, str):
        return None
    literal = pattern.removeprefix("^").removesuffix(r"\Z").replace("\\", "")
    if pattern.startswith("^"):
        return value == literal if pattern.endswith(r"\Z") else value[: len(literal)] == literal
    return value.endswith(literal) if pattern.endswith(r"\Z") else literal in value


def _fits_type(argument: object, value: object) -> bool:
    return bool(Draft202012Validator({"type": argument}).is_valid(value))


def _size(found: Found) -> int | None:
    if not found.definite:
        return len(found.matches)
    value = found.matches[0].value if found.matches else None
    return len(value) if isinstance(value, str | list | dict) else None


def _counts(argument: object, found: Found, _: Found) -> bool:
    size = _size(found)
    if size is None:
        return False
    return size >= int(argument["at least"]) if isinstance(argument, dict) else size == argument


def _is_empty(argument: object, value: object) -> bool:
    return any(typed(value) == typed(empty) for empty in ("", [], {})) if argument else bool(value) and _sized(value)


def _sized(value: object) -> bool:
    return isinstance(value, str | list | dict)


def _close(argument: dict[str, float], value: object) -> bool:
    number, target, tolerance = (Decimal(repr(one)) for one in (value, *map(argument.get, ("value", "tolerance"))))
    return target - tolerance <= number <= target + tolerance


def _has_part(part: object, whole: object) -> bool:
    """Return whether a document has every key and member of a part, at any depth."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return {key for key in part if key in whole and _has_part(part[key], whole[key])} == set(part)
    if isinstance(part, list) and isinstance(whole, list):
        return not [member for member in part if not [given for given in whole if _has_part(member, given)]]
    return typed(part) == typed(whole)


def _includes(argument: object, found: Found, _: Found) -> bool:
    return _has_part(argument, found.matches[0].value)


_PARTS = VALUES.filter(lambda value: isinstance(value, list | dict))


def _within(argument: list[dict[str, int]], value: object) -> bool:
    return all(
        isinstance(value, int | float) and _is_number(value) and argument[0]["at least"] <= value <= limit["at most"]
        for limit in argument[1:]
    )


def _elements(found: Found) -> list[JSON] | None:
    if not found.definite:
        return [match.value for match in found.matches] or None
    whole = found.matches[0].value if found.matches else None
    return list(whole.values()) if isinstance(whole, dict) else whole if isinstance(whole, list) else None


def _each(argument: object, found: Found, _: Found) -> bool:
    elements = _elements(found)
    return elements is not None and [typed(one) for one in elements] == [typed(argument)] * len(elements)


def _any(argument: object, found: Found, _: Found) -> bool:
    return typed(argument) in [typed(one) for one in _elements(found) or []]


_WRITTEN_TIMES = st.builds(
    lambda age, write: write(NOW - age),
    st.integers(-100, 100),
    st.sampled_from(
        [
            lambda epoch: epoch,
            lambda epoch: epoch * 1000,
            lambda epoch: datetime.fromtimestamp(epoch, UTC).isoformat(),
            lambda epoch: datetime.fromtimestamp(epoch, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        ]
    ),
)


def _epoch(written: object) -> float:
    if isinstance(written, int):
        return written / 1000 if written > NOW * 10 else written
    iso = _time(written) or datetime.strptime(str(written), "%a, %d %b %Y %H:%M:%S %Z").replace(tzinfo=UTC)
    return iso.timestamp()


def _newer(argument: int, value: object) -> bool:
    return _epoch(value) + argument >= NOW


def _changed(argument: object, found: Found, before: Found) -> bool:
    then, now = ([typed(value) for value in known.values] for known in (before, found))
    return bool(then or now) and (then != now) is argument


def _changed_by(argument: float, found: Found, before: Found) -> bool:
    then, now = (known.matches[0].value for known in (before, found))
    return Decimal(repr(now)) == Decimal(repr(then)) + Decimal(repr(argument))


def _satisfies(argument: object, value: JSON) -> bool:
    return bool(EXPRESSIONS[str(argument)](value))


_READINGS: st.SearchStrategy[object] = st.one_of(
    st.builds(lambda limit: {"as": "number", "at least": limit}, st.integers(-3, 3)),
    st.builds(lambda text: {"as": "text", "equals": text}, st.sampled_from(["1", "true", "null", "a", "2.5"])),
    st.builds(
        lambda time: {"as": "time", "equals": time},
        st.sampled_from(["2024-05-01T10:00:00Z", "2024-05-01T09:00:00-01:00", NOW]),
    ),
)
_SAME_TIME: list[JSON] = [
    NOW,
    NOW * 1000,
    "2024-05-01T12:00:00+02:00",
    "2024-05-01T10:00:00Z",
    "Wed, 01 May 2024 10:00:00 GMT",
]
_READABLE = st.sampled_from([None, True, 1, -4, 2.5, "1", "2.5", "-4", "a", "null", "true", *_SAME_TIME])


def _read(argument: dict[str, object], value: object) -> bool:
    match argument["as"]:
        case "number":
            text = "" if isinstance(value, bool) or value is None else str(value)
            limit = Decimal(str(argument["at least"]))
            return re.fullmatch(r"-?[0-9.]+", text) is not None and Decimal(text) >= limit
        case "text":
            return (value if isinstance(value, str) else json.dumps(value)) == argument["equals"]
    return typed(value) in [typed(time) for time in _SAME_TIME]


def _opposite(test: Callable[..., bool | None]) -> Oracle:
    return _of_value(lambda argument, value: test(argument, value) is False)


def _same(argument: object, value: object) -> bool:
    return typed(argument) == typed(value)


def _one_of(argument: list[object], value: object) -> bool:
    return typed(value) in [typed(member) for member in argument]


def _positive(test: Callable[..., bool | None]) -> Oracle:
    return _of_value(lambda argument, value: test(argument, value) is True)


_FLAGS: st.SearchStrategy[object] = st.booleans()
_MEMBERS: st.SearchStrategy[object] = st.lists(VALUES, min_size=1, max_size=3)
_TYPES = st.sampled_from(["string", "number", "integer", "boolean", "array", "object", "null"])
_TEXT_VALUES = (_TEXTS | VALUES).map(Found.one)
_NUMBERS = _CENTS.map(Found.one)

PROPERTIES: dict[str, Property] = {
    "equals": Property(VALUES, _ONE, _positive(_same)),
    "not equals": Property(VALUES, _ONE, _opposite(_same)),
    "greater than": _ordered(gt),
    "less than": _ordered(lt),
    "at least": _ordered(ge),
    "at most": _ordered(le),
    "contains": Property(VALUES, _TEXT_VALUES, _positive(_contains)),
    "not contains": Property(VALUES, _TEXT_VALUES, _opposite(_contains)),
    "starts": Property(_TEXTS, _TEXT_VALUES, _of_value(_starts)),
    "ends": Property(_TEXTS, _TEXT_VALUES, _of_value(_ends)),
    "matches": Property(_PATTERNS, _TEXT_VALUES, _positive(_matches_pattern)),
    "not matches": Property(_PATTERNS, _TEXT_VALUES, _opposite(_matches_pattern)),
    "one of": Property(_MEMBERS, _ONE, _positive(_one_of)),
    "not one of": Property(_MEMBERS, _ONE, _opposite(_one_of)),
    "type": Property(_TYPES | st.lists(_TYPES, min_size=1, unique=True), _ONE, _of_value(_fits_type)),
    "count": Property(st.integers(0, 3) | st.integers(0, 3).map(lambda least: {"at least": least}), _found(), _counts),
    "exists": Property(_FLAGS, _found(), lambda argument, found, _: bool(found.matches) is argument),
    "is empty": Property(_FLAGS, _ONE, _of_value(_is_empty)),
    "close to": Property(
        st.builds(lambda value, tolerance: {"value": value, "tolerance": abs(tolerance)}, _CENTS, _CENTS),
        _NUMBERS,
        _of_value(_close),
    ),
    "includes": Property(_PARTS, _PARTS.map(Found.one), _includes),
    "all": Property(
        st.builds(lambda least, most: [{"at least": least}, {"at most": most}], st.integers(-3, 3), st.integers(-3, 3)),
        (st.integers(-4, 4) | VALUES).map(Found.one),
        _of_value(_within),
    ),
    "each": Property(_SCALARS, _found(), _each),
    "any": Property(_SCALARS, _found(), _any),
    "newer than": Property(st.integers(0, 100), _WRITTEN_TIMES.map(Found.one), _of_value(_newer)),
    "changed": Property(_FLAGS, _found(), _changed, _found()),
    "changed by": Property(_CENTS, _NUMBERS, _changed_by, _NUMBERS),
    "satisfies": Property(st.sampled_from(list(EXPRESSIONS)), _ONE, _of_value(_satisfies)),
    "as": Property(_READINGS, _READABLE.map(Found.one), _of_value(_read)),
}
"""The property of each operator, by name."""
