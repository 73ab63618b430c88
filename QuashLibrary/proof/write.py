"""Write a proof into a folder: `index.html` for people, `proof.json` for programs and `proof.md` for CI servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.errors import ReportNotWrittenError
from QuashLibrary.proof.json_file import write_proof_json
from QuashLibrary.proof.markdown import proof_markdown
from QuashLibrary.proof.pages.write import write_proof_pages
from QuashLibrary.report.files.whole_files import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from QuashLibrary.proof.model import Proof

JSON_NAME = "proof.json"
_MARKDOWN = "proof.md"


def write_proof(proof: Proof, folder: Path) -> Path:
    """Write all files, `proof.json` for `--resume` first, and return the page to open.

    Raises:
        ReportNotWrittenError: the folder cannot be written to.
    """
    try:
        write_proof_json(proof, folder / JSON_NAME)
        with whole_file(folder / _MARKDOWN) as file:
            # UTF-8 cannot express a lone surrogate, so it is written as an escape.
            file.write(proof_markdown(proof).encode("utf-8", "backslashreplace").decode("utf-8"))
        return write_proof_pages(proof, folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReportNotWrittenError(f"the proof cannot be written to {folder}: {reason}") from error
