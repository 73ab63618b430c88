"""The lists of tests on the index: problems by cause, all others by suite.

In: entries. Out: rows for the template. A long list is partly folded, so that 1,000 tests do not fill the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from QuashLibrary.report.pages.file_names import page_link
from QuashLibrary.report.summary.model import TestEntry
from QuashLibrary.report.summary.verdicts import CATEGORIES, Chip, by_category, chip, word
from QuashLibrary.report.summary.words import count, duration, listed

Item = TypeVar("Item")

_MOST_OPEN = 30
"""Tests that a list by suite shows unfolded."""

_TESTS_OF_CAUSE = 5
_KINDS = {"suite setup": "Suite setup: ", "suite teardown": "Suite teardown: ", "test": ""}


@dataclass(frozen=True, slots=True)
class FoldedList(Generic[Item]):
    """A list, the end of which is folded away if it is long."""

    shown: tuple[Item, ...]
    folded: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test in a list."""

    link: str
    kind: str
    name: str
    suite: str
    chip: Chip
    elapsed: str
    reason: str
    more: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Tests that failed for the same reason, and the screen that the app showed in one of them."""

    reason: str
    count: str
    rows: FoldedList[TestRow]
    screen: str


@dataclass(frozen=True, slots=True)
class SuiteGroup:
    """The tests of a suite; if there are many, those without a problem are folded."""

    name: str
    counts: str
    open: bool
    rows: FoldedList[TestRow]
    folded_label: str


def folded_list(items: Sequence[Item], most: int) -> FoldedList[Item]:
    """Return a list that shows its first items and folds the others."""
    return FoldedList(tuple(items[:most]), tuple(items[most:]))


def causes(entries: Sequence[TestEntry], screens: Mapping[str, str]) -> tuple[Cause, ...]:
    """Return tests with a problem by their reason, the most frequent first."""
    by_reason: dict[str, list[TestEntry]] = {}
    for entry in entries:
        by_reason.setdefault(entry.reason or entry.id, []).append(entry)
    return tuple(
        Cause(
            reason=tests[0].reason,
            count=count(len(tests), "test"),
            rows=folded_list(_rows(tests), _TESTS_OF_CAUSE),
            screen=next((screens[test.id] for test in tests if test.id in screens), ""),
        )
        for tests in sorted(by_reason.values(), key=len, reverse=True)
    )


def suite_groups(entries: Iterable[TestEntry]) -> tuple[SuiteGroup, ...]:
    """Return tests by suite, in the order of the run."""
    suites: dict[tuple[str, ...], list[TestEntry]] = {}
    for entry in entries:
        suites.setdefault(entry.suite, []).append(entry)
    few = len(suites) == 1 or sum(map(len, suites.values())) <= _MOST_OPEN
    return tuple(_suite_group(suite, tests, few) for suite, tests in suites.items())


def _suite_group(suite: tuple[str, ...], tests: Sequence[TestEntry], few: bool) -> SuiteGroup:
    problems = [entry for entry in tests if entry.is_problem]
    others = [entry for entry in tests if not entry.is_problem]
    fold = len(tests) > _MOST_OPEN and bool(problems)
    return SuiteGroup(
        name=" › ".join(suite) or "Tests without a suite",
        counts=_counts(tests),
        open=few,
        rows=FoldedList(_rows(problems), _rows(others)) if fold else FoldedList(_rows(tests)),
        folded_label=f"{count(len(others), 'other test')} without a problem" if others else "",
    )


def _counts(tests: Sequence[TestEntry]) -> str:
    counts = by_category(tests)
    parts = [f"{number:,} {word(name, number).lower()}" for name in CATEGORIES if (number := counts[name])]
    fixtures = sorted({entry.kind.removeprefix("suite ") for entry in tests if entry.kind != "test"})
    size = count(sum(entry.kind == "test" for entry in tests), "test")
    return f"{listed([size, *fixtures])}: {listed(parts)}"


def _rows(entries: Iterable[TestEntry]) -> tuple[TestRow, ...]:
    return tuple(
        TestRow(
            link=page_link(entry.id),
            kind=_KINDS[entry.kind],
            name=entry.name,
            suite=" › ".join(entry.suite),
            chip=chip(entry),
            elapsed=duration(entry.elapsed),
            reason=entry.reason,
            more=_outcomes(entry),
        )
        for entry in entries
    )


def _outcomes(entry: TestEntry) -> str:
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
