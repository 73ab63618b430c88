"""The matrix: a row for each test, a column for each write, a table for each suite.

In: tests with their writes. Out: plain data for the template. With few writes, all tables have the same columns.
Otherwise each table has the columns of its suite, and scrolls inside the page if there are many. If there are very many
tests, blind tests are shown first, and then as many others as the page can hold.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from QuashLibrary.proof.pages.pairs import by_suite, suite_name
from QuashLibrary.report.summary.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from QuashLibrary.proof.cells import Mark, TestKind
    from QuashLibrary.proof.model import Proof, Write
    from QuashLibrary.proof.pages.pairs import Pair, PairedTest
    from QuashLibrary.report.pages.markup.text import ViewData

SHARED_COLUMNS = 6
_MOST_OPEN = 30
"""The most tests that are shown expanded."""
_MOST_CELLS = 6_000
"""The most cells in all tables."""
_MOST_NAMES = 20
"""The most tests without a write that are named in a suite."""

KIND_WORDS: dict[TestKind, tuple[str, str]] = {
    "blind": ("blind", "blind"),
    "notices": ("notices lost writes", "notice lost writes"),
    "late": ("tried with late answers only", "tried with late answers only"),
    "not-reached": ("did not send its writes again", "did not send their writes again"),
    "not-provable": ("not provable", "not provable"),
    "not-tried": ("not tried", "not tried"),
    "no-write": ("without a write to lose", "without a write to lose"),
}


def matrix(proof: Proof, tests: Sequence[PairedTest]) -> list[ViewData]:
    """Return the table of each suite."""
    writes = sorted({write for test in tests for write in test.pairs})
    shared = writes if len(writes) <= SHARED_COLUMNS else None
    several = len({write.connection for write in writes}) > 1
    suites = by_suite(tests)
    is_open = len(tests) <= _MOST_OPEN or len(suites) == 1
    shown = _shown_rows(tests)
    return [
        _suite_table(proof, rows, shared, several, shown) | {"name": suite_name(suite), "open": is_open}
        for suite, rows in suites.items()
    ]


def _shown_rows(tests: Sequence[PairedTest]) -> frozenset[str]:
    """Return the anchors of the tests to show."""
    anchors = []
    cells = 0
    for test in sorted(tests, key=lambda test: test.kind != "blind"):
        cells += len(test.pairs)
        if cells > _MOST_CELLS:
            break
        anchors.append(test.anchor)
    return frozenset(anchors)


def column(write: Write, several: bool) -> ViewData:
    """Return the head of a write's column; it names the connection if there are several."""
    return {
        "method": write.method,
        "path": write.path,
        "operation": write.operation,
        "connection": write.connection if several else "",
        "line": write.line,
    }


def kinds_in_words(tests: Sequence[PairedTest]) -> str:
    """Return how many tests are blind, notice lost writes, and so on."""
    kinds = Counter(test.kind for test in tests)
    return listed([f"{number:,} {words[number != 1]}" for kind, words in KIND_WORDS.items() if (number := kinds[kind])])


def _suite_table(
    proof: Proof, tests: Sequence[PairedTest], shared: Sequence[Write] | None, several: bool, shown: Collection[str]
) -> ViewData:
    with_writes = [test for test in tests if test.pairs]
    rows = [test for test in with_writes if test.anchor in shown]
    without = [test.test.name for test in tests if not test.pairs]
    writes = shared or sorted({write for test in rows for write in test.pairs})
    return {
        "counts": f"{count(len(tests), 'test')}: {kinds_in_words(tests)}",
        "blind": sum(test.kind == "blind" for test in tests),
        "wide": len(writes) > SHARED_COLUMNS,
        "columns": [column(write, several) for write in writes],
        "rows": [_row(proof, test, writes) for test in rows],
        "left_out": count(len(with_writes) - len(rows), "more test") if len(rows) < len(with_writes) else "",
        "without": without[:_MOST_NAMES],
        "without_more": max(0, len(without) - _MOST_NAMES),
    }


def _row(proof: Proof, test: PairedTest, writes: Sequence[Write]) -> ViewData:
    several = len(proof.faults) > 1
    return {
        "name": test.test.name,
        "kind": test.kind,
        "cells": [_cell(test.pairs[write], several) if write in test.pairs else None for write in writes],
    }


def _cell(pair: Pair, several: bool) -> ViewData:
    return {
        "href": pair.href,
        "blind": pair.cell.is_blind,
        "marks": [mark_data(mark, several) for mark in pair.cell.marks],
    }


def mark_data(mark: Mark, several: bool) -> ViewData:
    """Return a mark: shape and word, and the fault if there are several."""
    return {"kind": mark.kind, "word": mark.word, "fault": mark.fault if several else ""}
