"""The values of a file, each with its position.

The YAML reader builds their tree. Everything that checks a registry reads this tree, so each message names a position.
"""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Final, Self

from QuashLibrary.errors import UnreadableNumberError
from QuashLibrary.language.exact_numbers import read_fraction
from QuashLibrary.registry.yaml.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.problems import Position

Spot = tuple[Lines, int, int]
"""Lines, and a place in them: most positions are never needed, and making one takes longer than reading a key."""

Value = None | bool | int | float | str | list["Node"] | dict["Key", "Node"]

MAX_DIGITS: Final = 4_300
"""Digits of a whole number; Python refuses longer ones, because reading them takes quadratic time."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_STARTS: Final = frozenset("-0123456789")
"""How numbers begin."""
_CONTAINERS: Final = (dict, list)
_WORDS: Final[dict[str, bool | None]] = {"": None, "~": None, "null": None, "true": True, "false": False}


class _Placed:
    """Something in a file, with its position."""

    __slots__ = ()
    at: Position | Spot

    @property
    def position(self) -> Position:
        """The place of a key, or the start of a value."""
        at = self.at
        if isinstance(at, tuple):
            at = self.at = at[0].position(at[1:])  # type: ignore[misc]  # Key and Node have this slot
        return at


class Key(_Placed, str):
    """A key as written, with its position."""

    __slots__ = ("at",)

    def __new__(cls, text: str, at: Position | Spot) -> Self:
        """Make a key from its text and its position."""
        key = super().__new__(cls, text)
        key.at = at
        return key

    def __getnewargs__(self) -> tuple[str, Position]:  # type: ignore[override]
        """Let `copy` and `pickle` keep the position."""
        return str(self), self.position


class Node(_Placed):
    """A value of the file and the position at which it starts."""

    __slots__ = ("at", "value")

    def __init__(self, value: Value, at: Position | Spot) -> None:
        self.value = value
        self.at = at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and (self.value, self.position) == (other.value, other.position)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.position!r})"

    def plain(self) -> object:
        """Return the value as plain Python data; keys stay `Key`s."""
        value = self.value
        if isinstance(value, dict):
            return {
                key: node.plain() if isinstance(node.value, _CONTAINERS) else node.value for key, node in value.items()
            }
        if isinstance(value, list):
            return [node.plain() for node in value]
        return value

    def locate(self, path: Sequence[str | int], *, key: bool = False) -> Position:
        """Return the position of the value at `path`, or of its key.

        Parts of the path that do not exist are skipped: the nearest parent stands in for a missing value.
        """
        node, name, above = self, None, self.value
        for part in path:
            value = node.value
            if isinstance(value, dict) and str(part) in value:
                name, above = str(part), value
                node = value[name]  # type: ignore[index]  # a Key is found by its text
            elif isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
                node, name = value[part], None
        if key and name is not None and isinstance(above, dict):
            return next(found for found in above if found == name).position
        return node.position


def value_of(word: str) -> bool | int | float | str | None:
    """Return the value of a word without quotes, by YAML 1.2's rules, restricted to JSON's types.

    `true`, `false`, `null` (also `~` and an empty word) and JSON's numbers are special; every other word (`True`,
    `yes`, `0x1F`, `.5`, `12:30`) is a text. A number too large for an int or a float is infinite.
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in _STARTS:
        return word
    number = _NUMBER.fullmatch(word)
    if number is None:
        return word
    if number.lastindex is None and len(word) <= MAX_DIGITS:
        return int(word)
    try:
        return read_fraction(word)
    except UnreadableNumberError:
        return inf
