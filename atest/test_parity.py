"""What docs/explanation/comparison.md shows is run: each row on an answer that passes, and on one that does not."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suites of the page that compares with other tools."""
    return robot.given(environment={"TOKEN": "token-1"}).run("parity")


def test_every_row_holds_and_fails_as_it_should(run: Run) -> None:
    """With the verdict and the message that each test documents."""
    run.assert_as_documented()
    assert run.errors == []
