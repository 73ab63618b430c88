"""Show progress while a validation waits: one changing line on a terminal, else a line now and then.

It goes to stderr, so stdout contains only the outcome. rich is loaded only if a person waits at a terminal.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

from QuashLibrary.cli.console import is_terminal, rich_console
from QuashLibrary.language.durations import show_duration
from QuashLibrary.threads import start_thread
from QuashLibrary.views.message import attempt_line, interrupted_message
from QuashLibrary.views.texts import shown_line

if TYPE_CHECKING:
    from types import TracebackType

    from QuashLibrary.engine.outcome import Attempt
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.engine.run.call import Call

_AFTER = 0.4
"""Seconds before anything is shown; most validations end earlier."""
_REFRESH = 0.25
_EVERY = 10.0
"""Seconds between two lines without a terminal."""
_ENDING = 1.0


class Progress:
    """Shows the progress of a call until the block ends; after an interruption, the result of the latest attempt."""

    def __init__(self, call: Call, redactor: Redactor) -> None:
        self._call = call
        self._redactor = redactor
        self._latest: tuple[str, Attempt] | None = None
        self._started = time.monotonic()
        self._over = threading.Event()
        self._ended = threading.Event()

    def hear(self, slug: str, attempt: Attempt) -> None:
        """Record an attempt; called from other threads."""
        self._latest = (slug, attempt)

    def __enter__(self) -> Progress:
        start_thread(self._show)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._over.set()
        self._ended.wait(_ENDING)
        if kind is KeyboardInterrupt and self._latest is not None:
            print(interrupted_message(*self._latest, self._redactor), file=sys.stderr)

    @property
    def line(self) -> str:
        """The progress: the validation, the attempt, the failed checks and the time left."""
        parts = [self._call.validation.name, self._time]
        if self._latest is not None:
            slug, attempt = self._latest
            parts = [f"@{slug}", f"attempt {attempt.number}", self._time, self._missing(attempt)]
        return ", ".join(filter(None, parts[:-1])) + (f": {parts[-1]}" if self._latest else f", {parts[-1]}")

    def _missing(self, attempt: Attempt) -> str:
        checks = "; ".join(map(str, attempt.failed_checks))
        return shown_line(checks, self._redactor) if checks else attempt_line(attempt, self._redactor)

    @property
    def _time(self) -> str:
        """The time left, if the waiting validation has a limit and needs no other; else the elapsed time."""
        elapsed, timing = time.monotonic() - self._started, self._call.validation.timing
        if timing is None or not timing.within or self._call.needs:
            return f"{elapsed:.0f} s"
        return f"{show_duration(max(round(timing.within - elapsed), 0))} left"

    def _show(self) -> None:
        try:
            if is_terminal(sys.stderr):
                self._show_live()
            else:
                while not self._over.wait(_EVERY):
                    print(self.line, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            pass  # The reader has closed the stream.
        finally:
            self._ended.set()

    def _show_live(self) -> None:
        if self._over.wait(_AFTER):
            return
        from rich.live import Live
        from rich.text import Text

        with Live(console=rich_console(sys.stderr), transient=True, auto_refresh=False) as live:
            while True:
                live.update(Text(self.line, no_wrap=True, overflow="ellipsis", style="yellow"), refresh=True)
                if self._over.wait(_REFRESH):
                    return
