"""The lists of tests on the index: problems by cause, all others by suite.

In: entries. Out: lists of them for the template. A long list is partly folded: 1,000 tests do not fill the page.
"""

from collections.abc import Iterable, Mapping, Sequence

from QuashLibrary.report.pages.jinja import ViewData
from QuashLibrary.report.summary.model import TestEntry
from QuashLibrary.report.summary.verdicts import CATEGORIES, by_category, word
from QuashLibrary.report.summary.words import count, listed

_MOST_OPEN = 30
"""Tests that a list by suite shows unfolded."""


def causes(entries: Sequence[TestEntry], screens: Mapping[str, str]) -> list[ViewData]:
    """Return tests with a problem by their reason, the most frequent first, with what the app showed in one of them.

    `others` says what else did not pass if there is only one test.
    """
    by_reason: dict[str, list[TestEntry]] = {}
    for entry in entries:
        by_reason.setdefault(entry.reason or entry.id, []).append(entry)
    return [
        {
            "reason": tests[0].reason,
            "tests": tests,
            "count": count(len(tests), "test"),
            "others": _outcomes_in_words(tests[0]),
            "screen": next((screens[test.id] for test in tests if test.id in screens), ""),
        }
        for tests in sorted(by_reason.values(), key=len, reverse=True)
    ]


def suite_groups(entries: Iterable[TestEntry]) -> list[ViewData]:
    """Return tests by suite, in the order of the run; if there are many, those without a problem are folded."""
    suites: dict[tuple[str, ...], list[TestEntry]] = {}
    for entry in entries:
        suites.setdefault(entry.suite, []).append(entry)
    few = len(suites) == 1 or sum(map(len, suites.values())) <= _MOST_OPEN
    return [_suite_group(suite, tests, few) for suite, tests in suites.items()]


def _suite_group(suite: tuple[str, ...], tests: Sequence[TestEntry], few: bool) -> ViewData:
    problems = [entry for entry in tests if entry.is_problem]
    others = [entry for entry in tests if not entry.is_problem]
    fold = len(tests) > _MOST_OPEN and bool(problems)
    return {
        "name": " › ".join(suite) or "Tests without a suite",
        "counts": _counts_in_words(tests),
        "open": few,
        "tests": problems if fold else tests,
        "folded": others if fold else (),
        "folded_label": f"{count(len(others), 'other test')} without a problem" if others else "",
    }


def _counts_in_words(tests: Sequence[TestEntry]) -> str:
    counts = by_category(tests)
    parts = [f"{number:,} {word(name, number).lower()}" for name in CATEGORIES if (number := counts[name])]
    fixtures = sorted({entry.kind.removeprefix("suite ") for entry in tests if entry.kind != "test"})
    size = count(sum(entry.kind == "test" for entry in tests), "test")
    return f"{listed([size, *fixtures])}: {listed(parts)}"


def _outcomes_in_words(entry: TestEntry) -> str:
    """Return what did not pass in a test; empty if it is one outcome, which is the reason."""
    counts = [
        (entry.silent, "silent failure"),
        (entry.failed - min(entry.silent, entry.failed), "other failure"),
        (entry.errors, "error"),
        (entry.warnings, "warning"),
    ]
    parts = [count(number, noun) for number, noun in counts if number]
    several = entry.silent + entry.errors + entry.warnings > 1 or entry.failed > 1
    return listed(parts) if len(parts) > 1 or several else ""
