"""JSON values: compare them by their JSON types, and list where two documents differ.

In: the values of an answer or a registry. Out: yes or no, and differences. Every layer above compares values, and all
of them must follow the same rules.
"""

from dataclasses import dataclass
from itertools import count
from math import isfinite
from typing import Literal, TypeAlias, TypeGuard

from QuashLibrary.language.exact_numbers import exact
from QuashLibrary.language.json_display import join_index, join_key, show, show_pair

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
TypeName = Literal["string", "number", "integer", "boolean", "array", "object", "null"]

_MOST_DIFFERENCES = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """A place at which two documents differ; `kind` says whether the value is missing on one side."""

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
    """A value of a document and the definite path to it."""

    path: str
    value: JSON


def type_name(value: object) -> TypeName:
    """Return JSON Schema's name of the type; a number without a fraction, such as `1.0`, is an integer."""
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
    """Return whether the value is a JSON number; infinity and NaN do not exist in JSON."""
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
        elif not _same_scalar(one, other):
            return False
    return True


def _same_scalar(one: object, other: object) -> bool:
    if isinstance(one, float) is not isinstance(other, float) and is_finite(one) and is_finite(other):
        # Python compares the binary value of a float, and there 1e23 is not 10**23.
        return exact(one) == exact(other)
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def includes(part: object, whole: object) -> bool:
    """Return whether `whole` includes all of `part`.

    An object must have every key of the part, and a list every member in any order. Nested values follow the same rule;
    any other value must be the same.
    """
    # Loops instead of all() and any(): they need one frame per level, so 200 levels fit into Python's stack.
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
    """Return the first hundred differences between `actual` and `expected`, in the order of `expected`."""
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
