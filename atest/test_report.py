"""The report of a run: written automatically, and the same however the run was split and merged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from atest.report_reader import by_name, comparable, in_any_order, make_report, of_run, outcomes, rebot
from atest.robot_process import SUITES, Robot, Run, interpreter
from demo import robot_run

FORMS = ["index.html", "junit.xml", "outcomes.json", "summary.md"]
FACTS = ("status", "slugs", "silent_failure", "blind_spot")
PABOT = ("pabot.pabot", "--command", interpreter(), "-m", "robot", "--end-command", "--pabotlibport", "0")


def forms(folder: Path) -> list[str]:
    """Return the forms of a report in a folder."""
    return [name for name in FORMS if (folder / name).exists()]


def report_lines(run: Run) -> list[str]:
    """Return the console lines that mention a report."""
    return re.findall(r"^Quash: +[^·]+ · (.*)$", run.console, re.MULTILINE)


def expected_lines(folder: Path) -> list[str]:
    """Return the line that mentions the report in a folder."""
    return [str(folder / "index.html")]


@pytest.fixture(scope="module")
def serial(robot: Robot) -> Run:
    """Suites with everything that a report distinguishes, run one after another."""
    return robot.run("report")


@pytest.fixture(scope="module")
def parallel(robot: Robot) -> Run:
    """The same suites run by pabot in two processes, one test per process."""
    return robot.by(*PABOT, "--testlevelsplit", "--processes", "2").run("report")


@pytest.fixture(scope="module")
def shards(robot: Robot) -> list[Path]:
    """The outputs of the same suites as four shards, as from four agents."""
    runs = [robot.by(*PABOT, "--testlevelsplit", "--shard", f"{part}/4").run("report") for part in range(1, 5)]
    return [run.folder / "output.xml" for run in runs]


def test_tests_end_as_documented(serial: Run) -> None:
    """The suites do what the tests of this module assume."""
    serial.assert_as_documented()


def test_run_writes_its_report(serial: Run) -> None:
    """It is beside the log, with only the library imported; the console says where."""
    assert forms(serial.folder / "quash") == FORMS
    assert report_lines(serial) == expected_lines(serial.folder / "quash")
    assert not [error for error in serial.errors if "report cannot" in error]


def test_report_distinguishes_the_tests(serial: Run) -> None:
    """Silent failures, failures, errors, warnings, skipped tests and blind spots."""
    found = {name: [test[fact] for fact in FACTS] for name, test in by_name(of_run(serial)).items()}
    assert found == {
        "Tap": ["PASS", [], False, False],
        "The App Is Right": ["PASS", ["order-paid"], False, False],
        "The App Says It Is Shipped": ["FAIL", ["order-shipped"], True, False],
        "The App Is Wrong As Well": ["FAIL", ["order-shipped"], False, False],
        "Nothing Is Checked": ["PASS", [], False, True],
        "The Stock Cannot Be Checked": ["FAIL", ["stock"], False, False],
        "The Stock Is Not That Important": ["PASS", ["stock"], False, False],
        "Not Today": ["SKIP", [], False, False],
        'Names With <b>Markup</b> & "Quotes" | Pipes שלום 🛒': ["PASS", ["order-paid"], False, False],
    }


def test_junit_counts_as_robot_does(serial: Run) -> None:
    """An error means that the backend could not be checked."""
    root = ElementTree.parse(serial.folder / "quash" / "junit.xml").getroot()  # noqa: S314 - written by ourselves
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "8",
        "failures": "2",
        "errors": "1",
        "skipped": "1",
    }


def test_processes_of_pabot_write_no_report(parallel: Run) -> None:
    """Each would be only a part, and would overwrite the others."""
    assert forms(parallel.folder / "quash") == []
    assert report_lines(parallel) == []


def test_report_of_pabot_equals_that_of_a_serial_run(parallel: Run, serial: Run, tmp_path: Path) -> None:
    """Only times, ids and file names differ."""
    made = make_report(parallel.folder / "output.xml", folder=tmp_path / "quash")
    assert made.stderr == ""
    assert comparable(outcomes(tmp_path / "quash")) == comparable(of_run(serial))


def test_report_of_shards_equals_that_of_a_serial_run(shards: list[Path], serial: Run, tmp_path: Path) -> None:
    """Four outputs are one run. Each shard that has a part of a suite also has that suite's setup."""
    make_report(*shards, folder=tmp_path)
    assert_same(outcomes(tmp_path), of_run(serial))


def test_report_of_merged_shards_equals_that_of_a_serial_run(shards: list[Path], serial: Run, tmp_path: Path) -> None:
    """Here rebot has merged the four outputs into one."""
    make_report(rebot(tmp_path, *shards), folder=tmp_path / "quash")
    assert_same(outcomes(tmp_path / "quash"), of_run(serial))


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Compare the tests of two reports, which may be in different suites."""
    found, expected = in_any_order(one), in_any_order(other)
    tests = [[test for test in data["tests"] if test["kind"] == "test"] for data in (found, expected)]
    assert tests[0] == tests[1]
    assert found["summary"] == expected["summary"]


def test_demo_by_pabot_has_the_report_of_a_serial_run(fake_phone: Robot, tmp_path: Path) -> None:
    """All screenshots and page sources of the processes are found."""
    run = fake_phone.by(*PABOT, "--testlevelsplit", "--processes", "2").run(robot_run.DEMO_SUITE)
    make_report(run.folder / "output.xml", folder=tmp_path)
    tests = outcomes(tmp_path)["tests"]
    silent = [shown for test in tests for shown in test["outcomes"] if shown["silent"]]
    assert len(silent) == 5
    for shown in silent:
        assert (tmp_path / shown["screenshot"]).read_bytes().startswith(b"\x89PNG")
        assert (tmp_path / shown["page_source"]).read_bytes().startswith(b"<")


def test_repeated_test_is_reported_once(serial: Run, robot: Robot, tmp_path: Path) -> None:
    """`rebot --merge` replaces the first run of the test by the second."""
    again = robot.given("--test", "The App Says It Is Shipped").run("report")
    merged = rebot(tmp_path, "--merge", serial.folder / "output.xml", again.folder / "output.xml")
    make_report(merged, folder=tmp_path / "quash")
    found = by_name(outcomes(tmp_path / "quash"))["The App Says It Is Shipped"]
    assert [shown["slug"] for shown in found["outcomes"]] == ["order-shipped"]
    assert found["silent_failure"]


@pytest.mark.parametrize(
    ("option", "left"),
    [("--removekeywords", "passed"), ("--removekeywords", "all"), ("--flattenkeywords", "name:*Order Tea")],
)
def test_removed_steps_are_reported(serial: Run, tmp_path: Path, option: str, left: str) -> None:
    """The rest is reported, the removed steps are named, and no test becomes a blind spot by mistake."""
    make_report(rebot(tmp_path, option, left, serial.folder / "output.xml"), folder=tmp_path / "quash")
    found, before = by_name(outcomes(tmp_path / "quash")), by_name(of_run(serial))
    for name, test in found.items():
        assert (test["status"], test["slugs"]) == (before[name]["status"], before[name]["slugs"])
    passed = found["The App Is Right"]
    assert passed["notes"]
    if option == "--removekeywords":
        assert passed["notes"][-1] == "the log has no outcome of @order-paid: it was removed or not logged"
    else:
        assert passed["outcomes"]


def test_killed_run_is_reported(serial: Run, tmp_path: Path) -> None:
    """The report covers what the run wrote before it was killed."""
    xml = serial.xml
    (tmp_path / "output.xml").write_text(xml[: xml.index("The App Is Wrong As Well")], encoding="utf-8")
    made = make_report(tmp_path / "output.xml", folder=tmp_path / "quash")
    assert made.returncode == 0
    assert made.stderr.startswith("quash: output.xml is truncated: ")
    assert by_name(outcomes(tmp_path / "quash"))["The App Says It Is Shipped"]["silent_failure"]


def test_missing_screenshots_are_not_an_error(fake_phone: Robot, tmp_path: Path) -> None:
    """They may not have been archived."""
    run = fake_phone.given("--test", "Payment Is Kept").run(robot_run.DEMO_SUITE)
    (tmp_path / "output.xml").write_text(run.xml, encoding="utf-8")
    made = make_report(tmp_path / "output.xml", folder=tmp_path / "quash")
    assert (made.returncode, made.stderr) == (0, "")
    [outcome] = by_name(outcomes(tmp_path / "quash"))["Payment Is Kept"]["outcomes"]
    assert (outcome["screenshot"], outcome["page_source"]) == (None, None)


@pytest.mark.parametrize("options", [("--output", "NONE"), ("--dryrun",)])
def test_run_without_output_has_no_report(robot: Robot, options: tuple[str, ...]) -> None:
    """There is nothing to read, or nothing has run."""
    run = robot.given(*options).run("report/stock.robot")
    assert (forms(run.folder / "quash"), report_lines(run)) == ([], [])


@pytest.mark.parametrize(("console", "shown"), [("dotted", True), ("quiet", False), ("none", False)])
def test_console_is_as_quiet_as_requested(robot: Robot, console: str, shown: bool) -> None:
    """The line is among Robot's own lines, or omitted with them."""
    run = robot.given("--console", console).run("report/stock.robot")
    assert forms(run.folder / "quash") == FORMS
    assert report_lines(run) == (expected_lines(run.folder / "quash") if shown else [])


def test_full_disk_only_causes_a_warning(robot: Robot) -> None:
    """The run's result stays; here a file blocks the report's place."""
    run = robot.given("--listener", "QuashLibrary.Listener:report=output.xml").run("report/stock.robot")
    assert run.code == 1
    assert re.findall(r"^\[ WARN \].*", run.console, re.MULTILINE)[-1] == (
        f"[ WARN ] QuashLibrary: the report cannot be written to {run.folder / 'output.xml'}: File exists"
    )
    assert "Traceback" not in run.console
    assert report_lines(run) == []


def test_listener_writes_the_report_of_any_suite(robot: Robot) -> None:
    """Also without the library, after Robot's own files, and in the folder of its argument."""
    suite = SUITES / "tasks.robot"
    run = robot.given("--listener", "QuashLibrary.Listener:report=backend").run(suite)
    assert forms(run.folder / "backend") == FORMS
    assert report_lines(run) == expected_lines(run.folder / "backend")
    lines = [line.partition(":")[0] for line in run.console.splitlines() if re.match(r"(Report|Quash): ", line)]
    assert lines == ["Report", "Quash"]


def test_report_can_be_switched_off(robot: Robot) -> None:
    """The command line switches it off for all suites."""
    run = robot.given("--listener", "QuashLibrary.Listener:report=NONE").run("report/stock.robot")
    assert forms(run.folder / "quash") == []


def test_json_output_is_reported(robot: Robot, serial: Run) -> None:
    """Robot Framework 7.2 and newer can write it."""
    run = robot.given("--output", "output.json").run("report")
    if not (run.folder / "output.json").read_text(encoding="utf-8").startswith("{"):
        pytest.skip("this Robot Framework writes XML only")
    assert comparable(of_run(run)) == comparable(of_run(serial))


def test_two_runs_into_one_folder_do_not_lose_a_report_silently(robot: Robot, tmp_path: Path) -> None:
    """Each has its own output, as with --timestampoutputs; the console says whose report is replaced."""
    into = robot.given("--outputdir", str(tmp_path))
    first, second = (into.given("--output", name).run("report/stock.robot") for name in ("one.xml", "two.xml"))
    notice = f"this report replaces the report of {tmp_path / 'one.xml'} in {tmp_path / 'quash'}"
    assert "this report replaces" not in first.console
    assert notice in second.console
    run = outcomes(tmp_path / "quash")["run"]
    assert run["sources"] == [str(tmp_path / "two.xml")]
