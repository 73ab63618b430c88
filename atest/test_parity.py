"""The rows of docs/explanation/comparison.md are run: each on an answer that passes, and on one that fails."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suites behind the comparison with other tools."""
    return robot.given(environment={"TOKEN": "token-1"}).run("parity")


def test_every_row_holds_and_fails_as_it_should(run: Run) -> None:
    """Each test has the verdict and the message in its documentation."""
    run.assert_as_documented()
    assert run.errors == []
