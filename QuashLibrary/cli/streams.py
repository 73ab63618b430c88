"""Standard output and standard error as a shell leaves them: open, closed (`>&-`) or full."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from io import TextIOBase
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from typing import TextIO

UNWRITABLE = frozenset({errno.EBADF, errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What the system says of a stream that takes no more."""


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
