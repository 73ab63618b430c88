"""Values passed between an answer, a test and the next request."""

from atest.robot_process import Robot


def test_values_end_as_documented(robot: Robot) -> None:
    """They keep all their digits, or the message names the invalid value."""
    robot.run("values").assert_as_documented()
