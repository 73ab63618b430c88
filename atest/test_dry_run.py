"""Dry run: mistakes are found before any request is sent."""

import pytest

from atest.backend import Backend
from atest.robot_process import Robot, Run
from demo.robot_run import DEMO_SUITE


@pytest.fixture(scope="module")
def dry(robot: Robot) -> Robot:
    """Robot in dry-run mode."""
    return robot.given("--dryrun")


@pytest.fixture(scope="module")
def mistakes(dry: Robot) -> Run:
    """The suite of mistakes."""
    return dry.run("dry_run/mistakes.robot")


def test_mistakes_are_found(mistakes: Run) -> None:
    """Mistyped slugs and inputs come with a suggestion, missing inputs with their names."""
    mistakes.assert_as_documented()


def test_no_tracebacks(mistakes: Run) -> None:
    """A mistake in a suite is not an error of the library."""
    assert "Traceback" not in mistakes.xml
    assert mistakes.errors == []


def test_correct_steps_pass(dry: Robot) -> None:
    """A dry run rejects nothing that could run."""
    run = dry.run("dry_run/correct.robot")
    run.assert_as_documented()
    assert run.errors == []


def test_no_request_is_sent(dry: Robot, backend: Backend) -> None:
    """The backend receives nothing."""
    before = len(backend.requests)
    dry.run("dry_run", "log/no_ui.robot", "faults")
    assert len(backend.requests) == before


def test_demo_suite_passes(dry: Robot, fake_phone: Robot) -> None:
    """The demo's suite, with its own keyword order and variables, has no mistakes."""
    run = fake_phone.given("--dryrun").run(DEMO_SUITE)
    assert run.code == 0, [test.message for test in run.suite.all_tests()]


def test_forms_pass(dry: Robot) -> None:
    """Among all forms of keywords, only those with mistakes fail."""
    run = dry.run("forms")
    failed = {test.name for test in run.suite.all_tests() if test.status != "PASS"}
    assert failed == {
        *("Unknown Slug", "Unknown Input", "Mistyped Input", "Mistyped Input In A Nested Step"),
        *("Without A Slug", "On Error Of The Call", "Negative Time", "No Time"),
    }
