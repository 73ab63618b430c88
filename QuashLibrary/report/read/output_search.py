"""Search an output for facts that the first test needs although the file contains them later.

In: a file. Out: the names of its UI libraries, the failed suite teardowns, and the number of its tests. The bytes are
searched without parsing the XML, because an output is large and these facts are small.

A suite may import a UI library under any name, and tests use the UI before the first outcome mentions that name. Robot
writes a suite teardown after the tests of the suite.
"""

from __future__ import annotations

import re
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from QuashLibrary.report.read.json_output import is_json
from QuashLibrary.report.read.suite_teardowns import read_teardown, teardowns_of_file
from QuashLibrary.views.record import UI_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from QuashLibrary.report.read.suite_teardowns import SuiteTeardown

_BLOCK, _OVERLAP = 1 << 18, 1 << 10
_NAMES = re.compile(re.escape(UI_MARK.encode()) + rb"([^<>&\"\\\n]{1,500}?)--")
_BY_ROBOT = re.compile(rb"<robot\b[^>]*\sgenerator=[\"']Robot")
_PLACES = re.compile(
    rb"<(?:(?P<begins>suite)[\s>]|/(?:(?P<ends>suite)|test)>(?:[^<]*(?P<keyword><kw)\b)?|(?P<declares>!))"
)
"""The beginnings and ends of suites, and keywords after a test or suite. Robot writes no comments or declarations."""


class OutputHints(NamedTuple):
    """The facts found; `teardowns` contains failed teardowns by the number of their suite in the order of the file.

    `tests` is the number of tests, or 0 if it is unknown.
    """

    ui_libraries: frozenset[str] = frozenset()
    teardowns: Mapping[int, SuiteTeardown] = MappingProxyType({})
    tests: int = 0


class _Block(NamedTuple):
    """A block of a file at an offset; the next block repeats everything after `end`."""

    data: bytes
    offset: int
    end: int


def search_output(path: Path) -> OutputHints:
    """Return the hints for reading an output; errors are reported later, when the output is read."""
    names: set[bytes] = set()
    suites = _SuiteSearch()
    with suppress(OSError), path.open("rb") as file:
        for block in _blocks(file):
            names.update(_NAMES.findall(block.data))
            suites.add(block)
        libraries = {name for text in names for name in text.decode("utf-8", "replace").split("|")}
        return OutputHints(frozenset(libraries), suites.failed_teardowns(path, file), suites.tests)
    return OutputHints()


class _SuiteSearch:
    """Finds the keywords that follow the tests of a suite."""

    def __init__(self) -> None:
        self._beginning = b""
        self._numbers: list[int] = []
        self._suites = 0
        self._places: list[tuple[int, int]] = []
        self._is_plain = True
        self.tests = 0
        """The number of tests that have ended."""

    def add(self, block: _Block) -> None:
        """Search a block."""
        self._beginning = self._beginning if block.offset else block.data[:_OVERLAP]
        for match in _PLACES.finditer(block.data):
            if match.start() >= block.end:
                return
            if match["begins"]:
                self._numbers.append(self._suites)
                self._suites += 1
            elif match["ends"]:
                del self._numbers[-1:]
            elif not match["declares"]:
                self.tests += 1
            self._is_plain = self._is_plain and not match["declares"]
            if match["keyword"] and self._numbers:
                self._places.append((self._numbers[-1], block.offset + match.start("keyword")))

    def failed_teardowns(self, path: Path, file: BinaryIO) -> Mapping[int, SuiteTeardown]:
        """Return the failed teardowns; in outputs of rebot and pabot, the tests already have the final result."""
        if not self._is_plain or is_json(self._beginning):
            return teardowns_of_file(path)
        if not _BY_ROBOT.search(self._beginning):
            return {}
        found = ((number, read_teardown(file, place)) for number, place in self._places)
        return {number: teardown for number, teardown in found if teardown}


def _blocks(file: BinaryIO) -> Iterator[_Block]:
    data, offset = b"", 0
    while more := file.read(_BLOCK):
        data += more
        end = max(len(data) - _OVERLAP, 0)
        yield _Block(data, offset, end)
        data, offset = data[end:], offset + end
    yield _Block(data, offset, len(data))
