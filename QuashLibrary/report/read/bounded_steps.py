"""Collect the steps, outcomes and app requests of the test being read.

If there are very many, only those that matter are kept.
"""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING

from QuashLibrary.report.read.app_traffic import joined, unlisted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.report.read.model import ShownOutcome, Step
    from QuashLibrary.views.app_record import AppTrafficRecord

MOST_STEPS = 1_000
"""The first steps of a test that are listed; later steps are listed only if they fail or are next to an outcome."""

MOST_OUTCOMES = 500
"""The first outcomes of a test that are listed; of later outcomes, the same number that did not pass."""

_STEPS_BEFORE = 10


class BoundedSteps:
    """The steps, outcomes and app requests of a test so far."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.outcomes: list[ShownOutcome] = []
        self.app: AppTrafficRecord | None = None
        self.ui_steps = 0
        self.has_unreadable = False
        self.last_ui_step: Step | None = None
        self._recent: deque[Step] = deque(maxlen=_STEPS_BEFORE)
        self._watched: set[int] = set()
        self._slugs: set[str] = set()
        self._steps_left_out = self._outcomes_left_out = 0
        self._removals: dict[str, int] = {}
        self._notes: dict[str, None] = {}

    def add(self, step: Step) -> None:
        """Add a step that has ended."""
        if step.lane == "ui":
            self.ui_steps += 1
            self.last_ui_step = step
        if len(self.steps) < MOST_STEPS:
            self.steps.append(step)
            return
        self._steps_left_out += len(self._recent) == _STEPS_BEFORE
        self._recent.append(step)
        if step.status == "FAIL" or step.pictures:
            self._keep_recent()

    def add_outcome(self, outcome: ShownOutcome, *, watched: bool = False) -> None:
        """Add an outcome and keep the steps before it; a `watched` outcome is at this place by chance."""
        self._slugs.add(outcome.record.slug)
        number = len(self.outcomes)
        if number >= 2 * MOST_OUTCOMES or (number >= MOST_OUTCOMES and outcome.record.verdict == "passed"):
            self._outcomes_left_out += 1
            return
        self._keep_recent()
        self._watched |= {number} if watched else set()
        self.outcomes.append(outcome)

    def add_app_record(self, record: AppTrafficRecord) -> None:
        """Add a record of the app's requests."""
        self.app = joined(self.app, record)

    def mark_tries(self, first: int) -> None:
        """Mark the outcomes from this index on as tries of a wait that succeeded: only the last try counts."""
        tries: dict[str, ShownOutcome] = {}
        passed = {shown.record.slug for shown in self.outcomes[first:] if shown.record.verdict == "passed"}
        for index, shown in enumerate(self.outcomes[first:], first):
            before = tries.get(shown.record.slug)
            # An attached outcome with the policy continue does not end a try, so it counts unless it passes later.
            goes_on = shown.record.policy == "continue" and shown.record.slug not in passed
            if shown.missed and shown.record.policy != "warn" and not goes_on and index not in self._watched:
                self.outcomes[index] = tries[shown.record.slug] = shown._replace(retried=True)
            elif before and _after_the_same_step(before, shown):
                self.outcomes[index] = shown._replace(after_tries=True)

    def add_removal(self, note: str) -> None:
        """Count a note of Robot about removed content; an empty note is ignored."""
        if note:
            self._removals[note] = self._removals.get(note, 0) + 1

    def add_note(self, note: str) -> None:
        """Note that something about the test is unknown."""
        self._notes[note] = None

    @property
    def is_empty(self) -> bool:
        """Whether the test has nothing to show."""
        return not (self.steps or self.outcomes or (self.app and self.app.sent))

    def notes(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return notes on everything about the test that is unknown."""
        notes = [*self._notes, *(f"{note.rstrip('.')}: {count} times" for note, count in self._removals.items())]
        left_out = self._steps_left_out + len(self._recent)
        if left_out:
            notes.append(
                f"{left_out} steps are not listed: after the first {MOST_STEPS}, only steps next to outcomes and "
                "failures are"
            )
        if self._outcomes_left_out:
            notes.append(
                f"{self._outcomes_left_out:,} outcomes are not listed: "
                f"after the first {MOST_OUTCOMES:,}, only those that did not pass are"
            )
        if self.app:
            notes += filter(None, (unlisted(self.app), self.app.note))
        used = [tag for tag in tags if tag.startswith("@") and not tag.endswith(":failed")]
        missing = [tag for tag in used if tag[1:] not in self._slugs]
        # An unreadable outcome is not missing.
        if missing and not self.has_unreadable:
            notes.append(f"the log has no outcome of {', '.join(missing)}: it was removed or not logged")
        return tuple(notes)

    def _keep_recent(self) -> None:
        self.steps += self._recent
        self._recent.clear()


def _after_the_same_step(before: ShownOutcome, shown: ShownOutcome) -> bool:
    """Return whether two uses of a validation follow the same UI step, and the later one passed."""
    became_true = shown.record.became_true
    if became_true is None or shown.lag is None:
        return False
    return became_true - timedelta(seconds=shown.lag) <= before.record.started
