"""The lines of a registry file: the key and indentation of each, and the texts in it.

In: the text of one file. Out: the key and indentation of a line, and texts that start at a place in it. The parser
forgets lines, but every message needs them.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from QuashLibrary.problems import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Place = tuple[int, int]
"""A line and a column, both counted from 0 as in the parser; a Position counts from 1."""

LINE_START: Final = r"""\s*(?:- +)*(?:(?P<key>"(?:\\.|[^"\\])*"|'(?:[^']|'')*'|[^\s"'\[{#&*!|>%@`].*?)\s*:(?: +|$))?"""
"""Everything before the value of a line."""

_START = re.compile(LINE_START)
_BRACKETS = re.compile(r"""'[^']*'|"(?:\\.|[^"\\])*"|(?:^|(?<=\s))#.*|(?P<bracket>[\[\]{}])""")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file."""

    file: str
    texts: Sequence[str]

    def __getitem__(self, number: int) -> str:
        """Return a line; lines outside the file are empty."""
        return self.texts[number] if 0 <= number < len(self.texts) else ""

    def position(self, place: Place) -> Position:
        """Return the position, counted from 1."""
        number, column = place
        source = self.texts[number] if 0 <= number < len(self.texts) else ""
        return Position(self.file, number + 1, column + 1, source)

    def text_at(self, place: Place, *, in_brackets: bool = False, to_end: bool = False) -> str:
        """Return the text that was meant to start at a place.

        Outside its own brackets, the text ends before a comment and, unless it continues `to_end`, before `: `. Inside
        `{…}` or `[…]`, it also ends before a comma or a closing bracket.
        """
        rest = self[place[0]][place[1] :]
        depth = 0
        for index, char in enumerate(rest):
            comment = char == "#" and rest[index - 1 : index].isspace()
            end = in_brackets and char in ",]}"
            colon = char == ":" and not to_end and rest[index + 1 : index + 2] in ("", " ")
            if comment or (depth == 0 and (end or colon)):
                return rest[:index].rstrip()
            depth += (char in "[{") - (char in "]}")
        return rest.rstrip()

    def is_closed(self, bracket: Place) -> bool:
        """Return whether a bracket is closed before the next line that is not indented more than its own."""
        number, column = bracket
        depth, own = 0, indent_of(self[number])
        for at in range(number, len(self.texts)):
            line = self[at]
            below = at > number and line.strip() and not line.lstrip().startswith(("]", "}", "#"))
            if below and indent_of(line) <= own:
                return False
            for found in _BRACKETS.finditer(line, column if at == number else 0):
                sign = found["bracket"]
                depth += (sign in ("[", "{")) - (sign in ("]", "}"))
                if sign and not depth:
                    return True
        return False

    def above(self, number: int) -> Iterator[int]:
        """Yield the lines above from the bottom up, without empty lines and comments."""
        return (n for n in range(number - 1, -1, -1) if self[n].strip() and not self[n].lstrip().startswith("#"))

    def keys_above(self, number: int) -> dict[int, int]:
        """Return the columns and lines of the key above and of each key around it, from the inside out."""
        found: dict[int, int] = {}
        for above in self.above(number):
            if indent_of(self[above]) >= min(found, default=sys.maxsize):
                continue
            start = _START.match(self[above])
            if start and start["key"] and start.start("key") < min(found, default=len(self[above])):
                found[start.start("key")] = above
            if 0 in found:
                break
        return found


def read_lines(text: str, file: str) -> Lines:
    """Return the lines of a text, with any kind of line ending."""
    return Lines(file, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def indent_of(line: str) -> int:
    """Return the number of spaces by which the line is indented."""
    return len(line) - len(line.lstrip(" "))


def key_of(line: str) -> str:
    """Return the key with which the line starts; empty if it has none."""
    match = _START.match(line)
    return (match["key"] or "") if match else ""
