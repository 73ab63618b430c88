"""The content of the index.

In: a RunSummary. Out: plain data for `markup.index`, in this order: the verdict, the tests to look at, how long
backends took, the tests without a backend check, and all tests.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from QuashLibrary.report.pages.index_tables import blunt_rows, connection_rows, validation_rows
from QuashLibrary.report.summary.verdicts import CATEGORIES, by_category, verdict, word
from QuashLibrary.report.summary.words import count, duration, listed, moment
from QuashLibrary.views.phrases import SILENT_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.summary.model import Category, RunSummary, TestEntry

_ANCHORS: Mapping[Category, str] = {
    "unusable": "unusable",
    "silent": "silent",
    "swallowed": "swallowed",
    "failed": "failed",
    "error": "errors",
    "warned": "warnings",
    "broken": "others",
    "blind": "blind",
}
_SECTIONS: Sequence[tuple[Category, str, str]] = (
    (
        "unusable",
        "Broken registry or import",
        "The registry has errors, or an argument of the import is wrong. No step of these tests ran.",
    ),
    ("silent", "Silent failures", "The UI showed no failure, but the backend check at that moment failed."),
    ("swallowed", "Swallowed failures", "The app sent a request that failed, but the UI did not show it."),
    (
        "failed",
        "Failed backend checks",
        "The backend did not answer as expected. The UI failed as well, or was not involved.",
    ),
    (
        "error",
        "Errors",
        "The validation could not run, or its answer could not be read. Whether the backend did its work is unknown.",
    ),
    (
        "warned",
        "Warnings",
        "The backend did not do what was expected, but the test went on: the policy is to warn, or the test caught it.",
    ),
    ("broken", "Other failed tests", "No backend validation failed in these tests."),
)
"""The sections of tests with a problem: category, title, explanation."""


_MOST_OPEN = 30
"""The most tests that a list by suite shows expanded."""


def index_page(summary: RunSummary, screens: Mapping[str, str], log: str) -> ViewData:
    """Return the content of the index; `screens` contains links to app screens by test id, `log` links Robot's log."""
    info = summary.info
    return {
        "title": info.name or "Run",
        "log": log,
        "summary": summary,
        "verdict": verdict(summary),
        "facts": list(filter(None, _facts(summary))),
        "sources": _source_names(info.sources),
        "tests_with_notes": [entry for entry in summary.tests if entry.notes],
        "shares": _shares(summary),
        "has_swallowed": any(entry.swallowed for entry in summary.tests),
        "problems": _problem_sections(summary, screens),
        "validations": validation_rows(summary.validations),
        "connections": connection_rows(summary.connections),
        "blunt": blunt_rows(summary.blunt),
        "blind": suite_groups(summary.of("blind")),
        "blind_elsewhere": _blind_elsewhere(summary),
        "all_tests": suite_groups(summary.tests),
    }


def _blind_elsewhere(summary: RunSummary) -> str:
    """Return how many blind spots are listed as a problem: each test is only in the list of its worst category."""
    number = len(summary.blind_spots) - len(summary.of("blind"))
    if not number:
        return ""
    others, are = ("1 more test has", "it is") if number == 1 else (f"{number:,} more tests have", "they are")
    return f"{others} no backend check; {are} listed above because of another problem."


def _facts(summary: RunSummary) -> tuple[str, ...]:
    info, uses = summary.info, summary.uses
    return (
        f"Started {moment(info.started)}" if info.started else "",
        f"took {duration(info.elapsed)}" if info.elapsed is not None else "",
        count(summary.total, "test"),
        f"{count(uses, 'use')} of {count(len(summary.validations), 'validation')}" if uses else "",
    )


def _source_names(sources: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the outputs, with their folders if two names are equal."""
    paths = [PurePath(source) for source in sources]
    parts = -1 if len({path.name for path in paths}) == len(paths) else -2
    return tuple("/".join(path.parts[parts:]) for path in paths)


def _shares(summary: RunSummary) -> list[ViewData]:
    """Return the share of each category among all tests, in percent of the width."""
    counts = by_category(summary.tests)
    shares: list[ViewData] = []
    start = 0.0
    for name in CATEGORIES:
        if counts[name]:
            width = 100 * counts[name] / counts.total()
            share = {"shape": name, "word": word(name, counts[name]), "number": counts[name]}
            place = {"start": round(start, 3), "width": round(width, 3), "anchor": _ANCHORS.get(name, "tests")}
            shares.append(share | place)
            start += width
    return shares


def _problem_sections(summary: RunSummary, screens: Mapping[str, str]) -> list[ViewData]:
    return [
        {
            "anchor": _ANCHORS[category],
            "shape": category,
            "title": title,
            "explained": explained,
            "causes": causes(tests, screens),
            "number": len(tests),
        }
        for category, title, explained in _SECTIONS
        if (tests := summary.of(category))
    ]


def causes(entries: Sequence[TestEntry], screens: Mapping[str, str]) -> list[ViewData]:
    """Return tests with a problem by reason, the most frequent first, with the app's screen in one of them.

    `others` says what else did not pass, if the reason applies to only one test.
    """
    by_reason: dict[str, list[TestEntry]] = {}
    for entry in entries:
        by_reason.setdefault(entry.reason or entry.id, []).append(entry)
    return [
        {
            # The section already says that the UI showed no failure.
            "reason": tests[0].reason.removesuffix(SILENT_NOTE),
            "described": tests[0].described,
            "tests": tests,
            "count": count(len(tests), "test"),
            "others": _outcomes_in_words(tests[0]),
            "app": _app_line(tests),
            "screen": next((screens[test.id] for test in tests if test.id in screens), ""),
        }
        for tests in sorted(by_reason.values(), key=len, reverse=True)
    ]


def _app_line(tests: Sequence[TestEntry]) -> str:
    """Return the app request whose failure all of these tests swallowed, unless it is their reason."""
    lines = {test.swallowed_line for test in tests if test.swallowed_line != test.reason}
    return lines.pop() if len(lines) == 1 else ""


def suite_groups(entries: Iterable[TestEntry]) -> list[ViewData]:
    """Return tests by suite, in the order of the run; if there are many, tests without a problem are collapsed."""
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
    """Return what did not pass in a test; empty for a single outcome, which is the reason already."""
    counts = [
        (entry.silent, "silent failure"),
        (entry.swallowed, "swallowed failure"),
        (entry.failed - min(entry.silent, entry.failed), "other failure"),
        (entry.errors, "error"),
        (entry.warnings, "warning"),
    ]
    parts = [count(number, noun) for number, noun in counts if number]
    several = entry.silent + entry.errors + entry.warnings > 1 or entry.failed > 1 or entry.swallowed > 1
    return listed(parts) if len(parts) > 1 or several else ""
