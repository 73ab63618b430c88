"""Say how a run and each of its tests ended, in the words of a manager.

In: summary and entries. Out: a category for each test, which is also the order in which tests are shown, and one
sentence on the run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from QuashLibrary.report.summary.statistics import RunSummary, TestEntry
from QuashLibrary.report.summary.words import count, listed

Category = Literal["silent", "failed", "error", "broken", "warned", "blind", "passed", "skipped", "not-run"]

CATEGORIES: Mapping[Category, str] = {
    "silent": "Silent failure",
    "failed": "Backend failed",
    "error": "Error",
    "broken": "Test failed",
    "warned": "Warning",
    "blind": "Blind spot",
    "passed": "Passed",
    "skipped": "Skipped",
    "not-run": "Not run",
}
_PLURALS: Mapping[Category, str] = {
    "silent": "Silent failures",
    "error": "Errors",
    "warned": "Warnings",
    "blind": "Blind spots",
    "broken": "Tests failed",
}
PROBLEMS = frozenset({"silent", "failed", "error", "broken", "warned"})


@dataclass(frozen=True, slots=True)
class Chip:
    """How something ended: the name of a shape, and a word."""

    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the run ended: a sentence, what is to be known beside it, and which shape stands for it."""

    sentence: str
    beside: str
    shape: str


def category(entry: TestEntry) -> Category:
    """Return what a test is shown as: the worst that is known of it."""
    worst: tuple[tuple[object, Category], ...] = (
        (entry.silent, "silent"),
        (entry.failed, "failed"),
        (entry.errors, "error"),
        (entry.status == "FAIL", "broken"),
        (entry.warnings, "warned"),
        (entry.status == "SKIP", "skipped"),
        (entry.status == "NOT RUN", "not-run"),
        (entry.blind_spot, "blind"),
    )
    return next((name for applies, name in worst if applies), "passed")


def word(name: Category, number: int) -> str:
    """Return the word for so many tests that ended so."""
    return CATEGORIES[name] if number == 1 else _PLURALS.get(name, CATEGORIES[name])


def is_problem(entry: TestEntry) -> bool:
    """Whether somebody has to look at a test."""
    return category(entry) in PROBLEMS


def chip(entry: TestEntry) -> Chip:
    """Return the chip of a test."""
    found = category(entry)
    return Chip(found, CATEGORIES[found])


def verdict(summary: RunSummary) -> Verdict:
    """Return how the run ended."""
    counts = by_category(summary)
    shape: Category = next((name for name in CATEGORIES if name in PROBLEMS and counts[name]), _calm(counts))
    return Verdict(_sentence(summary, counts), _beside(summary, counts, shape), shape)


def by_category(summary: RunSummary) -> dict[Category, int]:
    """Count tests by what they are shown as, fixtures of suites among them where they have a problem."""
    counts: dict[Category, int] = dict.fromkeys(CATEGORIES, 0)
    for entry in summary.tests:
        if entry.kind == "test" or is_problem(entry):
            counts[category(entry)] += 1
    return counts


def _calm(counts: Mapping[Category, int]) -> Category:
    if counts["passed"]:
        return "passed"
    return "blind" if counts["blind"] else "skipped"


def _sentence(summary: RunSummary, counts: Mapping[Category, int]) -> str:
    silent = sum(entry.silent for entry in summary.tests)
    if silent:
        failures = count(silent, "silent failure")
        if silent != counts["silent"]:
            failures += f" in {count(counts['silent'], 'test')}"
        return f"{failures}: the app showed success, the backend had failed"
    if counts["failed"]:
        return f"In {count(counts['failed'], 'test')} the backend did not do what is expected"
    if counts["error"]:
        return f"In {count(counts['error'], 'test')} the backend could not be asked: what it did there is not known"
    if counts["broken"]:
        return f"{count(counts['broken'], 'test')} failed, none of them by a validation of the backend"
    return _sentence_without_failure(summary, counts)


def _sentence_without_failure(summary: RunSummary, counts: Mapping[Category, int]) -> str:
    passed = summary.with_status("PASS")
    if not passed:
        return "No test ran" if not summary.total else "No test passed, and none failed"
    tests = _all_passed(summary, passed)
    if counts["warned"]:
        return f"{tests}, {counts['warned']:,} with a warning about the backend"
    if not summary.validations:
        return f"{tests} by what the app showed alone: no backend was asked"
    if counts["blind"]:
        return f"{tests}, and the backend agreed where it was asked: {counts['blind']:,} never asked it"
    return f"{tests}, and the backend agreed each time"


def _all_passed(summary: RunSummary, passed: int) -> str:
    if passed < summary.total:
        return f"{passed:,} of {count(summary.total, 'test')} passed, none failed"
    return "The only test passed" if passed == 1 else f"All {passed:,} tests passed"


def _beside(summary: RunSummary, counts: Mapping[Category, int], shape: Category) -> str:
    """Return what else is to be known: the sentence tells of the worst alone."""
    told = {
        "failed": f"{count(counts['failed'], 'test')} that failed at the backend",
        "error": f"{count(counts['error'], 'test')} in which it could not be asked",
        "broken": f"{count(counts['broken'], 'test')} that failed without it",
        "warned": f"{counts['warned']:,} with a warning",
        "blind": count(counts["blind"], "blind spot"),
    }
    others = [text for name, text in told.items() if counts[name] and name != shape]  # type: ignore[index]
    passed = f"{summary.with_status('PASS'):,} of {count(summary.total, 'test')} passed."
    if shape not in PROBLEMS:
        return ""
    return f"{passed} Also: {listed(others)}." if others else passed
