"""Compare a body with a partial document: what is listed must match, what is not listed is free.

Lists have the same length and order; a leaf `{expect: {operators}}` is checked by operators. Each leaf
gives a result of its own, under its own path, so that a tester sees at once which ones differ.
"""

from collections.abc import Iterator

from QuashLibrary.engine.judging import judge
from QuashLibrary.language.json_texts import join_index, join_key
from QuashLibrary.language.json_values import JSON, Match
from QuashLibrary.language.operator_model import Condition, Conditions, Found, Result


def compare(expected: object, actual: JSON, path: str = "$") -> Iterator[tuple[str, Result]]:
    """Give the result of each leaf of the expected document, with its path."""
    yield from _compare(expected, Found.one(actual, path), path)


def _compare(expected: object, found: Found, path: str) -> Iterator[tuple[str, Result]]:
    value = found.values[0] if found.matches else None
    if isinstance(expected, Conditions):
        yield path, judge(expected, found)
    elif isinstance(expected, dict) and found.matches:
        if not expected or not isinstance(value, dict):
            yield path, judge(_operator("type", ["object"]), found)
            return
        for key, item in expected.items():
            inner = join_key(path, key)
            yield from _compare(item, _member(value, key, inner, path), inner)
    elif isinstance(expected, list) and isinstance(value, list):
        if len(expected) != len(value):
            yield path, judge(_operator("count", len(expected)), found)
        for index, (item, element) in enumerate(zip(expected, value, strict=False)):
            inner = join_index(path, index)
            yield from _compare(item, Found.one(element, inner), inner)
    else:
        yield path, judge(_operator("equals", expected), found)


def _member(value: dict[str, JSON], key: str, path: str, parent: str) -> Found:
    if key in value:
        return Found((Match(path, value[key]),))
    return Found(hint=f"{parent} has the keys {', '.join(value)}" if value else f"{parent} is an empty object")


def _operator(name: str, argument: object) -> Conditions:
    return Conditions((Condition(name, argument),))
