"""The report that a run writes, and its failures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from QuashLibrary.robotside.log import run_report as module
from QuashLibrary.robotside.log.run_report import RunReport, chosen_folder
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.state.run import RunState
from utest.report.outputs import order_test, written


@dataclass
class Robot:
    """The parts of Robot in a run: its output, its console, and the actions for the complete output."""

    output: Path | None
    files: list[tuple[str, Path, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    completions: list[Callable[[], None]] = field(default_factory=list)

    def end(self) -> None:
        """Complete the output."""
        for act in self.completions:
            act()


@pytest.fixture
def robot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Robot:
    """A run whose output will be complete."""
    robot = Robot(written(tmp_path, order_test()))
    monkeypatch.setattr(module, "planned_output", lambda: robot.output)
    monkeypatch.setattr(module, "output_folder", lambda: tmp_path)
    monkeypatch.setattr(module, "when_complete", lambda output, act: robot.completions.append(act))
    monkeypatch.setattr(
        module, "write_result_line", lambda kind, path, remark: robot.files.append((kind, path, remark))
    )
    monkeypatch.setattr(module, "write_warning_line", robot.warnings.append)
    return robot


def run(*listeners: ImportOptions) -> None:
    """Run one suite to its end."""
    report = RunReport(RunState(listener_options=list(listeners)))
    report.start_suite(None, None)
    report.end_suite(None, None)


QUASH = ImportOptions(("v.yaml",))


@pytest.mark.parametrize(
    ("command_line", "imports", "expected"),
    [
        (None, ["quash"], "quash"),
        (None, ["backend"], "backend"),
        (None, [None], ""),
        (None, ["none"], ""),
        (None, ["NONE", "quash"], "quash"),
        (None, ["quash", "one", "two"], "one"),
        ("quash", [], "quash"),
        ("quash", [None], ""),
        ("quash", ["backend"], "backend"),
        ("mine", ["backend"], "mine"),
        ("NONE", ["backend"], ""),
    ],
)
def test_a_run_has_one_report(command_line: str | None, imports: list[str | None], expected: str) -> None:
    """The command line overrides imports, a chosen folder overrides the default, and any folder overrides none."""
    listeners = [ImportOptions((), report=command_line)] if command_line else []
    assert chosen_folder(listeners, [ImportOptions(report=folder) for folder in imports]) == expected


def test_report_is_told_on_the_console(robot: Robot, tmp_path: Path) -> None:
    """The console shows the report like Robot's own files."""
    run(QUASH)
    robot.end()
    assert robot.files == [("Quash", tmp_path / "quash" / "index.html", "1 silent failure")]
    assert robot.warnings == []


def test_a_library_that_a_step_imports_has_a_report(robot: Robot, tmp_path: Path) -> None:
    """An import by a step also gets a report, although its listener misses the start of the suite."""
    report = RunReport(RunState(listener_options=[QUASH]))
    report.end_suite(None, None)
    robot.end()
    assert robot.files == [("Quash", tmp_path / "quash" / "index.html", "1 silent failure")]


def test_report_is_planned_once(robot: Robot) -> None:
    """A run plans one report for any number of suites."""
    report = RunReport(RunState(listener_options=[QUASH]))
    for _ in range(3):
        report.start_suite(None, None)
        report.end_suite(None, None)
    assert len(robot.completions) == 1


def test_forked_process_writes_nothing(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forked process writes no report, because the run continues in its parent."""
    run(QUASH)
    monkeypatch.setattr(module.os, "getpid", lambda: -1)
    robot.end()
    assert robot.files == []


@pytest.mark.parametrize("text", ["<robot>", "", "<html/>"])
def test_trouble_is_one_warning(robot: Robot, tmp_path: Path, text: str) -> None:
    """A failed report is one warning, and the verdict of the run stays."""
    run(QUASH)
    (tmp_path / "output.xml").write_text(text, encoding="utf-8")
    robot.end()
    if text == "<robot>":
        assert (len(robot.files), robot.warnings) == (1, [])
    else:
        [warning] = robot.warnings
        assert warning.startswith(f"QuashLibrary: {tmp_path / 'output.xml'} is ")


def test_folder_that_cannot_be_written_is_one_warning(robot: Robot, tmp_path: Path) -> None:
    """An unwritable folder is a warning of one line."""
    run(QUASH)
    (tmp_path / "quash").write_text("in the way", encoding="utf-8")
    robot.end()
    assert robot.warnings == [f"QuashLibrary: the report cannot be written to {tmp_path / 'quash'}: File exists"]


def test_mistake_of_ours_is_one_warning(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in the report is a warning without a traceback."""
    from QuashLibrary.report import write

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(write, "write_report", broken)
    run(QUASH)
    robot.end()
    assert robot.warnings == ["QuashLibrary: cannot make the report: ZeroDivisionError: oh"]


def test_an_interruption_is_one_warning(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C during the report is a warning without a traceback."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("QuashLibrary.report.write.write_report", interrupted)
    run(QUASH)
    robot.end()
    assert robot.warnings == ["QuashLibrary: interrupted while writing the report, so this run has none"]
    assert robot.files == []


def test_without_an_output_nothing_is_planned(robot: Robot) -> None:
    """Dry runs, libdoc and editors have no output."""
    robot.output = None
    run(QUASH)
    assert robot.completions == []


def test_processes_of_pabot_plan_nothing(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of pabot write no report, because pabot merges their outputs first."""
    variables: dict[str, Any] = {"PABOTQUEUEINDEX": "1"}
    monkeypatch.setattr(module, "variable_or_none", variables.get)
    run(QUASH)
    assert robot.completions == []
