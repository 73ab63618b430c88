"""Write the run as `outcomes.json`, for programs: each test with its outcomes is one line, written when it is read.

`outcomes.schema.json` describes the format. A version may gain keys; a new version means that an existing key has a new
meaning. Times are local, as in output.xml; durations are in seconds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from QuashLibrary.report.files.linked_files import linked_file, seen_from
from QuashLibrary.version import __version__
from QuashLibrary.views.record import json_form, outcome_data

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from QuashLibrary.report.read.model import ShownOutcome, TestRun
    from QuashLibrary.report.summary.model import RunSummary, TestEntry

VERSION = 1
_OF_TEST = (
    *("id", "name", "suite", "kind", "status", "message", "tags", "source", "started", "elapsed"),
    *("ui_steps", "blind_spot", "slugs"),
)
"""The attributes of a test that are written unchanged."""


class OutcomesFile:
    """The file during writing; its links are relative to `folder`."""

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
        """Add the run and its summary."""
        self._file.write(f'\n],\n"run": {_json(_run_data(summary))},\n"summary": {_json(_count_data(summary))}}}\n')


def _test_data(test: TestRun, entry: TestEntry, folder: Path) -> Mapping[str, object]:
    return {name: getattr(test, name) for name in _OF_TEST} | {
        "line": test.line or None,
        "silent_failure": entry.silent > 0,
        "swallowed_failure": entry.swallowed > 0,
        "reason": entry.reason,
        "outcomes": [_outcome_data(test, shown, folder) for shown in test.outcomes],
        "app_requests": test.app.requests if test.app else (),
        "notes": test.notes,
    }


def _outcome_data(test: TestRun, shown: ShownOutcome, folder: Path) -> Mapping[str, object]:
    """Return the record of an outcome, with what follows from its place in the test."""
    return outcome_data(shown.record) | {
        "silent": shown.silent,
        "lag": round(shown.lag, 6) if shown.lag is not None else None,
        "at_once": shown.at_once,
        "retried": shown.retried,
        "caught": shown.caught,
        "within": shown.within,
        "screenshot": _linked_path(test, shown.screenshot.link, folder) if shown.screenshot else None,
        "page_source": _linked_path(test, shown.page_source, folder),
    }


def _linked_path(test: TestRun, link: str, folder: Path) -> str | None:
    path = linked_file(test.folder, link)
    return seen_from(folder, path) if path else None


def _run_data(summary: RunSummary) -> Mapping[str, object]:
    return {**summary.info._asdict(), "elapsed": summary.info.elapsed}


def _count_data(summary: RunSummary) -> Mapping[str, object]:
    return {
        "tests": summary.total,
        "passed": summary.with_status("PASS"),
        "failed": summary.with_status("FAIL"),
        "skipped": summary.with_status("SKIP"),
        "with_silent_failures": len(summary.of("silent")),
        "with_swallowed_failures": len(summary.of("swallowed")),
        "with_failed_validations": len(summary.of("failed")),
        "with_errors": len(summary.of("error")),
        "with_warnings": len(summary.of("warned")),
        "other_failures": len(summary.of("broken")),
        "blind_spots": len(summary.blind_spots),
        "outcomes": summary.uses,
    }


def _json(value: object) -> str:
    # UTF-8 cannot express a lone surrogate in a path, so it is written as a JSON escape.
    return json.dumps(value, ensure_ascii=False, default=json_form).encode("utf-8", "backslashreplace").decode("utf-8")
