"""A frozen Appium server, which AppiumLibrary itself would wait for without end, does not hold a validation."""

from atest.backend import Backend
from atest.robot_process import Robot


def test_frozen_app_is_asked_once(robot: Robot, backend: Backend) -> None:
    """The failure is told with all evidence but the screen; the server is not asked again and again for that."""
    run = robot.run("log/frozen_app.robot")
    run.assert_as_documented()
    asked = [request.path for request in backend.requests if request.path.startswith("/frozen-appium/session/")]
    assert [path.rpartition("/")[2] for path in asked].count("screenshot") == 1
    assert [path.rpartition("/")[2] for path in asked].count("source") <= 1
    assert run.errors == []
    assert "the app could not be asked: " in run.xml
