"""The cells of the matrix in pages, Markdown and console: the result of each write of a test, in one word.

In: a test of a proof. Out: a cell for each write that the test sent, with a mark for each fault. A late answer is not a
lost write: a test that passes waited long enough, so its word is `passes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from QuashLibrary.proof.model import FAULTS, SentWrite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.proof.model import Fault, ProvenTest, Trial, Write

MarkKind = Literal[
    "blind", "ui", "validation", "not-reached", "not-provable", "not-lost", "not-tried", "passes", "fails"
]
TestKind = Literal["blind", "notices", "late", "not-reached", "not-provable", "not-tried", "no-write"]

WORDS: Mapping[MarkKind, str] = {
    "blind": "BLIND",
    "ui": "caught by the UI",
    "validation": "caught by a validation",
    "not-reached": "not reached",
    "not-provable": "not provable",
    "not-lost": "not lost",
    "not-tried": "not tried",
    "passes": "passes",
    "fails": "fails",
}
CAUGHT = ("caught by the UI", "caught by a validation")
"""The results of a test that failed or warned."""
_KINDS: Mapping[str, MarkKind] = {
    "blind": "blind",
    "caught by the UI": "ui",
    "caught by a validation": "validation",
    "not reached": "not-reached",
    "not tried": "not-tried",
}
_OF_LATE: Mapping[MarkKind, MarkKind] = {"blind": "passes", "ui": "fails", "validation": "fails"}


@dataclass(frozen=True, slots=True)
class Mark:
    """How a test reacted to a fault of a write; without `fault`, the mark applies to every fault."""

    kind: MarkKind
    fault: Fault | None = None
    trial: Trial | None = None

    @property
    def word(self) -> str:
        """The mark in words."""
        if self.kind == "validation" and self.trial and self.trial.by:
            return f"caught by {self.trial.by}{', only a warning' if self.trial.warned else ''}"
        return WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Cell:
    """The result of a write in a test."""

    sent: SentWrite
    marks: tuple[Mark, ...]

    @property
    def is_blind(self) -> bool:
        """Whether the test stayed green although the write was lost or failed."""
        return any(mark.kind == "blind" for mark in self.marks)


def cells_of(test: ProvenTest, faults: Sequence[Fault]) -> dict[Write, Cell]:
    """Return the cells of a test by write, sorted."""
    sent = {trial.write: SentWrite(trial.write) for trial in test.trials} | {item.write: item for item in test.writes}
    trials: dict[Write, dict[Fault, Trial]] = {}
    for trial in test.trials:
        trials.setdefault(trial.write, {})[trial.fault] = trial
    return {
        write: Cell(sent[write], _marks(test, sent[write], trials.get(write, {}), faults)) for write in sorted(sent)
    }


def kind_of(test: ProvenTest) -> TestKind:
    """Return the overall result of a test."""
    if test.blind:
        return "blind"
    decided = [trial for trial in test.trials if trial.result not in ("not reached", "not tried")]
    if decided:
        return "notices" if any(trial.fault != "late" for trial in decided) else "late"
    if _is_not_provable(test):
        return "not-provable"
    if not test.writes:
        return "no-write"
    if any(trial.result == "not reached" for trial in test.trials):
        return "not-reached"
    return "no-write" if all(item.why_not for item in test.writes) else "not-tried"


def _is_not_provable(test: ProvenTest) -> bool:
    return test.control == "failed" or (test.control == "not run" and bool(test.message))


def _marks(
    test: ProvenTest, sent: SentWrite, trials: Mapping[Fault, Trial], faults: Sequence[Fault]
) -> tuple[Mark, ...]:
    if not trials and _is_not_provable(test):
        return (Mark("not-provable"),)
    if not trials and sent.why_not:
        return (Mark("not-lost"),)
    if all(trial.result == "not tried" for trial in trials.values()):
        return (Mark("not-tried"),)
    return tuple(_mark(fault, trials.get(fault)) for fault in FAULTS if fault in trials or fault in faults)


def _mark(fault: Fault, trial: Trial | None) -> Mark:
    kind = _KINDS[trial.result] if trial else "not-tried"
    return Mark(_OF_LATE.get(kind, kind) if fault == "late" else kind, fault, trial)
