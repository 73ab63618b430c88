"""`holds_for` and `always`: a rollback after success and a second order are caught."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite over the shop and its faults."""
    return robot.run("staying")


def test_every_case_ends_as_documented(run: Run) -> None:
    """With the moments at which it was true and no longer was."""
    run.assert_as_documented()


def test_the_log_says_how_long_it_stayed_true(run: Run) -> None:
    """In the message of the step; equal attempts are folded."""
    [step] = [step for step in run.test("Only One Order Is Written").steps if step.name == "@only-one-order"]
    assert any(">@only-one-order passed: stayed true for 1 s\n" in message.text for message in step.messages)
    assert step.steps[0].name.startswith("› attempts 1 to ")
    [step] = [step for step in run.test("Order Stays Paid").steps if step.name == "@order-stays-paid"]
    assert any(", stayed true for 1 s\n" in message.text for message in step.messages)
