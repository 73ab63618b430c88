"""Which changes to an answer the expectations of each validation would notice, for one run.

A validation is measured once per run, with the first answer that passed; later outcomes have the same result.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from QuashLibrary.engine.noticed_changes import NoticedChanges
    from QuashLibrary.engine.outcome import Outcome
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model import Validation


class Measurements:
    """The results by validation; thread-safe, but two threads may both measure the same validation."""

    def __init__(self) -> None:
        self._results: dict[Position, NoticedChanges | None] = {}
        self._shown: set[Position] = set()

    def of(self, validation: Validation, measure: Callable[[], NoticedChanges | None]) -> NoticedChanges | None:
        """Return the result of a validation; measure it if there is none yet."""
        if self._results.get(validation.position) is None:
            self._results[validation.position] = measure()
        return self._results[validation.position]

    def shown_once(self, outcome: Outcome) -> Outcome:
        """Return an outcome without the result of its validation if another outcome already shows it."""
        if outcome.changes is None or outcome.position is None:
            return outcome
        if outcome.position in self._shown:
            return replace(outcome, changes=None)
        self._shown.add(outcome.position)
        return outcome
