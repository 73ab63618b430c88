"""What one process holds: registries, connections kept alive, secrets, and the state of the running test.

Library and listener share the one Session; beside it there is no module-level state that changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.outcome import Outcome, UiContext
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.runner import Runner
from QuashLibrary.engine.transport import HttpTransport
from QuashLibrary.registry.load import Loaded


@dataclass(slots=True)
class UiStep:
    """A keyword of the UI library that was run."""

    text: str
    failed: bool = False


@dataclass(slots=True)
class TestState:
    """What belongs to one test (or to what runs outside of tests) and ends with it."""

    in_test: bool = False
    fetched: dict[str, object] = field(default_factory=dict)
    inputs: dict[str, object] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    ui_steps: list[UiStep] = field(default_factory=list)

    def ui_context(self) -> UiContext | None:
        """The UI steps so far; None where there were none."""
        if not self.ui_steps:
            return None
        failed = any(step.failed for step in self.ui_steps)
        return UiContext(len(self.ui_steps), failed, self.ui_steps[-1].text)


@dataclass(slots=True)
class LogStep:
    """A step to be shown in Robot's log: what runs in it, and when it truly was."""

    run: Callable[[], None]
    started: datetime
    elapsed: timedelta


@dataclass(slots=True)
class Session:
    """The state of the process."""

    clock: Clock = field(default_factory=Clock)
    redactor: Redactor = field(default_factory=Redactor)
    registries: dict[tuple[str, ...], Loaded] = field(default_factory=dict)
    test: TestState = field(default_factory=TestState)
    log_steps: list[LogStep] = field(default_factory=list)
    ui_libraries: set[str] = field(default_factory=lambda: {"AppiumLibrary"})
    evidence_files: int = 0
    transport: HttpTransport = field(init=False)
    runner: Runner = field(init=False)

    def __post_init__(self) -> None:
        """Make what needs the clock and the redactor."""
        self.transport = HttpTransport(self.clock)
        self.runner = Runner(self.transport, self.clock, self.redactor)


def current_session() -> Session:
    """Return the session of this process; the first call makes it."""
    if not _SESSION:
        _SESSION.append(Session())
    return _SESSION[0]


_SESSION: list[Session] = []
