"""The names of UI libraries are found anywhere in an output."""

from pathlib import Path

import pytest

from QuashLibrary.report.read import ui_libraries as ui_names
from QuashLibrary.report.read.ui_libraries import KNOWN_UI_LIBRARIES, ui_library_names
from utest.report.outputs import case, record, told, written


def test_known_and_given_names_count(tmp_path: Path) -> None:
    """These are the well-known libraries, and those that the tester names."""
    assert ui_library_names([written(tmp_path)], ["MyApp"]) == {*KNOWN_UI_LIBRARIES, "MyApp"}


def test_outcomes_mention_others(tmp_path: Path) -> None:
    """The library knows under which name the suite has imported its UI library."""
    path = written(tmp_path, case("One", told(record(), ui_libraries=("Phone", "My App"))))
    assert ui_library_names([path]) == {*KNOWN_UI_LIBRARIES, "Phone", "My App"}


@pytest.mark.parametrize("shift", range(0, 40, 3))
def test_names_are_found_across_blocks(tmp_path: Path, shift: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is searched in blocks, and a name may cross the border."""
    monkeypatch.setattr(ui_names, "_CHUNK", 64)
    path = tmp_path / "output.xml"
    path.write_text("x" * shift + "&lt;!--quash-ui Phone--&gt;" + "y" * 100, encoding="utf-8")
    assert "Phone" in ui_library_names([path])


def test_missing_file_has_no_names(tmp_path: Path) -> None:
    """The error is reported when the file is read."""
    assert ui_library_names([tmp_path / "none.xml"]) == KNOWN_UI_LIBRARIES
