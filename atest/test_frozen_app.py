"""A frozen Appium server, for which AppiumLibrary itself would wait forever, does not block a validation."""

from collections import Counter

from atest.backend import Backend
from atest.robot_process import Robot


def test_frozen_app_costs_one_time_limit(robot: Robot, backend: Backend) -> None:
    """The failure has all evidence except the screen; a session that does not answer costs 5 seconds, once."""
    run = robot.run("log/frozen_app.robot")
    run.assert_as_documented()
    assert run.errors == []
    paths = [request.path for request in backend.requests if request.path.startswith("/frozen-appium/session/")]
    pictures = Counter(path for path in paths if path.endswith("/screenshot"))
    assert (len(pictures), set(pictures.values())) == (2, {1})
    assert not [path for path in paths if path.endswith("/source")]
    assert run.xml.count("cannot read the screen: ") == 2
    assert run.xml.count("the app did not answer earlier, so it was not tried again") == 1
    first, second, third = (
        step for test in run.suite.all_tests() for step in test.steps if step.name == "@order-pending"
    )
    assert (first.end - first.start).total_seconds() < 7
    assert (second.end - second.start).total_seconds() < 1
    assert third.status == "FAIL"
