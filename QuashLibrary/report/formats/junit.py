"""Write the run as `junit.xml`, for CI servers without Robot support: GitLab, Azure, GitHub, Jenkins' JUnit plugin.

A failed test is a `failure`, or an `error` if a backend could not be checked and nothing else failed. Its first line
says why, the evidence follows, and files appear as `[[ATTACHMENT|path]]`. The file is written while tests are read. The
counts come first in the file, so their space is left blank and filled in later.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from QuashLibrary.language.printable import safe
from QuashLibrary.report.files.linked_files import linked_file, seen_from
from QuashLibrary.report.summary.statistics import first_line, swallowed_line_of
from QuashLibrary.report.summary.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.report.read.model import TestRun
    from QuashLibrary.report.summary.model import RunSummary, TestEntry

_COUNTS_LENGTH = 120
_MOST_REQUESTS = 20
"""The most swallowed failures of a test that are written, each with its request and answer if the test failed."""


class _OpenElement:
    """An unfinished element; its counts will be written at `place`."""

    def __init__(self, place: int, suite: tuple[str, ...] = ()) -> None:
        self.place = place
        self.suite = suite
        self.output: list[str] = []
        self.results: Counter[str] = Counter()
        self.seconds = 0.0

    @property
    def counts(self) -> str:
        """Its counts as attributes."""
        results = self.results
        return (
            f'tests="{results.total()}" failures="{results["failure"]}" errors="{results["error"]}" '
            f'skipped="{results["skipped"]}" time="{self.seconds:.3f}"'
        )


class JunitFile:
    """The file during writing; paths below `root` are relative to it, all other paths are absolute."""

    def __init__(self, file: TextIO, root: Path | None = None) -> None:
        self._file = file
        self._root = root
        self._shown_paths: dict[Path, str] = {}  # Many tests share a file.
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self._run = _OpenElement(self._begin_element('<testsuites name="QuashLibrary" '))
        self._suite: _OpenElement | None = None

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Add a test; a suite setup or teardown goes into the output of its suite."""
        suite = self._suite_of(test)
        if test.kind != "test":
            suite.output.append(f"{test.kind}: {test.name}\n{self._output_text(test)}")
            return
        result = _result_tag(test, entry)
        for element in (suite, self._run):
            element.results[result] += 1
            element.seconds += test.elapsed
        self._file.write(f"<testcase{self._attributes(test)}>\n")
        if result == "skipped":
            self._file.write(f"<skipped message={_quoted(entry.reason)}/>\n")
        elif result:
            attributes = f"message={_quoted(_failure_line(test, entry))} type={_quoted(_failure_type(entry))}"
            self._file.write(f"<{result} {attributes}>{_escaped(_evidence_text(test))}</{result}>\n")
        self._write_output(self._output_text(test))
        self._file.write("</testcase>\n")

    def finish(self, _summary: RunSummary) -> None:
        """Finish the file."""
        self._end_suite()
        self._file.write("</testsuites>\n")
        self._fill_in(self._run)

    def _suite_of(self, test: TestRun) -> _OpenElement:
        if self._suite is None or self._suite.suite != test.suite:
            self._end_suite()
            started = (test.started or datetime.min).isoformat(timespec="seconds")
            name = _quoted(".".join(test.suite))
            place = self._begin_element(f'<testsuite name={name} timestamp="{started}" ')
            self._suite = _OpenElement(place, test.suite)
        return self._suite

    def _end_suite(self) -> None:
        if self._suite is not None:
            self._write_output("\n".join(self._suite.output))
            self._file.write("</testsuite>\n")
            self._fill_in(self._suite)

    def _begin_element(self, opening: str) -> int:
        self._file.write(opening)
        place = self._file.tell()
        self._file.write(f"{' ' * _COUNTS_LENGTH}>\n")
        return place

    def _fill_in(self, element: _OpenElement) -> None:
        self._file.seek(element.place)
        self._file.write(element.counts)
        self._file.seek(0, os.SEEK_END)

    def _attributes(self, test: TestRun) -> str:
        attributes = {"classname": ".".join(test.suite), "name": test.name, "time": f"{test.elapsed:.3f}"}
        if test.source:
            attributes["file"] = self._shown_path(Path(test.source))
        return "".join(f" {name}={_quoted(value)}" for name, value in attributes.items())

    def _output_text(self, test: TestRun) -> str:
        lines = [f"{shown.record.summary}{' (retried)' if shown.retried else ''}" for shown in test.outcomes]
        lines += _swallowed_lines(test)
        lines += test.notes
        lines += [f"[[ATTACHMENT|{self._shown_path(path)}]]" for path in _evidence_files(test)]
        return "\n".join(lines)

    def _write_output(self, text: str) -> None:
        if text:
            self._file.write(f"<system-out>{_escaped(text)}</system-out>\n")

    def _shown_path(self, path: Path) -> str:
        if path not in self._shown_paths:
            self._shown_paths[path] = self._path_from_root(path)
        return self._shown_paths[path]

    def _path_from_root(self, path: Path) -> str:
        absolute = Path(os.path.abspath(path))
        if self._root is not None and absolute.is_relative_to(self._root):
            return seen_from(self._root, absolute)
        return str(absolute)


def _result_tag(test: TestRun, entry: TestEntry) -> str:
    """Return the tag for a test's result; empty if the test passed."""
    if test.status in ("SKIP", "NOT RUN"):
        return "skipped"
    if test.status == "PASS":
        return ""
    is_failed = entry.failed or (test.swallowed and test.app and test.app.policy == "fail")
    return "error" if entry.unusable or (entry.errors and not is_failed) else "failure"


def _failure_type(entry: TestEntry) -> str:
    if entry.unusable:
        return "registry"
    if entry.silent:
        return "silent-failure"
    if entry.swallowed:
        return "swallowed-failure"
    if entry.failed:
        return "failed"
    return "error" if entry.errors else "robot"


def _failure_line(test: TestRun, entry: TestEntry) -> str:
    """Return in one line why the test failed: never an outcome that only warned or that the test caught."""
    line = first_line(test.message)
    return entry.reason if entry.reason in test.message or not line else line


def _evidence_text(test: TestRun) -> str:
    return "\n\n".join(dict.fromkeys(_parts_of_evidence(test)))


def _parts_of_evidence(test: TestRun) -> Iterator[str]:
    yield test.message
    for shown in test.outcomes:
        record = shown.record
        if shown.missed:
            if record.message not in test.message:
                yield record.message
            yield record.exchange
    yield from filter(None, _parts_of_app_evidence(test))


def _swallowed_lines(test: TestRun) -> Iterator[str]:
    written = test.swallowed_requests[:_MOST_REQUESTS]
    yield from (f"swallowed failure: {swallowed_line_of(request)}" for request in written)
    if test.swallowed > len(written):
        yield count(test.swallowed - len(written), "more swallowed failure")


def _parts_of_app_evidence(test: TestRun) -> Iterator[str]:
    if test.app and test.swallowed and test.app.message not in test.message:
        yield test.app.message
    for request in test.swallowed_requests[:_MOST_REQUESTS]:
        yield from (swallowed_line_of(request), request.why, request.request, request.answer)


def _evidence_files(test: TestRun) -> Iterator[Path]:
    """Yield the existing pictures and page sources."""
    links = [picture.link for step in test.steps for picture in step.pictures]
    for shown in test.outcomes:
        links += [shown.screenshot.link if shown.screenshot else "", shown.page_source]
    for link in dict.fromkeys(links):
        if path := linked_file(test.folder, link):
            yield path


def _escaped(text: str) -> str:
    return escape(safe(text), quote=False)


def _quoted(text: str) -> str:
    """Return a text as a quoted attribute; XML parsers would read an unescaped line break as a blank."""
    value = _escaped(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace('"', "&quot;") + '"'
