"""The cards of blind pairs, each with the YAML that reads its write back.

In: tests with their writes. Out: plain data for the template. Tests that need the same YAML share a card, because one
registry entry helps all of them. The card with the most tests comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.language.printable import shorten
from QuashLibrary.proof.findings import VERBS
from QuashLibrary.proof.pages.matrix import column
from QuashLibrary.proof.pages.pairs import suite_name
from QuashLibrary.report.summary.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.proof.cells import Cell
    from QuashLibrary.proof.model import Write
    from QuashLibrary.proof.pages.pairs import Pair, PairedTest
    from QuashLibrary.proof.pages.trial_cards import Pictures
    from QuashLibrary.report.pages.markup.text import ViewData

_MOST_CARDS = 100
_LONGEST_ADVICE = 20_000


def blind_cards(tests: Sequence[PairedTest], pictures: Pictures) -> list[ViewData]:
    """Return the cards of blind pairs."""
    groups: dict[tuple[Write, str], list[tuple[PairedTest, Pair]]] = {}
    for test in tests:
        for write, pair in test.pairs.items():
            if pair.cell.is_blind:
                groups.setdefault((write, pair.cell.sent.advice.strip("\n")), []).append((test, pair))
    found = sorted(groups.items(), key=lambda item: -len(item[1]))
    return [_card(write, advice, pairs, pictures) for (write, advice), pairs in found[:_MOST_CARDS]]


def blind_pairs_left_out(cards: Sequence[ViewData], tests: Sequence[PairedTest]) -> int:
    """Return the number of blind pairs without a card."""
    every = sum(pair.cell.is_blind for test in tests for pair in test.pairs.values())
    return every - sum(len(card["tests"]) for card in cards)


def _card(write: Write, advice: str, pairs: Sequence[tuple[PairedTest, Pair]], pictures: Pictures) -> ViewData:
    return {
        "write": column(write, several=False),
        "count": count(len(pairs), "test"),
        "stays": "stays green" if len(pairs) == 1 else "stay green",
        "verb": _verb([pair.cell for _, pair in pairs]),
        "tests": [
            {
                "name": test.test.name,
                "suite": suite_name(test.test.suite),
                "href": pair.href,
                "ui_step": pair.cell.sent.ui_step,
            }
            for test, pair in pairs
        ],
        "screen": next(filter(None, (_screen(pair, pictures) for _, pair in pairs)), None),
        "advice": shorten(advice, _LONGEST_ADVICE),
    }


def _verb(cells: Sequence[Cell]) -> str:
    faults = {mark.fault for cell in cells for mark in cell.marks if mark.kind == "blind"}
    return listed([verb for fault, verb in VERBS if fault in faults], "or")


def _screen(pair: Pair, pictures: Pictures) -> ViewData | None:
    """Return a picture of the app that showed no failure, with a link to its trial."""
    links = [mark.trial.screen for mark in pair.cell.marks if mark.kind == "blind" and mark.trial]
    shown = next((file for link in links if (file := pictures.of(link)) and file.href), None)
    return {"src": shown.href, "href": pair.href} if shown and pair.href else None
