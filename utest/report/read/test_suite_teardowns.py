"""Tests with a failed suite teardown are failed in the report, as in Robot's log."""

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import robot
from robot.api import ExecutionResult

from utest.report.outputs import case, kw, read, suite, written
from utest.report.outputs import robot as output

SUITE = """\
*** Settings ***
Suite Teardown    {teardown}
*** Test Cases ***
Passes
    No Operation
Fails
    Fail    own
Skips
    Skip    own
Passes With Message
    Pass Execution    own
"""


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder with suites whose teardowns fail or skip on both levels."""
    for name, teardown in {"failing": "Fail    gone", "skipping": "Skip    later", "calm": "No Operation"}.items():
        (tmp_path / f"{name}.robot").write_text(SUITE.format(teardown=teardown), encoding="utf-8")
    initial = "*** Settings ***\nSuite Teardown    Fail    outer gone\n"
    (tmp_path / "__init__.robot").write_text(initial, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["output.xml", "output.json"])
def test_tests_end_as_robot_says(run: Path, name: str) -> None:
    """Status and message are the same as in Robot's own log."""
    with redirect_stdout(io.StringIO()):
        robot.run(str(run), output=str(run / name), log=None, report=None, console="none")
    expected = [(test.name, test.status, test.message) for test in ExecutionResult(run / name).suite.all_tests]
    tests, _ = read(run / name)
    assert [(test.name, test.status, test.message) for test in tests if test.kind == "test"] == expected


def test_outputs_of_rebot_are_not_changed(tmp_path: Path) -> None:
    """In outputs of rebot, each test already has the teardown's message."""
    body = (case("Fails", result="FAIL", message="said"), kw("End", kind="TEARDOWN", result="FAIL", message="gone"))
    path = tmp_path / "output.xml"
    path.write_text(output(suite("Shop", *body)).replace("Robot 7.5", "Rebot 7.5"), encoding="utf-8")
    assert [test.message for test in read(path)[0]] == ["said", "gone"]


def test_output_without_end_has_no_teardown(tmp_path: Path) -> None:
    """In a truncated output without the teardown's end, tests keep their own results."""
    path = written(tmp_path, case("Passes"), kw("End", kind="TEARDOWN", result="FAIL", message="gone"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("gone")], encoding="utf-8")
    assert read(path)[0][0].status == "PASS"
