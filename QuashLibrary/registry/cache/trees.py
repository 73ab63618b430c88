"""The parts of a registry as lines of JSON: their values, and the places of these in the registry's files.

In: Parts. Out: lines, and the Parts restored from them with all positions. The lines of the files are not kept: they
are read from the files, which are unchanged.
"""

from __future__ import annotations

import json
from array import array
from binascii import a2b_base64, b2a_base64
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.exact_numbers import ExactFraction, read_fraction
from QuashLibrary.registry.link.parts import Part, PartCompiler
from QuashLibrary.registry.sources.table import SOURCES
from QuashLibrary.registry.yaml.nodes import Key, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from QuashLibrary.problems import Position
    from QuashLibrary.registry.yaml.lines import Lines
    from QuashLibrary.registry.yaml.nodes import Spot

_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)


class PartWriter:
    """Writes parts; `files` are the names of the files that contain them."""

    def __init__(self, files: Sequence[str]) -> None:
        self._numbers = {name: number for number, name in enumerate(files)}
        self._places: list[int] = []
        self._exact: dict[int, str] = {}

    def written(self, part: Part) -> bytes:
        """Return a part as one line.

        A place is three numbers: file, line and column. The places are those of the part's name and of each key and
        value, in order. Numbers that a float cannot represent are texts, by the index of their place.
        """
        self._places, self._exact = [], {}
        self._add_place(part.name.at)
        value = self._value(part.node)
        places = b2a_base64(array("I", self._places), newline=False).decode("ascii")
        line = [part.kind, part.name, part.of, part.connection, part.is_login, value, places, self._exact]
        return _encoder.encode(line).encode("ascii")

    def _add_place(self, at: Position | Spot) -> None:
        if isinstance(at, tuple):
            self._places += (self._numbers[at[0].file], at[1], at[2])
        else:
            self._places += (self._numbers[at.file], at.line - 1, at.column - 1)

    def _value(self, node: Node) -> Any:
        """Return a value in its JSON form, and add its places."""
        self._add_place(node.at)
        value = node.value
        if isinstance(value, dict):
            found = {}
            for key, item in value.items():
                self._add_place(key.at)
                found[key] = self._value(item)
            return found
        if isinstance(value, list):
            return list(map(self._value, value))
        if isinstance(value, ExactFraction):
            self._exact[len(self._places)] = str(value)
        return value


class _PartReader:
    """Reads the values of a part in the order of writing."""

    def __init__(self, places: str, exact: Mapping[str, str], lines: Callable[[int], Lines]) -> None:
        self._places = array("I", a2b_base64(places))
        self._exact = exact
        self._lines = lines
        self._at = 0

    def spot(self) -> Spot:
        """Return the next place."""
        number, line, column = self._places[self._at : self._at + 3]
        self._at += 3
        return self._lines(number), line, column

    def node(self, value: Any) -> Node:
        """Return a value with its places."""
        at = self.spot()
        if isinstance(value, dict):
            return Node({Key(key, self.spot()): self.node(item) for key, item in value.items()}, at)
        if isinstance(value, list):
            return Node(list(map(self.node, value)), at)
        exact = self._exact.get(str(self._at)) if self._exact else None
        return Node(read_fraction(exact) if exact else value, at)


def read_part(line: bytes, lines: Callable[[int], Lines]) -> Part:
    """Return the part of a line; `lines` returns the lines of a file."""
    kind, name, of, connection, is_login, value, places, exact = json.loads(line)
    reader = _PartReader(places, exact, lines)
    return Part(kind, Key(name, reader.spot()), reader.node(value), of, connection, is_login)


def part_compiler(directory: str) -> PartCompiler:
    """Return a compiler for parts whose file names are relative to a directory."""
    return PartCompiler(SOURCES, directory)
