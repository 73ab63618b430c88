"""Files that are either complete or missing."""

from pathlib import Path

import pytest

from QuashLibrary.report.files.whole_files import whole_file, write_whole


def content(folder: Path) -> dict[str, str]:
    """Return the files of a folder with their contents."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_two_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Each writer has its own temporary file; the last one to finish wins."""
    path = tmp_path / "junit.xml"
    with whole_file(path) as one, whole_file(path) as other:
        one.write("one")
        other.write("other")
    assert content(tmp_path) == {"junit.xml": "one"}


def test_interrupted_writing_leaves_the_old_file(tmp_path: Path) -> None:
    """Any exception leaves the old file, including Ctrl-C."""
    path = tmp_path / "junit.xml"
    write_whole(path, b"old")
    with pytest.raises(KeyboardInterrupt), whole_file(path) as file:
        file.write("new")
        raise KeyboardInterrupt
    assert content(tmp_path) == {"junit.xml": "old"}


def test_folders_are_created(tmp_path: Path) -> None:
    """A file can be written into a folder that does not exist yet."""
    write_whole(tmp_path / "a" / "b" / "c.txt", b"text")
    assert content(tmp_path / "a" / "b") == {"c.txt": "text"}
