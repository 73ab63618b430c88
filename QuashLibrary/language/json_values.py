"""JSON values: read them, compare them by their JSON types, and list where two documents differ.

In: the bytes of a response or the values of a registry. Out: values, yes or no, and differences. Every layer above
compares values, and all of them must follow the same rules.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from math import isfinite, isinf
from typing import Literal, NoReturn, TypeAlias, TypeGuard

from QuashLibrary.errors import NotJsonError
from QuashLibrary.language.json_display import excerpt, join_index, join_key, show, show_pair

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
TypeName = Literal["string", "number", "integer", "boolean", "array", "object", "null"]

DEEPEST = 200
"""Levels of nesting that a document may have; a deeper document is refused when it is read."""

_TOO_DEEP = f"lists and objects are nested more than {DEEPEST} levels deep"
_MOST_DIFFERENCES = 100
_HTML = re.compile(r"\s*<(!doctype|html|head|body|\?xml|[a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place at which two documents differ; `kind` says whether it is missing on one side."""

    path: str
    kind: Literal["different", "missing", "unexpected"]
    expected: JSON = None
    actual: JSON = None

    def __str__(self) -> str:
        """Return the difference as a sentence."""
        if self.kind == "missing":
            return f"{self.path} should be {show(self.expected)}, was missing"
        if self.kind == "unexpected":
            return f"{self.path} should not exist, was {show(self.actual)}"
        should, was = show_pair(self.expected, self.actual)
        return f"{self.path} should be {should}, was {was}"


@dataclass(frozen=True, slots=True)
class Match:
    """A value of a document, and the definite path that leads to it."""

    path: str
    value: JSON


def type_name(value: object) -> TypeName:
    """Return JSON Schema's word for the type; a number without a fraction, such as `1.0`, is an integer."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if isinstance(value, int) or value.is_integer() else "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether the value is a JSON number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_finite(value: object) -> TypeGuard[int | float]:
    """Return whether the value is a JSON number; infinity and NaN, which JSON does not have, are not."""
    return is_number(value) and (isinstance(value, int) or isfinite(value))


def same(left: object, right: object) -> bool:
    """Return whether both are the same JSON value: `1` and `1.0` are; `1`, `"1"` and `true` are not."""
    pairs = [(left, right)]
    while pairs:
        one, other = pairs.pop()
        if isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                return False
            pairs.extend(zip(one, other, strict=True))
        elif isinstance(one, dict) and isinstance(other, dict):
            if one.keys() != other.keys():
                return False
            pairs.extend((value, other[key]) for key, value in one.items())
        elif isinstance(one, bool) is not isinstance(other, bool) or one != other:
            return False
    return True


def includes(part: object, whole: object) -> bool:
    """Return whether `whole` has all of `part`.

    An object must have every key of the part, and a list every member in any order, both by this same rule; anything
    else must be the same value.
    """
    # Loops instead of all() and any(): with one frame for each level, 200 levels fit into Python's stack.
    if isinstance(part, dict) and isinstance(whole, dict):
        for key, value in part.items():  # noqa: SIM110
            if key not in whole or not includes(value, whole[key]):
                return False
        return True
    if isinstance(part, list) and isinstance(whole, list):
        for member in part:
            for given in whole:
                if includes(member, given):
                    break
            else:
                return False
        return True
    return same(part, whole)


def difference(expected: JSON, actual: JSON, at: str = "$") -> list[Difference]:
    """Return the first hundred places at which `actual` is not as expected, in the order of the expected document."""
    found: list[Difference] = []
    rest: list[Difference] = [Difference(at, "different", expected, actual)]
    while rest and len(found) < _MOST_DIFFERENCES:
        pair = rest.pop()
        if pair.kind != "different":
            found.append(pair)
        elif isinstance(pair.expected, dict) and isinstance(pair.actual, dict):
            rest.extend(reversed(_member_differences(pair.path, pair.expected, pair.actual)))
        elif isinstance(pair.expected, list) and isinstance(pair.actual, list):
            rest.extend(reversed(_element_differences(pair.path, pair.expected, pair.actual)))
        elif not same(pair.expected, pair.actual):
            found.append(pair)
    return found


def _member_differences(path: str, expected: dict[str, JSON], actual: dict[str, JSON]) -> list[Difference]:
    pairs = [
        Difference(join_key(path, key), "different", value, actual[key])
        if key in actual
        else Difference(join_key(path, key), "missing", value)
        for key, value in expected.items()
    ]
    extra = (key for key in actual if key not in expected)
    return pairs + [Difference(join_key(path, key), "unexpected", None, actual[key]) for key in extra]


def _element_differences(path: str, expected: list[JSON], actual: list[JSON]) -> list[Difference]:
    both = min(len(expected), len(actual))
    places = (join_index(path, at) for at in count())
    return [
        *(Difference(next(places), "different", expected[at], actual[at]) for at in range(both)),
        *(Difference(next(places), "missing", value) for value in expected[both:]),
        *(Difference(next(places), "unexpected", None, value) for value in actual[both:]),
    ]


def read_json(text: str | bytes) -> JSON:
    """Return the value of a JSON text; bytes are UTF-8, UTF-16 or UTF-32.

    Raises:
        NotJsonError: it is not JSON, or only Python accepts it: `NaN`, `Infinity`, a number that is too large, nesting
            beyond DEEPEST.
    """
    decoded = _decoded_text(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    try:
        value: JSON = json.loads(decoded, parse_constant=_refuse_constant, parse_float=_read_float, parse_int=_read_int)
    except json.JSONDecodeError as error:
        raise NotJsonError(_syntax_problem(error)) from error
    except RecursionError:
        raise NotJsonError(_TOO_DEEP) from None
    if _is_deeper(value, DEEPEST):
        raise NotJsonError(_TOO_DEEP)
    return value


def _decoded_text(data: bytes) -> str:
    encoding = "utf-8-sig" if data.startswith(BOM_UTF8) else json.detect_encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = error.encoding.removesuffix("-sig").upper()
        raise NotJsonError(f"byte {error.start + 1} (0x{data[error.start]:02x}) is not {name} text") from None


def _refuse_constant(word: str) -> NoReturn:
    raise NotJsonError(f"{word} is not a JSON number")


def _read_float(digits: str) -> float:
    value = float(digits)
    if isinf(value):
        raise NotJsonError(f"the number {excerpt(digits, 40)} is too large")
    return value


def _read_int(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise NotJsonError(f"the number {excerpt(digits, 40)} has too many digits ({len(digits):,})") from None


def _syntax_problem(error: json.JSONDecodeError) -> str:
    text = error.doc
    if not text.strip():
        return "it is empty" if not text else "it is blank"
    if _HTML.match(text):
        return f'it looks like HTML or XML: "{excerpt(text.lstrip(), 40)}"'
    place = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"it ends too early, at {place}: {_missing_end(error)}"
    reason = error.msg.removesuffix(" starting at").removesuffix(" at").lower()
    beginning = "" if error.pos == 0 else f', in a text that starts with "{excerpt(text.lstrip(), 40)}"'
    return f'{reason} at {place}, found "{excerpt(text[error.pos :], 20)}"{beginning}'


def _missing_end(error: json.JSONDecodeError) -> str:
    if error.msg.startswith("Unterminated string"):
        return f'a text is not closed: "{excerpt(error.doc[error.pos + 1 :], 20)}"'
    tail = error.doc.rstrip()[-20:]
    return f'its last characters are "{excerpt(tail)}"'


def _is_deeper(value: JSON, levels: int) -> bool:
    level = [value]
    for _ in range(levels):
        level = [child for parent in level for child in _children(parent) if isinstance(child, list | dict)]
        if not level:
            return False
    return True


def _children(value: JSON) -> Iterable[JSON]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
