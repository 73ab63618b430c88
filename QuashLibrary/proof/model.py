"""The findings of a proof as plain data: for each test and each write in it, the result of breaking that write.

`plan` creates it, the pages show it, `proof.json` stores it, and `--resume` reads it back. Everything is redacted.
Times are local and naive; durations are in seconds.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Fault = Literal["lost", "error", "late"]
FAULTS: tuple[Fault, ...] = ("lost", "error", "late")

INTERRUPTED = "the proof was interrupted"
"""The note of a proof that Ctrl-C ended."""

Result = Literal["caught by the UI", "caught by a validation", "blind", "not reached", "not tried"]
"""`blind`: the test still passed. `not reached`: the test did not send the write during the trial.
`not tried`: the budget was used up, or the proof was interrupted."""

Control = Literal["passed", "failed", "not run"]
"""How the test ended when it ran alone with nothing broken. A test is provable only if it passed."""


@dataclass(frozen=True, order=True, slots=True)
class Write:
    """A write of the app: `POST /orders/*/items`, a path without identifiers, or a GraphQL operation."""

    connection: str
    method: str
    path: str
    operation: str = ""

    @property
    def line(self) -> str:
        """The write in one line."""
        return f"{self.method} {self.path}{f' {self.operation}' if self.operation else ''}"


@dataclass(frozen=True, slots=True)
class Trial:
    """A run of one test with one write broken in one way.

    `by` is the validation `@slug` or the UI step that failed first, and `message` its message; both are empty if the
    test passed. `warned`: the validation only warned, so the test passed anyway. The result is then `caught by a
    validation`, because somebody who reads warnings notices it. `screen` links a picture of the app's last screen.
    """

    write: Write
    fault: Fault
    result: Result
    by: str = ""
    message: str = ""
    warned: bool = False
    screen: str = ""
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class SentWrite:
    """A write that a test sent in the recording.

    `ui_step` is the UI step that was running. `why_not` says why the write cannot be lost: it did not succeed, or a
    suite setup sent it. `advice` is YAML that reads the write back, for a blind test.
    """

    write: Write
    times: int = 1
    ui_step: str = ""
    why_not: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ProvenTest:
    """A test of the run; `suite` contains the names of its suites, outermost first."""

    name: str
    suite: tuple[str, ...]
    control: Control
    message: str = ""
    """Why the test is not provable: how it failed alone or in the recording."""
    writes: tuple[SentWrite, ...] = ()
    trials: tuple[Trial, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with the names of its suites."""
        return ".".join((*self.suite, self.name))

    @property
    def blind(self) -> tuple[Trial, ...]:
        """The trials in which the test still passed although a write was lost or failed."""
        return tuple(trial for trial in self.trials if trial.result == "blind" and trial.fault != "late")


@dataclass(frozen=True, slots=True)
class Proof:
    """A complete proof, or an incomplete one whose `note` says why: the budget was used up, or it was interrupted.

    `setup_writes` are the writes of suite setups and teardowns; they are listed but never broken. `recording` is the
    duration of the recording.
    """

    registry: str
    environment: str
    started: datetime
    faults: tuple[Fault, ...] = ("lost",)
    elapsed: float = 0.0
    recording: float = 0.0
    note: str = ""
    tests: tuple[ProvenTest, ...] = ()
    setup_writes: tuple[SentWrite, ...] = field(default=())

    @property
    def is_interrupted(self) -> bool:
        """Whether Ctrl-C ended the proof."""
        return self.note == INTERRUPTED

    @property
    def writes(self) -> tuple[Write, ...]:
        """All writes of all tests, sorted."""
        return tuple(sorted({sent.write for test in self.tests for sent in test.writes}))

    @property
    def blind_tests(self) -> tuple[ProvenTest, ...]:
        """The tests that still passed although a write was lost or failed."""
        return tuple(test for test in self.tests if test.blind)
