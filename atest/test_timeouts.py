"""Robot's timeouts and Ctrl-C end a wait immediately; the processes' own time limit is far shorter than the waits."""

import signal

import pytest

from atest.backend import Backend
from atest.robot_process import Robot


def test_robot_timeouts_end_a_wait(robot: Robot) -> None:
    """Test and keyword timeouts end waits and exchanges of ten minutes with Robot's own message."""
    run = robot.run("timeouts.robot")
    run.assert_as_documented()
    # The latest attempt is not lost with the verdict.
    assert "@never-paid was interrupted after attempt" in run.xml


@pytest.mark.parametrize("slugs", ["@waits", "@hangs", "@waits @hangs"])
def test_ctrl_c_ends_a_wait(robot: Robot, backend: Backend, slugs: str) -> None:
    """Ctrl-C ends a wait of ten minutes and the run, which still writes its output.xml."""
    key = slugs.replace("@", "").replace(" ", "-")
    process = robot.given(SLUGS=slugs, KEY=key).started("interrupted.robot")
    paths = [f"/{'echo' if slug == '@waits' else 'silent'}/{key}/{slug[1:]}" for slug in slugs.split()]
    came = all(backend.wait_for(path) for path in paths)
    process.send_signal(signal.SIGINT)
    run = robot.ended(process)
    assert came
    run.assert_as_documented()
