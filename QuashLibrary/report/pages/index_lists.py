"""List tests: those with a problem one by one, the others folded by suite, so that 1,000 tests are no wall of names.

In: entries. Out: plain data for the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from QuashLibrary.report.pages.file_names import page_link
from QuashLibrary.report.summary.statistics import TestEntry
from QuashLibrary.report.summary.verdicts import CATEGORIES, Chip, category, chip, is_problem, word
from QuashLibrary.report.summary.words import count, duration, listed

OPEN = 30
"""Tests of a list by suite that are shown unfolded."""

CAUSES_SHOWN = 12
"""Causes of one kind of problem that are shown unfolded."""

_TESTS_SHOWN = 5

_KINDS = {"suite setup": "Suite setup: ", "suite teardown": "Suite teardown: ", "test": ""}


@dataclass(frozen=True, slots=True)
class Row:
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
class Rows:
    """Tests of a list: those shown, and those folded away."""

    shown: tuple[Row, ...]
    folded: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Tests of which the same is said, and the screen that the app showed in one of them."""

    reason: str
    count: str
    rows: Rows
    screen: str


@dataclass(frozen=True, slots=True)
class Group:
    """The tests of a suite; those that passed are folded where there are many."""

    name: str
    counts: str
    open: bool
    rows: Rows
    folded_as: str


def row(entry: TestEntry) -> Row:
    """Return a test as a row."""
    more = [
        count(number, noun)
        for number, noun in (
            (entry.silent, "silent failure"),
            (entry.failed - min(entry.silent, entry.failed), "other failure"),
            (entry.errors, "error"),
            (entry.warnings, "warning"),
        )
        if number
    ]
    return Row(
        link=page_link(entry.id),
        kind=_KINDS[entry.kind],
        name=entry.name,
        suite=" › ".join(entry.suite),
        chip=chip(entry),
        elapsed=duration(entry.elapsed),
        reason=entry.reason,
        more=listed(more) if len(more) > 1 or _several(entry) else "",
    )


def causes(entries: Sequence[TestEntry], screens: Mapping[str, str]) -> tuple[Cause, ...]:
    """Return tests with a problem by what is said of it, what happened most often first."""
    same: dict[str, list[TestEntry]] = {}
    for entry in entries:
        same.setdefault(entry.reason or entry.id, []).append(entry)
    return tuple(_cause(tests, screens) for tests in sorted(same.values(), key=len, reverse=True))


def _cause(tests: Sequence[TestEntry], screens: Mapping[str, str]) -> Cause:
    made = tuple(map(row, tests))
    return Cause(
        reason=tests[0].reason,
        count=count(len(tests), "test"),
        rows=Rows(made[:_TESTS_SHOWN], made[_TESTS_SHOWN:]),
        screen=next((screens[test.id] for test in tests if test.id in screens), ""),
    )


def groups(entries: Iterable[TestEntry]) -> tuple[Group, ...]:
    """Return tests by suite, in the order of the run."""
    suites: dict[tuple[str, ...], list[TestEntry]] = {}
    for entry in entries:
        suites.setdefault(entry.suite, []).append(entry)
    few = len(suites) == 1 or sum(map(len, suites.values())) <= OPEN
    return tuple(_group(suite, tests, few) for suite, tests in suites.items())


def _group(suite: tuple[str, ...], tests: Sequence[TestEntry], few: bool) -> Group:
    problems = [entry for entry in tests if is_problem(entry)]
    calm = [entry for entry in tests if not is_problem(entry)]
    fold = len(tests) > OPEN and bool(problems)
    return Group(
        name=" › ".join(suite) or "Tests without a suite",
        counts=_counts(tests),
        open=few,
        rows=Rows(tuple(map(row, problems if fold else tests)), tuple(map(row, calm)) if fold else ()),
        folded_as=f"{count(len(calm), 'other test')} without a problem" if calm else "",
    )


def _counts(tests: Sequence[TestEntry]) -> str:
    found = [category(entry) for entry in tests if entry.kind == "test" or is_problem(entry)]
    told = [f"{number:,} {word(name, number).lower()}" for name in CATEGORIES if (number := found.count(name))]
    fixtures = sorted({entry.kind.removeprefix("suite ") for entry in tests if entry.kind != "test"})
    size = count(sum(entry.kind == "test" for entry in tests), "test")
    return f"{listed([size, *fixtures])}: {listed(told)}"


def _several(entry: TestEntry) -> bool:
    return entry.silent + entry.errors + entry.warnings > 1 or entry.failed > 1
