"""Evidence is saved in files beside the log, or the log says why it is not."""

from pathlib import Path

import pytest

from QuashLibrary.robotside.log import screens
from QuashLibrary.robotside.log.screens import write_beside_log


@pytest.fixture
def warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The warnings of a run whose output folder belongs to the test."""
    found: list[str] = []
    monkeypatch.setattr(screens, "output_folder", lambda: tmp_path)
    monkeypatch.setattr(screens, "variable_or_none", lambda _: None)
    monkeypatch.setattr(screens, "warning", found.append)
    return found


def test_a_file_is_linked_relative_to_the_log(tmp_path: Path, warnings: list[str]) -> None:
    """The folder of the file is created."""
    assert write_beside_log("quash", "a.png", b"png") == "quash/a.png"
    assert (tmp_path / "quash" / "a.png").read_bytes() == b"png"
    assert warnings == []


def test_a_file_that_cannot_be_written_is_a_warning(tmp_path: Path, warnings: list[str]) -> None:
    """The warning names the file and the reason."""
    (tmp_path / "quash").write_text("no folder")
    assert write_beside_log("quash", "a.png", b"png") == ""
    assert warnings == [f"cannot write {tmp_path}/quash/a.png: File exists"]


def test_without_evidence_nothing_is_written(tmp_path: Path, warnings: list[str]) -> None:
    """Without a screenshot there is no empty file."""
    assert (write_beside_log("quash", "a.png", None), list(tmp_path.iterdir()), warnings) == ("", [], [])
