"""`satisfies`: Robot Framework expressions as an operator."""

from atest.robot_process import Robot


def test_every_case_ends_as_documented(robot: Robot) -> None:
    """Expressions see the running keyword's variables, and leave none behind."""
    robot.run("expressions").assert_as_documented()
