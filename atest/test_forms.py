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
    """Robot's execution errors contain only the warnings of the policy `warn`."""
    assert {error.partition(":")[0] for error in forms.errors} == {"@order-pending failed", "@shop-healthy failed"}


def test_slug_step_is_a_keyword_of_the_library(forms: Run) -> None:
    """The log shows a slug's step under its own name, with QuashLibrary as its owner."""
    [step] = [step for step in forms.test("Positional Input").steps]
    assert (step.name, step.owner, step.status) == ("@order-paid", "QuashLibrary", "PASS")


def test_slugs_can_be_suite_setup_and_teardown(forms: Run) -> None:
    """Both are steps of the suite, with their children."""
    [suite] = [suite for suite in forms.suite.suites if suite.name == "Slug Steps"]
    assert [(step.name, step.type, step.status) for step in suite.steps] == [
        ("@order-paid", "SETUP", "PASS"),
        ("@shop-healthy", "TEARDOWN", "PASS"),
    ]
    assert all(step.steps for step in suite.steps)


def test_several_failures_are_reported_together(forms: Run) -> None:
    """The count is followed by the whole messages of the failed validations only."""
    test = forms.test("Two Of Three Fail")
    paragraphs = test.message.split("\n\n")
    assert [paragraph.partition("\n")[0] for paragraph in paragraphs] == [
        "2 of 3 validations failed: @order-pending, @order-pending-too",
        '@order-pending failed: $.state should be "paid", was "pending"',
        '@order-pending-too failed: $.state should be "paid", was "pending"',
    ]


def test_every_validation_of_a_test_is_one_of_its_tags(forms: Run) -> None:
    """Used validations are tags, and failed ones add another tag."""
    assert forms.test("Two Of Three Fail").tags == (
        "@order-known",
        "@order-pending",
        "@order-pending-too",
        "@order-pending-too:failed",
        "@order-pending:failed",
    )


def test_a_policy_of_the_call_wins(forms: Run) -> None:
    """`on_failure=continue` runs the next step, and the test still fails."""
    test = forms.test("Overrides Of The Call")
    assert test.status == "FAIL"
    assert [step.status for step in test.steps] == ["FAIL", "PASS"]


def test_tasks_work_like_tests(robot: Robot) -> None:
    """Everything that belongs to a test belongs to a task in the same way."""
    run = robot.given("--rpa").run("tasks.robot")
    run.assert_as_documented()
    assert run.test("Fails").tags == ("@order-known", "@order-pending", "@order-pending:failed")
