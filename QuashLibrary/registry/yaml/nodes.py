"""The tree of a registry file's values, each of which knows where it stands.

Made by the YAML reader, read by all that judges a registry: so that every message can name its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from QuashLibrary.problems import Position

Value = None | bool | int | float | str | list["Node"] | dict["Key", "Node"]


class Key(str):
    """A mapping's key, as it is spelled, which knows where it stands."""

    __slots__ = ("position",)
    position: Position

    def __new__(cls, text: str, position: Position) -> Self:
        """Make a key of its text and its place."""
        key = super().__new__(cls, text)
        key.position = position
        return key

    def __getnewargs__(self) -> tuple[str, Position]:  # type: ignore[override]
        """Let `copy` and `pickle` keep the place."""
        return str(self), self.position


@dataclass(slots=True)
class Node:
    """A value of the file and the place where it starts."""

    value: Value
    position: Position

    def plain(self) -> object:
        """Return the value as plain Python data; keys stay `Key`s."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def locate(self, path: Sequence[str | int], *, key: bool = False) -> Position:
        """Return where the value at `path` stands, or its key.

        Parts of the path that do not exist are skipped, so the nearest parent stands in for what is missing.
        """
        node, found = self, self.position
        for part in path:
            if isinstance(node.value, dict) and (name := node._key(str(part))) is not None:
                node = node.value[name]
                found = name.position if key else node.position
            elif isinstance(node.value, list) and isinstance(part, int) and 0 <= part < len(node.value):
                node = node.value[part]
                found = node.position
        return found

    def _key(self, text: str) -> Key | None:
        keys = self.value if isinstance(self.value, dict) else {}
        return next((key for key in keys if key == text), None) if text in keys else None
