"""Summarise a run: failures, tests without a backend check, and how long backends took.

In: the tests of a run, one at a time; only their entries and figures are kept. Out: a RunSummary.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import shorten
from QuashLibrary.report.read.model import SILENT_TAG, SWALLOWED_TAG, TestFacts
from QuashLibrary.report.summary.model import (
    ConnectionFigures,
    RunSummary,
    Spread,
    TestEntry,
    UseFigures,
    ValidationFigures,
)
from QuashLibrary.views.phrases import is_unusable_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.report.read.model import RunInfo, ShownOutcome, TestRun
    from QuashLibrary.report.summary.model import Category
    from QuashLibrary.views.app_record import AppRequestRecord
    from QuashLibrary.views.noticed_changes import ChangesRecord

_LONGEST_REASON = 4000


class SummaryBuilder:
    """Builds the summary of a run, test by test."""

    def __init__(self) -> None:
        self._tests: list[TestEntry] = []
        self._by_category: dict[Category, list[TestEntry]] = {}
        self._uses: dict[str, list[UseFigures]] = {}
        self._first_outcomes: dict[str, ShownOutcome] = {}
        self._answers: dict[str, list[float]] = {}
        self._errors: dict[str, int] = {}
        self._changes: dict[str, ChangesRecord] = {}

    def add(self, test: TestRun) -> TestEntry:
        """Add a test and return its entry."""
        for shown in test.outcomes:
            self._add_outcome(test, shown)
        entry = entry_of(test)
        self._tests.append(entry)
        self._by_category.setdefault(entry.category, []).append(entry)
        return entry

    def summary(self, info: RunInfo) -> RunSummary:
        """Return the summary of all added tests; validations and connections are sorted by name."""
        validations = [self._validation_figures(slug) for slug in sorted(self._uses)]
        connections = self._connection_figures(validations)
        return RunSummary(info, tuple(self._tests), tuple(validations), tuple(connections), self._by_category)

    def _add_outcome(self, test: TestRun, shown: ShownOutcome) -> None:
        record = shown.record
        self._first_outcomes.setdefault(record.slug, shown)
        if not (record.remembered or shown.retried):
            self._uses.setdefault(record.slug, []).append(
                UseFigures(
                    test_id=test.id,
                    test_name=test.name,
                    verdict=record.verdict,
                    silent=shown.silent,
                    warned=shown.soft,
                    started=record.started,
                    lag=shown.lag,
                    at_once=shown.at_once,
                )
            )
        if record.changes is not None:
            self._changes.setdefault(record.slug, record.changes)
        answers = self._answers.setdefault(record.connection, [])
        for attempt in record.attempts:
            answers += [attempt.took] * (attempt.number - attempt.first + 1)
        errors = sum(item.number - item.first + 1 for item in record.attempts if item.verdict == "error")
        self._errors[record.connection] = self._errors.get(record.connection, 0) + errors

    def _validation_figures(self, slug: str) -> ValidationFigures:
        record = self._first_outcomes[slug].record
        uses = tuple(self._uses[slug])
        changes = self._changes.get(slug)
        return ValidationFigures(slug, record.description, record.connection, uses, _lag_spread(uses), changes)

    def _connection_figures(self, validations: Sequence[ValidationFigures]) -> Iterable[ConnectionFigures]:
        for name in sorted(self._answers):
            lag = _lag_spread(use for figures in validations if figures.connection == name for use in figures.uses)
            answers = self._answers[name]
            yield ConnectionFigures(name, len(answers), self._errors[name], spread(answers), lag)


def entry_of(test: TestRun) -> TestEntry:
    """Return the entry of a test."""
    missed = [shown for shown in test.outcomes if shown.missed]
    hard = [shown.record for shown in missed if not shown.soft]
    worst = sorted(missed, key=lambda shown: (not shown.silent, shown.soft, shown.record.verdict != "failed"))
    removed = _removed_outcomes(test)
    message = first_line(test.message) if test.status != "PASS" or removed.total() else ""
    unusable = test.status == "FAIL" and is_unusable_message(test.message)
    if unusable:
        message = shorten(test.message, _LONGEST_REASON)
    swallowed_line = _first_swallowed_line(test)
    reason = worst[0].record if worst and _is_reason(worst[0], test, swallowed_line) else None
    return TestEntry(
        **{item.name: getattr(test, item.name) for item in fields(TestFacts)},
        failed=sum(record.verdict == "failed" for record in hard) + removed["failed"],
        errors=sum(record.verdict == "error" for record in hard) + removed["errors"],
        warnings=len(missed) - len(hard) + removed["warnings"],
        silent=len(test.silent_failures) + removed["silent"],
        reason=reason.summary if reason else swallowed_line or message,
        blind_spot=test.blind_spot,
        slugs=test.slugs,
        unusable=unusable,
        described=reason.description if reason else "",
        swallowed=test.swallowed + removed["swallowed"],
        swallowed_line=swallowed_line,
    )


def swallowed_line_of(request: AppRequestRecord) -> str:
    """Return a swallowed failure in one line: the request, and the last UI step that began before it."""
    return f"{request.line}, at {request.ui_step}" if request.ui_step else request.line


def spread(values: Sequence[float]) -> Spread | None:
    """Return the statistics of durations; None without durations."""
    if not values:
        return None
    ordered = sorted(values)
    # Python's `statistics` module would load fractions and decimals.
    median = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return Spread(len(ordered), median, ordered[-1])


def first_line(message: str) -> str:
    """Return the first line of a message, with the next line if the first line ends with a colon."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return " ".join(lines[: 2 if lines and lines[0].endswith(":") else 1])


def _lag_spread(uses: Iterable[UseFigures]) -> Spread | None:
    return spread([use.lag for use in uses if use.lag is not None and not use.at_once])


def _first_swallowed_line(test: TestRun) -> str:
    """Return the first swallowed failure in one line; if it is not listed, the first line of the record's message."""
    message = test.app.message if test.app and test.swallowed else ""
    return next(map(swallowed_line_of, test.swallowed_requests), first_line(message))


def _is_reason(worst: ShownOutcome, test: TestRun, swallowed_line: str) -> bool:
    """Return whether a test's worst outcome is its reason; an outcome that only warns cannot fail a test."""
    return worst.silent or (not swallowed_line and (not worst.soft or test.status != "FAIL"))


def _removed_outcomes(test: TestRun) -> Counter[str]:
    """Count the outcomes that are no longer in the log: only the test's tags and message mention them."""
    known = {shown.record.slug for shown in test.outcomes}
    slugs = [slug for slug in test.failed_slugs if slug not in known]
    silent = int(bool(slugs) and SILENT_TAG in test.tags and not test.silent_failures)
    swallowed = int(SWALLOWED_TAG in test.tags and not test.swallowed)
    if test.status == "PASS":
        return Counter(warnings=len(slugs), silent=silent, swallowed=swallowed)
    errors = sum(f"@{slug} error: " in test.message for slug in slugs)
    return Counter(failed=len(slugs) - errors, errors=errors, silent=silent, swallowed=swallowed)
