"""A proof as files: all of them are written, or one message says why not."""

from pathlib import Path

import pytest

from QuashLibrary.errors import ReportNotWrittenError
from QuashLibrary.proof.json_file import read_proof_json
from QuashLibrary.proof.markdown import proof_markdown
from QuashLibrary.proof.write import write_proof
from utest.proof.proofs import everything, shop


def test_all_files_are_written(tmp_path: Path) -> None:
    """All files are written into a new folder, and the page to open is returned."""
    folder = tmp_path / "new" / "proof"
    assert write_proof(shop(), folder) == folder / "index.html"
    assert sorted(path.name for path in folder.iterdir()) == [
        *("index.html", "proof.css", "proof.json", "proof.md", "report.css"),
    ]
    assert read_proof_json(folder / "proof.json") == shop()
    assert (folder / "proof.md").read_text(encoding="utf-8") == proof_markdown(shop())


def test_any_name_can_be_written(tmp_path: Path) -> None:
    """A lone surrogate in a name is written as an escape."""
    write_proof(everything("\ud800"), tmp_path)
    assert r"\ud800" in (tmp_path / "proof.md").read_text(encoding="utf-8")


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that cannot be written is named, for example if a file is in its place."""
    (tmp_path / "proof").touch()
    with pytest.raises(ReportNotWrittenError, match=r"the proof cannot be written to .*proof: "):
        write_proof(shop(), tmp_path / "proof")
