"""Read a registry file's bytes or text as YAML.

In: the content of one file. Out: its Node tree, and every Problem with its encoding, its characters and its YAML. The
parser stops at the first error; this module also finds the errors in the other blocks of the file.
"""

from __future__ import annotations

import codecs
import re
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from QuashLibrary.problems import Position, Problem
from QuashLibrary.registry.yaml.diagnoses import INVISIBLE, NUL
from QuashLibrary.registry.yaml.lines import indent_of, read_lines
from QuashLibrary.registry.yaml.rules import diagnose
from QuashLibrary.registry.yaml.tree import build_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.registry.yaml.lines import Lines
    from QuashLibrary.registry.yaml.nodes import Node

_INVISIBLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_MARKS = {
    "UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
_TAB = re.compile(r"(?m)(?<=^)\t|(?<=\t)\t")
_TABS = (2, 4, 8, 1)
"""Numbers of spaces that a tab may stand for."""
_MOST = 101
"""Unreadable blocks after which the search for more ends."""
_REPAIR_FIRST = "fix the problems above first"
_HEADER = re.compile(r"[^#{\[\"'|>]*:[ \t]*(#.*)?")


def read_bytes(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a file's bytes, which must be UTF-8; a byte order mark is skipped."""
    for name, marks in _MARKS.items():
        if data.startswith(marks):
            return None, [Problem(Position(file, 1), f"the file is encoded in {name}", "save it as UTF-8")]
    try:
        return read_yaml(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8").split("\n")
        place = Position(file, len(before), len(before[-1]) + 1)
        found = f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
        return None, [Problem(place, found, "save the file as UTF-8")]


def read_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a file's text; if the parser stops, return no Node, but the problems of all blocks."""
    lines = read_lines(text, file)
    text = "\n".join(lines.texts)
    problems = list(_invisible(text, lines))
    if "\0" in text:
        return None, problems
    readable = _INVISIBLE.sub("\ufffd", text) if problems else text
    tree = build_tree(readable, lines)
    problems += tree.problems
    if tree.stop:
        known = {problem.position.line for problem in problems}
        for stop in _all_stops(tree.stop, readable, lines):
            if stop.position.line not in known:
                known.add(stop.position.line)
                problems.append(stop)
    return tree.root, sorted(problems)


def _invisible(text: str, lines: Lines) -> Iterator[Problem]:
    """Yield a problem for the first use of each character that YAML forbids or reads as a line end.

    If the text contains NUL, only NUL is reported.
    """
    seen: set[str] = set()
    for match in re.finditer("\0" if "\0" in text else _INVISIBLE, text):
        char, start = match[0], match.start()
        place = text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1
        problem = None if char in seen else diagnose([INVISIBLE if ord(char) else NUL], lines, place)
        if problem:
            seen.add(char)
            yield problem


def is_clean(text: str) -> bool:
    """Return whether a text is free of characters that YAML forbids."""
    return not _INVISIBLE.search(text)


def _all_stops(first: Problem, text: str, lines: Lines) -> list[Problem]:
    """Return why the parser stops: the first stop, then those in the blocks that it did not reach."""
    if _TAB.search(text) and any(_can_be_read(_TAB.sub(" " * size, text), lines.file) for size in _TABS):
        return [first]
    stops = list(islice(_stops(text.split("\n"), range(len(lines.texts)), lines), _MOST))
    if len(stops) == _MOST:
        stops[-1] = Problem(stops[-1].position, "YAML cannot be read here either, nor perhaps below", _REPAIR_FIRST)
    # An unclosed quote ends at the next quote, perhaps in another block; reading the block alone explains it.
    is_follow_up = any(stop.position.line < first.position.line for stop in stops)
    return stops if is_follow_up else [first, *stops]


def _can_be_read(text: str, file: str) -> bool:
    return build_tree(text, read_lines(text, file)).stop is None


def _stops(texts: Sequence[str], within: range, lines: Lines) -> Iterator[Problem]:
    """Yield why the parser stops in each block (a validation or one of its keys), read on its own."""
    for block in _blocks(texts, within):
        tree = build_tree("\n".join(texts[block.start : block.stop]), lines, block.start)
        if tree.root is None:
            inner = range(block.start + 1, block.stop) if _HEADER.fullmatch(texts[block.start]) else range(0)
            stops = _stops(texts, inner, lines)
            first = next(stops, None) or tree.stop or tree.problems[-1]
            yield from chain([first], stops)


def _blocks(texts: Sequence[str], within: range) -> list[range]:
    """Split lines at those with the smallest indentation; empty lines and comments belong to the block above them."""
    written = [at for at in within if texts[at].strip() and not texts[at].lstrip().startswith("#")]
    least = min((indent_of(texts[at]) for at in written), default=0)
    starts = [at for at in written if indent_of(texts[at]) == least and not texts[at].lstrip().startswith(("}", "]"))]
    starts = sorted({*written[:1], *starts})
    return [range(start, stop) for start, stop in pairwise([*starts, within.stop])]
