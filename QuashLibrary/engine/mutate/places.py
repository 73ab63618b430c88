"""The places of a document at which something is changed, and copies of the document that differ there.

In: a JSON document. Out: places, of large documents a bounded choice that is spread over all of it; and copies, which
share with the document what has not changed.
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
"""Stands for a member that is no longer there."""

_MOST_PLACES = 2_000
_MEMBERS_OF_LIST = 3
_MEMBERS_OF_OBJECT = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a document, the steps that lead to it, and what is there; `order` sorts by the document's order."""

    steps: Steps
    value: JSON
    order: tuple[int, ...] = ()

    @property
    def is_member(self) -> bool:
        """Whether it is a member of an object."""
        return bool(self.steps) and isinstance(self.steps[-1], str)


def places_of(document: JSON) -> list[Place]:
    """Return the places of a document in its order; of a list, the first, the middle and the last member."""
    found: list[Place] = []
    waiting = deque([Place((), document)])
    while waiting and len(found) < _MOST_PLACES:
        place = waiting.popleft()
        found.append(place)
        waiting.extend(_members(place))
    return sorted(found, key=lambda place: place.order)


def with_other_value(document: JSON, steps: Steps, value: Any) -> JSON:
    """Return a copy of a document with another value at a place, or without it if the value is DROPPED."""
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
    """Return the JSONPath of a place; with `[*]` in place of indexes if it is that of any member of its lists."""
    text = "$"
    for step in steps:
        if isinstance(step, str):
            text = join_key(text, step)
        else:
            text = f"{text}[*]" if of_any_member else join_index(text, step)
    return text


def spread(items: Sequence[Item], most: int) -> list[Item]:
    """Return as many items, evenly spread, the first and the last among them."""
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
