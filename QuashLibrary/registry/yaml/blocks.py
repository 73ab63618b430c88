"""Find every place of a file at which the YAML parser stops, not the first one only.

In: the lines of a file that cannot be read. Out: a Problem of each block, such as a validation or a key of it, that
cannot be read by itself. It cannot go on after an error; what is wrong in one block is so without the others.
"""

import re
from collections.abc import Iterator, Set

from QuashLibrary.problems import Problem
from QuashLibrary.registry.yaml.reader import build_tree
from QuashLibrary.registry.yaml.source import Source, indent_of

_HEADER = re.compile(r"[^#{\[\"'|>]*:[ \t]*(#.*)?")
_CLOSING = ("}", "]")
_DEEPEST = 8
"""Levels of blocks that are looked into: a validation's operators stand at the fifth."""


def further_stops(lines: list[str], source: Source, known: Set[int]) -> list[Problem]:
    """Return where else the parser stops than in the `known` lines, which count from 1."""
    stops = _stops(lines, range(len(lines)), source, _DEEPEST)
    return [stop for stop in dict.fromkeys(stops) if stop.position.line not in known]


def _stops(lines: list[str], within: range, source: Source, levels: int) -> Iterator[Problem]:
    for block in _blocks(lines, within):
        problems: list[Problem] = []
        # Empty lines in front of it keep the places.
        text = "\n" * block.start + "\n".join(lines[block.start : block.stop])
        if build_tree(text, source, problems) is None and problems:
            inner = range(block.start + 1, block.stop)
            has_inner = levels > 0 and _HEADER.fullmatch(lines[block.start]) is not None
            yield from (list(_stops(lines, inner, source, levels - 1)) if has_inner else []) or problems[-1:]


def _blocks(lines: list[str], within: range) -> Iterator[range]:
    """Part lines where one is indented as little as any; empty ones and comments belong to what is before them."""
    written = [at for at in within if lines[at].strip() and not lines[at].lstrip().startswith("#")]
    if not written:
        return
    least = min(indent_of(lines[at]) for at in written)
    starts = [at for at in written if indent_of(lines[at]) == least and not lines[at].lstrip().startswith(_CLOSING)]
    starts = starts if starts[:1] == written[:1] else [written[0], *starts]
    for start, stop in zip(starts, [*starts[1:], within.stop], strict=True):
        yield range(start, stop)
