"""Combined features: `extends` and `needs` with files, cookies, redirects and snapshots."""

from atest.robot_process import Robot


def test_crossing_ends_as_documented(robot: Robot) -> None:
    """Inherited and needed parts work as if they were written in place."""
    robot.run("crossing/crossing.robot").assert_as_documented()
