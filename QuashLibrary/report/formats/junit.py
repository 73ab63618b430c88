"""The run as `junit.xml`, for CI servers that know nothing of Robot: GitLab, Azure, GitHub, Jenkins' JUnit plugin.

A test that failed is a failure, or an error where a backend could not be asked and nothing failed; the first line says
why, the evidence stands below, files are named as `[[ATTACHMENT|path]]`. Written as the tests are read: counts, which
stand before what they count, get room that is filled in later.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from QuashLibrary.report.files.linked_files import evidence_files, seen_from
from QuashLibrary.report.read.model import TestRun
from QuashLibrary.report.summary.statistics import RunSummary, TestEntry, first_line
from QuashLibrary.views.texts import safe

_ROOM = 120
_ELEMENTS = {"failure": "failures", "error": "errors", "skipped": "skipped"}


@dataclass(slots=True)
class _Counts:
    tests: int = 0
    failures: int = 0
    errors: int = 0
    skipped: int = 0
    time: float = 0.0

    def add(self, element: str, elapsed: float) -> None:
        self.tests += 1
        self.time += elapsed
        if element:
            name = _ELEMENTS[element]
            setattr(self, name, getattr(self, name) + 1)

    def __str__(self) -> str:
        return (
            f'tests="{self.tests}" failures="{self.failures}" errors="{self.errors}" skipped="{self.skipped}" '
            f'time="{self.time:.3f}"'
        )


@dataclass(slots=True)
class _Open:
    """An element whose counts have room at `place`."""

    place: int
    counts: _Counts = field(default_factory=_Counts)
    suite: tuple[str, ...] = ()
    output: list[str] = field(default_factory=list)


class JunitFile:
    """The file while it is written; paths are absolute, or relative to `root` where one is given."""

    def __init__(self, file: TextIO, root: Path | None = None) -> None:
        """Begin the file."""
        self._file = file
        self._root = root
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self._all = _Open(self._begin('<testsuites name="QuashLibrary" '))
        self._suite: _Open | None = None

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Add a test. What the setup or teardown of a suite did stands in the output of its suite."""
        suite = self._suite_of(test)
        if test.kind != "test":
            suite.output.append(f"{test.kind}: {test.name}\n{self._output(test)}")
            return
        element = _element(test, entry)
        for counts in (suite.counts, self._all.counts):
            counts.add(element, test.elapsed)
        self._file.write(f"<testcase{self._attributes(test)}>\n")
        if element == "skipped":
            self._file.write(f"<skipped message={_quoted(entry.reason)}/>\n")
        elif element:
            self._file.write(f"<{element} message={_quoted(_why(test, entry))} type={_quoted(_kind(entry))}>")
            self._file.write(f"{_text(_evidence(test))}</{element}>\n")
        self._write_output(self._output(test))
        self._file.write("</testcase>\n")

    def finish(self, _summary: RunSummary) -> None:
        """End the file."""
        self._end_suite()
        self._file.write("</testsuites>\n")
        self._fill(self._all)

    def _suite_of(self, test: TestRun) -> _Open:
        if self._suite is None or self._suite.suite != test.suite:
            self._end_suite()
            started = (test.started or datetime.min).isoformat(timespec="seconds")
            name = _quoted(".".join(test.suite))
            place = self._begin(f'<testsuite name={name} timestamp="{started}" ')
            self._suite = _Open(place, suite=test.suite)
        return self._suite

    def _end_suite(self) -> None:
        if self._suite is not None:
            self._write_output("\n".join(self._suite.output))
            self._file.write("</testsuite>\n")
            self._fill(self._suite)

    def _begin(self, opening: str) -> int:
        self._file.write(opening)
        place = self._file.tell()
        self._file.write(f"{' ' * _ROOM}>\n")
        return place

    def _fill(self, element: _Open) -> None:
        self._file.seek(element.place)
        self._file.write(str(element.counts))
        self._file.seek(0, os.SEEK_END)

    def _attributes(self, test: TestRun) -> str:
        attributes = {"classname": ".".join(test.suite), "name": test.name, "time": f"{test.elapsed:.3f}"}
        if test.source:
            attributes["file"] = self._shown(Path(test.source))
        return "".join(f" {name}={_quoted(value)}" for name, value in attributes.items())

    def _output(self, test: TestRun) -> str:
        lines = [f"{shown.record.summary}{' (tried again)' if shown.retried else ''}" for shown in test.outcomes]
        lines += test.notes
        lines += [f"[[ATTACHMENT|{self._shown(path)}]]" for path in evidence_files(test)]
        return "\n".join(lines)

    def _write_output(self, text: str) -> None:
        if text:
            self._file.write(f"<system-out>{_text(text)}</system-out>\n")

    def _shown(self, path: Path) -> str:
        whole = Path(os.path.abspath(path))
        if self._root is not None and whole.is_relative_to(self._root):
            return seen_from(self._root, whole)
        return str(whole)


def _element(test: TestRun, entry: TestEntry) -> str:
    """Return the element that says how a test ended; none where it passed."""
    if test.status in ("SKIP", "NOT RUN"):
        return "skipped"
    if test.status == "PASS":
        return ""
    return "error" if entry.errors and not entry.failed else "failure"


def _kind(entry: TestEntry) -> str:
    if entry.silent:
        return "silent-failure"
    if entry.failed:
        return "failed"
    return "error" if entry.errors else "robot"


def _why(test: TestRun, entry: TestEntry) -> str:
    """Return in one line what the test failed of; an outcome that it only warns of, or has caught, is not that."""
    told = first_line(test.message)
    return entry.reason if entry.reason in test.message or not told else told


def _evidence(test: TestRun) -> str:
    return "\n\n".join(dict.fromkeys(_parts_of_evidence(test)))


def _parts_of_evidence(test: TestRun) -> Iterator[str]:
    yield test.message
    for shown in test.outcomes:
        record = shown.record
        if shown.missed:
            if record.message not in test.message:
                yield record.message
            yield record.exchange


def _text(text: str) -> str:
    return escape(safe(text))


def _quoted(text: str) -> str:
    return quoteattr(safe(text))
