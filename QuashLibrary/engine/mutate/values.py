"""Make wrong variants of a JSON value: null, empty, another type, off by one, another text, one more member.

In: a value of an answer. Out: other values, each with a name. No name contains any part of the value.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING

from QuashLibrary.language.exact_numbers import ExactFraction
from QuashLibrary.language.hidden_values import like
from QuashLibrary.language.json_values import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.language.json_values import JSON

_SAMPLE = "text"
_NEXT = str.maketrans(
    ascii_lowercase + ascii_uppercase + digits,
    ascii_lowercase[1:] + "a" + ascii_uppercase[1:] + "A" + digits[1:] + "0",
)


def other_values(value: JSON) -> Iterator[tuple[str, JSON]]:
    """Yield variants of a value, each with the name of the change; hidden values stay hidden."""
    if value is not None:
        yield "null", None
    match value:
        case None:
            yield "a text", _SAMPLE
        case bool():
            yield "inverted", not value
            yield "a text", _SAMPLE
        case str():
            yield from _other_texts(value)
        case list():
            yield from _other_lists(value)
        case dict():
            yield from _other_objects(value)
        case _:
            yield from _other_numbers(value)


def another_text(text: str) -> str:
    """Return another text of the same shape: each letter and digit is replaced by the next one."""
    changed = str.translate(text, _NEXT)
    return changed if changed != text else f"{_SAMPLE}{changed}"


def _other_texts(value: str) -> Iterator[tuple[str, JSON]]:
    if value:
        yield "empty", ""
        yield "another text", like(value, another_text(value))
    yield "a number", 1


def _other_numbers(value: float) -> Iterator[tuple[str, JSON]]:
    one_more = ExactFraction(value.exact + 1) if isinstance(value, ExactFraction) else value + 1
    # Above 2**53, adding 1 may not change a float.
    if not same(value, one_more):
        yield "+ 1", like(value, one_more)
    yield "a text", like(value, format(value))


def _other_lists(value: list[JSON]) -> Iterator[tuple[str, JSON]]:
    if value:
        yield "empty", []
    if len(value) > 1:
        yield "one less", value[:-1]
    yield "one more", [*value, value[-1] if value else None]
    yield "an object", {}


def _other_objects(value: dict[str, JSON]) -> Iterator[tuple[str, JSON]]:
    if value:
        yield "empty", {}
    yield "a list", []
