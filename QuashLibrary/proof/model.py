"""What a proof has found, as plain data: for each test and each write of the app in it, what became of a broken write.

Made by `plan`, shown by the pages, written to `proof.json` and read back by `--resume`. Everything in it is redacted.
Times are local and naive, durations are seconds.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Fault = Literal["lost", "error", "late"]
FAULTS: tuple[Fault, ...] = ("lost", "error", "late")

INTERRUPTED = "the proof was interrupted"
"""The note of a proof that Ctrl-C has ended."""

Result = Literal["caught by the UI", "caught by a validation", "blind", "not reached", "not tried"]
"""`blind`: the test still passed. `not reached`: the test did not send the write when it ran for the trial.
`not tried`: the budget was used up, or the proof was interrupted."""

Control = Literal["passed", "failed", "not run"]
"""How the test ended when it ran alone with nothing broken. Only of a test that passed anything can be proven."""


@dataclass(frozen=True, order=True, slots=True)
class Write:
    """A write of the app: its path without identifiers, `POST /orders/*/items`; the operation of GraphQL."""

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

    `by` is the validation `@slug` or the UI step that failed first, `message` its message; both are empty if the test
    passed. `warned` is the validation that failed and only warned, so that the test passed anyway: the trial is `caught
    by a validation` then, since somebody who reads warnings sees it. `screen` is the link of a picture of what the app
    showed at the end.
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

    `ui_step` is the UI step that was running. `why_not` says why it cannot be lost: it did not succeed, or it was sent
    by the setup of a suite. `advice` is YAML that reads it back: what a blind test lacks.
    """

    write: Write
    times: int = 1
    ui_step: str = ""
    why_not: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ProvenTest:
    """A test of the run; `suite` are the names of the suites that contain it, the outermost first."""

    name: str
    suite: tuple[str, ...]
    control: Control
    message: str = ""
    """Why it is not provable: how it failed alone, or in the recording."""
    writes: tuple[SentWrite, ...] = ()
    trials: tuple[Trial, ...] = ()

    @property
    def full_name(self) -> str:
        """The name, preceded by those of its suites."""
        return ".".join((*self.suite, self.name))

    @property
    def blind(self) -> tuple[Trial, ...]:
        """The trials in which the test still passed although a write was lost or failed."""
        return tuple(trial for trial in self.trials if trial.result == "blind" and trial.fault != "late")


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as a whole; `note` says why it is not whole: the budget was used up, or it was interrupted.

    `setup_writes` are those that setups and teardowns of suites sent; they are listed, not lost. `recording` is the
    time that the recording took.
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
        """Whether Ctrl-C ended it."""
        return self.note == INTERRUPTED

    @property
    def writes(self) -> tuple[Write, ...]:
        """All writes that tests sent, sorted."""
        return tuple(sorted({sent.write for test in self.tests for sent in test.writes}))

    @property
    def blind_tests(self) -> tuple[ProvenTest, ...]:
        """The tests that stayed green although a write was lost or failed."""
        return tuple(test for test in self.tests if test.blind)
