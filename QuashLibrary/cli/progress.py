"""Progress of long work on the console: a bar with the time left, and a line for a proof.

The bar appears after a second, on a terminal only. A proof takes minutes: without a terminal it prints a line now and
then.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self, TextIO

from QuashLibrary.cli.console import is_terminal
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.printable import one_line, shorten

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from QuashLibrary.proof.plan import Progress

_PATIENCE = 1.0
_WIDTH = 100
_SECONDS_BETWEEN_LINES = 10.0
_BLANK = "\r\x1b[K"


class ProgressLine:
    """Shows the progress of a proof."""

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


class WorkProgress:
    """Shows the parts of the work, one after the other, if stderr is a terminal."""

    def __init__(self) -> None:
        self._is_shown = is_terminal(sys.stderr)

    def begin(self, what: str, total: int | None = None) -> Part:
        """Begin a part."""
        return Part(what, total, is_shown=self._is_shown)


class Part:
    """A part of the work, which ends with its block. Its total may become known later, and may grow."""

    def __init__(self, what: str, total: int | None, *, is_shown: bool) -> None:
        self._what, self._total, self._is_shown = what, total or 0, is_shown
        self._begun = time.monotonic()
        self._done = 0
        self._section = 0
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the bar, also after Ctrl-C: it hides the cursor."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def advance(self) -> None:
        """Count one more."""
        self._done += 1
        if not self._is_shown:
            return
        if self._bar is None:
            if time.monotonic() - self._begun < _PATIENCE:
                return
            self._show()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=self._total, completed=self._done)

    def advance_of(self, total: int) -> None:
        """Count one more entry of a section with `total` entries; each section adds to the overall total."""
        if total != self._section:
            self._section = total
            self._total = self._done + total
        self.advance()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=Console(file=sys.stderr), transient=True)
        self._task = self._bar.add_task(self._what, total=self._total, completed=self._done)
        self._bar.start()
