"""Show the outcome of the demonstration as text that fits into 100 columns, in colour on a terminal."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

from .results import Row

WIDTH = 98
COLUMN = 19
STATUS = 7
COLOURS = {"PASS": "\033[32m", "FAIL": "\033[31m"}
BOLD, OFF = "\033[1m", "\033[0m"


def show(rows: list[Row]) -> None:
    """Print one line for each test, and below it the reason why it is red."""
    colour = sys.stdout.isatty()
    for line in lines(rows, colour=colour):
        print(line)


def lines(rows: list[Row], *, colour: bool) -> Iterator[str]:
    """The table, line by line."""
    names = max(len(row.name) for row in rows) + 3
    yield _styled(f"{'':{names}}{'UI alone':{COLUMN}}with validations", BOLD, colour=colour)
    yield "─" * WIDTH
    for row in rows:
        first = _status(row.ui_alone, COLUMN, colour=colour)
        second = _status(row.with_validations, STATUS, colour=colour)
        yield f"{row.name:{names}}{first}{second}{'silent failure' if row.silent else ''}".rstrip()
        if row.reason:
            yield from textwrap.wrap(row.reason, WIDTH, initial_indent="   ", subsequent_indent="   ")
    yield "─" * WIDTH
    yield f"{'':{names}}{_passed([row.ui_alone for row in rows]):{COLUMN}}{_sum(rows)}"


def _passed(statuses: list[str]) -> str:
    return f"{statuses.count('PASS')} of {len(statuses)} passed"


def _sum(rows: list[Row]) -> str:
    silent = sum(row.silent for row in rows)
    found = f", {silent} silent failure{'s' if silent > 1 else ''}" if silent else ""
    return _passed([row.with_validations for row in rows]) + found


def _status(status: str, width: int, *, colour: bool) -> str:
    return _styled(f"{status:{width}}", COLOURS.get(status, ""), colour=colour)


def _styled(text: str, style: str, *, colour: bool) -> str:
    return f"{style}{text}{OFF}" if colour and style else text
