"""What the documentation takes from the code: `python -m utest.docs.generated` writes it, and a test compares it.

One module for each page; `PAGES` lists them. A page is generated as a whole, or in parts between two comments:

    <!-- operators: begin (make docs) -->
    <!-- operators: end -->
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from utest.docs.generated import (
    attached_validations,
    commands,
    expectations,
    keywords,
    library,
    logins,
    outcomes,
    registry,
    waiting,
)
from utest.docs.generated.parts import refreshed

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"
PAGES: dict[str, Callable[[], dict[str, str]]] = {
    "attached-validations.md": attached_validations.parts,
    "commands.md": commands.parts,
    "expectations.md": expectations.parts,
    "keywords.md": keywords.parts,
    "library.md": library.parts,
    "logins.md": logins.parts,
    "outcomes.md": outcomes.parts,
    "registry.md": registry.parts,
    "waiting.md": waiting.parts,
}
"""The pages of docs/reference, each with a function that returns its generated parts by name."""


def current_text(page: str) -> str:
    """Return the text of a page as it should be."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return refreshed(text, PAGES[page](), page)
