"""Run a proof: record all tests, run each test alone with nothing broken, then once for each write and fault.

In: a way to run tests, and the options. Out: a Proof that is complete, or says why not. Results are kept even if the
budget or Ctrl-C ends the proof. Results of an earlier proof are reused.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from QuashLibrary.errors import ProofError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.proof.model import INTERRUPTED, Fault, Proof, ProvenTest, Trial, Write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from QuashLibrary.proof.model import Control, Result, SentWrite

_NO_WRITE = (
    "the app sent no write, so there is nothing to prove; point it at the port of its connection "
    "(app: {listen: …}) and choose tests that change something"
)
_UNFINISHED = "the proof is still running, or was killed"
_FAILED_THERE = "it failed in the recording"


@dataclass(frozen=True, slots=True)
class TestKey:
    """A test of the run; `number` distinguishes tests with the same name."""

    __test__ = False  # pytest must not collect this class

    suite: tuple[str, ...]
    name: str
    number: int = 0

    @property
    def full_name(self) -> str:
        """The name with the names of its suites."""
        return ".".join((*self.suite, self.name))


TrialKey = tuple[TestKey, Write, Fault]


@dataclass(frozen=True, slots=True)
class RecordedTest:
    """A test of the recording; `message` says why it failed if it did not pass."""

    key: TestKey
    passed: bool
    message: str = ""
    writes: tuple[SentWrite, ...] = ()


@dataclass(frozen=True, slots=True)
class Recording:
    """The result of the recording."""

    tests: tuple[RecordedTest, ...] = ()
    setup_writes: tuple[SentWrite, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenWrite:
    """A write to break, and the fault."""

    write: Write
    fault: Fault


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a test ended when it ran alone; `by` is what failed first, `reached` says whether the write was sent.

    A `skipped` test counts as passed, because the build stays green.
    """

    passed: bool
    by: str = ""
    is_validation: bool = False
    warned: bool = False
    message: str = ""
    reached: bool = False
    screen: str = ""
    skipped: bool = False


class Runs(Protocol):
    """Runs tests and keeps the backend's answers in memory."""

    def record(self) -> Recording:
        """Run all tests once and note the writes of the app."""

    def run_alone(self, test: TestKey, broken: BrokenWrite | None) -> RunResult:
        """Run one test, with this write broken unless it is None."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a proof: finished and total runs, and the estimated seconds left."""

    done: int
    total: int
    left: float
    what: str


@dataclass(slots=True)
class Prover:
    """Runs a proof; it calls `tell` with its progress, and `keep` with the proof so far after each trial."""

    runs: Runs
    blank: Proof
    monotonic: Callable[[], float]
    tell: Callable[[Progress], object] = lambda progress: None
    keep: Callable[[Proof], object] = lambda proof: None
    budget: float | None = None
    earlier: Mapping[TrialKey, Trial] = field(default_factory=dict)
    _start: float = 0.0
    _done: int = 0
    _took: float = 0.0

    def prove(self) -> Proof:
        """Return the proof; Ctrl-C ends it early with the results so far.

        Raises:
            ProofError: the app sent no write at all.
        """
        self._start = self.monotonic()
        self.tell(Progress(0, 0, 0.0, "recording the suite"))
        recording = self.runs.record()
        if not (recording.setup_writes or any(test.writes for test in recording.tests)):
            raise ProofError(_NO_WRITE)
        self.blank = replace(self.blank, recording=self._elapsed(), setup_writes=recording.setup_writes)
        tests = {test.key: _unproven(test) for test in recording.tests}
        note = ""
        try:
            note = self._prove_all(recording, tests)
        except KeyboardInterrupt:
            note = INTERRUPTED
        return self._whole(tests, note)

    def _whole(self, tests: Mapping[TestKey, ProvenTest], note: str) -> Proof:
        completed = tuple(_completed(test, self.blank.faults) for test in tests.values())
        return replace(self.blank, tests=completed, elapsed=self._elapsed(), note=note)

    def _prove_all(self, recording: Recording, tests: dict[TestKey, ProvenTest]) -> str:
        """Fill in the tests; return why some were not tried, or an empty text."""
        todo = [test for test in recording.tests if test.passed and _losable(test.writes)]
        total = sum(1 + len(_losable(test.writes)) * len(self.blank.faults) for test in todo)
        for test in todo:
            if self._is_used_up():
                return self._used_up()
            proven = tests[test.key] = self._control(test, tests[test.key], total)
            if proven.control != "passed":
                total -= len(_losable(test.writes)) * len(self.blank.faults)
                continue
            for broken in self._broken_writes(test.writes):
                if self._is_used_up():
                    return self._used_up()
                trial = self._trial(test.key, broken, total)
                tests[test.key] = replace(tests[test.key], trials=(*tests[test.key].trials, trial))
                self.keep(self._whole(tests, _UNFINISHED))
        return ""

    def _control(self, test: RecordedTest, proven: ProvenTest, total: int) -> ProvenTest:
        if all((test.key, broken.write, broken.fault) in self.earlier for broken in self._broken_writes(test.writes)):
            self._done += 1
            return replace(proven, control="passed", message="")
        result = self._run(test.key, None, total)
        control: Control = "passed" if result.passed and not result.skipped else "failed"
        ended = "is skipped" if result.skipped else "fails"
        message = "" if control == "passed" else f"it {ended} when it runs alone: {result.message}"
        return replace(proven, control=control, message=message)

    def _trial(self, key: TestKey, broken: BrokenWrite, total: int) -> Trial:
        if known := self.earlier.get((key, broken.write, broken.fault)):
            self._done += 1
            return known
        start = self.monotonic()
        result = self._run(key, broken, total)
        kind: Result = "blind"
        if not result.reached:
            kind = "not reached"
        elif not result.passed or result.warned:
            kind = "caught by a validation" if result.is_validation else "caught by the UI"
        return Trial(
            broken.write,
            broken.fault,
            kind,
            by=result.by,
            message=result.message,
            warned=result.warned,
            screen=result.screen,
            elapsed=round(self.monotonic() - start, 3),
        )

    def _run(self, key: TestKey, broken: BrokenWrite | None, total: int) -> RunResult:
        what = f"{key.name}: {broken.fault} {broken.write.line}" if broken else f"{key.name}: alone, nothing broken"
        mean = self._took / self._done if self._took and self._done else 0.0
        self.tell(Progress(self._done, total, mean * (total - self._done), what))
        start = self.monotonic()
        try:
            result = self.runs.run_alone(key, broken)
        except ProofError as error:
            # A test that cannot run alone must not end the proof of the other tests.
            result = RunResult(passed=False, message=str(error))
        self._took += self.monotonic() - start
        self._done += 1
        return result

    def _broken_writes(self, writes: Sequence[SentWrite]) -> Iterator[BrokenWrite]:
        for sent in _losable(writes):
            yield from (BrokenWrite(sent.write, fault) for fault in self.blank.faults)

    def _elapsed(self) -> float:
        return round(self.monotonic() - self._start, 3)

    def _is_used_up(self) -> bool:
        return self.budget is not None and self.monotonic() - self._start >= self.budget

    def _used_up(self) -> str:
        return f"the budget of {show_duration(self.budget or 0.0)} was used up"


def earlier_trials(proof: Proof) -> dict[TrialKey, Trial]:
    """Return the trials with a result from an earlier proof."""
    numbers: Counter[str] = Counter()
    found: dict[TrialKey, Trial] = {}
    for test in proof.tests:
        key = TestKey(test.suite, test.name, numbers[test.full_name])
        numbers[test.full_name] += 1
        found |= {(key, trial.write, trial.fault): trial for trial in test.trials if trial.result != "not tried"}
    return found


def empty_proof(registry: str, environment: str, started: datetime, faults: tuple[Fault, ...]) -> Proof:
    """Return a proof without results."""
    return Proof(registry, environment, started, faults)


def _losable(writes: Sequence[SentWrite]) -> list[SentWrite]:
    return [sent for sent in writes if not sent.why_not]


def _unproven(test: RecordedTest) -> ProvenTest:
    message = "" if test.passed else f"{_FAILED_THERE}: {test.message}".removesuffix(": ")
    return ProvenTest(test.key.name, test.key.suite, "not run", message, test.writes)


def _completed(test: ProvenTest, faults: Sequence[Fault]) -> ProvenTest:
    """Return a test with a trial for each write and fault, including trials that did not run."""
    if test.message:
        return test
    made = {(trial.write, trial.fault) for trial in test.trials}
    missing = tuple(
        Trial(sent.write, fault, "not tried")
        for sent in _losable(test.writes)
        for fault in faults
        if (sent.write, fault) not in made
    )
    return replace(test, trials=(*test.trials, *missing))
