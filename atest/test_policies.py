"""Failure policies, in the registry and in the call."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite of the policies that let a run continue."""
    return robot.run("policies/go_on.robot")


def test_policies_end_as_documented(run: Run) -> None:
    """Each policy ends its test as specified."""
    run.assert_as_documented()


@pytest.mark.parametrize("name", [
    "Continue", "Continue At An Error", "Continue Twice", "Warn", "Warn At An Error", "Connection Says Warn",
    "Call Wins Over Connection",
    "Call Says Continue",
    "Call Says Warn", "All Of Several Warn", "Warn If No Value Can Be Reserved",
])  # fmt: skip
def test_the_test_continues(run: Run, name: str) -> None:
    """After `continue` and `warn` the next step runs."""
    last = run.test(name).steps[-1]
    assert [message.text for message in last.messages] == ["reached"]


def test_warnings_are_robots_warnings(run: Run) -> None:
    """Each outcome with the policy `warn` is a WARN with its whole message, in the step and in the errors."""
    warnings = [message for message in run.output.errors if message.level == "WARN"]
    first_lines = [message.text.partition("\n")[0] for message in warnings]
    assert first_lines.count('@fails-warn failed: $.state should be "paid", was "pending"') == 1
    assert len(warnings) == len(run.output.errors) == 7
    assert ".yaml:" in warnings[0].text


def test_warned_step_passes(run: Run) -> None:
    """A step that warns has passed; its failed check has failed."""
    [step, _] = run.test("Warn").steps
    assert step.status == "PASS"
    assert [child.status for child in step.steps] == ["PASS", "FAIL", "PASS"]


def test_warned_test_is_tagged_as_failed_validation(run: Run) -> None:
    """A warning can be found by its tag."""
    assert run.test("Warn").tags == ("@fails-warn", "@fails-warn:failed")


@pytest.mark.parametrize("suite", ["policies/stop.robot", "policies/stop_at_error.robot"])
def test_stop_ends_the_run(robot: Robot, suite: str) -> None:
    """`stop` fails the test, and the tests after it do not run."""
    robot.run(suite).assert_as_documented()
