"""The shop's real app and page send their requests through the proxy: on phones with Appium, and in Chromium."""

from __future__ import annotations

import pytest

from atest.phones import pointed_at
from atest.ports import quiet_port
from atest.report_reader import by_name, of_run
from atest.robot_process import Robot, Run


def assert_failure_was_seen(run: Run, test: str) -> None:
    """Fail unless the app's failed payment is the only problem, and has its place among the steps."""
    run.assert_as_documented()
    [failed] = [item for item in by_name(of_run(run))[test]["app_requests"] if item["failed"]]
    assert (failed["line"], failed["swallowed"], failed["broken"]) == ("POST /payments -> 500", True, "error")
    titles = [step.name.removeprefix("› ") for step in run.test(test).steps]
    assert titles.index("app request failed: POST /payments -> 500") < titles.index("@payment-sent")
    assert titles[-1].startswith("the app sent ")
    assert titles[-1].endswith(" requests, 1 failed")


def test_app_on_a_phone(phone: Robot, mitmproxy: dict[str, str]) -> None:
    """It works with AppiumLibrary."""
    port = str(quiet_port())
    robot = pointed_at(phone, f"http://127.0.0.1:{port}").given(environment=mitmproxy, APP_PORT=port)
    assert_failure_was_seen(robot.run("app_traffic/phone.robot"), "App Hides That The Payment Failed")


@pytest.mark.parametrize("library", ["selenium", "browser"])
def test_page_in_chromium(web: Robot, mitmproxy: dict[str, str], library: str) -> None:
    """It works with SeleniumLibrary and Browser; cookies and the page's own origin work through the proxy."""
    robot = web.given(environment=mitmproxy, APP_PORT=str(quiet_port()))
    run = robot.run(f"app_traffic/web_{library}.robot")
    assert_failure_was_seen(run, "Page Hides That The Payment Failed")
