"""Write a proof as plain text for a terminal: the sentence, the number of blind pairs, and the matrix.

A few writes are columns; with more writes, each pair of a test and a write is a row. Long names are wrapped, so no line
is wider than the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from QuashLibrary.proof.cells import cells_of
from QuashLibrary.proof.findings import names_of, pairs_in_words, plain, rest, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.proof.cells import Cell
    from QuashLibrary.proof.model import Proof, ProvenTest

WIDTH = 100
_COLUMNS = 4
_NAME = 34
_GAP = "  "
_LONGEST = 200
_MOST_REASONS = 20

Row = Sequence[str]


def proof_table(proof: Proof) -> str:
    """Return a proof as text of at most 100 columns."""
    head = [sentence(proof, plain) + ".", rest(proof), pairs_in_words(proof) + ".", plain(proof.note, _LONGEST)]
    lines = [line for text in head if text for line in _wrapped(text, WIDTH)]
    for title, rows in _tables(proof):
        lines += ["", *_wrapped(title, WIDTH), *_table(rows)]
    lines += _not_provable(proof)
    return "\n".join(lines)


def _not_provable(proof: Proof) -> list[str]:
    """Return why tests are not provable."""
    reasons = [f"{plain(test.name)}: {plain(test.message, _LONGEST)}" for test in proof.tests if test.message]
    if not reasons:
        return []
    more = [f"and {len(reasons) - _MOST_REASONS:,} more"] if len(reasons) > _MOST_REASONS else []
    lines = (line for reason in [*reasons[:_MOST_REASONS], *more] for line in _wrapped(reason, WIDTH))
    return ["", "Not provable", *lines]


def _tables(proof: Proof) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows of each suite, headings first."""
    suites: dict[tuple[str, ...], list[ProvenTest]] = {}
    for test in proof.tests:
        if test.writes or test.trials:
            suites.setdefault(test.suite, []).append(test)
    writes = proof.writes
    for suite, tests in suites.items():
        title = plain(" › ".join(suite), _LONGEST) or "Tests without a suite"
        if len(writes) > _COLUMNS:
            yield title, [("test", "write", "result"), *_long_rows(proof, tests)]
        else:
            heads = ["", *(plain(name) for name in names_of(writes))]
            yield title, [heads, *(_short_row(proof, test) for test in tests)]


def _short_row(proof: Proof, test: ProvenTest) -> Row:
    cells = cells_of(test, proof.faults)
    results = (_result(cells[write], proof) if write in cells else "-" for write in proof.writes)
    return [plain(test.name, _LONGEST), *results]


def _long_rows(proof: Proof, tests: Sequence[ProvenTest]) -> Iterator[Row]:
    for test in tests:
        cells = cells_of(test, proof.faults)
        names = names_of(list(cells))
        for name, cell in zip(names, cells.values(), strict=True):
            yield plain(test.name, _LONGEST), plain(name), _result(cell, proof)


def _result(cell: Cell, proof: Proof) -> str:
    several = len(proof.faults) > 1
    words = (f"{mark.fault}: {mark.word}" if several and mark.fault else mark.word for mark in cell.marks)
    return "\n".join(plain(word) for word in words)


def _table(rows: Sequence[Row]) -> list[str]:
    widths = _widths(rows)
    lines = []
    for row in rows:
        columns = [_wrapped(text, width) for text, width in zip(row, widths, strict=True)]
        for index in range(max(map(len, columns))):
            parts = (column[index] if index < len(column) else "" for column in columns)
            padded = (part + " " * (width - _width(part)) for part, width in zip(parts, widths, strict=True))
            lines.append(f"  {_GAP.join(padded)}".rstrip())
    return lines


def _widths(rows: Sequence[Row]) -> list[int]:
    """Return the widths of columns: as needed, or else the name's share and equal shares of the remaining space."""
    needed = [max(_width(line) for text in column for line in text.split("\n")) for column in zip(*rows, strict=True)]
    room = WIDTH - len(_GAP) * len(needed)
    if sum(needed) <= room:
        return needed
    name = min(needed[0], _NAME)
    share = (room - name) // (len(needed) - 1)
    return [name, *(min(width, share) for width in needed[1:])]


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text; a word that is too wide for a line is split."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and _width(line) + 1 + _width(word) > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
            while _width(line) > width:
                head = _head(line, width)
                lines.append(line[:head])
                line = line[head:]
        lines.append(line)
    return lines


def _head(text: str, width: int) -> int:
    """Return how many characters fit, at least one."""
    used = 0
    for index, character in enumerate(text):
        used += _width(character)
        if used > width:
            return max(index, 1)
    return len(text)


def _width(text: str) -> int:
    """Return how many terminal columns a text occupies."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
