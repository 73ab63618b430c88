"""Features that meet: extending and needing, with files, cookies, redirects and snapshots."""

from atest.robot_process import Robot


def test_crossing_ends_as_documented(robot: Robot) -> None:
    """What is inherited or needed works as if it were written in place."""
    robot.run("crossing/crossing.robot").assert_as_documented()
