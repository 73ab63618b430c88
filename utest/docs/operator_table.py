"""Keep the guide's table of operators the same as the operators: `python -m utest.docs.operator_table`.

The table stands between two comments; what is between them is made anew from `operator_table()`.
"""

from __future__ import annotations

import re
from pathlib import Path

from QuashLibrary.language.operators.table import OperatorRow, operator_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "registry.md"

_PLACE = re.compile(r"(<!-- operators: begin[^\n]*-->\n).*?(<!-- operators: end -->)", re.DOTALL)
# The page says once, above the table, what these sentences say in each row.
_SAID_ABOVE = re.compile(r" Fails on anything else\b[^.]*?(?:: [^.]*)?\.")


def with_tables(text: str) -> str:
    """Return the page's text with the table as it should be."""
    refreshed, places = _PLACE.subn(lambda place: f"{place[1]}{_table()}\n{place[2]}", text)
    if places != 1:
        raise ValueError("docs/reference/registry.md should have the comments of the table of operators once")
    return refreshed


def _table() -> str:
    head = ["| operator | also written | argument | true when |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *map(_row, operator_table())])


def _row(row: OperatorRow) -> str:
    names = ", ".join(f"`{name}`" for name in row.aliases)
    cells = (f"`{row.name}`", names, row.argument, _SAID_ABOVE.sub("", row.meaning))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
