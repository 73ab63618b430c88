"""`holds_for` and `always`: they catch a rollback after success, and a second order."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite on the shop and its faults."""
    return robot.run("staying")


def test_every_case_ends_as_documented(run: Run) -> None:
    """Messages say when the state held and when it no longer did."""
    run.assert_as_documented()


def test_the_log_says_how_long_it_held(run: Run) -> None:
    """The step's message says it; equal attempts are collapsed."""
    [step] = [step for step in run.test("Only One Order Is Written").steps if step.name == "@only-one-order"]
    assert any(">@only-one-order passed: stayed true for 1 s\n" in message.text for message in step.messages)
    assert step.steps[0].name.startswith("› attempts 1 to ")
    [step] = [step for step in run.test("Order Stays Paid").steps if step.name == "@order-stays-paid"]
    assert any(", stayed true for 1 s\n" in message.text for message in step.messages)
