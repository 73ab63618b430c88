"""JSON Schemas among the expectations."""

from atest.robot_process import Robot


def test_every_case_ends_as_documented(robot: Robot) -> None:
    """A schema of a file with another one beside it, and one in the registry."""
    robot.run("schemas").assert_as_documented()
