"""A replaced report is noticed as long as its output still exists."""

from pathlib import Path

import pytest

from QuashLibrary.report.files.earlier_report import orphaned_outputs
from QuashLibrary.report.write import write_report
from utest.report.outputs import case, written


def test_a_report_of_another_output_is_noticed(tmp_path: Path) -> None:
    """Two runs with different outputs share a report folder, so the second run reports the loss."""
    first, second = written(tmp_path, case("One"), name="1.xml"), written(tmp_path, case("Two"), name="2.xml")
    assert write_report([first], tmp_path / "quash").notice == ""
    report = write_report([second], tmp_path / "quash")
    assert report.orphaned == (str(first),)
    assert report.notice == f"this report replaces the report of {first} in {tmp_path / 'quash'}"


def test_a_regenerated_report_causes_no_notice(tmp_path: Path) -> None:
    """A regenerated report of the same output causes no notice."""
    output = written(tmp_path, case("One"))
    write_report([output], tmp_path / "quash")
    assert write_report([tmp_path / "." / "output.xml"], tmp_path / "quash").notice == ""


def test_a_deleted_output_loses_no_report(tmp_path: Path) -> None:
    """A deleted output loses no report."""
    first, second = written(tmp_path, case("One"), name="1.xml"), written(tmp_path, case("Two"), name="2.xml")
    write_report([first], tmp_path / "quash")
    first.unlink()
    assert write_report([second], tmp_path / "quash").notice == ""


@pytest.mark.parametrize(
    "text", ["", "{}", '"run": {}', '"run": {"sources": 7}', '"run": {"sources": [7]}', '"run": x']
)
def test_any_other_file_is_not_a_report(tmp_path: Path, text: str) -> None:
    """Any other outcomes.json is ignored."""
    (tmp_path / "outcomes.json").write_text(text, encoding="utf-8")
    assert orphaned_outputs(tmp_path / "outcomes.json", [tmp_path / "output.xml"]) == ()
