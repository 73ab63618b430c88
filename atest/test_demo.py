"""The demo suite on both UIs: green with the UI alone; with validations, red where the shop fails silently.

Even without validations, the app's own requests show what the app hides.
"""

import shutil

import pytest

from atest.phones import pointed_at
from atest.robot_process import Robot, Run
from demo import ui_only
from demo.app_traffic import AppTraffic
from demo.results import BROKEN, HIDDEN, SILENT, SWALLOWED
from demo.robot_run import DEMO_SUITE
from demo.servers import free_port

REASONS = {
    "Payment Is Kept": '@order-created failed: $.state should be "paid", was "payment_failed" (UI showed no failure)',
    "Card Is Charged": '@payment-captured failed: $.state should be "captured", was "authorized" (UI showed no fai',
    "Order Is Not Lost": '@order-created failed: status should be 200, was 404 (Not Found): "there is no order A-',
    "One-Time Password Is Sent": '@latest-otp failed: status should be 200, was 404 (Not Found): "no co',
    "Login Creates A Session": "@session-created failed: $.sessions should have a count of at least 1, was 0",
}


@pytest.fixture(scope="module")
def ui_alone(phone: Robot, tmp_path_factory: pytest.TempPathFactory) -> Robot:
    """Robot that runs the demo suite without its backend steps."""
    # In a separate folder: the rest of the checkout must not be importable instead of the installed library.
    folder = tmp_path_factory.mktemp("modifier")
    shutil.copy(ui_only.__file__, folder)
    return phone.given("--pythonpath", str(folder), "--prerunmodifier", "ui_only.UiOnly")


@pytest.fixture(scope="module")
def watched(ui_alone: Robot, mitmdump: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same runs with the app's requests recorded."""
    traffic = AppTraffic(mitmdump, free_port())
    home = str(tmp_path_factory.mktemp("home"))
    robot = pointed_at(ui_alone, traffic.app_url).given(*traffic.options, environment=traffic.environment(home))
    return robot.run(DEMO_SUITE)


@pytest.fixture(scope="module")
def validated(phone: Robot) -> Run:
    """The unchanged demo suite."""
    return phone.run(DEMO_SUITE)


def test_ui_alone_sees_no_failure(ui_alone: Robot) -> None:
    """Without its backend steps the suite passes: that is the problem."""
    run = ui_alone.run(DEMO_SUITE)
    assert {test.name: test.status for test in run.suite.tests} == {test.name: "PASS" for test in run.suite.tests}
    assert len(run.suite.tests) == 8


def test_app_traffic_shows_what_the_app_hides(watched: Run) -> None:
    """Without validations every test passes, and only the one whose app hides a failure has a warning."""
    tests = watched.suite.tests
    assert {test.status for test in tests} == {"PASS"}
    assert [test.name for test in tests if SWALLOWED in test.tags] == ["Card Is Charged"]
    assert [test.name for test in tests if HIDDEN in test.tags] == ["Card Is Charged"]
    assert {test.name: test.first_line for test in tests if test.message} == {
        "Card Is Charged": "swallowed failure: POST /payments -> 500 (UI showed no failure)"
    }
    assert [error.partition("\n")[0] for error in watched.errors] == [watched.test("Card Is Charged").first_line]


def test_validations_see_the_silent_failures(validated: Run) -> None:
    """Exactly the tests in which the shop fails are red, each with a silent failure."""
    tests = validated.suite.tests
    assert {test.name for test in tests if test.status == "FAIL"} == REASONS.keys()
    assert {test.name for test in tests if SILENT in test.tags} == REASONS.keys()
    assert {test.name for test in tests if BROKEN in test.tags} == REASONS.keys()


@pytest.mark.parametrize("name", REASONS)
def test_reason_is_in_the_first_line(validated: Run, name: str) -> None:
    """The list of failed tests shows what the backend has not done."""
    assert validated.test(name).first_line.startswith(REASONS[name])


def test_every_silent_failure_has_its_screen(validated: Run) -> None:
    """The app's screen is beside the backend's answer."""
    assert len(list(validated.folder.rglob("*.png"))) == len(REASONS)


def test_nothing_else_is_reported(validated: Run) -> None:
    """There are no library errors, no tracebacks and no token."""
    assert validated.errors == []
    assert "Traceback" not in validated.xml
