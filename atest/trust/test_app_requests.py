"""Very many app requests in one test: their memory and their output are bounded, and all of them are counted."""

from __future__ import annotations

from collections.abc import Callable

from atest.robot_process import Robot
from atest.trust.conftest import Figures

MOST_OUTPUT = 6_000_000
MOST_OF_ALL_FILES = 50_000_000
STEPS = 20
"""Failed requests after one UI step that get their own step."""


def test_very_many_requests_of_one_test(app: Robot, amount: Callable[[int, int], int], figures: Figures) -> None:
    """The suite measures the memory of Robot and the proxy; every fifth request fails with a body of 5 KB."""
    sent = amount(1_500, 10_000)
    failed = sent // 5
    run = app.within(600).given(READS=str(sent - failed), WRITES=str(failed)).run("app_traffic/many.robot")
    run.assert_as_documented()
    shown = [step.name for step in run.test("Very Many Requests").steps if step.name.startswith("› ")]
    assert shown[STEPS:] == [
        f"› {failed - STEPS:,} more app requests failed",
        f"› the app sent {sent:,} requests, {failed:,} failed",
    ]
    sizes = {path.name: path.stat().st_size for path in run.folder.rglob("*") if path.is_file()}
    texts = (message.text for message in run.test("Very Many Requests").messages())
    robot, proxy = (int(text.rpartition(" ")[2]) >> 20 for text in texts if text.startswith(("${robot}", "${proxy}")))
    output = sizes["output.xml"] / 1e6
    figures(f"{sent:,} requests: output.xml {output:.1f} MB, robot at most {robot} MiB, mitmproxy {proxy} MiB")
    assert sizes["output.xml"] < MOST_OUTPUT, sizes
    assert sum(sizes.values()) < MOST_OF_ALL_FILES, sizes
