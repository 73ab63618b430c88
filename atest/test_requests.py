"""Requests as the backend receives them, and their number."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite of requests; the backend answers as each request says."""
    return robot.given(environment={"TOKEN": "token-1"}).run("requests")


def test_requests_end_as_documented(run: Run) -> None:
    """Every part of a request arrives as the registry says."""
    run.assert_as_documented()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Gives Up Immediately", "attempt 1, stopped early"),
        ("Gives Up After Three Attempts", "gave up after 3 attempts"),
    ],
)
def test_end_of_a_wait_is_reported(run: Run, name: str, text: str) -> None:
    """`give_up_if` and `attempts` end a wait of ten minutes, and the message says so."""
    assert text in run.test(name).message
