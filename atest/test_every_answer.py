"""Expectations of a connection, which apply to every answer."""

from atest.robot_process import Robot


def test_every_answer_is_judged_as_documented(robot: Robot) -> None:
    """Validations add to the connection's expectations, or replace them key by key."""
    robot.run("every_answer.robot").assert_as_documented()
