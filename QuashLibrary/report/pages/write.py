"""Write the pages of the report: the page of a test as soon as possible, the index at the end.

In: tests and their entries, then the summary. Out: files in the folder of the report. At most one test waits in memory,
so memory does not grow with the run. The caller handles OSError.
"""

from __future__ import annotations

import os
import re
from posixpath import normpath
from typing import TYPE_CHECKING

from QuashLibrary.report.files.whole_files import write_whole
from QuashLibrary.report.pages.file_names import (
    GENERATOR,
    INDEX_NAME,
    LIST_NAME,
    STYLE,
    STYLE_NAME,
    TESTS_FOLDER,
    page_name,
)
from QuashLibrary.report.pages.index_page import index_page
from QuashLibrary.report.pages.log_folder import LogFolder
from QuashLibrary.report.pages.markup.index import index
from QuashLibrary.report.pages.markup.test_page import test_page
from QuashLibrary.report.pages.test_page import page_of

if TYPE_CHECKING:
    from pathlib import Path

    from QuashLibrary.report.read.model import TestRun
    from QuashLibrary.report.summary.model import RunSummary, TestEntry

_OWN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.(html|png|jpe?g|gif|webp)")
_HEAD_LENGTH = 2_000


class PageFiles:
    """The files that the report writes into one folder; files of an earlier report are removed.

    A list in the folder names the report's files. A name is added before its file is written, so the list is correct
    even if the run is killed. A file that is not on the list is never touched.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder; the first file creates it."""
        self._folder = folder
        self._list = folder / LIST_NAME
        self._names: dict[str, None] = {}

    def write(self, name: str, data: bytes) -> None:
        """Write a file and add it to the list."""
        if name not in self._names:
            self._add_to_list(name)
        write_whole(self._folder / name, data)

    def remove_others(self) -> None:
        """Remove the files that an earlier run wrote and this run did not."""
        others = self._listed_names() - self._names.keys()
        for part in self._folder.glob("*.part") if others else ():
            if part.name.rsplit(".", 2)[0] in others:
                part.unlink(missing_ok=True)
        for name in others:
            path = self._folder / name
            if _is_own(path):
                path.unlink(missing_ok=True)
        if self._names:
            write_whole(self._list, "".join(f"{name}\n" for name in self._names).encode())
        else:
            self._list.unlink(missing_ok=True)

    def _add_to_list(self, name: str) -> None:
        if not self._names:
            self._folder.mkdir(parents=True, exist_ok=True)
        # Each test adds a line, and creating a file object would take longer than writing the page.
        names = os.open(self._list, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            os.write(names, f"{name}\n".encode())
        finally:
            os.close(names)
        self._names[name] = None

    def _listed_names(self) -> set[str]:
        try:
            lines = self._list.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return set()
        return {line for line in lines if _OWN_NAME.fullmatch(line)}


def _is_own(path: Path) -> bool:
    """Return whether the report wrote this file: somebody may have replaced it."""
    if path.suffix != ".html":
        return path.is_file()
    try:
        with path.open("rb") as file:
            return GENERATOR.encode() in file.read(_HEAD_LENGTH)
    except OSError:
        return False


class Pages:
    """The pages of one report."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tests = folder / TESTS_FOLDER
        self._files = PageFiles(self._tests)
        # The page of a problem links the next problem, so it waits until the next problem is known.
        self._waiting: tuple[TestRun, TestEntry] | None = None
        self._previous: TestEntry | None = None
        self._screens: dict[str, str] = {}
        self._log_folders: dict[Path, LogFolder] = {}

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Write the page of a test; a problem's page is written when the next problem is known."""
        if not entry.is_problem:
            self._write(test, entry)
            return
        self._write_waiting(entry)
        self._waiting = (test, entry)

    def finish(self, summary: RunSummary) -> None:
        """Write the index and the style sheet, and remove pages of tests that are no longer part of the run."""
        self._write_waiting(None)
        write_whole(self._folder / STYLE_NAME, STYLE.read_bytes())
        write_whole(self._folder / INDEX_NAME, index(index_page(summary, self._screens, self._log())))
        self._files.remove_others()

    def _log(self) -> str:
        """Return the link to Robot's log; empty if the tests come from several logs."""
        logs = [LogFolder(folder, self._folder, self._files.write).log() for folder in self._log_folders]
        return logs[0] if len(logs) == 1 else ""

    def _write_waiting(self, following: TestEntry | None) -> None:
        if self._waiting is None:
            return
        test, entry = self._waiting
        self._waiting = None
        self._write(test, entry, self._previous, following)
        self._previous = entry

    def _write(
        self, test: TestRun, entry: TestEntry, previous: TestEntry | None = None, following: TestEntry | None = None
    ) -> None:
        if test.folder not in self._log_folders:
            self._log_folders[test.folder] = LogFolder(test.folder, self._tests, self._files.write)
        page = page_of(test, entry, self._log_folders[test.folder], previous, following)
        if screen := page["silent_screen"]:
            self._screens[test.id] = normpath(f"{TESTS_FOLDER}/{screen}")
        self._files.write(page_name(test.id), test_page(page))
