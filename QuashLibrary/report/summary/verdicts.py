"""The wording of verdicts: how a run and each of its tests ended, in words for a manager.

In: a summary and its entries. Out: a word and a shape for each test, and one sentence about the run.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.report.summary.model import PROBLEMS
from QuashLibrary.report.summary.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from QuashLibrary.report.summary.model import Category, RunSummary, TestEntry

CATEGORIES: Mapping[Category, str] = {
    "unusable": "Broken registry",
    "silent": "Silent failure",
    "swallowed": "Swallowed failure",
    "failed": "Backend check failed",
    "error": "Error",
    "broken": "Test failed",
    "warned": "Warning",
    "blind": "Blind spot",
    "passed": "Passed",
    "skipped": "Skipped",
    "not-run": "Not run",
}
"""The word for each category, in display order."""

_PLURALS: Mapping[Category, str] = {
    "silent": "Silent failures",
    "swallowed": "Swallowed failures",
    "error": "Errors",
    "warned": "Warnings",
    "blind": "Blind spots",
    "failed": "Backend checks failed",
    "broken": "Tests failed",
}


class Chip(NamedTuple):
    """A result: the name of a shape, and a word."""

    shape: str
    word: str


class Verdict(NamedTuple):
    """The result of the run: a sentence about the worst category, one about all others, and a shape."""

    sentence: str
    rest: str
    shape: str


def chip(entry: TestEntry) -> Chip:
    """Return the chip of a test."""
    return Chip(entry.category, CATEGORIES[entry.category])


def word(category: Category, number: int) -> str:
    """Return the singular or plural word for a category."""
    return CATEGORIES[category] if number == 1 else _PLURALS.get(category, CATEGORIES[category])


def verdict(summary: RunSummary) -> Verdict:
    """Return the result of the run."""
    counts = by_category(summary.tests)
    category = next((name for name in CATEGORIES if name in PROBLEMS and counts[name]), _best_category(counts))
    return Verdict(_sentence(summary, counts), _rest(summary, counts, category), category)


def short_verdict(summary: RunSummary) -> str:
    """Return the result of the run in a few words, the worst first: `3 silent failures, 1 swallowed`."""
    counts = by_category(summary.tests)
    silent = sum(entry.silent for entry in summary.tests)
    swallowed = sum(entry.swallowed for entry in summary.tests)
    phrases = (
        (counts["unusable"], f"{count(counts['unusable'], 'test')} did not run"),
        (silent, count(silent, "silent failure")),
        (swallowed, f"{swallowed:,} swallowed" if silent else count(swallowed, "swallowed failure")),
        (counts["failed"], f"{count(counts['failed'], 'test')} failed a backend check"),
        (counts["error"], count(counts["error"], "error")),
        (counts["warned"], count(counts["warned"], "warning")),
    )
    found = [phrase for number, phrase in phrases if number]
    if found:
        return ", ".join(found)
    checked = sum(bool(entry.slugs) for entry in summary.of("passed") if entry.kind == "test")
    return f"{count(checked, 'test')} confirmed by the backend" if checked else "no backend check"


def by_category(entries: Iterable[TestEntry]) -> Counter[Category]:
    """Count tests by category; a suite setup or teardown counts only if it has a problem."""
    return Counter(entry.category for entry in entries if entry.kind == "test" or entry.is_problem)


def _best_category(counts: Counter[Category]) -> Category:
    if counts["passed"]:
        return "passed"
    return "blind" if counts["blind"] else "skipped"


def _sentence(summary: RunSummary, counts: Counter[Category]) -> str:
    if counts["unusable"]:
        return f"{count(counts['unusable'], 'test')} did not run: QuashLibrary cannot be used"
    if counts["silent"] or counts["swallowed"]:
        return _sentence_of_unseen(summary)
    if counts["failed"]:
        return f"The backend did not do what was expected in {count(counts['failed'], 'test')}"
    if counts["error"]:
        return f"The backend could not be checked in {count(counts['error'], 'test')}, so what it did is unknown"
    if counts["broken"]:
        return f"{count(counts['broken'], 'test')} failed, but not because of a backend validation"
    return _sentence_without_failure(summary, counts)


def _sentence_of_unseen(summary: RunSummary) -> str:
    """Return the failures that the UI did not show: backend checks, app requests, or both."""
    silent = sum(entry.silent for entry in summary.tests)
    swallowed = sum(entry.swallowed for entry in summary.tests)
    tests = sum(bool(entry.silent or entry.swallowed) and entry.is_problem for entry in summary.tests)
    failures = [count(silent, "silent failure")] if silent else []
    failures += [count(swallowed, "swallowed failure")] if swallowed else []
    where = f" in {count(tests, 'test')}" if silent + swallowed != tests else ""
    if not swallowed:
        checks = "the backend check" if silent == 1 else "the backend checks"
        return f"{failures[0]}{where}: the UI showed no failure, but {checks} failed"
    what = "an app request" if swallowed == 1 else "app requests"
    if silent:
        what = f"{'a backend check' if silent == 1 else 'backend checks'} and {what}"
    it = "it" if silent + swallowed == 1 else "them"
    return f"{listed(failures)}{where}: {what} failed, but the UI did not show {it}"


def _sentence_without_failure(summary: RunSummary, counts: Counter[Category]) -> str:
    passed = summary.with_status("PASS")
    if not passed:
        return "No test ran" if not summary.total else "No test passed and none failed"
    tests = _all_passed(summary, passed)
    if counts["warned"]:
        return f"{tests}, {counts['warned']:,} with a warning about the backend"
    if not summary.validations:
        return f"{tests}, but only in the UI: no backend was checked"
    if counts["blind"]:
        unchecked = f"{count(counts['blind'], 'test')} {'has' if counts['blind'] == 1 else 'have'} no backend check"
        return f"{tests}, and every backend check agreed; {unchecked}"
    checked = sum(bool(entry.slugs) for entry in summary.tests if entry.status == "PASS" and entry.kind == "test")
    if checked < passed:
        return f"{tests}, and the backend agreed in the {count(checked, 'test')} that checked it"
    return f"{tests}, and the backend agreed each time"


def _all_passed(summary: RunSummary, passed: int) -> str:
    if passed < summary.total:
        return f"{passed:,} of {count(summary.total, 'test')} passed, none failed"
    return {1: "The only test passed", 2: "Both tests passed"}.get(passed, f"All {passed:,} tests passed")


def _rest(summary: RunSummary, counts: Counter[Category], worst: Category) -> str:
    """Return a sentence about all other categories: the main sentence covers only the worst."""
    if worst not in PROBLEMS:
        return ""
    tests = [entry for entry in summary.of("passed") if entry.kind == "test"]
    agreed = sum(bool(entry.slugs) for entry in tests)
    phrases: Mapping[str, tuple[int, str]] = {
        "passed": (agreed, f"{agreed:,} passed with a backend check"),
        "unchecked": (
            unchecked := counts["blind"] + len(tests) - agreed,
            f"{unchecked:,} passed without a backend check",
        ),
        "silent": (counts["silent"], f"{counts['silent']:,} had silent failures"),
        "swallowed": (counts["swallowed"], f"{counts['swallowed']:,} had swallowed failures"),
        "failed": (counts["failed"], f"{counts['failed']:,} failed a backend check"),
        "error": (counts["error"], f"{counts['error']:,} could not check the backend"),
        "broken": (counts["broken"], f"{counts['broken']:,} failed for another reason"),
        "warned": (counts["warned"], f"{counts['warned']:,} had a warning"),
    }
    parts = [phrase for name, (number, phrase) in phrases.items() if number and name != worst]
    return f"Of {count(summary.total, 'test')}, {listed(parts)}." if parts else ""
