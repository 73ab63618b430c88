"""Write the page of a proof with its style sheets into a folder. The caller handles an OSError.

Links in the proof, such as those of pictures, start at this folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.proof.pages.jinja import TEMPLATES, render
from QuashLibrary.proof.pages.proof_page import proof_page
from QuashLibrary.report.files.whole_files import write_whole
from QuashLibrary.report.pages.file_names import INDEX_NAME, STYLE, STYLE_NAME
from QuashLibrary.report.pages.markup.frame import PageParts, frame
from QuashLibrary.report.pages.markup.text import escaped
from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from QuashLibrary.proof.model import Proof

_OWN_STYLE = "proof.css"
_MADE = (
    f"Made by <code>quash prove</code> of QuashLibrary {__version__}. "
    'The same for programs: <a href="proof.json">proof.json</a>.'
)


def write_proof_pages(proof: Proof, folder: Path) -> Path:
    """Write the page and return its path."""
    data = proof_page(proof, folder)
    page = frame(
        PageParts(
            title=f"{data['title']} · Proof",
            style=f'<link rel="stylesheet" href="{_OWN_STYLE}">',
            shapes=(TEMPLATES / "proof_shapes.html").read_text(encoding="utf-8"),
            header=_header(proof),
            main=render("proof.html", page=data),
            made=_MADE,
        )
    )
    write_whole(folder / STYLE_NAME, STYLE.read_bytes())
    write_whole(folder / _OWN_STYLE, (TEMPLATES / _OWN_STYLE).read_bytes())
    write_whole(folder / INDEX_NAME, page)
    return folder / INDEX_NAME


def _header(proof: Proof) -> str:
    environment = f" · environment <bdi>{escaped(proof.environment)}</bdi>" if proof.environment else ""
    run = f'<p class="run"><bdi>{escaped(proof.registry)}</bdi>{environment}</p>'
    return f'<header class="top">\n<p class="brand">Backend proof</p>\n{run}\n</header>\n'
