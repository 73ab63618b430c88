"""What one process holds: registries, connections kept alive, secrets, and the state of the running test.

Library and listener share the one Session; beside it there is no module-level state that changes.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.snapshots import SnapshotKey
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.outcome import Outcome, UiContext
from QuashLibrary.engine.plan.values import Unknown
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.language.templates import EnvironmentVariable, Template
from QuashLibrary.registry.load import LoadedRegistry
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.log.evidence_files import EvidenceFiles
from QuashLibrary.robotside.log.run_report import Reporting

if TYPE_CHECKING:
    from QuashLibrary.robotside.attach.attached_steps import HeldHere
    from QuashLibrary.robotside.attach.listener_library import Given
    from QuashLibrary.robotside.background.watches import Watched


@dataclass(slots=True)
class UiStep:
    """A keyword of the UI library that was run."""

    text: str
    started: datetime
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Lease:
    """A value that is leased under the name of an input, and how it is given back."""

    name: str
    value: object
    give_back: Callable[[], None]


@dataclass(slots=True)
class TestState:
    """What belongs to one test (or to what runs outside of tests) and ends with it."""

    in_test: bool = False
    fetched: dict[str, object] = field(default_factory=dict)
    inputs: dict[str, object] = field(default_factory=dict)
    snapshots: dict[SnapshotKey, AnswerParts] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    """For each wait that goes on, how many outcomes there were when it began."""
    retried: set[int] = field(default_factory=set)
    """The places of outcomes that were tries of a wait which has succeeded."""
    credentials: TestCredentials = field(default_factory=TestCredentials)
    leases: list[Lease] = field(default_factory=list)
    ui_steps: list[UiStep] = field(default_factory=list)
    watches: "list[Watched]" = field(default_factory=list)
    running: Any = None
    """Robot's result of the test."""
    late: list[str] = field(default_factory=list)
    """The failures of attached steps after which the test has gone on."""

    def ui_context(self, until: datetime | None = None) -> UiContext | None:
        """The UI steps so far, or those begun until a moment; None where there were none."""
        steps = [step for step in self.ui_steps if until is None or step.started <= until]
        if not steps:
            return None
        return UiContext(len(steps), any(step.failed for step in steps), steps[-1].text)


@dataclass(slots=True)
class SuiteState:
    """What a suite sets for the steps that follow, and that ends with it; environments by the files of a registry."""

    environments: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    inputs: dict[str, object] = field(default_factory=dict)
    watches: "list[Watched]" = field(default_factory=list)
    leases: list[Lease] = field(default_factory=list)
    held: "HeldHere | None" = None
    """What is attached by the registries of the suite; None where that is not known yet."""


@dataclass(slots=True)
class Wait:
    """A `Wait Until Keyword Succeeds` that runs: Robot's data of it, its tries so far, what has failed in which try."""

    data: Any
    tries: int = 0
    failed: list[tuple[int, str, Any]] = field(default_factory=list)

    def note(self, key: str, failure: Any) -> None:
        """Keep the failure of a use, by its key, until the wait is over or a later try asks again."""
        self.failed.append((self.tries, key, failure))

    def ask_again(self, key: str) -> None:
        """Forget what a use has failed of in earlier tries; in the same try it is another step."""
        self.failed = [item for item in self.failed if item[0] == self.tries or item[1] != key]


@dataclass(slots=True)
class Attaching:
    """Where the run is, as far as it matters to what is attached.

    `own` counts the keywords of this library that are running, `waits` are those that run, the inmost last, `prevented`
    the failures by the results of the steps that they keep from running. `unknown` are the inputs of the attached step
    that runs of which nothing is known but why.
    """

    own: int = 0
    waits: list[Wait] = field(default_factory=list)
    unknown: dict[str, Unknown] = field(default_factory=dict)
    prevented: dict[int, Any] = field(default_factory=dict)
    placed: list[Any] = field(default_factory=list)
    source: str = ""


@dataclass(slots=True)
class KnownApps:
    """What is known of the Appium sessions: when one was last `used` (monotonic), how long each may be left alone."""

    used: float = 0.0
    timeouts: dict[str, float] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    kept: bool = False


@dataclass(frozen=True, slots=True)
class LogStep:
    """A step to be shown in Robot's log: its title, what runs in it, when it truly was and for how many seconds.

    One without a time of its own was when it is shown.
    """

    title: str
    run: Callable[[], None]
    started: datetime | None = None
    elapsed: float = 0.0


@dataclass(slots=True)
class Session:
    """The state of the process."""

    clock: Clock = field(default_factory=Clock)
    redactor: Redactor = field(default_factory=Redactor)
    registries: dict[tuple[str, ...], LoadedRegistry] = field(default_factory=dict)
    test: TestState = field(default_factory=TestState)
    suites: list[SuiteState] = field(default_factory=lambda: [SuiteState()])
    log_steps: list[LogStep] = field(default_factory=list)
    placed_steps: deque[LogStep] = field(default_factory=deque)
    ui_libraries: set[str] = field(default_factory=lambda: {"AppiumLibrary"})
    apps: KnownApps = field(default_factory=KnownApps)
    evidence_files: EvidenceFiles = field(default_factory=EvidenceFiles)
    stopped: str = ""
    redacted_html: set[int] = field(default_factory=set)
    misnamed: str = ""
    listener: Any = None
    given: "list[Given]" = field(default_factory=list)
    """What `--listener` was given; it may have been written several times."""
    attaching: Attaching = field(default_factory=Attaching)
    strict: bool = True
    crashes: dict[str, bool] = field(default_factory=dict)
    """What hooks of the listener have failed of, and whether a test still has to be failed by it."""
    runner: Runner = field(init=False)
    reporting: Reporting = field(init=False)

    ui_depth: int = 0
    _latest: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make what needs the clock and the redactor."""
        self.runner = Runner(self.clock, self.redactor)
        self.reporting = Reporting(self.ui_libraries)

    def is_news(self, hook: str, event: object) -> bool:
        """Return whether an event of Robot is heard for the first time; two listeners may be registered."""
        if self._latest.get(hook) is event:
            return False
        self._latest[hook] = event
        return True

    def running_step(self) -> LogStep:
        """Return the step of the log that runs: one of a keyword of ours, or else one placed between the test's own."""
        return self.log_steps[-1] if self.log_steps else self.placed_steps.popleft()

    def preset_here(self) -> dict[str, object]:
        """Return where inputs are set now: in the running test, outside of tests in the suite."""
        return self.test.inputs if self.test.in_test else self.suites[-1].inputs

    def preset_inputs(self) -> dict[str, object]:
        """Return the inputs that the test and its suites have set; the nearest counts, and None takes it back."""
        levels = [*(suite.inputs for suite in self.suites), self.test.inputs]
        nearest = {name: value for level in levels for name, value in level.items()}
        return {name: value for name, value in nearest.items() if value is not None}

    def leases_here(self) -> list[Lease]:
        """Return where values are leased now: for the running test, outside of tests for the suite."""
        return self.test.leases if self.test.in_test else self.suites[-1].leases

    def leases(self) -> list[list[Lease]]:
        """Return what the running test and its suites have leased."""
        return [*(suite.leases for suite in self.suites), self.test.leases]

    def environment_for(self, files: tuple[str, ...], imported: str) -> str:
        """Return the environment that the nearest suite has set for a registry, else that of its import."""
        set_names = [suite.environments[files] for suite in self.suites if files in suite.environments]
        return (set_names[-1] if set_names else None) or imported

    def learn_environment_secrets(self, registry: Registry) -> None:
        """Take as secret what the registry reads from the environment, before anything can show it."""
        for name in environment_names(registry):
            self.redactor.add(os.environ.get(name))


def current_session() -> Session:
    """Return the session of this process; the first call makes it."""
    if not _SESSION:
        _SESSION.append(Session())
    return _SESSION[0]


_SESSION: list[Session] = []


def environment_names(registry: Registry) -> Iterator[str]:
    """Give the names of all environment variables that a registry reads."""
    for item in _walk((*registry.connections.values(), *registry.validations.values(), *registry.attachments)):
        if isinstance(item, Template):
            yield from (part.name for part in item.parts if isinstance(part, EnvironmentVariable))


def _walk(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _walk(item)
    elif is_dataclass(value) and not isinstance(value, Template):
        for part in fields(value):
            yield from _walk(getattr(value, part.name))
