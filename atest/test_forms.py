"""Every form in which keywords and slugs can be written."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def forms(robot: Robot) -> Run:
    """The suites of all forms."""
    return robot.run("forms")


def test_every_form_ends_as_documented(forms: Run) -> None:
    """Each form of each keyword passes, fails or skips as its test case says."""
    forms.assert_as_documented()


def test_every_suite_was_imported_without_errors(forms: Run) -> None:
    """Nothing in Robot's execution errors but the warnings of the policy `warn`."""
    assert {error.partition(":")[0] for error in forms.errors} == {"@order-pending failed", "@shop-healthy failed"}


def test_slug_step_is_a_keyword_of_the_library(forms: Run) -> None:
    """A slug's step stands in the log under its own name, with QuashLibrary as its owner."""
    [step] = [step for step in forms.test("Positional Input").steps]
    assert (step.name, step.owner, step.status) == ("@order-paid", "QuashLibrary", "PASS")


def test_validations_run_in_a_suite_setup_leave_their_mark(forms: Run) -> None:
    """A slug as suite setup and teardown is a step of the suite, with its children."""
    [suite] = [suite for suite in forms.suite.suites if suite.name == "Slug Steps"]
    assert [(step.name, step.type, step.status) for step in suite.steps] == [
        ("@order-paid", "SETUP", "PASS"),
        ("@shop-healthy", "TEARDOWN", "PASS"),
    ]
    assert all(step.steps for step in suite.steps)


def test_several_failures_are_told_together(forms: Run) -> None:
    """After the count come the whole messages of those that failed, and only theirs."""
    test = forms.test("Two Of Three Fail")
    paragraphs = test.message.split("\n\n")
    assert [paragraph.partition("\n")[0] for paragraph in paragraphs] == [
        "2 of 3 validations failed: @order-pending, @order-pending-too",
        '@order-pending failed: $.state should be "paid", was "pending"',
        '@order-pending-too failed: $.state should be "paid", was "pending"',
    ]


def test_every_validation_of_a_test_is_one_of_its_tags(forms: Run) -> None:
    """Validations that a test used are tags, and those that failed get another."""
    assert forms.test("Two Of Three Fail").tags == (
        "@order-known",
        "@order-pending",
        "@order-pending-too",
        "@order-pending-too:failed",
        "@order-pending:failed",
    )


def test_a_policy_of_the_call_wins(forms: Run) -> None:
    """`on_failure=continue` goes on to the next step, and the test fails all the same."""
    test = forms.test("Overrides Of The Call")
    assert test.status == "FAIL"
    assert [step.status for step in test.steps] == ["FAIL", "PASS"]


def test_tasks_are_as_tests(robot: Robot) -> None:
    """In tasks, everything that belongs to a test belongs to the task."""
    run = robot.given("--rpa").run("tasks.robot")
    run.assert_as_documented()
    assert run.test("Fails").tags == ("@order-known", "@order-pending", "@order-pending:failed")
