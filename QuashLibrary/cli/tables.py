"""Fit a table to the width of a terminal: wrap it at words, or stack its cells if columns would become too narrow.

In: heads, rows, and the width of the terminal. Out: lines. The first column names the rows, for example with slugs to
copy, so it is never wrapped.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = "  "
_READABLE = 24
"""The width below which a wrapped text is hard to read."""


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it is a heading: the heads, or in a stack the first cell of a row."""
    widths = _fitting_widths(heads, rows, width)
    if widths is None:
        for row in rows:
            yield from _stacked(heads, row, width)
        return
    for row in (heads, *rows):
        cells = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = (set_cell_size(part, size) for part, size in zip(parts, widths, strict=True))
            yield GAP.join(padded).rstrip(), row is heads


def _fitting_widths(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return the widths of the columns, with the widest ones narrowed; None if that would not be readable."""
    columns = list(zip(heads, *rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    least = [min(size, max(_longest_word(column), _READABLE)) for size, column in zip(widths, columns, strict=True)]
    least[0] = widths[0]
    room = width - len(GAP) * (len(heads) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        widths[widest] -= 1
    return widths


def _longest_word(column: Sequence[str]) -> int:
    # A head of several words stays on one line.
    return max(cell_len(column[0]), *(cell_len(word) for cell in column[1:] for word in cell.split()), 0)


def _stacked(heads: Sequence[str], row: Sequence[str], width: int) -> Iterator[tuple[str, bool]]:
    yield row[0], True
    for head, cell in zip(heads[1:], row[1:], strict=True):
        if cell:
            first, *more = _wrapped(f"{head.lower()}: {cell}", width - 2 * len(GAP))
            yield f"{GAP}{first}", False
            yield from ((f"{GAP * 2}{line}", False) for line in more)


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text; a word is never broken, so it can be copied."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if cell_len(text) > width or "\n" in text else [text]
