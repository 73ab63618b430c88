"""An entry of a registry as written: a connection, a validation or an attachment, with its name.

The code that reads a file creates entries; the code that reads, merges and compiles them names them in messages.
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
    """An entry of a file: its Node, its kind (`validation`), and its name.

    Files that it names are relative to its own file, whose path is relative to `directory`. An empty `directory` means
    the working directory.
    """

    node: Node
    kind: str
    name: Key
    directory: str = ""

    @property
    def title(self) -> str:
        """The entry's name in messages; the name of an attachment is its number."""
        if self.kind == "attachment":
            return f"{self.kind} {self.name}"
        return f'{self.kind} "{self.name}"' if self.kind else f'"{self.name}"'

    def holds(self, place: Position) -> bool:
        """Return whether the entry has a key or value on a line."""
        return any((at.file, at.line) == (place.file, place.line) for at in (self.name.position, *_places(self.node)))

    def path_of_slug(self, key: str, slug: str) -> list[str | int]:
        """Return the path of a slug below a key: the key itself, or a member of its list."""
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
