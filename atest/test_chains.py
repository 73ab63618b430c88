"""Validations that build on others: what they extend, and what they need."""

from atest.robot_process import Robot


def test_extending_ends_as_documented(robot: Robot) -> None:
    """What is not set is taken over, over several files."""
    robot.run("chains/extends.robot").assert_as_documented()
