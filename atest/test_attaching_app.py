"""An app's suite without QuashLibrary: the listener finds its silent failures without an edit."""

import shutil

import pytest

from atest.robot_process import REGISTRIES, Robot, Run
from demo import ui_only
from demo.results import BROKEN, SILENT
from demo.robot_run import DEMO_SUITE

LISTENER = ("--listener", f"QuashLibrary.Listener:{REGISTRIES / 'attaching' / 'app.yaml'}")
REASONS = {
    "Payment Is Kept": '@order-created failed: $.state should be "paid", was "payment_failed" (UI showed no failure)',
    "Card Is Charged": '@order-created failed: $.state should be "paid", was "pending" (UI showed no failure)',
    "Order Is Not Lost": '@order-created failed: status should be 2xx, was 404 (Not Found): "there is no order A-',
    "One-Time Password Is Sent": '@code-sent failed: status should be 2xx, was 404 (Not Found): "no co',
    "Login Creates A Session": "@session-created failed: $.sessions should have a count of at least 1, was 0",
}


@pytest.fixture(scope="module")
def unchanged(phone: Robot, tmp_path_factory: pytest.TempPathFactory) -> Robot:
    """The demo's suite with the UI alone."""
    # In a separate folder: the rest of the checkout must not be importable instead of the installed library.
    folder = tmp_path_factory.mktemp("modifier")
    shutil.copy(ui_only.__file__, folder)
    return phone.given("--pythonpath", str(folder), "--prerunmodifier", "ui_only.UiOnly")


@pytest.fixture(scope="module")
def listened(unchanged: Robot) -> Run:
    """The same suite with the listener, and a registry that attaches validations."""
    return unchanged.given(*LISTENER).run(DEMO_SUITE)


@pytest.fixture(scope="module")
def app(fake_phone: Robot) -> Run:
    """The suite with app steps as triggers."""
    return fake_phone.given(*LISTENER).run("attaching/app.robot")


def test_silent_failures_are_found_without_an_edit(listened: Run) -> None:
    """Exactly the tests in which the shop fails are red, each with a silent failure."""
    tests = listened.suite.tests
    assert {test.name: test.first_line.startswith(REASONS[test.name]) for test in tests if test.status == "FAIL"} == (
        dict.fromkeys(REASONS, True)
    )
    assert {test.name for test in tests if SILENT in test.tags} == REASONS.keys()
    assert {test.name for test in tests if BROKEN in test.tags} == REASONS.keys()


def test_evidence_is_complete(listened: Run) -> None:
    """Every silent failure has its screen, and nothing else is reported."""
    assert len(list(listened.folder.rglob("*.png"))) == len(REASONS)
    assert listened.errors == []


def test_dry_run_finds_nothing_wrong(unchanged: Robot) -> None:
    """A dry run checks attachments, too."""
    run = unchanged.given("--dryrun", *LISTENER).run(DEMO_SUITE)
    assert {test.name: test.message for test in run.suite.tests if test.status != "PASS"} == {}


def test_steps_of_an_app_as_triggers(app: Run) -> None:
    """They work under any AS name, wherever the step is."""
    app.assert_as_documented()
    assert app.errors == []


def test_a_step_in_a_wait_is_not_repeated(app: Run) -> None:
    """A backend failure must not make the app repeat its action."""
    clicks = [step for step in app.test("Silent Failure In A Wait").walk() if step.name == "Click Element"]
    assert [step.status for step in clicks] == ["PASS"]


def test_a_step_that_did_not_run_is_not_a_ui_step(app: Run) -> None:
    """The last UI step is the one that ran."""
    assert "last UI step: Wait Until Element Is Visible" in app.test("Kept From Running").message


def test_keywords_that_a_library_runs_itself_trigger_nothing(app: Run) -> None:
    """AppiumLibrary runs its own screenshot keyword when a step fails."""
    steps = [step.name for step in app.test("Step That Takes A Picture").walk()]
    assert "Capture Page Screenshot" in steps
    assert "@order-pending" not in steps
