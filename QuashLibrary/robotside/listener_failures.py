"""Failures of the listener itself: no exception in a hook disappears.

Robot writes what a listener raises into its execution errors, and the test continues and passes. Here it fails the
running test, or the next one if none runs; with `strict=False` it is a warning.
"""

from typing import Any

from robot.api import logger

from QuashLibrary.robotside.robot_api.errors import error_details
from QuashLibrary.robotside.state.libraries import is_strict
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.views.texts import shown


class ListenerFailures:
    """The failures of one run's listener; `_pending` are those that must still fail a test."""

    def __init__(self, run: RunState) -> None:
        self._run = run
        self._seen: set[str] = set()
        self._pending: list[str] = []

    def note(self, hook: str) -> None:
        """Note the exception that is being handled."""
        message, traceback = error_details()
        text = shown(f"QuashLibrary's listener has failed in {hook}: {message}", self._run.redactor)
        strict = self._is_strict()
        is_new = text not in self._seen
        # Noted before it is logged, because a message is an event of its own.
        self._seen.add(text)
        if strict and text not in self._pending:
            self._pending.append(text)
        if is_new:
            logger.debug(shown(traceback, self._run.redactor))
            if not strict:
                logger.warn(text)

    def fail_test(self, result: Any) -> None:
        """Put the failures since the last test into the test that ends."""
        if self._pending:
            before = f"{result.message}\n\nAlso:\n" if result.failed and result.message else ""
            result.status, result.message = "FAIL", before + "\n".join(self._pending)
            self._pending = []

    def report_rest(self) -> None:
        """Report the failures that no test was left to be failed by."""
        for text in self._pending:
            logger.error(text)
        self._pending = []

    def _is_strict(self) -> bool:
        try:
            return is_strict(self._run)
        except Exception:  # The failure may be in what the answer is made of.
            return True
