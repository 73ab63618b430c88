"""Which report a run writes by itself, and what becomes of its troubles."""

from pathlib import Path
from typing import Any

import pytest

from QuashLibrary.robotside.log import run_report as reporting
from QuashLibrary.robotside.log.run_report import Reporting
from utest.report.outputs import order_test, written


class Console:
    """A console that keeps what it is told."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.files: list[tuple[str, Path]] = []
        self.warnings: list[str] = []

    def result_file(self, kind: str, path: Path) -> None:
        """Keep a file."""
        self.files.append((kind, path))

    def message(self, message: Any) -> None:
        """Keep a message."""
        assert message.level == "WARN"
        self.warnings.append(message.message)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    """Robot's console."""
    console = Console()
    monkeypatch.setattr(reporting, "_console", lambda: console)
    return console


@pytest.fixture
def running(tmp_path: Path, console: Console, monkeypatch: pytest.MonkeyPatch) -> Reporting:
    """What writes the report of a run whose output is there."""
    output = written(tmp_path, order_test())
    monkeypatch.setattr(reporting, "_output_to_report", lambda: output)
    monkeypatch.setattr(reporting, "robot_value", lambda _: str(tmp_path))
    monkeypatch.setattr(reporting.atexit, "register", lambda _: None)
    return Reporting(())


def written_to(running: Reporting, folder: Path) -> list[str]:
    """Let the run end, and return the folders that have a report."""
    running.write(folder / "output.xml")
    return sorted(str(path.parent.relative_to(folder)) for path in folder.rglob("index.html"))


@pytest.mark.parametrize(
    ("command_line", "imports", "expected"),
    [
        (None, ["quash"], ["quash"]),
        (None, ["backend"], ["backend"]),
        (None, [None], []),
        (None, ["none"], []),
        (None, ["NONE", "quash"], ["quash"]),
        (None, ["quash", "one", "two"], ["one"]),
        ("quash", [], ["quash"]),
        ("quash", [None], []),
        ("quash", ["backend"], ["backend"]),
        ("mine", ["backend"], ["mine"]),
        ("NONE", ["backend"], []),
    ],
)
def test_a_run_has_one_report(
    running: Reporting, tmp_path: Path, command_line: str | None, imports: list[str | None], expected: list[str]
) -> None:
    """The command line counts more than imports, what is given more than the default, a folder more than none."""
    if command_line:
        running.decide(command_line)
        running.plan()
    for folder in imports:
        running.plan(folder)
    assert written_to(running, tmp_path) == expected


def test_report_is_told_on_the_console(running: Reporting, tmp_path: Path, console: Console) -> None:
    """As Robot tells its own files."""
    running.plan("quash")
    written_to(running, tmp_path)
    assert console.files == [("Quash", tmp_path / "quash" / "index.html")]
    assert console.warnings == []


def test_report_is_written_once(running: Reporting, tmp_path: Path, console: Console) -> None:
    """Also where listener and process end both see to it."""
    running.plan("quash")
    written_to(running, tmp_path)
    written_to(running, tmp_path)
    running._at_exit()
    assert len(console.files) == 1


def test_process_end_writes_what_is_left(running: Reporting, tmp_path: Path, console: Console) -> None:
    """Where only suites import the library, nobody tells that the output is complete."""
    running.plan("quash")
    running._at_exit()
    assert console.files == [("Quash", tmp_path / "quash" / "index.html")]


def test_forked_process_writes_nothing(running: Reporting, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run goes on in another one."""
    running.plan("quash")
    monkeypatch.setattr(reporting.os, "getpid", lambda: -1)
    running._at_exit()
    assert console.files == []


@pytest.mark.parametrize("text", ["<robot>", "", "<html/>"])
def test_trouble_is_one_warning(running: Reporting, tmp_path: Path, console: Console, text: str) -> None:
    """The run is over: its verdict stands, whatever is wrong with its output."""
    running.plan("quash")
    (tmp_path / "output.xml").write_text(text, encoding="utf-8")
    running.write(tmp_path / "output.xml")
    if text == "<robot>":
        assert (len(console.files), console.warnings) == (1, [])
    else:
        [warning] = console.warnings
        assert warning.startswith(f"QuashLibrary: {tmp_path / 'output.xml'} is ")


def test_folder_that_cannot_be_written_is_one_warning(running: Reporting, tmp_path: Path, console: Console) -> None:
    """Of one line."""
    running.plan("quash")
    (tmp_path / "quash").write_text("in the way", encoding="utf-8")
    running.write(tmp_path / "output.xml")
    assert console.warnings == [f"QuashLibrary: the report cannot be written to {tmp_path / 'quash'}: File exists"]


def test_mistake_of_ours_is_one_warning(
    running: Reporting, tmp_path: Path, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback stands at the end of a run that passed."""
    from QuashLibrary.report import write as writing  # noqa: PLC0415

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(writing, "write_report", broken)
    running.plan("quash")
    running.write(tmp_path / "output.xml")
    assert console.warnings == ["QuashLibrary: the report cannot be made: ZeroDivisionError: oh"]


def test_outside_of_a_run_nothing_is_planned(console: Console) -> None:
    """Libdoc and editors import the library as well."""
    planning = Reporting(())
    planning.plan("quash")
    planning._at_exit()
    assert console.files == []
