"""The cards of trials: the fault, what noticed it, the app's last screen, and the duration.

In: tests with their writes. Out: plain data for the template, with a card for each explained write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.language.printable import shorten
from QuashLibrary.proof.pages.matrix import column, mark_data
from QuashLibrary.proof.pages.pairs import has_trial, suite_name
from QuashLibrary.report.pages.log_folder import LogFolder
from QuashLibrary.report.summary.words import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.proof.cells import Mark
    from QuashLibrary.proof.model import Fault
    from QuashLibrary.proof.pages.pairs import Pair, PairedTest
    from QuashLibrary.report.pages.log_folder import ShownFile
    from QuashLibrary.report.pages.markup.text import ViewData

_MOST_OPEN = 12
"""The most tests whose cards are shown expanded."""
_LONGEST_MESSAGE = 2_000
_DONE: Mapping[Fault, str] = {
    "lost": "The backend never received this write, but the app got a success answer.",
    "error": "The backend never received this write, and the app got an error answer.",
    "late": "The app got the answer to this write late.",
}


class Pictures:
    """The pictures of the app, as links relative to the page's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = LogFolder(folder, folder, _keep_nothing)

    def of(self, link: str) -> ShownFile | None:
        """Return how to link a picture; None without a picture."""
        return self._folder.file(link) if link else None


def trial_groups(tests: Sequence[PairedTest], pictures: Pictures, several_faults: bool) -> list[ViewData]:
    """Return the cards of each test, its blind pairs first."""
    explained = [(test, [pair for pair in test.pairs.values() if _is_explained(pair)]) for test in tests]
    shown = [(test, sorted(pairs, key=lambda pair: not pair.cell.is_blind)) for test, pairs in explained if pairs]
    return [
        {
            "name": test.test.name,
            "suite": suite_name(test.test.suite),
            "counts": count(len(pairs), "write"),
            "blind": test.kind == "blind",
            "open": len(shown) <= _MOST_OPEN,
            "cards": [_card(test, pair, pictures, several_faults) for pair in pairs],
        }
        for test, pairs in shown
    ]


def unexplained(tests: Sequence[PairedTest]) -> int:
    """Return the number of pairs that have a trial but no card."""
    return sum(has_trial(pair.cell) and not _is_explained(pair) for test in tests for pair in test.pairs.values())


def _is_explained(pair: Pair) -> bool:
    return pair.href == f"#{pair.anchor}"


def _card(test: PairedTest, pair: Pair, pictures: Pictures, several_faults: bool) -> ViewData:
    marks = [mark for mark in pair.cell.marks if mark.trial]
    return {
        "anchor": pair.anchor,
        "write": column(pair.cell.sent.write, several=False),
        "test": test.test.name,
        "kind": "blind" if pair.cell.is_blind else marks[0].kind,
        "sent": _sent_in_words(pair),
        "ui_step": pair.cell.sent.ui_step,
        "advised": pair.cell.is_blind and bool(pair.cell.sent.advice.strip()),
        "trials": [_trial(mark, pictures, several_faults) for mark in marks],
    }


def _sent_in_words(pair: Pair) -> str:
    times = pair.cell.sent.times
    return f"sent {times:,} times" if times > 1 else "sent"


def _trial(mark: Mark, pictures: Pictures, several_faults: bool) -> ViewData:
    trial = mark.trial
    assert trial is not None  # noqa: S101 - the caller passes only marks with a trial
    return {
        "mark": mark_data(mark, several_faults),
        "done": _DONE[trial.fault] if trial.result not in ("not reached", "not tried") else "",
        "found": _found(mark),
        "by": trial.by,
        "message": shorten(trial.message.strip(), _LONGEST_MESSAGE),
        "screen": pictures.of(trial.screen),
        "elapsed": trial.elapsed,
    }


def _found(mark: Mark) -> str:
    """Return what noticed the fault; a name follows the colon at its end."""
    match mark.kind:
        case "blind":
            return "Nothing noticed it: the test passed."
        case "passes":
            return "The test waited long enough and passed."
        case "not-reached":
            return "The test did not send this write when it ran again, so nothing was broken."
        case "not-tried":
            return "It was not tried: the budget was used up, or the proof was interrupted."
    if mark.trial and mark.trial.warned:
        return "The test passed, but this validation warned:"
    return "This failed first:"


def _keep_nothing(name: str, data: bytes) -> None:
    """Do nothing: the pictures of a proof are files already."""
