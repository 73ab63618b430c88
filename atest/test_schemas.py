"""Expectations with JSON Schemas."""

from atest.robot_process import Robot


def test_every_case_ends_as_documented(robot: Robot) -> None:
    """One schema is a file that refers to another file, one is in the registry."""
    robot.run("schemas").assert_as_documented()
