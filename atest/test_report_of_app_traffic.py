"""The report of a run whose app sends its requests through the proxy: real requests, a real swallowed failure."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from atest.phones import UI_VARIABLES
from atest.report_reader import by_name, make_report, of_run, outcomes, quash, rebot
from atest.robot_process import Robot, Run
from demo import app_traffic
from demo.robot_run import DEMO_SUITE

SWALLOWED, FINE = "Card Is Charged", "Order Is Confirmed And Paid"


@pytest.fixture(scope="module")
def run(robot: Robot, appium_url: str, shop_url: str, new_folder: Callable[[], Path]) -> Run:
    """A run of two demo tests, recorded by the proxy; in one the payment fails, and the app hides that."""
    traffic = app_traffic.find()
    if not traffic.watched:
        assert not os.environ.get("CI"), "in CI the tests with mitmproxy must run"
        pytest.skip(traffic.in_words)
    variables = ";".join([str(UI_VARIABLES), "fake", appium_url, shop_url, traffic.app_url])
    options = ["--variablefile", variables, *traffic.options, "--test", SWALLOWED, "--test", FINE]
    run = robot.given(*options, environment=traffic.environment(str(new_folder()))).run(DEMO_SUITE)
    assert run.code == 1, run.console
    return run


def test_report_shows_what_the_app_swallowed(run: Run) -> None:
    """It lists the failed request with its UI step and answer; the backend check is a silent failure."""
    data = of_run(run)
    tests = by_name(data)
    assert (tests[SWALLOWED]["silent_failure"], tests[SWALLOWED]["swallowed_failure"]) == (True, True)
    assert (tests[FINE]["silent_failure"], tests[FINE]["swallowed_failure"]) == (False, False)
    assert (data["summary"]["with_silent_failures"], data["summary"]["with_swallowed_failures"]) == (1, 0)
    [request] = [item for item in tests[SWALLOWED]["app_requests"] if item["swallowed"]]
    assert (request["line"], request["ui_step"]) == (
        "POST /payments -> 500",
        "Click Element    accessibility_id=pay",
    )
    assert "the card was not charged" in request["answer"]


def test_every_request_has_its_place_among_the_steps(run: Run) -> None:
    """Requests and steps come from different clocks, and are in order on one."""
    test = by_name(of_run(run))[FINE]
    lines = [item["line"] for item in test["app_requests"]]
    assert lines[0].startswith("POST /login")
    assert lines[-1].startswith("POST /payments")
    assert all(test["started"] <= item["started"] for item in test["app_requests"])
    page = (run.folder / "quash" / "tests" / f"{test['id']}.html").read_text(encoding="utf-8")
    places = [
        page.index(text, page.index('class="timeline'))
        for text in ("${UI.pay}", "POST /checkout -&gt; 201", 'id="outcome-1"')
    ]
    assert places == sorted(places)


def test_steps_about_the_app_are_not_ui_steps(run: Run) -> None:
    """Both tests have the same clicks, whatever the log says about their requests."""
    tests = by_name(of_run(run))
    assert tests[SWALLOWED]["ui_steps"] == tests[FINE]["ui_steps"]
    page = (run.folder / "quash" / "tests" / f"{tests[SWALLOWED]['id']}.html").read_text(encoding="utf-8")
    assert "app request failed" not in page
    assert "the app sent" not in page


def test_command_line_checks_for_swallowed_failures(run: Run, tmp_path: Path) -> None:
    """It also does so in a test with a silent failure; one sentence says both."""
    done = quash("report", "--fail-on", "swallowed", "--output", tmp_path, run.folder / "output.xml")
    assert done.returncode == 1
    assert done.stdout.startswith(
        "1 silent failure and 1 swallowed failure in 1 test: "
        "a backend check and an app request failed, but the UI did not show them."
    )


def test_tag_remains_if_the_record_was_removed(run: Run, tmp_path: Path) -> None:
    """`rebot --removekeywords` removes the record."""
    make_report(rebot(tmp_path, "--removekeywords", "all", run.folder / "output.xml"), folder=tmp_path / "quash")
    test = by_name(outcomes(tmp_path / "quash"))[SWALLOWED]
    assert (test["swallowed_failure"], test["app_requests"]) == (True, [])
