"""`satisfies`: expressions of Robot Framework among the operators."""

from atest.robot_process import Robot


def test_every_case_ends_as_documented(robot: Robot) -> None:
    """With the variables of the running keyword, and without leaving one behind."""
    robot.run("expressions").assert_as_documented()
