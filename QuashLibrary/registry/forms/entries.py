"""An entry of a registry as it is written: a connection, a validation or an attachment with its name.

Made by whoever reads a file, used by all that read, merge and compile entries and name them in messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from QuashLibrary.registry.yaml.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from QuashLibrary.problems import Position
    from QuashLibrary.registry.yaml.nodes import Key


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """An entry of a file: its Node, what it is (`validation`), and its name.

    Files that it names are relative to its file, whose path is relative to the `directory`; empty is the working one.
    """

    node: Node
    kind: str
    name: Key
    directory: str = ""

    @property
    def title(self) -> str:
        """The entry as a message names it; the name of an attachment is its number."""
        if self.kind == "attachment":
            return f"{self.kind} {self.name}"
        return f'{self.kind} "{self.name}"' if self.kind else f'"{self.name}"'

    def holds(self, place: Position) -> bool:
        """Return whether a line is one of the entry's own."""
        return any((at.file, at.line) == (place.file, place.line) for at in (self.name.position, *_places(self.node)))

    def path_of_slug(self, key: str, slug: str) -> list[str | int]:
        """Return where a slug is written below a key: as its only text, or as a member of its list."""
        node = items_of(self.node).get(key)
        members = node.value if node and isinstance(node.value, list) else []
        slugs = [str(member.value).removeprefix("@") for member in members]
        return [key, slugs.index(slug)] if slug in slugs else [key]


def _places(node: Node) -> Iterator[Position]:
    yield node.position
    for key, item in items_of(node).items():
        yield cast("Key", key).position
        yield from _places(item)
    for item in node.value if isinstance(node.value, list) else ():
        yield from _places(item)


def items_of(node: Node) -> Mapping[str, Node]:
    """Return the items of a mapping; none if the node is not a mapping."""
    items: Any = node.value
    return items if isinstance(items, dict) else {}


def without(node: Node, keys: Iterable[str]) -> Node:
    """Return a mapping without some of its keys."""
    dropped = set(keys)
    if not isinstance(node.value, dict) or dropped.isdisjoint(node.value):
        return node
    return Node({key: item for key, item in node.value.items() if key not in dropped}, node.position)
