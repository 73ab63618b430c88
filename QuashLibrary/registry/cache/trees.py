"""The parts of a registry as lines of JSON, each with the lines of the files at which its values are.

In: Parts. Out: lines, and the Parts again, with all positions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.exact_numbers import ExactFraction, read_fraction
from QuashLibrary.problems import Position
from QuashLibrary.registry.link.parts import Part, PartCompiler
from QuashLibrary.registry.sources.table import SOURCES
from QuashLibrary.registry.yaml.nodes import Key, Node

if TYPE_CHECKING:
    from QuashLibrary.registry.yaml.nodes import Spot

_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_EXACT = "exact"
"""Marks a number that has more digits than a float keeps."""


class _Sources:
    """The lines at which the values of a part are, each once; a place is the number of such a line, and a column."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int, str]] = []
        self._numbers: dict[tuple[str, int], int] = {}

    def place(self, at: Position | Spot) -> list[Any]:
        """Return a place; no Position is made for it."""
        if isinstance(at, tuple):
            lines, line, column = at
            key = lines.file, line + 1
            number = self._numbers.get(key)
            return [self._add(key, lines[line]) if number is None else number, column + 1]
        key = at.file, at.line
        number = self._numbers.get(key)
        return [self._add(key, at.source) if number is None else number, at.column]

    def _add(self, key: tuple[str, int], source: str) -> int:
        number = self._numbers[key] = len(self.lines)
        self.lines.append((*key, source))
        return number

    def tree(self, node: Node) -> list[Any]:
        """Return the place of a node and its value."""
        written, value = self.place(node.at), node.value
        if isinstance(value, dict):
            written.append({key: self.place(key.at) + self.tree(item) for key, item in value.items()})
        elif isinstance(value, list):
            written.append([self.tree(item) for item in value])
        elif isinstance(value, ExactFraction):
            written += (str(value), _EXACT)
        else:
            written.append(value)
        return written


def written_part(part: Part) -> bytes:
    """Return a part as one line."""
    sources = _Sources()
    name = [part.name, *sources.place(part.name.at)]
    line = [part.kind, name, part.of, part.connection, part.is_login, sources.tree(part.node), sources.lines]
    return _encoder.encode(line).encode("ascii")


def lines_in(written: bytes) -> set[tuple[str, int]]:
    """Return the lines of files that are kept with a part."""
    return {(file, number) for file, number, _ in json.loads(written)[-1]}


def read_part(line: bytes) -> Part:
    """Return the part of a line."""
    kind, (name, number, column), of, connection, is_login, tree, sources = json.loads(line)

    def position(number: int, column: int) -> Position:
        file, line, source = sources[number]
        return Position(file, line, column, source)

    def node(number: int, column: int, value: Any, *exact: str) -> Node:
        if isinstance(value, dict):
            value = {Key(key, position(*item[:2])): node(*item[2:]) for key, item in value.items()}
        elif isinstance(value, list):
            value = [node(*item) for item in value]
        return Node(read_fraction(value) if exact else value, position(number, column))

    return Part(kind, Key(name, position(number, column)), node(*tree), of, connection, is_login)


def part_compiler(directory: str) -> PartCompiler:
    """Return the compiler of parts whose files are relative to a directory."""
    return PartCompiler(SOURCES, directory)
