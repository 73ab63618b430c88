"""A report that is replaced is noticed, as long as somebody could still want it."""

from pathlib import Path

import pytest

from QuashLibrary.report.files.earlier_report import orphaned_outputs
from QuashLibrary.report.write import write_report
from utest.report.outputs import case, written


def test_a_report_of_another_output_is_noticed(tmp_path: Path) -> None:
    """Two runs with outputs of their own share the folder of the report."""
    first, second = written(tmp_path, case("One"), name="1.xml"), written(tmp_path, case("Two"), name="2.xml")
    assert write_report([first], tmp_path / "quash").notice == ""
    report = write_report([second], tmp_path / "quash")
    assert report.orphaned == (str(first),)
    assert report.notice == f"this report replaces the report of {first} in {tmp_path / 'quash'}"


def test_the_same_output_is_no_other_one(tmp_path: Path) -> None:
    """A report may be made again; Robot itself replaces an output.xml."""
    output = written(tmp_path, case("One"))
    write_report([output], tmp_path / "quash")
    assert write_report([tmp_path / "." / "output.xml"], tmp_path / "quash").notice == ""


def test_an_output_that_is_gone_misses_no_report(tmp_path: Path) -> None:
    """Nobody can read it."""
    first, second = written(tmp_path, case("One"), name="1.xml"), written(tmp_path, case("Two"), name="2.xml")
    write_report([first], tmp_path / "quash")
    first.unlink()
    assert write_report([second], tmp_path / "quash").notice == ""


@pytest.mark.parametrize(
    "text", ["", "{}", '"run": {}', '"run": {"sources": 7}', '"run": {"sources": [7]}', '"run": x']
)
def test_a_file_of_somebody_else_is_no_report(tmp_path: Path, text: str) -> None:
    """Whatever it contains."""
    (tmp_path / "outcomes.json").write_text(text, encoding="utf-8")
    assert orphaned_outputs(tmp_path / "outcomes.json", [tmp_path / "output.xml"]) == ()
