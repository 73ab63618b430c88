"""What belongs to one test, or to what runs outside tests, and ends with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.snapshots import SnapshotKey
from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.outcome import Outcome, UiContext
from QuashLibrary.engine.run.watch import Watch
from QuashLibrary.robotside.state.traffic import TestTraffic

Service = TypeVar("Service")


@dataclass(slots=True, eq=False)
class WatchedValidation(Generic[Service]):
    """A watch and its outcome, which is set once it is part of the test.

    `validations` are those of the import that began the watch. `is_placed` is true while a step that shows the outcome
    is in the running body.
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
        """The slug as it is written where it is used."""
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


@dataclass(frozen=True, slots=True)
class Lease:
    """A reserved value of an input, and how it is given back."""

    name: str
    value: object
    give_back: Callable[[], None]


@dataclass(slots=True, eq=False)
class Wait:
    """A `Wait Until Keyword Succeeds` that is running.

    `first_outcome` is how many outcomes the test had when it began, `attempts` how often it has run its keyword, and
    `failures` what attached calls failed in which attempt.
    """

    data: Any
    first_outcome: int = 0
    attempts: int = 0
    failures: list[tuple[int, str, Any]] = field(default_factory=list)

    def note(self, key: str, failure: Any) -> None:
        """Keep the failure of a call, by its key, until the wait ends or a later attempt runs the call again."""
        self.failures.append((self.attempts, key, failure))

    def run_again(self, key: str) -> None:
        """Forget the failures of a call in earlier attempts; in the same attempt it is another step."""
        self.failures = [item for item in self.failures if item[0] == self.attempts or item[1] != key]


@dataclass(slots=True)
class TestState:
    """The state of one test; `result` is Robot's."""

    __test__ = False  # pytest must not collect it

    in_test: bool = False
    result: Any = None
    had_passed: bool = False
    """Whether the test had passed when Robot ended it."""
    fetched: dict[str, object] = field(default_factory=dict)
    inputs: dict[str, object] = field(default_factory=dict)
    snapshots: dict[SnapshotKey, AnswerParts] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    retried: set[int] = field(default_factory=set)
    """The indexes of outcomes that were attempts of a wait which succeeded."""
    credentials: TestCredentials = field(default_factory=TestCredentials)
    leases: list[Lease] = field(default_factory=list)
    ui_steps: list[UiStep] = field(default_factory=list)
    ui_depth: int = 0
    """How many keywords of a UI library are running inside each other."""
    waits: list[Wait] = field(default_factory=list)
    """The waits that are running, the innermost last."""
    watches: list[WatchedValidation[Any]] = field(default_factory=list)
    traffic: TestTraffic = field(default_factory=TestTraffic)

    def ui_context(self, until: datetime | None = None) -> UiContext | None:
        """Return the UI steps so far, or those that began by a moment; None if there were none."""
        steps = [step for step in self.ui_steps if until is None or step.started <= until]
        if not steps:
            return None
        return UiContext(len(steps), any(step.failed for step in steps), steps[-1].text)
