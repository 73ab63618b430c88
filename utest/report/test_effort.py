"""The work for a report, counted instead of timed: file reads, calls of our functions, objects in memory."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from QuashLibrary.report.read.bounded_steps import BoundedSteps
from QuashLibrary.report.read.model import Step
from QuashLibrary.report.read.run_reader import RunReader
from QuashLibrary.report.write import write_report
from utest.calls import calls_of_ours
from utest.report.outputs import case, kw, msg, record, told, ui, written

MOST_READS = 2.1
"""How often each byte of an output is read: once for the search, once for parsing."""

MOST_CALLS = 2.5
"""Calls of our functions for an irrelevant keyword, including its share of the calls for its parents."""

MOST_CALLS_TO_READ_STEP = 6.5
"""Calls of our functions to read a passed UI step."""

MOST_CALLS_OF_STEP = 21
"""Calls of our functions for a passed UI step from the file to the page."""

MOST_MODULES = 68
"""Our modules loaded for a report without HTML messages. Each takes about half a millisecond."""

MOST_DATACLASSES = 9
"""Our dataclasses loaded. Each takes about half a millisecond, four times as long as a named tuple."""

PLAIN = kw("Should Be Equal", msg("text", html=False), args=("1", "1"), owner="BuiltIn")


def calls_for(folder: Path, step: str, number: int, *, pages: bool = False) -> int:
    """Return the number of calls for a run that contains a step this many times."""
    path = written(folder, case("One", *[step] * number), name=f"{number}.xml")
    if pages:
        return calls_of_ours(lambda: write_report([path], folder / "report"))
    return calls_of_ours(lambda: list(RunReader([path]).tests()))


@pytest.mark.parametrize("step", [PLAIN, kw("Do Something", *[PLAIN] * 9, owner="")])
def test_irrelevant_keywords_cost_next_to_nothing(tmp_path: Path, step: str) -> None:
    """Almost every keyword of a run is irrelevant, and a run may have a hundred thousand keywords."""
    calls = calls_for(tmp_path, step, 600) - calls_for(tmp_path, step, 300)
    assert calls / 300 / step.count("<kw") <= MOST_CALLS


def test_a_step_of_the_ui_costs_a_bounded_number_of_calls(tmp_path: Path) -> None:
    """The calls from the file to the page are bounded."""
    step = ui("Click Element", "id=pay")
    write_report([written(tmp_path, case("One", step, told(record())))], tmp_path / "first")
    calls = calls_for(tmp_path, step, 600, pages=True) - calls_for(tmp_path, step, 300, pages=True)
    assert calls / 300 <= MOST_CALLS_OF_STEP


def test_a_step_of_the_ui_is_read_at_once(tmp_path: Path) -> None:
    """A passed UI step is read in one pass."""
    step = ui("Click Element", "id=pay")
    assert (calls_for(tmp_path, step, 600) - calls_for(tmp_path, step, 300)) / 300 <= MOST_CALLS_TO_READ_STEP


def test_a_report_loads_little(tmp_path: Path) -> None:
    """A report loads few modules, because pabot may start a process for each test."""
    path = written(tmp_path, case("One", ui("Click Element", "id=pay")))
    code = (
        "import sys, dataclasses\nfrom pathlib import Path\nfrom QuashLibrary.report.write import write_report\n"
        f"write_report([Path({str(path)!r})], Path({str(tmp_path / 'report')!r}))\n"
        "ours = [module for name, module in sys.modules.items() if name.partition('.')[0] == 'QuashLibrary']\n"
        "made = {item for module in ours for item in vars(module).values() if isinstance(item, type)}\n"
        "print(len(ours), len([item for item in made if '__dataclass_fields__' in vars(item)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules, classes = map(int, done.stdout.split())
    assert (modules <= MOST_MODULES, classes <= MOST_DATACLASSES) == (True, True), done.stdout


def test_an_older_folder_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of an older report is listed once, however many of its pages are outdated."""
    path = written(tmp_path, *(case(f"Test {number}", number=number) for number in range(1, 60)))
    write_report([path], tmp_path / "report")
    listed: list[str] = []
    glob = Path.glob

    def counted(self: Path, pattern: str) -> Any:
        listed.append(pattern)
        return glob(self, pattern)

    monkeypatch.setattr(Path, "glob", counted)
    write_report([written(tmp_path, case("Test 1", number=1))], tmp_path / "report")
    assert len(list((tmp_path / "report" / "tests").glob("*.html"))) == 1
    assert len(listed) == 2


def test_an_output_is_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An output is read twice: once for the search, once as XML."""
    path = written(tmp_path, *(case(f"Test {number}", *[PLAIN] * 200, number=number) for number in range(1, 20)))
    read = 0
    opened = Path.open

    class Counted:
        """A file that counts the bytes read from it."""

        def __init__(self, file: Any) -> None:
            self._file = file

        def __enter__(self) -> "Counted":
            return self

        def __exit__(self, *_error: object) -> None:
            self._file.close()

        def read(self, size: int = -1) -> bytes:
            """Read and count."""
            nonlocal read
            data: bytes = self._file.read(size)
            read += len(data)
            return data

        def seek(self, place: int) -> None:
            """Go to a position."""
            self._file.seek(place)

    monkeypatch.setattr(
        Path, "open", lambda self, *mode: Counted(opened(self, *mode)) if self == path else opened(self, *mode)
    )
    assert len(list(RunReader([path]).tests())) == 19
    assert 1 < read / path.stat().st_size <= MOST_READS


def test_steps_of_one_test_are_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps of earlier tests are freed before the next test is read."""
    alive = most = 0

    class CountedSteps(list[Step]):
        """The steps of a test, counted while they exist."""

        def __init__(self) -> None:
            super().__init__()
            nonlocal alive, most
            alive += 1
            most = max(most, alive)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    before = BoundedSteps.__init__

    def counted(self: BoundedSteps) -> None:
        before(self)
        self.steps = CountedSteps()

    monkeypatch.setattr(BoundedSteps, "__init__", counted)
    path = written(tmp_path, *(case(f"T{n}", *[ui("Tap", "x")] * 20, number=n) for n in range(1, 60)))
    assert sum(test.ui_steps for test in RunReader([path]).tests()) == 59 * 20
    assert most <= 3
