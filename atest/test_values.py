"""Values on their way between an answer, a test and the next request."""

from atest.robot_process import Robot


def test_values_end_as_documented(robot: Robot) -> None:
    """With all their digits, or with a message that names what is no value."""
    robot.run("values").assert_as_documented()
