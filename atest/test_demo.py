"""The demo suite on both UIs: green with the UI alone, and with validations red where the shop fails silently."""

import shutil
from pathlib import Path

import pytest

from atest.robot_process import Robot, Run
from demo import ui_only
from demo.results import BROKEN, SILENT
from demo.robot_run import DEMO_SUITE

REASONS = {
    "Payment Is Kept": '@order-created failed: $.state should be "paid", was "payment_failed" (UI showed no failure)',
    "Card Is Charged": '@payment-captured failed: $.state should be "captured", was "authorized" (UI showed no fai',
    "Order Is Not Lost": '@order-created failed: status should be 200, was 404 (Not Found): "there is no order A-',
    "One-Time Password Is Sent": '@latest-otp failed: status should be 200, was 404 (Not Found): "no co',
    "Login Creates A Session": "@session-created failed: $.sessions should have a count of at least 1, was 0",
}


@pytest.fixture(scope="module")
def validated(phone: Robot) -> Run:
    """The demo suite as it is."""
    return phone.run(DEMO_SUITE)


def test_ui_alone_sees_no_failure(phone: Robot, tmp_path: Path) -> None:
    """Without its backend steps the suite passes: that is the problem."""
    # Alone in a folder: the rest of the checkout must not be importable in place of the installed library.
    shutil.copy(ui_only.__file__, tmp_path)
    run = phone.given("--pythonpath", str(tmp_path), "--prerunmodifier", "ui_only.UiOnly").run(DEMO_SUITE)
    assert {test.name: test.status for test in run.suite.tests} == {test.name: "PASS" for test in run.suite.tests}
    assert len(run.suite.tests) == 8


def test_validations_see_the_silent_failures(validated: Run) -> None:
    """Exactly the tests in which the shop fails are red, and each is a silent failure."""
    tests = validated.suite.tests
    assert {test.name for test in tests if test.status == "FAIL"} == REASONS.keys()
    assert {test.name for test in tests if SILENT in test.tags} == REASONS.keys()
    assert {test.name for test in tests if BROKEN in test.tags} == REASONS.keys()


@pytest.mark.parametrize("name", REASONS)
def test_reason_is_told_in_the_first_line(validated: Run, name: str) -> None:
    """Who looks at the list of failed tests knows what the backend has not done."""
    assert validated.test(name).first_line.startswith(REASONS[name])


def test_every_silent_failure_has_its_screen(validated: Run) -> None:
    """Beside what the backend said stands what the app showed."""
    assert len(list(validated.folder.rglob("*.png"))) == len(REASONS)


def test_nothing_is_reported_beside(validated: Run) -> None:
    """No errors of libraries, no tracebacks, no token."""
    assert validated.errors == []
    assert "Traceback" not in validated.xml
