"""What the index shows of a run.

In: a RunSummary. Out: plain data for the template `index.html`, in reading order: the verdict, what somebody must look
at, how long backends took, which tests have no backend check, and all tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from QuashLibrary.report.pages.index_lists import Cause, FoldedList, SuiteGroup, causes, folded_list, suite_groups
from QuashLibrary.report.pages.index_tables import ConnectionRow, ValidationRow, connection_rows, validation_rows
from QuashLibrary.report.summary.model import Category, RunSummary, TestEntry
from QuashLibrary.report.summary.verdicts import CATEGORIES, Verdict, by_category, verdict, word
from QuashLibrary.report.summary.words import count, duration, moment

_ANCHORS: Mapping[Category, str] = {
    "unusable": "unusable",
    "silent": "silent",
    "failed": "failed",
    "error": "errors",
    "warned": "warnings",
    "broken": "others",
    "blind": "blind",
}
_TESTS_WITH_NOTES, _VALIDATIONS, _CAUSES = 5, 12, 12
"""How much of each list is shown unfolded."""

_SECTIONS: Sequence[tuple[Category, str, str]] = (
    (
        "unusable",
        "Registry or import cannot be used",
        "The registry has problems, or an argument of the import is wrong. No step of these tests ran.",
    ),
    ("silent", "Silent failures", "The app showed success. The backend, asked at that very moment, had failed."),
    (
        "failed",
        "Failed at the backend",
        "The backend answered, and something else than expected; the app failed as well, or was not part of it.",
    ),
    (
        "error",
        "Errors",
        "The backend could not be asked, or its answer could not be read. Whether it did its work is not known.",
    ),
    (
        "warned",
        "Warnings",
        "The backend did not do what is expected, and the test went on: its policy is to warn, or it was caught.",
    ),
    ("broken", "Other failed tests", "No validation of the backend failed in them."),
)
"""The sections of tests with a problem: category, title, explanation."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a category in all tests, in percent of the width."""

    shape: Category
    word: str
    number: int
    start: float
    width: float
    anchor: str


@dataclass(frozen=True, slots=True)
class ProblemSection:
    """The tests of a category that somebody must look at."""

    anchor: str
    shape: str
    title: str
    explained: str
    causes: FoldedList[Cause]
    number: int


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Everything that the index shows."""

    title: str
    summary: RunSummary
    verdict: Verdict
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    tests_with_notes: FoldedList[TestEntry]
    shares: tuple[Share, ...]
    problems: tuple[ProblemSection, ...]
    validations: FoldedList[ValidationRow]
    connections: tuple[ConnectionRow, ...]
    blind: tuple[SuiteGroup, ...]
    all_tests: tuple[SuiteGroup, ...]


def index_page(summary: RunSummary, screens: Mapping[str, str]) -> IndexPage:
    """Return what the index shows of a run; `screens` links what the app showed, by the ids of tests."""
    info = summary.info
    return IndexPage(
        title=info.name or "Run",
        summary=summary,
        verdict=verdict(summary),
        facts=tuple(filter(None, _facts(summary))),
        sources=_source_names(info.sources),
        tests_with_notes=folded_list([entry for entry in summary.tests if entry.notes], _TESTS_WITH_NOTES),
        shares=_shares(summary),
        problems=_problem_sections(summary, screens),
        validations=folded_list(validation_rows(summary.validations), _VALIDATIONS),
        connections=connection_rows(summary.connections),
        blind=suite_groups(summary.blind_spots),
        all_tests=suite_groups(summary.tests),
    )


def _facts(summary: RunSummary) -> tuple[str, ...]:
    info, uses = summary.info, summary.uses
    return (
        f"Started {moment(info.started)}" if info.started else "",
        f"took {duration(info.elapsed)}" if info.elapsed is not None else "",
        count(summary.total, "test"),
        f"{count(uses, 'use')} of {count(len(summary.validations), 'validation')}" if uses else "",
    )


def _source_names(sources: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the outputs, with their folders if two have the same name."""
    paths = [PurePath(source) for source in sources]
    parts = -1 if len({path.name for path in paths}) == len(paths) else -2
    return tuple("/".join(path.parts[parts:]) for path in paths)


def _shares(summary: RunSummary) -> tuple[Share, ...]:
    counts = by_category(summary.tests)
    shares: list[Share] = []
    start = 0.0
    for name in CATEGORIES:
        if counts[name]:
            width = 100 * counts[name] / counts.total()
            anchor = _ANCHORS.get(name, "tests")
            shares.append(Share(name, word(name, counts[name]), counts[name], round(start, 3), round(width, 3), anchor))
            start += width
    return tuple(shares)


def _problem_sections(summary: RunSummary, screens: Mapping[str, str]) -> tuple[ProblemSection, ...]:
    return tuple(
        ProblemSection(
            anchor=_ANCHORS[category],
            shape=category,
            title=title,
            explained=explained,
            causes=folded_list(causes(tests, screens), _CAUSES),
            number=len(tests),
        )
        for category, title, explained in _SECTIONS
        if (tests := summary.of(category))
    )
