"""Make of a test what its page shows.

In: a test, its entry, and the problems before and after it. Out: plain data for the template `test.html`.
"""

import re
from dataclasses import dataclass

from QuashLibrary.report.pages.file_names import page_name
from QuashLibrary.report.pages.log_folder import Beside
from QuashLibrary.report.pages.time_scale import clock_of
from QuashLibrary.report.pages.timeline import TimelineRow, timeline
from QuashLibrary.report.pages.waterfall import Waterfall, waterfall
from QuashLibrary.report.read.model import TestRun
from QuashLibrary.report.summary.statistics import TestEntry
from QuashLibrary.report.summary.verdicts import Chip, chip
from QuashLibrary.report.summary.words import duration, moment

_KINDS = {"test": "", "suite setup": "Suite setup", "suite teardown": "Suite teardown"}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A test with a problem, linked from another one."""

    link: str
    name: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The problems before and after one."""

    previous: Neighbour | None = None
    following: Neighbour | None = None


@dataclass(frozen=True, slots=True)
class TestPage:
    """All that the page of a test shows."""

    name: str
    kind: str
    chip: Chip
    suite: tuple[str, ...]
    headline: str
    message: str
    doc: str
    tags: tuple[str, ...]
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    blind: bool
    log: str
    neighbours: Neighbours
    waterfall: Waterfall | None
    rows: tuple[TimelineRow, ...]

    @property
    def has_ui(self) -> bool:
        """Whether anything stands in the lane of the UI."""
        return any(row.card is None or row.card.screenshot for row in self.rows)

    @property
    def screen(self) -> str:
        """The link to what the app showed when it failed silently; empty where there is none."""
        cards = [row.card for row in self.rows if row.card and row.card.silent and row.card.screenshot]
        return next((card.screenshot.href for card in cards if card.screenshot and card.screenshot.href), "")


def neighbour(entry: TestEntry | None) -> Neighbour | None:
    """Return a test to be linked from the page of another one."""
    return Neighbour(page_name(entry.id), entry.name) if entry else None


def page_of(test: TestRun, entry: TestEntry, neighbours: Neighbours, beside: Beside) -> TestPage:
    """Return what the page of a test shows."""
    clock = clock_of(test)
    headline, rest = _headline(test.message)
    told = [shown.record.message for shown in test.outcomes]
    return TestPage(
        name=test.name,
        kind=_KINDS[test.kind],
        chip=chip(entry),
        suite=test.suite,
        headline=headline or entry.reason,
        # The card of an outcome says more than its message.
        message="" if test.message in told else rest.strip("\n"),
        doc=test.doc,
        tags=test.tags,
        facts=_facts(test),
        notes=test.notes,
        blind=test.blind_spot,
        log=beside.log(test),
        neighbours=neighbours,
        waterfall=waterfall(test, clock),
        rows=timeline(test, clock, beside),
    )


def _headline(message: str) -> tuple[str, str]:
    """Return the first line of a message, with the next one where that only announces it, and what follows."""
    first, _, rest = message.strip().partition("\n")
    if first.endswith(":") and rest:
        second, _, rest = rest.lstrip().partition("\n")
        first = f"{first} {second}"
    return first, rest


def _facts(test: TestRun) -> tuple[str, ...]:
    file = re.split(r"[\\/]", test.source)[-1]
    place = f"{file}:{test.line}" if file and test.line else file
    started = f"Started {moment(test.started)}" if test.started else ""
    return tuple(filter(None, (started, f"took {duration(test.elapsed)}", place)))
