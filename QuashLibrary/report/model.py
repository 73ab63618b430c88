"""A run as the report sees it: tests, each with the steps of its UI and the outcomes of its backends, on one clock.

Made by the readers of output.xml and output.json, used by the statistics and by every form of the report.
Times are local and naive, as Robot writes them, and None where a file does not have them; durations are seconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from QuashLibrary.views.record import OutcomeRecord

Status = Literal["PASS", "FAIL", "SKIP", "NOT RUN"]
Lane = Literal["ui", "other"]


@dataclass(frozen=True, slots=True)
class Step:
    """A keyword that was run: one of a UI library, or another one that failed.

    `within` are the names of the user keywords that ran it, the outermost first; `pictures` are links beside the log.
    """

    lane: Lane
    name: str
    args: tuple[str, ...] = ()
    status: Status = "PASS"
    message: str = ""
    started: datetime | None = None
    elapsed: float = 0.0
    within: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The step as it is written in Robot."""
        return "    ".join((self.name, *self.args))

    @property
    def ended(self) -> datetime | None:
        """When it ended."""
        return self.started + timedelta(seconds=self.elapsed) if self.started else None


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """An outcome at its place in a test; the links to the app's screen stand beside the log."""

    record: OutcomeRecord
    within: tuple[str, ...] = ()
    screenshot: str = ""
    page_source: str = ""
    lag: float | None = None
    """Seconds from the end of the UI step before it to the moment at which it became true; None where unknown."""


@dataclass(frozen=True, slots=True)
class TestRun:
    """A test as it was run. The setup or teardown of a suite stands as a test of its own where it did such steps.

    `suite` are the names of the suites that it is in, the outermost first. `notes` say what of it is not
    known: its log was cut off, or steps were removed from it.
    """

    id: str
    name: str
    suite: tuple[str, ...]
    status: Status
    kind: Literal["test", "suite setup", "suite teardown"] = "test"
    message: str = ""
    doc: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    line: int = 0
    started: datetime | None = None
    elapsed: float = 0.0
    steps: tuple[Step, ...] = ()
    outcomes: tuple[ShownOutcome, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with those of its suites."""
        return ".".join((*self.suite, self.name))

    @property
    def ui_steps(self) -> tuple[Step, ...]:
        """The steps of the UI."""
        return tuple(step for step in self.steps if step.lane == "ui")

    @property
    def silent_failures(self) -> tuple[ShownOutcome, ...]:
        """The outcomes that failed while the UI showed no failure."""
        return tuple(shown for shown in self.outcomes if shown.record.silent)

    @property
    def blind_spot(self) -> bool:
        """Whether it passed by its UI alone: the backend was never asked."""
        asked = any(tag.startswith("@") for tag in self.tags) or self.outcomes
        return self.status == "PASS" and bool(self.ui_steps) and not asked


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run as a whole; `notes` say what of it is not known."""

    name: str
    sources: tuple[str, ...]
    started: datetime | None = None
    elapsed: float = 0.0
    generator: str = ""
    notes: tuple[str, ...] = ()


def in_order(test: TestRun) -> Iterable[Step | ShownOutcome]:
    """Return steps and outcomes in order of time; what has no time stays where it was written."""
    items: list[Step | ShownOutcome] = [*test.steps, *test.outcomes]
    return sorted(items, key=lambda item: _began(item) or datetime.max)


def _began(item: Step | ShownOutcome) -> datetime | None:
    return item.started if isinstance(item, Step) else item.record.started
