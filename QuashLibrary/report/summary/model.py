"""The summary of a run: an entry for each test, and figures for each validation and backend.

`statistics` builds it, and every format of the report shows it. Without steps and evidence, it stays small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from QuashLibrary.report.read.model import TestFacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from QuashLibrary.report.read.model import RunInfo, Status
    from QuashLibrary.views.noticed_changes import ChangesRecord

Category = Literal[
    "unusable", "silent", "swallowed", "failed", "error", "broken", "warned", "skipped", "not-run", "blind", "passed"
]
PROBLEMS: frozenset[Category] = frozenset({"unusable", "silent", "swallowed", "failed", "error", "broken", "warned"})
"""The categories of tests that somebody must look at."""


class Spread(NamedTuple):
    """Statistics of some durations, in seconds."""

    number: int
    median: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TestEntry(TestFacts):
    """A test in a list.

    The numbers count outcomes; `warnings` counts outcomes that did not pass but failed nothing. `swallowed` counts
    swallowed failures; `swallowed_line` is the first of them in one line.

    `reason` is one line: the outcome that did not pass (`described` is its validation's description), the swallowed
    failure, or the test's message. If the registry or an argument of the import was `unusable`, `reason` is the full
    message with all problems.
    """

    failed: int
    errors: int
    warnings: int
    silent: int
    reason: str
    blind_spot: bool
    slugs: tuple[str, ...]
    unusable: bool = False
    described: str = ""
    swallowed: int = 0
    swallowed_line: str = ""

    @property
    def category(self) -> Category:
        """The worst category that applies to the test."""
        categories: tuple[tuple[object, Category], ...] = (
            (self.unusable, "unusable"),
            (self.silent, "silent"),
            (self.swallowed, "swallowed"),
            (self.failed, "failed"),
            (self.errors, "error"),
            (self.status == "FAIL", "broken"),
            (self.warnings, "warned"),
            (self.status == "SKIP", "skipped"),
            (self.status == "NOT RUN", "not-run"),
            (self.blind_spot, "blind"),
        )
        for applies, category in categories:
            if applies:
                return category
        return "passed"

    @property
    def is_problem(self) -> bool:
        """Whether somebody must look at the test."""
        return self.category in PROBLEMS


class UseFigures(NamedTuple):
    """One use of a validation; `lag` is as in ShownOutcome, so it is an upper limit if `at_once` is true."""

    test_id: str
    test_name: str
    verdict: str
    silent: bool
    warned: bool
    started: datetime
    lag: float | None
    at_once: bool


class ValidationFigures(NamedTuple):
    """The figures of a validation; `lag` covers the uses that had to wait, and is None if no use had to wait.

    `changes` says which changes to an answer the validation would have noticed, if that was measured.
    """

    slug: str
    description: str
    connection: str
    uses: tuple[UseFigures, ...]
    lag: Spread | None
    changes: ChangesRecord | None = None

    @property
    def name(self) -> str:
        """The slug with its `@`."""
        return f"@{self.slug}"

    @property
    def passed(self) -> int:
        """The number of uses that passed."""
        return sum(use.verdict == "passed" for use in self.uses)

    @property
    def at_once(self) -> int:
        """The number of uses that passed at the first attempt."""
        return sum(use.at_once for use in self.uses)


class ConnectionFigures(NamedTuple):
    """How long a backend took to answer, and to reach the expected state; `errors` counts attempts."""

    name: str
    attempts: int
    errors: int
    answer: Spread | None
    lag: Spread | None


class RunSummary(NamedTuple):
    """The summary of a run; `tests` includes suite setups and teardowns, but the counts include only tests."""

    info: RunInfo
    tests: tuple[TestEntry, ...]
    validations: tuple[ValidationFigures, ...]
    connections: tuple[ConnectionFigures, ...]
    by_category: Mapping[Category, Sequence[TestEntry]]

    def with_status(self, status: Status) -> int:
        """Return the number of tests with a status."""
        return sum(test.status == status for test in self.tests if test.kind == "test")

    def of(self, category: Category) -> tuple[TestEntry, ...]:
        """Return the tests of a category."""
        return tuple(self.by_category.get(category, ()))

    @property
    def total(self) -> int:
        """The number of tests."""
        return sum(test.kind == "test" for test in self.tests)

    @property
    def uses(self) -> int:
        """The number of uses of validations."""
        return sum(len(figures.uses) for figures in self.validations)

    @property
    def blunt(self) -> tuple[ValidationFigures, ...]:
        """The validations that miss changes to an answer, starting with the smallest share of noticed changes."""
        measured = [(item, item.changes) for item in self.validations if item.changes and item.changes.tried]
        shares = [(changes.noticed / changes.tried, item) for item, changes in measured]
        return tuple(item for share, item in sorted(shares, key=lambda pair: pair[0]) if share < 1)

    @property
    def blind_spots(self) -> tuple[TestEntry, ...]:
        """The tests that passed without a backend check."""
        return tuple(test for test in self.tests if test.blind_spot)
