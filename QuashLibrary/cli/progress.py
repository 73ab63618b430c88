"""Progress of long work on the console: one line that is replaced, or without a terminal a line now and then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.printable import one_line, shorten

if TYPE_CHECKING:
    from QuashLibrary.proof.plan import Progress

_WIDTH = 100
_SECONDS_BETWEEN_LINES = 10.0
_BLANK = "\r\x1b[K"


class ProgressLine:
    """Shows how far a proof is."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._last = float("-inf")

    def show(self, progress: Progress) -> None:
        """Show the progress."""
        left = f", {show_duration(round(progress.left))} left" if progress.left >= 1 else ""
        counted = f"{progress.done + 1} of {progress.total}{left}: " if progress.total else ""
        text = shorten(one_line(f"{counted}{progress.what}"), _WIDTH)
        now = time.monotonic()
        if self._is_terminal:
            self._stream.write(f"{_BLANK}{text}")
        elif now - self._last >= _SECONDS_BETWEEN_LINES or not progress.done:
            self._stream.write(f"{text}\n")
            self._last = now
        self._stream.flush()

    def end(self) -> None:
        """Remove the line."""
        if self._is_terminal:
            self._stream.write(_BLANK)
            self._stream.flush()
