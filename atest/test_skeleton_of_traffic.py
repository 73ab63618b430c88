"""From an app's requests to a registry that finds silent failures, without editing the suite."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from atest.phones import pointed_at
from atest.report_reader import quash
from atest.robot_process import Robot, Run
from demo import ui_only
from demo.app_traffic import AppTraffic
from demo.results import SILENT
from demo.robot_run import DEMO_SUITE
from demo.servers import ROOT, free_port

FILLED_IN = ("GET /checkout/${checkout_number}  # TODO", "GET /orders/${checkout_number}  #")
"""A fact that the shop's testers know: an order is read from another path than the app sends it to."""

PATIENCE = ("eventually: 10s", "eventually: 4s")
"""A shorter time for these tests; the shop's slow queue takes two seconds."""

REASONS = {
    "Payment Is Kept": '@payment-created failed: $.state should be "captured", was "rolled_back" (UI showed no',
    "Card Is Charged": '@payment-created failed: $.state should be "captured", was "authorized" (UI showed no',
    "Order Is Not Lost": '@checkout-stored failed: status should be 200, was 404 (Not Found): "there is no order',
    "One-Time Password Is Sent": '@otp-stored failed: status should be 200, was 404 (Not Found): "no co',
    "Login Creates A Session": "@session-created failed: status should be 200, was 401 (Unauthorized)",
}


@pytest.fixture(scope="module")
def ui_alone(fake_phone: Robot, mitmdump: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Robot, AppTraffic]:
    """Robot that runs the demo suite without its backend steps, with an app that talks to the proxy."""
    # In a separate folder: the rest of the checkout must not be importable instead of the installed library.
    folder = tmp_path_factory.mktemp("modifier")
    shutil.copy(ui_only.__file__, folder)
    robot = fake_phone.given("--pythonpath", str(folder), "--prerunmodifier", "ui_only.UiOnly")
    traffic = AppTraffic(mitmdump, free_port())
    environment = traffic.environment(str(tmp_path_factory.mktemp("home")))
    return pointed_at(robot, traffic.app_url).given(environment=environment), traffic


@pytest.fixture(scope="module")
def recorded(ui_alone: tuple[Robot, AppTraffic]) -> Run:
    """The run whose requests are recorded."""
    robot, traffic = ui_alone
    return robot.given(*traffic.options).run(DEMO_SUITE)


@pytest.fixture(scope="module")
def registry(recorded: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry generated from the requests."""
    file = tmp_path_factory.mktemp("made") / "validations.yaml"
    made = quash("report", "--skeleton", file, recorded.folder / "output.xml")
    assert (made.returncode, made.stderr) == (0, ""), made.stdout
    return file


@pytest.fixture(scope="module")
def validated(ui_alone: tuple[Robot, AppTraffic], registry: Path) -> Run:
    """The same suite with the registry, in which only the TODO lines were corrected."""
    text = registry.read_text(encoding="utf-8")
    assert text.count(FILLED_IN[0]) == 1
    text = text.replace(*FILLED_IN).replace(*PATIENCE)
    registry.with_name("filled-in.yaml").write_text(text, encoding="utf-8")
    listener = f"QuashLibrary.Listener;{registry.with_name('filled-in.yaml')}"
    return ui_alone[0].given("--listener", listener).run(DEMO_SUITE)


def test_ui_alone_passes(recorded: Run) -> None:
    """That is the problem."""
    assert {test.status for test in recorded.suite.tests} == {"PASS"}


def test_registry_has_no_problems_and_no_secret(ui_alone: tuple[Robot, AppTraffic], registry: Path) -> None:
    """This is the generated registry, before anybody has edited it."""
    run = ui_alone[0].given("--dryrun", "--listener", f"QuashLibrary.Listener;{registry}").run(DEMO_SUITE)
    assert (run.code, run.errors) == (0, [])
    text = registry.read_text(encoding="utf-8")
    assert 'after: "AppiumLibrary.Click Element    accessibility_id=pay"' in text
    assert "TODO: the backend's address" not in text
    assert "Bearer" not in text
    assert "@shop.example" not in text


def test_silent_failures_are_found(validated: Run) -> None:
    """Each fault that the app hides is found; tests without a fault pass, even with a slow backend."""
    tests = validated.suite.tests
    assert {test.name: test.first_line for test in tests if test.status == "FAIL"} == {
        name: validated.test(name).first_line for name in REASONS
    }
    assert {test.name for test in tests if SILENT in test.tags} == REASONS.keys()


@pytest.mark.parametrize("name", REASONS)
def test_reason_names_what_the_backend_has_not_done(validated: Run, name: str) -> None:
    """It is in the first line of the message."""
    assert REASONS[name] in validated.test(name).message


def test_the_page_shows_this_registry(recorded: Run, registry: Path) -> None:
    """docs/how-to/generate-a-registry.md: each line of its example is generated, except for this machine's ports."""
    page = (ROOT / "docs" / "how-to" / "generate-a-registry.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    generated = _without_ports(registry.read_text(encoding="utf-8"))
    assert [line for line in _without_ports(example).splitlines() if line not in generated.splitlines()] == []
    made = quash("report", "--skeleton", "-", recorded.folder / "output.xml")
    assert made.stderr in page


def test_the_page_on_blind_spots_shows_this_list(recorded: Run, tmp_path: Path) -> None:
    """docs/how-to/find-blind-spots.md: list and registry come from a run without recorded requests."""
    page = (ROOT / "docs" / "how-to" / "find-blind-spots.md").read_text(encoding="utf-8")
    output = Path(shutil.copy(recorded.folder / "output.xml", tmp_path))
    # The page has the locators as the demo's suite writes them.
    listed = quash("report", "--blind-spots", output)
    assert listed.stdout in page
    made = quash("report", "--blind-spots", "--skeleton", "-", output)
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert [line for line in example.splitlines() if line not in made.stdout.splitlines()] == []


def test_the_page_shows_this_swallowed_failure(recorded: Run) -> None:
    """docs/how-to/find-swallowed-failures.md: the message of the demo's app that hides a failed payment."""
    page = (ROOT / "docs" / "how-to" / "find-swallowed-failures.md").read_text(encoding="utf-8")
    assert recorded.test("Card Is Charged").message in page


def _without_ports(text: str) -> str:
    return re.sub(r"\b\d{4,5}\b", "PORT", text)
