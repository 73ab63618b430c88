"""The content of a proof's page.

In: a proof, and the base folder of its links. Out: plain data for the template `proof.html`, in this order: the
sentence, the matrix, the blind pairs, the trials, and the writes that were not lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import shorten
from QuashLibrary.proof.findings import pairs_in_words, rest, sentence
from QuashLibrary.proof.model import SentWrite
from QuashLibrary.proof.pages.blind_cards import blind_cards, blind_pairs_left_out
from QuashLibrary.proof.pages.matrix import KIND_WORDS, column, matrix
from QuashLibrary.proof.pages.pairs import paired_tests, suite_name
from QuashLibrary.proof.pages.trial_cards import Pictures, trial_groups, unexplained
from QuashLibrary.report.summary.words import count, duration, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.proof.cells import MarkKind, TestKind
    from QuashLibrary.proof.model import Fault, Proof
    from QuashLibrary.proof.pages.pairs import PairedTest
    from QuashLibrary.report.pages.markup.text import ViewData

_LONGEST_MESSAGE = 500
_MEANS: Mapping[Fault, str] = {
    "lost": "was lost: the backend never received it, but the app got a success answer",
    "error": "failed: the backend never received it, and the app got an error answer",
    "late": "was answered late",
}
_LEGEND: Mapping[MarkKind, tuple[str, str]] = {
    "blind": ("BLIND", "the test still passed"),
    "ui": ("caught by the UI", "a UI step failed first"),
    "validation": ("caught by @slug", "this validation failed first"),
    "passes": ("passes", "with a late answer: the test waits long enough"),
    "fails": ("fails", "with a late answer"),
    "not-reached": ("not reached", "the test did not send the write again"),
    "not-provable": ("not provable", "the test failed in the recording, or alone"),
    "not-lost": ("not lost", "the write did not succeed, so there is no success answer to repeat"),
    "not-tried": ("not tried", "the time ran out"),
}


def proof_page(proof: Proof, folder: Path) -> ViewData:
    """Return the content of the page."""
    tests, pictures = paired_tests(proof), Pictures(folder)
    cards = blind_cards(tests, pictures)
    kinds = Counter(test.kind for test in tests)
    return {
        "title": sentence(proof),
        "proof": proof,
        "shape": "blind" if kinds["blind"] else "notices" if kinds["notices"] else "not-tried",
        "rest": rest(proof),
        "facts": list(_facts(proof)),
        "shares": _shares(kinds, any(test.why_not_provable for test in tests)),
        "done": [{"fault": fault, "means": _MEANS[fault]} for fault in proof.faults],
        "then": _what_passing_means(proof),
        "matrix": matrix(proof, tests),
        "legend": _legend(tests),
        "blind": cards,
        "has_advice": any(card["advice"] for card in cards),
        "blind_tests": kinds["blind"],
        "blind_left_out": blind_pairs_left_out(cards, tests),
        "trials": trial_groups(tests, pictures, len(proof.faults) > 1),
        "unexplained": unexplained(tests),
        "not_provable": [_not_provable(test) for test in tests if test.why_not_provable],
        "not_tried": _not_tried(tests),
        "not_lost": _not_lost((sent, "") for test in proof.tests for sent in test.writes if sent.why_not),
        "setup": _not_lost((replace(sent, why_not=""), sent.ui_step) for sent in proof.setup_writes),
    }


def _facts(proof: Proof) -> Iterable[str]:
    trials = [trial for test in proof.tests for trial in test.trials if trial.result != "not tried"]
    yield f"Started {moment(proof.started)}"
    yield f"took {duration(proof.elapsed)}"
    if proof.recording:
        yield f"including {duration(proof.recording)} for the recording"
    yield count(len(trials), "trial")
    yield pairs_in_words(proof)


def _what_passing_means(proof: Proof) -> str:
    if "late" not in proof.faults:
        return "is blind"
    if set(proof.faults) == {"late"}:
        return "waited long enough"
    return "is blind; with a late answer, it waited long enough"


def _shares(kinds: Counter[TestKind], has_not_provable: bool) -> list[ViewData]:
    """Return the share of each kind of test, in percent of the width, with the section that it links."""
    sections: dict[TestKind, str] = {"blind": "blind", "not-tried": "not-tried"}
    if has_not_provable:
        sections["not-provable"] = "not-provable"
    shares: list[ViewData] = []
    start = 0.0
    for kind, words in KIND_WORDS.items():
        if kinds[kind]:
            width = 100 * kinds[kind] / kinds.total()
            share = {"kind": kind, "word": words[kinds[kind] != 1], "number": kinds[kind]}
            place = {"start": round(start, 3), "width": round(width, 3), "anchor": sections.get(kind, "matrix")}
            shares.append(share | place)
            start += width
    return shares


def _legend(tests: Sequence[PairedTest]) -> list[ViewData]:
    """Return the marks on the page, with their meaning."""
    seen = {mark.kind for test in tests for pair in test.pairs.values() for mark in pair.cell.marks}
    return [{"kind": kind, "word": word, "means": means} for kind, (word, means) in _LEGEND.items() if kind in seen]


def _not_provable(test: PairedTest) -> ViewData:
    return {
        "anchor": test.anchor,
        "name": test.test.name,
        "suite": suite_name(test.test.suite),
        "message": shorten(test.why_not_provable, _LONGEST_MESSAGE),
    }


def _not_tried(tests: Sequence[PairedTest]) -> list[ViewData]:
    """Return the tests with untried trials, with the number of these trials."""
    found = []
    for test in tests:
        number = sum(mark.kind == "not-tried" for pair in test.pairs.values() for mark in pair.cell.marks)
        if number:
            suite = suite_name(test.test.suite)
            found.append({"name": test.test.name, "suite": suite, "number": count(number, "trial")})
    return found


def _not_lost(writes: Iterable[tuple[SentWrite, str]]) -> list[ViewData]:
    """Return the writes that were not lost, each once, with the reason and the number of times."""
    times: Counter[tuple[SentWrite, str]] = Counter()
    for sent, where in writes:
        times[SentWrite(sent.write, 1, "", sent.why_not), where] += sent.times
    return [
        {"write": column(sent.write, several=False), "why_not": sent.why_not, "where": where, "times": number}
        for (sent, where), number in times.items()
    ]
