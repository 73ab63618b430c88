"""Files that a log links, in any form of link."""

from pathlib import Path

import pytest

from QuashLibrary.report.files.linked_files import linked_file, seen_from


@pytest.mark.parametrize(
    "link", ["order 1.png", "order%201.png", "sub/../order 1.png", "order%201.png#top", "order%201.png?v=2"]
)
def test_url_and_plain_path_lead_to_the_same_file(tmp_path: Path, link: str) -> None:
    """A link may be a URL or a plain path."""
    (tmp_path / "order 1.png").touch()
    assert linked_file(tmp_path, link) == tmp_path / "order 1.png"


def test_name_that_looks_like_a_url_is_found(tmp_path: Path) -> None:
    """A file name may contain a percent sign or a number sign."""
    for name in ("50%25.png", "order #1.png"):
        (tmp_path / name).touch()
        assert linked_file(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize("link", ["", ".", "gone.png", "#top", "a\0b.png", "x" * 5_000, "\ud800.png", "%00"])
def test_missing_file_is_none(tmp_path: Path, link: str) -> None:
    """A link to a missing file gives None, never an error."""
    assert linked_file(tmp_path, link) is None


@pytest.mark.parametrize("scheme", ["http:/", "//", "file:", "data:", "\\\\"])
def test_link_to_another_place_is_none(tmp_path: Path, scheme: str) -> None:
    """A link to another place gives None, even if a file with this path exists."""
    path = tmp_path / "a.png"
    path.touch()
    assert linked_file(tmp_path, f"{scheme}{path}") is None


def test_path_is_seen_from_another_folder(tmp_path: Path) -> None:
    """The relative path has slashes, up and down the tree."""
    assert seen_from(tmp_path / "quash" / "tests", tmp_path / "log.html") == "../../log.html"
