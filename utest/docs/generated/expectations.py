"""docs/reference/expectations.md: the table of operators."""

from __future__ import annotations

import re

from QuashLibrary.language.operators.table import OperatorRow, operator_table
from utest.docs.generated.parts import code, table

# The page says once, above the table, what these sentences say in each row.
_SAID_ABOVE = re.compile(r" Fails on any other value(?:, including a number[^.]*|; convert[^.]*)?\.")


def parts() -> dict[str, str]:
    """Return the table of operators."""
    head = ("operator", "also written", "argument", "true if")
    return {"operators": table(head, map(_row, operator_table()))}


def _row(row: OperatorRow) -> tuple[str, ...]:
    aliases = ", ".join(map(code, row.aliases))
    return code(row.name), aliases, row.argument, _SAID_ABOVE.sub("", row.meaning)
