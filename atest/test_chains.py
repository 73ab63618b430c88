"""Validations that build on others: with `extends` and `needs`."""

import pytest

from atest.robot_process import Robot, Run


def test_extending_ends_as_documented(robot: Robot) -> None:
    """Unset keys are inherited, across several files."""
    robot.run("chains/extends.robot").assert_as_documented()


def test_logins_that_need_others_end_as_documented(robot: Robot) -> None:
    """A login's needs run first, with the call's inputs; other inputs mean another login."""
    robot.run("chains/logins.robot").assert_as_documented()


@pytest.fixture(scope="module")
def needs(robot: Robot) -> Run:
    """The suite of validations that need others."""
    return robot.run("chains/needs.robot")


def test_needing_ends_as_documented(needs: Run) -> None:
    """Values are passed on, and a validation that does not pass ends the chain."""
    needs.assert_as_documented()


def test_needed_validations_are_steps_before(needs: Run) -> None:
    """Each runs once, after the validations that it needs itself."""
    step = needs.test("Needed Twice Runs Once").step("@dashboard")
    titles = [child.name for child in step.steps]
    assert [title for title in titles if "@" in title] == [
        "› @session passed", "› @profile passed", "› @order-known passed",
    ]  # fmt: skip
    assert all("@" in title for title in titles[:3])


def test_failed_needed_validation_is_a_red_step(needs: Run) -> None:
    """It has its own evidence, and the validation that needs it sends no request."""
    step = needs.test("Needed Fails").step("@after-payment")
    assert [(child.name.partition(":")[0], child.status) for child in step.steps] == [("› @order-paid failed", "FAIL")]


def test_needed_validations_are_tagged(needs: Run) -> None:
    """The test has used them, too."""
    assert needs.test("Needed Fails").tags == (
        "@after-payment", "@after-payment:failed", "@order-paid", "@order-paid:failed",
    )  # fmt: skip


def test_secret_input_of_a_needed_validation_is_masked(needs: Run) -> None:
    """It is masked although the validation that is called does not declare it."""
    assert "anna" not in "".join(
        message.text for message in needs.test("Needed Validation Runs First And Passes On Its Values").messages()
    )
