"""Write the page of a proof with its style sheets into a folder. The caller handles an OSError.

Links in the proof, such as those of pictures, start at this folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.proof.pages.proof_page import proof_page
from QuashLibrary.report.files.whole_files import write_whole
from QuashLibrary.report.pages.file_names import INDEX_NAME, STYLE_NAME
from QuashLibrary.report.pages.jinja import TEMPLATES as REPORT_TEMPLATES
from QuashLibrary.report.pages.jinja import render

if TYPE_CHECKING:
    from QuashLibrary.proof.model import Proof

_TEMPLATES = Path(__file__).parent / "templates"
_OWN_STYLE = "proof.css"


def write_proof_pages(proof: Proof, folder: Path) -> Path:
    """Write the page and return its path."""
    page = render("proof.html", _TEMPLATES, page=proof_page(proof, folder), root="")
    write_whole(folder / STYLE_NAME, (REPORT_TEMPLATES / STYLE_NAME).read_bytes())
    write_whole(folder / _OWN_STYLE, (_TEMPLATES / _OWN_STYLE).read_bytes())
    write_whole(folder / INDEX_NAME, page)
    return folder / INDEX_NAME
