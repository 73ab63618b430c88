"""Make of a run's summary what its index shows.

In: a RunSummary. Out: plain data for the template `index.html`, in the order in which it is read: the verdict, what
needs somebody's eyes, how long backends took, what nobody asked, and all tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from QuashLibrary.report.pages.index_lists import CAUSES_SHOWN, Cause, Group, causes, groups
from QuashLibrary.report.pages.index_tables import ConnectionRow, ValidationRow, connection_rows, validation_rows
from QuashLibrary.report.summary.statistics import RunSummary, TestEntry
from QuashLibrary.report.summary.verdicts import CATEGORIES, Category, Verdict, by_category, verdict, word
from QuashLibrary.report.summary.words import count, duration, moment

_ANCHORS = {"silent": "silent", "failed": "failed", "error": "errors", "warned": "warnings", "broken": "others"}
_NOTED, _VALIDATIONS = 5, 12


@dataclass(frozen=True, slots=True)
class Share:
    """A part of all tests, in percents of the width."""

    shape: Category
    word: str
    number: int
    start: float
    width: float
    anchor: str


@dataclass(frozen=True, slots=True)
class ProblemList:
    """A list of tests that somebody has to look at."""

    anchor: str
    shape: str
    title: str
    explained: str
    causes: tuple[Cause, ...]
    folded: tuple[Cause, ...]
    number: int


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All that the index shows."""

    title: str
    verdict: Verdict
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    generator: str
    notes: tuple[str, ...]
    noted_tests: tuple[tuple[str, tuple[str, ...]], ...]
    more_noted: int
    shares: tuple[Share, ...]
    problems: tuple[ProblemList, ...]
    validations: tuple[ValidationRow, ...]
    more_validations: tuple[ValidationRow, ...]
    connections: tuple[ConnectionRow, ...]
    blind: tuple[Group, ...]
    blind_count: int
    all_tests: tuple[Group, ...]
    total: int


def index_page(summary: RunSummary, screens: Mapping[str, str]) -> IndexPage:
    """Return what the index shows of a run; `screens` are links to what the app showed, by the ids of tests."""
    info = summary.info
    validations = validation_rows(summary.validations)
    noted = [entry for entry in summary.tests if entry.notes]
    return IndexPage(
        title=info.name or "Run",
        verdict=verdict(summary),
        facts=_facts(summary),
        sources=_sources(info.sources),
        generator=info.generator,
        notes=info.notes,
        noted_tests=tuple((entry.name, entry.notes) for entry in noted[:_NOTED]),
        more_noted=max(len(noted) - _NOTED, 0),
        shares=_shares(summary),
        problems=_problems(summary, screens),
        validations=validations[:_VALIDATIONS],
        more_validations=validations[_VALIDATIONS:],
        connections=connection_rows(summary.connections),
        blind=groups(summary.blind_spots),
        blind_count=len(summary.blind_spots),
        all_tests=groups(summary.tests),
        total=summary.total,
    )


def _facts(summary: RunSummary) -> tuple[str, ...]:
    info = summary.info
    uses = sum(len(figures.uses) for figures in summary.validations)
    return tuple(
        filter(
            None,
            (
                f"Started {moment(info.started)}" if info.started else "",
                f"took {duration(info.elapsed)}" if info.elapsed is not None else "",
                count(summary.total, "test"),
                f"{count(uses, 'use')} of {count(len(summary.validations), 'validation')}" if uses else "",
            ),
        )
    )


def _sources(sources: Sequence[str]) -> tuple[str, ...]:
    """Return the files by their names, with their folders where the names are the same."""
    paths = [PurePath(source) for source in sources]
    parts = -1 if len({path.name for path in paths}) == len(paths) else -2
    return tuple("/".join(path.parts[parts:]) for path in paths)


def _shares(summary: RunSummary) -> tuple[Share, ...]:
    counts = by_category(summary)
    total = sum(counts.values())
    shares: list[Share] = []
    start = 0.0
    for name in CATEGORIES:
        if counts[name]:
            width = 100 * counts[name] / total
            anchor = _ANCHORS.get(name) or ("blind" if name == "blind" else "tests")
            shares.append(Share(name, word(name, counts[name]), counts[name], round(start, 3), round(width, 3), anchor))
            start += width
    return tuple(shares)


def _problems(summary: RunSummary, screens: Mapping[str, str]) -> tuple[ProblemList, ...]:
    lists: tuple[tuple[Category, str, str, Sequence[TestEntry]], ...] = (
        (
            "silent",
            "Silent failures",
            "The app showed success. The backend, asked at that very moment, had failed.",
            summary.silent,
        ),
        (
            "failed",
            "Failed at the backend",
            "The backend answered, and something else than expected; the app failed as well, or was not part of it.",
            summary.failed,
        ),
        (
            "error",
            "Errors",
            "The backend could not be asked, or its answer could not be read. Whether it did its work is not known.",
            summary.errors,
        ),
        (
            "warned",
            "Warnings",
            "The backend did not do what is expected, and the test went on: its policy is to warn, or it was caught.",
            summary.warned,
        ),
        ("broken", "Other failed tests", "No validation of the backend failed in them.", summary.other_failures),
    )
    return tuple(
        ProblemList(_ANCHORS[shape], shape, title, explained, found[:CAUSES_SHOWN], found[CAUSES_SHOWN:], len(entries))
        for shape, title, explained, entries in lists
        if (found := causes(entries, screens))
    )
