"""The lines of a registry file, and what can be told of a line by looking at it alone.

In: a file's text. Out: keys, values, brackets and indentation of a line, Problems at places of it, and
texts as messages show them. Apart from the traps, which are about what people write into such lines.
Lines and columns count from 0 here, as the parser's do; a Problem's count from 1.
"""

import re
from dataclasses import dataclass
from typing import Final

from QuashLibrary.problems import Position, Problem

LONGEST: Final = 60
"""Characters of the reader's own text that a message repeats."""

_TOKEN = re.compile(r"""(?<![^\s\[{,:])(?:"(?:\\.|[^"\\])*"|'(?:[^']|'')*')|(?<!\S)\#.*|[\[\]{}]""")
START = re.compile(
    r"""\s*(?:-[ ]+)*(?:(?P<key>"(?:\\.|[^"\\])*"|'(?:[^']|'')*'|[^\s"'\[{#&*!|>%@`].*?)\s*:(?:[ ]+|$))?"""
)
_SWALLOWED = re.compile(r"[ \t]#[^\s#!]")
CLOSING: Final = {"{": "}", "[": "]"}


def shortened(text: str) -> str:
    """Return the text with its end cut off where it is too long for a message."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def quoted(text: str) -> str:
    """Return the text as it is to be written in YAML, in the quotes that need no escapes."""
    text = shortened(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file."""

    file: str
    lines: list[str]

    def position(self, line: int, column: int) -> Position:
        """Return the place as people count."""
        return Position(self.file, line + 1, column + 1)

    def problem(self, line: int, column: int, message: str, suggestion: str) -> Problem:
        """Return a problem at that place."""
        return Problem(self.position(line, column), message, suggestion)

    def line(self, number: int) -> str:
        """Return a line; there are empty ones behind the end."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def comment_lines(self) -> frozenset[int]:
        """Return the lines in which ` #` might have cut off a text."""
        return frozenset(n for n, line in enumerate(self.lines) if " #" in line and _SWALLOWED.search(line))

    def text_at(self, line: int, column: int, *, flow: bool = False, to_end: bool = False) -> str:
        """Return the text that was meant to start there, up to what ends it outside of quotes."""
        rest = self.line(line)[column:]
        flow = flow or bool(open_brackets(self.line(line)[:column]))
        depth = 0
        for index, char in enumerate(rest):
            if char == "#" and rest[index - 1 : index].isspace():
                return rest[:index].rstrip()
            if flow and depth == 0 and char in ",]}":
                return rest[:index].rstrip()
            if char == ":" and not to_end and depth == 0 and rest[index + 1 : index + 2] in ("", " "):
                return rest[:index].rstrip()
            depth += (char in "[{") - (char in "]}")
        return rest.rstrip()


def indent_of(line: str) -> int:
    """Return by how many spaces the line is indented."""
    return len(line) - len(line.lstrip(" "))


def value_column(line: str) -> int:
    """Return where the value starts: behind the key and its colon, if the line has any."""
    match = START.match(line)
    return match.end() if match else 0


def key_of(line: str) -> str:
    """Return the key with which the line starts; empty where there is none."""
    match = START.match(line)
    return shortened((match.group("key") or "") if match else "")


def open_brackets(line: str) -> list[str]:
    """Return the brackets of `{…}` and `[…]` that the beginning of a line leaves open."""
    found: list[str] = []
    for token in _TOKEN.finditer(line):
        char = token.group()
        before = line[: token.start()].rstrip(" ")
        if char in CLOSING and (found or not before or before[-1] in ":-,[{"):
            found.append(char)
        elif char in ("]", "}") and found:
            found.pop()
    return found
