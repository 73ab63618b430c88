"""What a command writes: in colour and fitted to the width of a terminal; plain and whole anywhere else.

rich, which does the work on a terminal, is not loaded for a pipe.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

_GAP = "  "


@cache
def rich_console(stream: TextIO | None = None) -> Console:
    """Return the console of a terminal; it keeps to NO_COLOR and TERM=dumb."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=True)


def is_terminal(stream: TextIO | None = None) -> bool:
    """Return whether somebody looks at what is written."""
    return (stream or sys.stdout).isatty()


def write(text: str = "", style: str = "") -> None:
    """Write a line; the style is one of rich's, such as `bold red`."""
    if style and is_terminal():
        rich_console(sys.stdout).print(text, style=style)
    else:
        print(text)


def write_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table; off a terminal no cell is cut or wrapped."""
    if is_terminal():
        _write_fitted_table(heads, rows)
        return
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        print(_GAP.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _write_fitted_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.text import Text

    from QuashLibrary.cli.tables import table_lines

    console = rich_console(sys.stdout)
    for line, is_name in table_lines(heads, rows, console.width):
        console.print(Text(line), style="bold" if is_name else "")
