"""Backend faults: each has its verdict and one clear message, causes no traceback, and leaks nothing."""

import pytest

from atest.backend import Backend
from atest.robot_process import Robot, Run
from demo.shop.server import TEST_TOKEN


@pytest.fixture(scope="module")
def run(robot: Robot, backend: Backend) -> Run:
    """The suite of faults."""
    return robot.given(NO_TLS=backend.url.removeprefix("http://")).run("faults/exchanges.robot")


def test_faults_end_as_documented(run: Run) -> None:
    """Every fault has the right verdict and first line."""
    run.assert_as_documented()


def test_no_tracebacks(run: Run) -> None:
    """No fault leaves a traceback at the default log level."""
    assert "Traceback" not in run.xml


def test_first_lines_are_short(run: Run) -> None:
    """The first line of every message has at most 120 characters."""
    too_long = [test.first_line for test in run.suite.all_tests() if len(test.first_line) > 120]
    assert too_long == []


def test_only_the_faults_are_reported(run: Run) -> None:
    """Robot's execution errors stay empty."""
    assert run.errors == []


def test_token_is_not_shown(run: Run) -> None:
    """The token of a failed request is in no file."""
    assert [name for name, content in run.files() if TEST_TOKEN.encode() in content] == []


def test_two_matches_are_listed(run: Run) -> None:
    """The message lists all values that the path matches."""
    message = run.test("Two Matches For A Plain Value").message
    assert all(text in message for text in ("$.items[0].sku", "$.items[1].sku", '"tea"', '"cup"'))


def test_expectations_that_cannot_be_evaluated_are_listed(run: Run) -> None:
    """If the body is not JSON and another check failed, the JSON expectations are not evaluated."""
    message = run.test("Not JSON And A Failed Check").message
    [line] = [line for line in message.splitlines() if "$.state" in line]
    assert "not evaluated" in line


def test_huge_body_is_not_in_the_log(run: Run) -> None:
    """The log has only the beginning of 50 MB."""
    assert len(run.xml) < 2_000_000


def test_near_path_is_suggested(run: Run) -> None:
    """The message of a path that finds nothing says what is there."""
    assert '"state"' in run.test("Path That Finds Nothing").message
