"""The run as `outcomes.json`, for programs: every test with its outcomes, one a line, as it is read.

Its form is `outcomes.schema.json`; keys may be added within a version, a new version is one in which what was there
means something else. Times are local, as in output.xml, durations seconds.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TextIO

from QuashLibrary.report.files.linked_files import linked_file, seen_from
from QuashLibrary.report.read.model import ShownOutcome, TestRun
from QuashLibrary.report.summary.statistics import RunSummary, TestEntry
from QuashLibrary.version import __version__
from QuashLibrary.views.record import AttemptRecord, CheckRecord

VERSION = 1


class OutcomesFile:
    """The file while it is written; it lies in `folder`, from which its links start."""

    def __init__(self, file: TextIO, folder: Path) -> None:
        """Begin the file."""
        self._file = file
        self._folder = folder
        self._file.write(f'{{"version": {VERSION},\n"written_by": {_json(f"QuashLibrary {__version__}")},\n"tests": [')
        self._first = True

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Add a test."""
        self._file.write("\n" if self._first else ",\n")
        self._first = False
        self._file.write(_json(_test(test, entry, self._folder)))

    def finish(self, summary: RunSummary) -> None:
        """Add what is known at the end."""
        self._file.write(f'\n],\n"run": {_json(_run(summary))},\n"summary": {_json(_counts(summary))}}}\n')


def _test(test: TestRun, entry: TestEntry, folder: Path) -> Mapping[str, object]:
    return {
        "id": test.id,
        "name": test.name,
        "suite": test.suite,
        "kind": test.kind,
        "status": test.status,
        "message": test.message,
        "tags": test.tags,
        "source": test.source,
        "line": test.line or None,
        "started": test.started,
        "elapsed": test.elapsed,
        "ui_steps": test.ui_steps,
        "silent_failure": entry.silent > 0,
        "blind_spot": entry.blind_spot,
        "reason": entry.reason,
        "slugs": entry.slugs,
        "outcomes": [_outcome(test, shown, folder) for shown in test.outcomes],
        "notes": test.notes,
    }


def _outcome(test: TestRun, shown: ShownOutcome, folder: Path) -> Mapping[str, object]:
    record = shown.record
    screenshot = linked_file(test, shown.screenshot.link) if shown.screenshot else None
    page_source = linked_file(test, shown.page_source)
    return {
        "slug": record.slug,
        "verdict": record.verdict,
        "silent": shown.silent,
        "policy": record.policy or None,
        "summary": record.summary,
        "message": record.message,
        "description": record.description,
        "connection": record.connection,
        "started": record.started,
        "elapsed": record.elapsed,
        "became_true": record.became_true,
        "lag": round(shown.lag, 6) if shown.lag is not None else None,
        "at_once": shown.at_once,
        "retried": shown.retried,
        "caught": shown.caught,
        "waited": record.waited,
        "remembered": record.remembered,
        "gave_up": record.gave_up,
        "held": record.held,
        "requests": record.attempts[-1].number if record.attempts else 0,
        "attempts": [_attempt(attempt) for attempt in record.attempts],
        "checks": [_check(check) for check in record.checks],
        "fetched": record.fetched,
        "ui": {"steps": record.ui_steps, "failed": record.ui_failed, "last": record.last_ui_step},
        "within": shown.within,
        "defined": record.defined,
        "attached": record.attached,
        "exchange": record.exchange,
        "screenshot": seen_from(folder, screenshot) if screenshot else None,
        "page_source": seen_from(folder, page_source) if page_source else None,
    }


def _attempt(attempt: AttemptRecord) -> Mapping[str, object]:
    return {
        "first": attempt.first,
        "number": attempt.number,
        "started": attempt.started,
        "ended": attempt.ended,
        "took": attempt.took,
        "verdict": attempt.verdict,
        "line": attempt.line,
    }


def _check(check: CheckRecord) -> Mapping[str, object]:
    return {
        "subject": check.subject,
        "state": check.state,
        "should": check.should,
        "was": check.was,
        "hint": check.hint,
        "differences": check.differences,
    }


def _run(summary: RunSummary) -> Mapping[str, object]:
    info = summary.info
    return {
        "name": info.name,
        "sources": info.sources,
        "started": info.started,
        "ended": info.ended,
        "elapsed": info.elapsed,
        "generator": info.generator,
        "notes": info.notes,
    }


def _counts(summary: RunSummary) -> Mapping[str, object]:
    return {
        "tests": summary.total,
        "passed": summary.with_status("PASS"),
        "failed": summary.with_status("FAIL"),
        "skipped": summary.with_status("SKIP"),
        "with_silent_failures": len(summary.silent),
        "with_failed_validations": len(summary.failed),
        "with_errors": len(summary.errors),
        "with_warnings": len(summary.warned),
        "other_failures": len(summary.other_failures),
        "blind_spots": len(summary.blind_spots),
        "outcomes": sum(len(figures.uses) for figures in summary.validations),
    }


def _json(value: object) -> str:
    # A lone surrogate, which a path may hold, cannot be written as UTF-8; JSON's own escape takes its place.
    return json.dumps(value, ensure_ascii=False, default=_plain).encode("utf-8", "backslashreplace").decode("utf-8")


def _plain(value: object) -> str:
    assert isinstance(value, datetime)  # noqa: S101 - a value of another type is a mistake of ours
    return value.isoformat(timespec="microseconds")
