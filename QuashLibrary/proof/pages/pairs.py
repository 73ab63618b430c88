"""Every test with its writes, and where the page explains each of them.

A cell of the matrix, a blind pair and an explanation share an anchor: they belong to the same test and write. The page
explains a bounded number of pairs, blind ones first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.proof.cells import cells_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.proof.cells import Cell, TestKind
    from QuashLibrary.proof.model import Proof, ProvenTest, Write

MOST_EXPLAINED = 1_000
"""The most pairs of a test and a write whose trials are explained."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A write in a test; `href` is empty if the page does not explain its trials."""

    anchor: str
    cell: Cell
    href: str = ""


@dataclass(frozen=True, slots=True)
class PairedTest:
    """A test with its writes."""

    anchor: str
    test: ProvenTest
    kind: TestKind
    pairs: Mapping[Write, Pair]

    @property
    def why_not_provable(self) -> str:
        """How the test failed although nothing was broken; empty if it is provable or has no write that can be lost."""
        if self.kind != "not-provable" or not (self.test.message or self.test.control == "failed"):
            return ""
        return self.test.message.strip() or "it fails when it runs alone"


def paired_tests(proof: Proof) -> list[PairedTest]:
    """Return the tests of a proof in the order of the run."""
    cells = [cells_of(test, proof.faults) for test in proof.tests]
    columns = {write: index for index, write in enumerate(sorted({write for of_test in cells for write in of_test}))}
    places = [(row, write) for row, of_test in enumerate(cells) for write, cell in of_test.items() if has_trial(cell)]
    places.sort(key=lambda place: not cells[place[0]][place[1]].is_blind)
    explained = frozenset(places[:MOST_EXPLAINED])
    return [
        PairedTest(
            f"t{row + 1}",
            test,
            kind_of(test),
            {
                write: _pair(f"t{row + 1}-w{columns[write] + 1}", f"t{row + 1}", cell, (row, write) in explained)
                for write, cell in cells[row].items()
            },
        )
        for row, test in enumerate(proof.tests)
    ]


def has_trial(cell: Cell) -> bool:
    """Return whether the write was broken at least once."""
    return any(mark.trial for mark in cell.marks)


def by_suite(tests: Sequence[PairedTest]) -> dict[tuple[str, ...], list[PairedTest]]:
    """Return tests by suite, in the order of the run."""
    suites: dict[tuple[str, ...], list[PairedTest]] = {}
    for test in tests:
        suites.setdefault(test.test.suite, []).append(test)
    return suites


def suite_name(suite: Sequence[str]) -> str:
    """Return the name of a suite with the names of its parent suites."""
    return " › ".join(suite) or "Tests without a suite"


def _pair(anchor: str, test_anchor: str, cell: Cell, is_explained: bool) -> Pair:
    if is_explained:
        return Pair(anchor, cell, f"#{anchor}")
    if cell.sent.why_not:
        return Pair(anchor, cell, "#not-lost")
    kinds = {mark.kind for mark in cell.marks}
    if kinds == {"not-provable"}:
        return Pair(anchor, cell, f"#{test_anchor}")
    return Pair(anchor, cell, "#not-tried" if kinds == {"not-tried"} else "")
