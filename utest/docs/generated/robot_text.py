"""Robot Framework's documentation format as Markdown, as far as our keywords use it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from utest.docs.generated.parts import anchor, code, table

SECTIONS = {
    "registry": "registry.md",
    "inputs and values": "values-and-secrets.md",
    "secrets": "values-and-secrets.md#secrets",
    "logins": "logins.md",
    "verdicts": "verdicts.md",
    "ui libraries": "library.md#ui-libraries",
    "failure policies": "verdicts.md#policies",
    "waiting": "waiting.md",
    "watching": "../how-to/check-in-the-background.md",
    "attached validations": "attached-validations.md",
    "app traffic": "app-traffic.md",
    "snapshots": "registry.md#snapshots",
    "what the log shows": "log-and-report.md#the-log",
    "the report": "log-and-report.md#the-report",
    "dry-run and editors": "library.md#dry-run",
}
"""Where the reference says what a section of the library's introduction says."""

_CODE = re.compile(r"(``.+?``|`[^`]+?`)", re.DOTALL)
_HEADER = re.compile(r"[*=](.+)[*=]")
_BOLD = re.compile(r"(?<!\w)\*(\S(?:.*?\S)?)\*(?!\w)")


def inline(text: str, keywords: frozenset[str] = frozenset()) -> str:
    """Return a text without blocks; a name in single backticks becomes a link."""
    pieces = (" ".join(piece.split()) if piece.startswith("`") else piece for piece in _CODE.split(text))
    return "".join(_piece(piece, keywords) for piece in pieces)


def _piece(piece: str, keywords: frozenset[str]) -> str:
    if piece.startswith("``") and len(piece) > 4:
        return code(piece[2:-2])
    if not (piece.startswith("`") and len(piece) > 2):
        return _BOLD.sub(r"**\1**", piece).replace("<", "&lt;")
    name = piece.strip("`")
    if name in keywords:
        return f"[{name}](#{anchor(name)})"
    if name.lower() in SECTIONS:
        return f"[{name}]({SECTIONS[name.lower()]})"
    raise ValueError(f'"{name}" is neither a keyword nor a section; add it to {__name__}.SECTIONS')


def markdown(text: str, keywords: frozenset[str] = frozenset()) -> str:
    """Return a whole documentation."""
    blocks = []
    for kind, group in groupby(text.strip().splitlines(), _kind):
        lines = [line.strip() for line in group]
        blocks.append(_BLOCKS[kind](lines, keywords))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(blocks)).strip()


def table_rows(text: str) -> Iterator[list[str]]:
    """Yield the rows of the tables in a documentation, headers among them."""
    for line in text.splitlines():
        if _kind(line) == "table":
            yield _cells(line.strip())


def _kind(line: str) -> str:
    line = line.strip()
    if line.startswith("| "):
        return "table" if line.endswith(" |") else "preformatted"
    return "text"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split(" | ")]


def _text(lines: list[str], keywords: frozenset[str]) -> str:
    # Joined first: a code span may go on in the next line.
    return inline("\n".join(lines), keywords)


def _table(lines: list[str], keywords: frozenset[str]) -> str:
    """Return a table with a header as a table, and one of calls as the calls."""
    rows = [_cells(line) for line in lines]
    head = [_HEADER.fullmatch(cell) for cell in rows[0]]
    if not all(head):
        calls = ["    ".join(cell.strip("`") for cell in row if cell) for row in rows]
        return _preformatted([f"| {call}" for call in calls], keywords)
    names = [match[1].lower() for match in head if match]
    return f"\n{table(names, ([inline(cell, keywords) for cell in row] for row in rows[1:]))}\n"


def _preformatted(lines: list[str], _: frozenset[str]) -> str:
    return "\n".join(["", "```", *(line.removeprefix("| ") for line in lines), "```", ""])


_BLOCKS: dict[str, Callable[[list[str], frozenset[str]], str]] = {
    "text": _text,
    "table": _table,
    "preformatted": _preformatted,
}
