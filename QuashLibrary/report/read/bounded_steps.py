"""The steps and outcomes of the test that is read now, bounded: of very many steps those that matter are kept."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from QuashLibrary.report.read.model import ShownOutcome, Step

MOST = 1_000
"""Steps of a test that are listed from its beginning; later ones only where they fail or are beside an outcome."""

MOST_OUTCOMES = 500
"""Outcomes of a test that are listed from its beginning; later ones, as many again, only where they did not pass."""

_BESIDE = 10


class Steps:
    """What is known of the steps of a test so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self.outcomes: list[ShownOutcome] = []
        self.ui_steps = 0
        self.last_ui: Step | None = None
        self._listed: list[Step] = []
        self._recent: deque[Step] = deque(maxlen=_BESIDE)
        self._watched: set[int] = set()
        self._slugs: set[str] = set()
        self._left_out = self._outcomes_left_out = 0
        self._removed: dict[str, int] = {}
        self._notes: dict[str, None] = {}

    def add(self, step: Step) -> None:
        """Add a step that has ended."""
        if step.lane == "ui":
            self.ui_steps += 1
            self.last_ui = step
        if len(self._listed) < MOST:
            self._listed.append(step)
            return
        self._left_out += len(self._recent) == _BESIDE
        self._recent.append(step)
        if step.status == "FAIL" or step.pictures:
            self._keep_recent()

    def add_outcome(self, outcome: ShownOutcome, *, watched: bool = False) -> None:
        """Add an outcome, and keep the steps before it; one that was watched became known at this place by chance."""
        self._slugs.add(outcome.record.slug)
        number = len(self.outcomes)
        if number >= 2 * MOST_OUTCOMES or (number >= MOST_OUTCOMES and outcome.record.verdict == "passed"):
            self._outcomes_left_out += 1
            return
        self._keep_recent()
        self._watched |= {number} if watched else set()
        self.outcomes.append(outcome)

    def retry(self, since: int) -> None:
        """Note that the outcomes from one on were tries of a wait which has succeeded: what held in the end counts."""
        tries: dict[str, ShownOutcome] = {}
        passed = {shown.record.slug for shown in self.outcomes[since:] if shown.record.verdict == "passed"}
        for index, shown in enumerate(self.outcomes[since:], since):
            before = tries.get(shown.record.slug)
            # One that is attached and goes on is not what the wait waits for: it counts unless it passed in the end.
            goes_on = shown.record.policy == "continue" and shown.record.slug not in passed
            if shown.missed and shown.record.policy != "warn" and not goes_on and index not in self._watched:
                self.outcomes[index] = tries[shown.record.slug] = replace(shown, retried=True)
            elif before and _after_the_same_step(before, shown):
                self.outcomes[index] = replace(shown, after_tries=True)

    def removed(self, note: str) -> None:
        """Note what Robot says of what it has removed, if it does."""
        if note:
            self._removed[note] = self._removed.get(note, 0) + 1

    def note(self, note: str) -> None:
        """Note what is not known."""
        self._notes[note] = None

    @property
    def of_interest(self) -> bool:
        """Whether there is anything to be shown."""
        return bool(self._listed or self.outcomes)

    @property
    def listed(self) -> tuple[Step, ...]:
        """The steps that are listed."""
        return tuple(self._listed)

    def notes(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return what of the test is not known."""
        notes = [*self._notes, *(f"{note.rstrip('.')}: {count} times" for note, count in self._removed.items())]
        left_out = self._left_out + len(self._recent)
        if left_out:
            notes.append(
                f"{left_out} steps are not listed, after the first {MOST} those beside outcomes and failures are"
            )
        if self._outcomes_left_out:
            notes.append(
                f"{self._outcomes_left_out:,} outcomes are not listed: "
                f"after the first {MOST_OUTCOMES:,} those that did not pass are"
            )
        known = self._slugs
        gone = [tag for tag in tags if tag.startswith("@") and not tag.endswith(":failed") and tag[1:] not in known]
        if gone:
            notes.append(f"the log has no outcome of {', '.join(gone)}: removed, or not logged")
        return tuple(notes)

    def _keep_recent(self) -> None:
        self._listed += self._recent
        self._recent.clear()


def _after_the_same_step(before: ShownOutcome, shown: ShownOutcome) -> bool:
    """Whether no UI step went between two uses of a validation, of which the later one found it true."""
    true = shown.record.became_true
    return bool(true and shown.lag is not None and true - timedelta(seconds=shown.lag) <= before.record.started)
