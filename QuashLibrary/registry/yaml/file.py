"""Read a registry file's bytes or text as YAML.

In: the content of one file. Out: its Node tree, and every Problem that its encoding, its characters and
the YAML itself have. Apart from the tree's building, which begins when the text can be trusted.
"""

import re
from collections.abc import Iterator

from QuashLibrary.problems import Position, Problem
from QuashLibrary.registry.yaml import traps as yaml_traps
from QuashLibrary.registry.yaml.blocks import further_stops
from QuashLibrary.registry.yaml.nodes import Node
from QuashLibrary.registry.yaml.reader import TOO_DEEP, build_tree
from QuashLibrary.registry.yaml.source import Source

_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_bytes(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a file's bytes, which must be UTF-8; a byte order mark is passed over."""
    for mark, name in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return None, [Problem(Position(file, 1), f"the file is written in {name}", "save it as UTF-8")]
    try:
        return read_yaml(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8").split("\n")
        place = Position(file, len(before), len(before[-1]) + 1)
        found = f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
        return None, [Problem(place, found, "save the file as UTF-8")]


def read_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a file's text; where YAML itself cannot go on, there is no Node, only the problems up to there."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source = Source(file, text.split("\n"))
    if "\0" in text:
        at = text.index("\0")
        line = text.count("\n", 0, at)
        message = "the file holds the character U+0000, so it is not a text"
        return None, [source.problem(line, at - text.rfind("\n", 0, at) - 1, message, "save it as UTF-8")]
    problems = list(_unreadable(source, text))
    readable = _UNREADABLE.sub("\ufffd", text) if problems else text
    root = build_tree(readable, source, problems)
    if root is None and all(problem.message != TOO_DEEP for problem in problems):
        lines = readable.split("\n")
        problems += further_stops(lines, source, {problem.position.line for problem in problems})
    return root, sorted(problems)


def _unreadable(source: Source, text: str) -> Iterator[Problem]:
    """Yield the first of each character that YAML forbids or takes for the end of a line."""
    seen: set[str] = set()
    for match in _UNREADABLE.finditer(text):
        char = match.group()
        if char not in seen:
            seen.add(char)
            start = text.rfind("\n", 0, match.start()) + 1
            yield yaml_traps.unreadable(source, text.count("\n", 0, start), match.start() - start, char)
