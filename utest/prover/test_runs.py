"""The runs of a proof that need neither an app nor mitmproxy."""

from pathlib import Path

import pytest

from QuashLibrary.errors import ProofError
from QuashLibrary.proof.model import Write
from QuashLibrary.proof.plan import BrokenWrite, TestKey
from QuashLibrary.prover import runs as module
from QuashLibrary.prover.runs import RobotRuns

SUITE = """\
*** Test Cases ***
Passes
    No Operation
Waits For Ever
    Sleep    10 min
Is Skipped
    Skip    not today
"""


@pytest.fixture
def robot_runs(tmp_path: Path) -> RobotRuns:
    """Runs of a suite whose connection has no app."""
    (tmp_path / "suite.robot").write_text(SUITE, encoding="utf-8")
    registry = tmp_path / "v.yaml"
    registry.write_text("connections: {shop: {base_url: http://127.0.0.1:1}}", encoding="utf-8")
    words = ["--name", "Mine", str(tmp_path / "suite.robot")]
    return RobotRuns(words, str(registry), "", "AppiumLibrary", tmp_path / "screens", tmp_path / "work")


def test_a_test_is_found_whatever_name_its_suite_is_given(robot_runs: RobotRuns) -> None:
    """Robot renames after the modifiers."""
    result = robot_runs.run_alone(TestKey(("Mine",), "Passes"), None)
    assert (result.passed, result.skipped) == (True, False)
    assert not any(robot_runs.work.iterdir())


def test_a_skipped_test_says_so(robot_runs: RobotRuns) -> None:
    """A build stays green with it."""
    result = robot_runs.run_alone(TestKey(("Mine",), "Is Skipped"), None)
    assert (result.passed, result.skipped) == (True, True)


def test_a_trial_that_does_not_end_is_ended(robot_runs: RobotRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app may retry for ever."""
    monkeypatch.setattr(module, "LEAST_SECONDS", 4.0)
    broken = BrokenWrite(Write("shop", "POST", "/orders"), "error")
    result = robot_runs.run_alone(TestKey(("Mine",), "Waits For Ever"), broken)
    assert (result.passed, result.message) == (False, "it did not end within 4 s")
    assert not any(robot_runs.work.iterdir())


def test_a_test_that_does_not_exist_is_an_error(robot_runs: RobotRuns) -> None:
    """In the words of Robot Framework."""
    with pytest.raises(ProofError, match="contains no tests"):
        robot_runs.run_alone(TestKey(("Mine",), "Is Gone"), None)
