"""Find places to change in a document, and make copies of the document that differ in one place.

In: a JSON document. Out: places, for large documents a limited number spread over the whole document; and copies, which
share the unchanged parts with the document.
"""

from __future__ import annotations

from collections import deque
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from QuashLibrary.language.json_display import join_index, join_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.language.json_values import JSON

Steps = tuple[str | int, ...]
Item = TypeVar("Item")

DROPPED: Final = object()
"""Marks a member as removed."""

_MOST_PLACES = 2_000
_MEMBERS_OF_LIST = 3
_MEMBERS_OF_OBJECT = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: the steps that lead to it, and its value; `order` sorts places in document order."""

    steps: Steps
    value: JSON
    order: tuple[int, ...] = ()

    @property
    def is_member(self) -> bool:
        """Whether the place is a member of an object."""
        return bool(self.steps) and isinstance(self.steps[-1], str)


def places_of(document: JSON) -> list[Place]:
    """Return the places of a document in document order; in a list, only the first, the middle and the last member."""
    found: list[Place] = []
    waiting = deque([Place((), document)])
    while waiting and len(found) < _MOST_PLACES:
        place = waiting.popleft()
        found.append(place)
        waiting.extend(_members(place))
    return sorted(found, key=lambda place: place.order)


def with_other_value(document: JSON, steps: Steps, value: Any) -> JSON:
    """Return a copy of a document with another value at a place, or without that place if the value is DROPPED."""
    if not steps:
        return value  # type: ignore[no-any-return]
    root: Any = copy(document)
    parent = root
    for step in steps[:-1]:
        parent[step] = copy(parent[step])
        parent = parent[step]
    if value is DROPPED:
        del parent[steps[-1]]
    else:
        parent[steps[-1]] = value
    return root  # type: ignore[no-any-return]


def path_of(steps: Steps, *, of_any_member: bool = False) -> str:
    """Return the JSONPath of a place; with `of_any_member`, `[*]` replaces the indexes of lists."""
    text = "$"
    for step in steps:
        if isinstance(step, str):
            text = join_key(text, step)
        else:
            text = f"{text}[*]" if of_any_member else join_index(text, step)
    return text


def spread(items: Sequence[Item], most: int) -> list[Item]:
    """Return at most this many items, evenly spread, including the first and the last."""
    if len(items) <= most:
        return list(items)
    last = len(items) - 1
    return [items[number * last // (most - 1)] for number in range(most)]


def _members(place: Place) -> Iterator[Place]:
    value = place.value
    if isinstance(value, dict):
        for at, key in enumerate(spread(list(value), _MEMBERS_OF_OBJECT)):
            yield Place((*place.steps, key), value[key], (*place.order, at))
    elif isinstance(value, list):
        for at in spread(range(len(value)), _MEMBERS_OF_LIST):
            yield Place((*place.steps, at), value[at], (*place.order, at))
