"""The progress of a check: a bar with the time left, on a terminal, for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from QuashLibrary.cli.console import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0


class CheckProgress:
    """Shows parts of the work, one after the other, on the terminal of stderr."""

    def __init__(self) -> None:
        self._is_shown = is_terminal(sys.stderr)

    def begin(self, what: str, total: int | None = None) -> Part:
        """Begin a part."""
        return Part(what, total, is_shown=self._is_shown)


class Part:
    """A part of the work; its total may become known later, and grow. It ends with its block."""

    def __init__(self, what: str, total: int | None, *, is_shown: bool) -> None:
        self._what, self._total, self._is_shown = what, total or 0, is_shown
        self._begun = time.monotonic()
        self._done = 0
        self._section = 0
        self._bar: Progress | None = None
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
        """Count one more entry of a section of so many; a section adds to the total."""
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
