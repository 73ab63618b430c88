"""The result of a proof in one sentence, and its blind pairs.

In: a proof. Out: the sentence at the top of pages, Markdown and console. It counts only the tests that were tried and
claims nothing about the others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import one_line, safe, shorten, undirected
from QuashLibrary.proof.cells import CAUGHT, cells_of, kind_of
from QuashLibrary.report.summary.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from QuashLibrary.proof.cells import TestKind
    from QuashLibrary.proof.model import Fault, Proof, ProvenTest, SentWrite, Write

VERBS: Sequence[tuple[Fault, str]] = (("lost", "is lost"), ("error", "fails"))
"""What happens to a broken write; a late answer does not break it."""
_MOST_NAMED = 3
_LONGEST = 80
_REST: Mapping[TestKind, tuple[str, str]] = {
    "late": ("was tried with late answers only", "were tried with late answers only"),
    "not-reached": ("did not send its writes again", "did not send their writes again"),
    "not-provable": ("is not provable", "are not provable"),
    "not-tried": ("was not tried", "were not tried"),
    "no-write": ("sends no write", "send no write"),
}


@dataclass(frozen=True, slots=True)
class BlindPair:
    """A test, a write that the test would not miss, and the faults that it did not notice."""

    test: ProvenTest
    sent: SentWrite
    faults: tuple[Fault, ...]


def plain(text: str, limit: int = _LONGEST) -> str:
    """Return a text of the run as one line of bounded length that cannot affect the texts around it."""
    return undirected(shorten(one_line(safe(text)), limit))


def blind_pairs(proof: Proof) -> tuple[BlindPair, ...]:
    """Return the blind pairs in the order of the run."""
    return tuple(
        BlindPair(test, cell.sent, tuple(mark.fault for mark in cell.marks if mark.kind == "blind" and mark.fault))
        for test in proof.blind_tests
        for cell in cells_of(test, proof.faults).values()
        if cell.is_blind
    )


def tests_by_kind(proof: Proof) -> Counter[TestKind]:
    """Count the tests by their overall result."""
    return Counter(map(kind_of, proof.tests))


def names_of(writes: Sequence[Write]) -> list[str]:
    """Return the lines of writes, with their connections if there are several connections."""
    several = len({write.connection for write in writes}) > 1
    return [f"{write.line} ({write.connection})" if several else write.line for write in writes]


def sentence(proof: Proof, show: Callable[[str], str] = plain) -> str:
    """Return the proof in one sentence; `show` formats the writes in it, which come from the run."""
    kinds = tests_by_kind(proof)
    tried = kinds["blind"] + kinds["notices"]
    so_far = "So far, " if proof.note and (tried or kinds["late"]) else ""
    text = so_far + (_tried_sentence(proof, kinds["blind"], tried, show) if tried else _untried_sentence(proof, kinds))
    return text[0].upper() + text[1:]


def rest(proof: Proof) -> str:
    """Return what the sentence leaves out: the other tests and late answers."""
    kinds = tests_by_kind(proof)
    tried = kinds["blind"] + kinds["notices"]
    others = [f"{number:,} {_REST[kind][number != 1]}" for kind in _REST if (number := kinds[kind])]
    if tried:
        others.insert(0, f"{tried:,} {'was' if tried == 1 else 'were'} tried")
    parts = [f"Of {count(len(proof.tests), 'test')}, {listed(others)}."] if kinds.total() > tried and others else []
    if tried and (missed := _not_reached(proof)):
        sent, lost = ("was", "it was") if missed == 1 else ("were", "they were")
        parts.append(f"{count(missed, 'write')} {sent} not sent again, so {lost} not lost.")
    if tried and (late := _late_sentence(proof)):
        parts.append(f"{late[0].upper()}{late[1:]}.")
    return " ".join(parts)


def _not_reached(proof: Proof) -> int:
    """Return the number of writes that a test did not send again although it sent others."""
    return sum(
        all(mark.kind == "not-reached" for mark in cell.marks)
        for test in proof.tests
        if kind_of(test) in ("blind", "notices")
        for cell in cells_of(test, proof.faults).values()
    )


def pairs_in_words(proof: Proof) -> str:
    """Return the number of blind pairs in words."""
    return count(len(blind_pairs(proof)), "blind pair") + " of a test and a write"


def _tried_sentence(proof: Proof, blind: int, tried: int, show: Callable[[str], str]) -> str:
    all_tried = {1: "the only test that was tried", 2: "both tests"}.get(tried, f"all {tried:,} tests")
    if not blind:
        faults = {trial.fault for test in proof.tests for trial in test.trials if trial.result in CAUGHT}
        return f"{all_tried} would notice if the backend {_verb(faults)} a write"
    pairs = blind_pairs(proof)
    writes = sorted({pair.sent.write for pair in pairs})
    tests = all_tried if blind == tried else f"{blind:,} of {tried:,} tests"
    verb = _verb({fault for pair in pairs for fault in pair.faults})
    return f"{tests} would stay green if the backend {verb} {_writes_in_words(writes, show)}"


def _verb(faults: set[Fault]) -> str:
    words = [word for fault, word in (("lost", "lost"), ("error", "failed on")) if fault in faults]
    return listed(words, "or")


def _writes_in_words(writes: Sequence[Write], show: Callable[[str], str]) -> str:
    lines = list(dict.fromkeys(write.line for write in writes))
    return (
        listed([show(line) for line in lines], "or") if len(lines) <= _MOST_NAMED else f"one of {len(lines):,} writes"
    )


def _untried_sentence(proof: Proof, kinds: Counter[TestKind]) -> str:
    if kinds["late"]:
        return _late_sentence(proof)
    if not proof.tests:
        return "no test ran, so no write was lost"
    if kinds["no-write"] == kinds.total():
        return "the app sent no write in any test, so there was none to lose"
    return "no test was tried with a lost write"


def _late_sentence(proof: Proof) -> str:
    """Return how many tests wait long enough; empty if no late answer was tried."""
    late = [
        {trial.result for trial in test.trials if trial.fault == "late"} - {"not reached", "not tried"}
        for test in proof.tests
    ]
    tried = [results for results in late if results]
    passed = sum(results == {"blind"} for results in tried)
    passes = "passes" if passed == 1 else "pass"
    return f"{passed:,} of {count(len(tried), 'test')} still {passes} if an answer is late" if tried else ""
