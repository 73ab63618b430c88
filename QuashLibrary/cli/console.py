"""What a command writes: in colour and fitted to the width of a terminal; plain and whole anywhere else.

rich, which does the work on a terminal, is not loaded for a pipe. A shell may leave a stream closed (`>&-`)
or full.
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
"""What the system says of a stream that takes no more."""


@cache
def rich_console(stream: TextIO | None = None) -> Console:
    """Return the console of a terminal; it keeps to NO_COLOR and TERM=dumb."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=True)


def is_terminal(stream: TextIO | None = None) -> bool:
    """Return whether somebody looks at what is written."""
    return (stream or sys.stdout).isatty()


def write(text: str = "", style: str = "", stream: TextIO | None = None) -> None:
    """Write a line, on stdout unless said; the style is one of rich's, such as `bold red`."""
    stream = stream or sys.stdout
    if style and is_terminal(stream):
        rich_console(stream).print(text, style=style)
    else:
        print(text, file=stream)


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


class _Closed(TextIOBase):
    def write(self, _: str) -> NoReturn:
        """Refuse, as the system would."""
        raise OSError(errno.EBADF, "it is closed")


def prepare_streams() -> None:
    """Make both streams safe to write to."""
    # Python has None for a stream that was closed before it began.
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show the name of a test shows its escapes.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")


def say(text: str) -> None:
    """Write a line to stderr; if nobody can read it, the exit code remains."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Send what is left of a stream nowhere: Python would complain when it flushes the stream at its exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
