"""The order of a proof: the runs, their results, and the results kept when it ends early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from QuashLibrary.errors import ProofError
from QuashLibrary.proof.model import Fault, Proof, SentWrite, Trial, Write
from QuashLibrary.proof.plan import (
    BrokenWrite,
    Progress,
    Prover,
    RecordedTest,
    Recording,
    RunResult,
    TestKey,
    earlier_trials,
    empty_proof,
)

CHECKOUT, OTP = Write("shop", "POST", "/checkout"), Write("shop", "POST", "/otp")
ORDER, LOGIN = TestKey(("Shop",), "Order"), TestKey(("Shop",), "Login")
GREEN = RunResult(passed=True, reached=True)


@dataclass
class SimulatedRuns:
    """Simulated runs with given results; a run takes a minute."""

    recording: Recording
    results: Callable[[TestKey, BrokenWrite | None], RunResult]
    minutes: float = 0.0
    runs: list[tuple[str, str]] = field(default_factory=list)

    def record(self) -> Recording:
        """Return the recording."""
        self.minutes += 1
        return self.recording

    def run_alone(self, test: TestKey, broken: BrokenWrite | None) -> RunResult:
        """Return the result."""
        self.minutes += 1
        self.runs.append((test.name, f"{broken.fault} {broken.write.path}" if broken else "alone"))
        return self.results(test, broken)


def recorded(key: TestKey, *writes: Write, passed: bool = True, why_not: str = "") -> RecordedTest:
    """A test of the recording."""
    return RecordedTest(
        key, passed, "" if passed else "boom", tuple(SentWrite(write, why_not=why_not) for write in writes)
    )


def prove(  # noqa: PLR0913 - what a proof may be given
    tests: Sequence[RecordedTest],
    results: Callable[[TestKey, BrokenWrite | None], RunResult] = lambda _test, _broken: GREEN,
    *,
    faults: tuple[Fault, ...] = ("lost",),
    budget: float | None = None,
    earlier: Proof | None = None,
    tell: Callable[[Progress], object] = lambda _: None,
    keep: Callable[[Proof], object] = lambda _: None,
) -> tuple[Proof, list[tuple[str, str]]]:
    """Make a proof from simulated runs."""
    runs = SimulatedRuns(Recording(tuple(tests)), results)
    blank = empty_proof("v.yaml", "", datetime(2026, 1, 1), faults)
    known = earlier_trials(earlier) if earlier else {}
    return Prover(runs, blank, lambda: runs.minutes * 60, tell, keep, budget, known).prove(), runs.runs


def results_of(proof: Proof) -> list[tuple[str, str]]:
    """Return the paths and results of all trials."""
    return [(trial.write.path, trial.result) for test in proof.tests for trial in test.trials]


def test_each_test_runs_alone_first_and_then_once_for_each_write_and_fault() -> None:
    """A test runs alone first, because only a test that passes can notice a broken write."""
    _, runs = prove([recorded(ORDER, CHECKOUT, OTP)], faults=("lost", "error"))
    assert runs == [
        ("Order", "alone"),
        ("Order", "lost /checkout"),
        ("Order", "error /checkout"),
        ("Order", "lost /otp"),
        ("Order", "error /otp"),
    ]


def test_a_test_that_stays_green_is_blind() -> None:
    """A test that passes without its write is blind."""
    proof, _ = prove([recorded(ORDER, CHECKOUT)])
    assert results_of(proof) == [("/checkout", "blind")]
    assert [test.name for test in proof.blind_tests] == ["Order"]


@pytest.mark.parametrize(
    ("found", "result"),
    [
        (RunResult(False, "Wait Until Page Contains", reached=True), "caught by the UI"),
        (RunResult(False, "@order-created", is_validation=True, reached=True), "caught by a validation"),
        (RunResult(True, "@order-created", is_validation=True, warned=True, reached=True), "caught by a validation"),
        (RunResult(True, reached=False), "not reached"),
        (RunResult(False, "Click Element", reached=False), "not reached"),
    ],
)
def test_what_failed_first_says_who_caught_it(found: RunResult, result: str) -> None:
    """The first failure decides who caught the fault; without the write, the trial is not reached."""
    proof, _ = prove([recorded(ORDER, CHECKOUT)], lambda _test, broken: found if broken else GREEN)
    assert results_of(proof) == [("/checkout", result)]


def test_a_test_that_fails_alone_is_not_provable() -> None:
    """A test that fails alone is not provable, so none of its writes is broken."""
    proof, runs = prove([recorded(ORDER, CHECKOUT)], lambda _test, _broken: RunResult(False, message="no order"))
    assert runs == [("Order", "alone")]
    assert proof.tests[0].control == "failed"
    assert proof.tests[0].message == "it fails when it runs alone: no order"


def test_a_test_that_cannot_be_run_alone_does_not_cost_the_others() -> None:
    """A test that Robot refuses to run does not end the proof."""

    def refused(test: TestKey, _broken: BrokenWrite | None) -> RunResult:
        if test == ORDER:
            raise ProofError("Robot Framework could not run the suite")
        return GREEN

    proof, _ = prove([recorded(ORDER, CHECKOUT), recorded(LOGIN, OTP)], refused)
    assert [test.control for test in proof.tests] == ["failed", "passed"]


def test_a_test_that_is_skipped_without_its_write_is_blind() -> None:
    """A test that is skipped without its write is blind; a test that is always skipped is not provable."""
    skipped = RunResult(passed=True, reached=True, skipped=True)
    proof, _ = prove([recorded(ORDER, CHECKOUT)], lambda _test, broken: skipped if broken else GREEN)
    assert results_of(proof) == [("/checkout", "blind")]
    proof, runs = prove([recorded(ORDER, CHECKOUT)], lambda _test, _broken: skipped)
    assert (proof.tests[0].control, len(runs)) == ("failed", 1)


def test_a_test_that_failed_in_the_recording_is_not_run_again() -> None:
    """A test that failed in the recording does not run again, and its message says why."""
    proof, runs = prove([recorded(ORDER, CHECKOUT, passed=False)])
    assert runs == []
    assert proof.tests[0].message == "it failed in the recording: boom"
    assert proof.tests[0].trials == ()


def test_a_write_that_did_not_succeed_is_listed_and_not_lost() -> None:
    """A write without success is listed but not lost, because there is no answer to repeat."""
    proof, runs = prove([recorded(ORDER, CHECKOUT, why_not="it did not succeed")])
    assert runs == []
    assert [sent.why_not for sent in proof.tests[0].writes] == ["it did not succeed"]


def test_a_budget_ends_the_proof_with_what_is_known() -> None:
    """When the budget is used up, the proof ends with its results so far."""
    proof, runs = prove([recorded(ORDER, CHECKOUT, OTP), recorded(LOGIN, OTP)], budget=180)
    assert runs == [("Order", "alone"), ("Order", "lost /checkout")]
    assert results_of(proof) == [("/checkout", "blind"), ("/otp", "not tried"), ("/otp", "not tried")]
    assert proof.note == "the budget of 3 min was used up"


def test_a_budget_of_a_second_still_records() -> None:
    """Even with a tiny budget, the recording is complete."""
    proof, runs = prove([recorded(ORDER, CHECKOUT)], budget=1)
    assert runs == []
    assert results_of(proof) == [("/checkout", "not tried")]


def test_interruption_keeps_what_is_known() -> None:
    """Ctrl-C ends the proof with its results so far."""

    def interrupted(_test: TestKey, broken: BrokenWrite | None) -> RunResult:
        if broken and broken.write == OTP:
            raise KeyboardInterrupt
        return GREEN

    proof, _ = prove([recorded(ORDER, CHECKOUT, OTP)], interrupted)
    assert results_of(proof) == [("/checkout", "blind"), ("/otp", "not tried")]
    assert proof.is_interrupted


def test_what_is_known_is_kept_after_each_trial() -> None:
    """The results are stored after each trial, so a killed proof can be resumed."""
    kept: list[Proof] = []
    prove([recorded(ORDER, CHECKOUT, OTP)], keep=kept.append)
    assert [[result for _, result in results_of(proof)] for proof in kept] == [
        ["blind", "not tried"],
        ["blind", "blind"],
    ]
    assert {proof.note for proof in kept} == {"the proof is still running, or was killed"}


def test_results_of_an_earlier_proof_are_taken_over() -> None:
    """Only missing trials run; a test with all results does not run alone again."""
    first, _ = prove([recorded(ORDER, CHECKOUT, OTP), recorded(LOGIN, OTP)], budget=240)
    assert [result for _, result in results_of(first)] == ["blind", "blind", "not tried"]
    second, runs = prove([recorded(ORDER, CHECKOUT, OTP), recorded(LOGIN, OTP)], earlier=first)
    assert runs == [("Login", "alone"), ("Login", "lost /otp")]
    assert [result for _, result in results_of(second)] == ["blind", "blind", "blind"]


def test_tests_of_the_same_name_are_kept_apart() -> None:
    """Tests with the same name have separate trials."""
    again = TestKey(ORDER.suite, ORDER.name, 1)
    proof, runs = prove([recorded(ORDER, CHECKOUT), recorded(again, CHECKOUT)])
    assert len(runs) == 4
    assert [len(test.trials) for test in proof.tests] == [1, 1]


def test_progress_counts_runs_and_says_how_long_they_take() -> None:
    """The progress has the number of runs and an estimate of the time left."""
    heard: list[Progress] = []
    prove([recorded(ORDER, CHECKOUT, OTP)], tell=heard.append)
    assert [(item.done, item.total, item.left) for item in heard] == [(0, 0, 0), (0, 3, 0), (1, 3, 120), (2, 3, 60)]


def test_a_suite_without_a_write_has_nothing_to_prove() -> None:
    """A suite without a write is an error, because a green result would look like a proof."""
    with pytest.raises(ProofError, match="the app sent no write"):
        prove([recorded(ORDER)])


def test_trials_are_known_by_test_write_and_fault() -> None:
    """Earlier trials are found by test, write and fault, without untried ones."""
    proof, _ = prove([recorded(ORDER, CHECKOUT, OTP)], budget=180)
    assert list(earlier_trials(proof)) == [(ORDER, CHECKOUT, "lost")]
    assert isinstance(earlier_trials(proof)[ORDER, CHECKOUT, "lost"], Trial)
