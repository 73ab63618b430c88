"""The generated parts of a page, each between two comments with its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_PART = re.compile(
    r"(?P<begin><!-- (?P<name>[\w-]+): begin \(make docs\) -->\n).*?(?P<end><!-- (?P=name): end -->)", re.DOTALL
)


def refreshed(text: str, parts: Mapping[str, str], page: str) -> str:
    """Return the text of a page with its parts as they should be.

    Raises:
        ValueError: the page lacks a part, or has one that nothing generates.
    """
    written = sorted(match["name"] for match in _PART.finditer(text))
    if written != sorted(parts):
        raise ValueError(f"{page} has the generated parts {written}, but should have {sorted(parts)}")
    return _PART.sub(lambda part: f"{part['begin']}{parts[part['name']].strip()}\n{part['end']}", text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown."""
    lines = [_line(head), _line(["---"] * len(head))]
    return "\n".join([*lines, *(_line([_cell(text) for text in row]) for row in rows)])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def code(text: object) -> str:
    """Return a text in a code span."""
    return f"`{text}`"


def anchor(heading: str) -> str:
    """Return what a link to a heading has after `#`."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
