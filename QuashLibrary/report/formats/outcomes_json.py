"""Write the run as `outcomes.json`, for programs: each test with its outcomes is one line, written as it is read.

The form is described by `outcomes.schema.json`. Keys may be added within a version; a new version means that an
existing key has changed its meaning. Times are local, as in output.xml; durations are seconds.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TextIO

from QuashLibrary.report.files.linked_files import linked_file, seen_from
from QuashLibrary.report.read.model import ShownOutcome, TestRun
from QuashLibrary.report.summary.model import RunSummary, TestEntry
from QuashLibrary.version import __version__
from QuashLibrary.views.record import AttemptRecord, CheckRecord

VERSION = 1


class OutcomesFile:
    """The file while it is written; the links in it start at `folder`."""

    def __init__(self, file: TextIO, folder: Path) -> None:
        self._file = file
        self._folder = folder
        self._file.write(f'{{"version": {VERSION},\n"written_by": {_json(f"QuashLibrary {__version__}")},\n"tests": [')
        self._first = True

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Add a test."""
        self._file.write("\n" if self._first else ",\n")
        self._first = False
        self._file.write(_json(_test_data(test, entry, self._folder)))

    def finish(self, summary: RunSummary) -> None:
        """Add what is known at the end."""
        self._file.write(f'\n],\n"run": {_json(_run_data(summary))},\n"summary": {_json(_count_data(summary))}}}\n')


def _test_data(test: TestRun, entry: TestEntry, folder: Path) -> Mapping[str, object]:
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
        "outcomes": [_outcome_data(test, shown, folder) for shown in test.outcomes],
        "notes": test.notes,
    }


def _outcome_data(test: TestRun, shown: ShownOutcome, folder: Path) -> Mapping[str, object]:
    record = shown.record
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
        "attempts": record.attempts,
        "checks": record.checks,
        "fetched": record.fetched,
        "ui": {"steps": record.ui_steps, "failed": record.ui_failed, "last": record.last_ui_step},
        "within": shown.within,
        "defined": record.defined,
        "attached": record.attached,
        "exchange": record.exchange,
        "screenshot": _linked_path(test, shown.screenshot.link, folder) if shown.screenshot else None,
        "page_source": _linked_path(test, shown.page_source, folder),
    }


def _linked_path(test: TestRun, link: str, folder: Path) -> str | None:
    path = linked_file(test.folder, link)
    return seen_from(folder, path) if path else None


def _run_data(summary: RunSummary) -> Mapping[str, object]:
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


def _count_data(summary: RunSummary) -> Mapping[str, object]:
    return {
        "tests": summary.total,
        "passed": summary.with_status("PASS"),
        "failed": summary.with_status("FAIL"),
        "skipped": summary.with_status("SKIP"),
        "with_silent_failures": len(summary.of("silent")),
        "with_failed_validations": len(summary.of("failed")),
        "with_errors": len(summary.of("error")),
        "with_warnings": len(summary.of("warned")),
        "other_failures": len(summary.of("broken")),
        "blind_spots": len(summary.blind_spots),
        "outcomes": summary.uses,
    }


def _json(value: object) -> str:
    # A path may contain a lone surrogate, which UTF-8 cannot express: it is written as JSON's own escape.
    return json.dumps(value, ensure_ascii=False, default=_json_form).encode("utf-8", "backslashreplace").decode("utf-8")


def _json_form(value: object) -> object:
    """Return what JSON has no form for as something that it has: moments as texts, records as objects."""
    if isinstance(value, AttemptRecord | CheckRecord):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    assert isinstance(value, datetime)  # noqa: S101 - a value of another type is a mistake of ours
    return value.isoformat(timespec="microseconds")
