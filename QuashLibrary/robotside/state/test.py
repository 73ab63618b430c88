"""The state of one test, or of the steps outside tests, which ends with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.errors import NoLeaseError
from QuashLibrary.robotside.state.traffic import TestTraffic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.engine.check.snapshots import SnapshotKey
    from QuashLibrary.engine.outcome import Outcome, UiContext
    from QuashLibrary.engine.run.watch import Watch

Service = TypeVar("Service")


@dataclass(slots=True, eq=False)
class WatchedValidation(Generic[Service]):
    """A watch and its outcome, which is set when it becomes part of the test.

    `validations` belong to the import that began the watch. `is_placed` is true while the running body contains a step
    that shows the outcome.
    """

    watch: Watch
    validations: Service
    of_suite: bool = False
    outcome: Outcome | None = None
    needed: Sequence[Outcome] = ()
    is_placed: bool = False
    is_shown: bool = False
    is_awaited: bool = False
    is_given_up: bool = False

    @property
    def name(self) -> str:
        """The slug as written in suites."""
        return self.watch.call.validation.name

    @property
    def has_passed(self) -> bool:
        """Whether the outcome is part of the test, and passed."""
        return self.outcome is not None and self.outcome.verdict == "passed"


@dataclass(slots=True)
class UiStep:
    """A keyword of the UI library that ran."""

    text: str
    started: datetime
    failed: bool = False
    ended: datetime | None = None
    library: str = ""


class Lease(NamedTuple):
    """A reserved value of an input, and the function that gives it back."""

    name: str
    value: object
    give_back: Callable[[], None]


def give_back(leases: list[Lease]) -> None:
    """Give values back; a lease that cannot be given back ends with the run."""
    while leases:
        try:
            leases.pop().give_back()
        except NoLeaseError:
            continue


class Wait:
    """A `Wait Until Keyword Succeeds` that is running.

    `first_outcome` is the number of outcomes before it, `attempts` the number of times it has run its keyword, and
    `failures` contains the failed attached calls of each attempt.
    """

    def __init__(self, data: Any, first_outcome: int = 0) -> None:
        self.data = data
        self.first_outcome = first_outcome
        self.attempts = 0
        self.failures: list[tuple[int, str, Any]] = []

    def note(self, key: str, failure: Any) -> None:
        """Keep the failure of a call, by its key, until the wait ends or a later attempt repeats the call."""
        self.failures.append((self.attempts, key, failure))

    def run_again(self, key: str) -> None:
        """Forget the failures of a call in earlier attempts; in the same attempt, it is another step."""
        self.failures = [item for item in self.failures if item[0] == self.attempts or item[1] != key]


class TestState:
    """The state of one test; `result` is Robot's."""

    __test__ = False  # pytest must not collect it

    def __init__(self, in_test: bool = False, result: Any = None) -> None:
        self.in_test = in_test
        self.result = result
        self.had_passed = False
        """Whether the test had passed when Robot ended it."""
        self.fetched: dict[str, object] = {}
        self.inputs: dict[str, object] = {}
        self.snapshots: dict[SnapshotKey, AnswerParts] = {}
        self.outcomes: list[Outcome] = []
        self.retried: set[int] = set()
        """The indexes of outcomes that were attempts of a successful wait."""
        self.credentials = TestCredentials()
        self.leases: list[Lease] = []
        self.ui_steps: list[UiStep] = []
        self.has_failed_ui_step = False
        """Whether a UI step has failed, which the suite may still handle."""
        self.ui_depth = 0
        """The nesting depth of running keywords of a UI library."""
        self.waits: list[Wait] = []
        """The running waits, the innermost last."""
        self.watches: list[WatchedValidation[Any]] = []
        self.traffic = TestTraffic()

    def ui_context(self, until: datetime | None = None) -> UiContext | None:
        """Return the UI steps so far, or those that began by a moment; None if there were none."""
        steps = [step for step in self.ui_steps if until is None or step.started <= until]
        if not steps:
            return None
        from QuashLibrary.engine.outcome import UiContext

        return UiContext(len(steps), any(step.failed for step in steps), steps[-1].text)
