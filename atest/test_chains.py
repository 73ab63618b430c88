"""Validations that build on others: what they extend, and what they need."""

import pytest

from atest.robot_process import Robot, Run


def test_extending_ends_as_documented(robot: Robot) -> None:
    """What is not set is taken over, over several files."""
    robot.run("chains/extends.robot").assert_as_documented()


def test_logins_that_need_others_end_as_documented(robot: Robot) -> None:
    """What a login needs goes before it, with the inputs of the call; other inputs are another login."""
    robot.run("chains/logins.robot").assert_as_documented()


@pytest.fixture(scope="module")
def needs(robot: Robot) -> Run:
    """The suite of validations that need others."""
    return robot.run("chains/needs.robot")


def test_needing_ends_as_documented(needs: Run) -> None:
    """Values are handed on, and what does not pass ends the chain."""
    needs.assert_as_documented()


def test_needed_ones_are_steps_in_front(needs: Run) -> None:
    """Each once, and after what it needs itself."""
    step = needs.test("Needed Twice Is Asked Once").step("@dashboard")
    titles = [child.name for child in step.steps]
    assert [title for title in titles if "@" in title] == [
        "› @session passed", "› @profile passed", "› @order-known passed",
    ]  # fmt: skip
    assert all("@" in title for title in titles[:3])


def test_failed_needed_one_is_a_red_step(needs: Run) -> None:
    """With its own evidence; nothing is asked in the name of the other."""
    step = needs.test("Needed Fails").step("@after-payment")
    assert [(child.name.partition(":")[0], child.status) for child in step.steps] == [("› @order-paid failed", "FAIL")]


def test_needed_ones_are_tagged(needs: Run) -> None:
    """The test has used them as well."""
    assert needs.test("Needed Fails").tags == (
        "@after-payment", "@after-payment:failed", "@order-paid", "@order-paid:failed",
    )  # fmt: skip


def test_secret_input_of_a_needed_one_is_masked(needs: Run) -> None:
    """Although it is not declared by the one that is called."""
    assert "anna" not in "".join(
        message.text for message in needs.test("Needed Goes Before And Hands On Its Values").messages()
    )
