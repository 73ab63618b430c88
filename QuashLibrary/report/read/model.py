"""The report's model of a run: tests, each with UI steps, app requests and outcomes on one clock.

The reader of Robot's output builds it; the summary and every format use it. Times are local and naive, as Robot writes
them, and None if the output does not contain them. Durations are in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from QuashLibrary.views.app_record import AppRequestRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from QuashLibrary.views.app_record import AppTrafficRecord
    from QuashLibrary.views.record import OutcomeRecord

SILENT_TAG = "silent-failure"
"""The tag of tests with silent failures."""

SWALLOWED_TAG = "swallowed-failure"
"""The tag of tests with swallowed failures."""

_FAILED = ":failed"

Status = Literal["PASS", "FAIL", "SKIP", "NOT RUN"]
Lane = Literal["ui", "other"]
Kind = Literal["test", "suite setup", "suite teardown"]


class Picture(NamedTuple):
    """A picture: its link in the log, or its data if it is embedded in the log."""

    link: str = ""
    data: bytes = b""
    suffix: str = "png"


class Step(NamedTuple):
    """A keyword that ran: a keyword of a UI library, or any other keyword that failed.

    `owner` is its library or resource. `first_message` is the first log message of a UI step. `within` contains the
    names of the user keywords that ran it, outermost first.
    """

    lane: Lane
    name: str
    args: tuple[str, ...] = ()
    status: Status = "PASS"
    message: str = ""
    started: datetime | None = None
    elapsed: float = 0.0
    within: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    owner: str = ""
    first_message: str = ""

    @property
    def ended(self) -> datetime | None:
        """The end of the step."""
        return self.started + timedelta(0, self.elapsed) if self.started else None


class ShownOutcome(NamedTuple):
    """An outcome at its place in a test; the links to the app's screen are relative to the folder of the log.

    `lag` is the number of seconds from the end of the UI step before it until it passed; None if that is unknown. If
    everything held at the first attempt, the backend reached the expected state earlier, so the lag is an upper limit.

    `retried`: it did not pass, but a `Wait Until Keyword Succeeds` around it succeeded later. `after_tries`: it passed
    after such tries. `caught`: it did not pass, but its test did.
    """

    record: OutcomeRecord
    within: tuple[str, ...] = ()
    screenshot: Picture | None = None
    page_source: str = ""
    lag: float | None = None
    retried: bool = False
    caught: bool = False
    after_tries: bool = False

    @property
    def silent(self) -> bool:
        """Whether it failed while the UI showed no failure."""
        return self.record.silent and not self.retried

    @property
    def missed(self) -> bool:
        """Whether it did not pass; of several tries, only the last try counts."""
        return self.record.verdict != "passed" and not self.retried

    @property
    def soft(self) -> bool:
        """Whether it does not fail the test: its policy is to warn, or the test caught it."""
        return self.record.policy == "warn" or self.caught

    @property
    def at_once(self) -> bool:
        """Whether everything held at the first attempt."""
        return self.record.at_once and not self.after_tries


@dataclass(frozen=True, slots=True, kw_only=True)
class TestFacts:
    """The facts about a test that both lists and its page show.

    `suite` contains the names of its suites, outermost first. `ui_steps` counts all UI steps, even if only some are
    listed. `notes` say what is unknown: for example, the log was cut off, or steps were removed from it.
    """

    id: str
    name: str
    suite: tuple[str, ...]
    status: Status
    kind: Kind = "test"
    elapsed: float = 0.0
    ui_steps: int = 0
    notes: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with the names of its suites."""
        return ".".join((*self.suite, self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRun(TestFacts):
    """A test that ran. A suite setup or teardown that used the UI or a backend counts as a separate test.

    The links in its log are relative to `folder`.
    """

    folder: Path
    message: str = ""
    doc: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    line: int = 0
    started: datetime | None = None
    steps: tuple[Step, ...] = ()
    outcomes: tuple[ShownOutcome, ...] = ()
    app: AppTrafficRecord | None = None

    @property
    def has_traffic(self) -> bool:
        """Whether the log shows that the app sent requests."""
        return self.app is not None and self.app.sent > 0

    @property
    def swallowed(self) -> int:
        """The number of swallowed failures that count; 0 with the policy `ignore`."""
        return self.app.swallowed if self.app and self.app.policy != "ignore" else 0

    @property
    def swallowed_requests(self) -> tuple[AppRequestRecord, ...]:
        """The listed app requests whose swallowed failure counts."""
        requests = self.app.requests if self.app and self.swallowed else ()
        return tuple(request for request in requests if request.swallowed)

    @property
    def silent_failures(self) -> tuple[ShownOutcome, ...]:
        """The outcomes that failed while the UI showed no failure."""
        return tuple(shown for shown in self.outcomes if shown.silent)

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of the validations that the test used, according to its tags and outcomes."""
        tagged = [tag[1:] for tag in self.tags if tag.startswith("@") and not tag.endswith(_FAILED)]
        return tuple(dict.fromkeys([*tagged, *(shown.record.slug for shown in self.outcomes)]))

    @property
    def failed_slugs(self) -> tuple[str, ...]:
        """The slugs of the validations that did not pass, according to its tags."""
        return tuple(
            tag[1:].removesuffix(_FAILED) for tag in self.tags if tag.startswith("@") and tag.endswith(_FAILED)
        )

    @property
    def blind_spot(self) -> bool:
        """Whether it is a test with UI steps that passed without a backend check."""
        return self.kind == "test" and self.status == "PASS" and self.ui_steps > 0 and not self.slugs


TimelineItem: TypeAlias = Step | AppRequestRecord | ShownOutcome
"""The items of a test's timeline."""


class RunInfo(NamedTuple):
    """A run as a whole; `notes` say what is unknown about it."""

    name: str
    sources: tuple[str, ...]
    started: datetime | None = None
    ended: datetime | None = None
    generator: str = ""
    notes: tuple[str, ...] = ()

    @property
    def elapsed(self) -> float | None:
        """Seconds from the first start to the last end; None if unknown."""
        return (self.ended - self.started).total_seconds() if self.started and self.ended else None


def in_order(test: TestRun) -> Iterable[TimelineItem]:
    """Return steps, app requests and outcomes in chronological order, items without a time last."""
    items: list[TimelineItem] = [*test.steps, *(test.app.requests if test.app else ()), *test.outcomes]
    return sorted(items, key=_began)


def _began(item: TimelineItem) -> datetime:
    """Return when a step, an app request or the first request of an outcome began."""
    return (item.record.started if isinstance(item, ShownOutcome) else item.started) or datetime.max
