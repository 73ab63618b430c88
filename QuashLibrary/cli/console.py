"""Write to the console: in colour and fitted to the width of a terminal, plain and complete anywhere else.

rich does the work on a terminal and is not loaded for a pipe. A stream may be closed (`>&-`) or full.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from functools import cache
from io import TextIOBase
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

_GAP = "  "
UNWRITABLE = frozenset({errno.EBADF, errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""The system's errors for a stream that accepts no more output."""


@cache
def rich_console(stream: TextIO | None = None) -> Console:
    """Return the console of a terminal; it respects NO_COLOR and TERM=dumb."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=True)


def is_terminal(stream: TextIO | None = None) -> bool:
    """Return whether the output goes to a terminal."""
    return (stream or sys.stdout).isatty()


def write(text: str = "", style: str = "", stream: TextIO | None = None) -> None:
    """Write a line, to stdout by default; the style is one of rich's, such as `bold red`."""
    stream = stream or sys.stdout
    if style and is_terminal(stream):
        rich_console(stream).print(text, style=style)
    else:
        print(text, file=stream)


def write_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table; without a terminal no cell is cut or wrapped."""
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


class _Closed(TextIOBase):
    def write(self, _: str) -> NoReturn:
        """Raise the error that the system would raise."""
        raise OSError(errno.EBADF, "it is closed")


def prepare_streams() -> None:
    """Make both streams safe to write to."""
    # A stream that was closed before Python started is None.
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows its escape sequence.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")


def say(text: str) -> None:
    """Write a line to stderr; if that fails, the exit code still shows the result."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Discard the rest of a stream's output; otherwise Python would complain when it flushes the stream at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
