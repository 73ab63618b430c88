"""The facts found in an output before reading: UI library names and failed suite teardowns."""

from pathlib import Path

import pytest

from QuashLibrary.report.read import output_search
from QuashLibrary.report.read.output_search import search_output
from QuashLibrary.views.record import KNOWN_UI_LIBRARIES
from utest.report.outputs import blind_test, case, kw, read, record, robot, suite, told, ui, written


def names(path: Path) -> set[str]:
    """Return the names of UI libraries found in a file."""
    return set(search_output(path).ui_libraries)


def test_known_and_given_names_count(tmp_path: Path) -> None:
    """Well-known libraries and libraries named by the tester count as UI libraries."""
    steps = [kw("Tap", owner=owner) for owner in (*sorted(KNOWN_UI_LIBRARIES), "MyApp", "Other")]
    [test], _ = read(written(tmp_path, case("One", *steps)), ui_libraries=("MyApp",))
    assert [step.owner for step in test.steps] == ["AppiumLibrary", "Browser", "SeleniumLibrary", "MyApp"]


def test_outcomes_mention_others(tmp_path: Path) -> None:
    """An outcome mentions the names under which the suite imported its UI libraries."""
    path = written(tmp_path, case("One", told(record(), ui_libraries=("Phone", "My App"))))
    assert names(path) == {"Phone", "My App"}


@pytest.mark.parametrize("shift", range(0, 40, 3))
def test_names_are_found_across_blocks(tmp_path: Path, shift: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that crosses the border between blocks is found."""
    monkeypatch.setattr(output_search, "_BLOCK", 64)
    path = tmp_path / "output.xml"
    path.write_text("x" * shift + "&lt;!--quash-ui Phone--&gt;" + "y" * 100, encoding="utf-8")
    assert "Phone" in names(path)


def test_missing_file_has_no_names(tmp_path: Path) -> None:
    """A missing file gives no names; reading it reports the error."""
    assert not names(tmp_path / "none.xml")


@pytest.mark.parametrize("block", [32, 100, 5000])
def test_teardowns_belong_to_their_suite(tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Teardowns are assigned to their suites, also with nested and consecutive suites, wherever blocks end."""
    monkeypatch.setattr(output_search, "_BLOCK", block)
    gone = kw("End", kind="TEARDOWN", result="FAIL", message="gone")
    calm = kw("End", ui("Close Application"), kind="TEARDOWN")
    setup = kw("Begin", kind="SETUP", result="FAIL", message="not this")
    inner = suite("Inner", setup, blind_test(), gone), suite("Calm", blind_test(), calm)
    path = tmp_path / "output.xml"
    path.write_text(robot(suite("Outer", *inner, kw("Outer End", kind="TEARDOWN", result="SKIP"))), encoding="utf-8")
    found = {number: teardown.message for number, teardown in search_output(path).teardowns.items()}
    assert found == {0: "", 1: "gone"}


def test_other_xml_than_robots_is_understood(tmp_path: Path) -> None:
    """Comments in the XML, which Robot never writes, do not confuse the search."""
    path = written(tmp_path, case("Passes"), kw("End", kind="TEARDOWN", result="FAIL", message="gone"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</test>", "</test><!-- <suite > </test><kw > -->"), encoding="utf-8")
    assert [teardown.message for teardown in search_output(path).teardowns.values()] == ["gone"]
