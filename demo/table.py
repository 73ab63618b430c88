"""Show the outcome of the demonstration as text for 100 columns, in colour on a terminal."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from .results import Row

WIDTH = 98
COLUMN = 19
NARROW, MIDDLE = 13, 22
"""The width with a column for the app's requests."""

STATUS = 7
COLOURS = {"PASS": "\033[32m", "FAIL": "\033[31m", "swallowed failure": "\033[31m"}
BOLD, OFF = "\033[1m", "\033[0m"


@dataclass(frozen=True)
class Columns:
    """The widths of the columns; ``traffic`` is 0 if the app's requests were not recorded."""

    name: int
    ui_alone: int
    traffic: int

    def line(self, name: str, ui_alone: str, traffic: str, validations: str, *, colour: bool) -> str:
        """Return one line; each status has its colour."""
        cells = [f"{name:{self.name}}", _status(ui_alone, self.ui_alone, colour=colour)]
        if self.traffic:
            cells.append(_status(traffic, self.traffic, colour=colour))
        return "".join([*cells, validations]).rstrip()


def show(rows: list[Row]) -> None:
    """Print one line for each test, and below it the reason if it is red."""
    colour = sys.stdout.isatty()
    for line in lines(rows, colour=colour):
        print(line)


def lines(rows: list[Row], *, colour: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    columns = _columns(rows)
    yield _styled(columns.line("", "UI alone", "app traffic", "with validations", colour=False), BOLD, colour=colour)
    yield "─" * WIDTH
    for row in rows:
        yield _line(row, columns, colour=colour)
        for reason in filter(None, [row.traffic_reason, row.reason]):
            yield from textwrap.wrap(reason, WIDTH, initial_indent="   ", subsequent_indent="   ")
    yield "─" * WIDTH
    yield _sums(rows, columns)


def _columns(rows: list[Row]) -> Columns:
    name = max(len(row.name) for row in rows) + 3
    watched = any(row.swallowed is not None for row in rows)
    return Columns(name, NARROW, MIDDLE) if watched else Columns(name, COLUMN, 0)


def _line(row: Row, columns: Columns, *, colour: bool) -> str:
    traffic = "swallowed failure" if row.swallowed else "ok"
    validations = _status(row.with_validations, STATUS, colour=colour) + ("silent failure" if row.silent else "")
    return columns.line(row.name, row.ui_alone, traffic, validations, colour=colour)


def _sums(rows: list[Row], columns: Columns) -> str:
    swallowed, silent = sum(bool(row.swallowed) for row in rows), sum(row.silent for row in rows)
    validations = _passed([row.with_validations for row in rows])
    validations += f", {_counted(silent, 'silent failure')}" if silent else ""
    traffic = _counted(swallowed, "swallowed failure")
    return columns.line("", _passed([row.ui_alone for row in rows]), traffic, validations, colour=False)


def _passed(statuses: list[str]) -> str:
    return f"{statuses.count('PASS')} passed"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _status(status: str, width: int, *, colour: bool) -> str:
    return _styled(f"{status:{width}}", COLOURS.get(status, ""), colour=colour)


def _styled(text: str, style: str, *, colour: bool) -> str:
    return f"{style}{text}{OFF}" if colour and style else text
