"""Write the pages of the report: that of a test as soon as possible, the index at the end.

In: tests and their entries, then the summary. Out: files below the folder of the report. At most one test waits in
memory, so memory does not grow with the run. The caller handles an OSError.
"""

from pathlib import Path
from posixpath import normpath

from QuashLibrary.report.files.whole_files import write_whole
from QuashLibrary.report.pages.file_names import INDEX_NAME, STYLE_NAME, TESTS_FOLDER, page_name
from QuashLibrary.report.pages.index_page import index_page
from QuashLibrary.report.pages.jinja import TEMPLATES, render
from QuashLibrary.report.pages.log_folder import LogFolder
from QuashLibrary.report.pages.page_files import PageFiles
from QuashLibrary.report.pages.test_page import page_of, silent_screen
from QuashLibrary.report.read.model import TestRun
from QuashLibrary.report.summary.model import RunSummary, TestEntry


class Pages:
    """The pages of one report."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tests = folder / TESTS_FOLDER
        self._files = PageFiles(self._tests)
        # The page of a problem links the next problem, so it waits until that is known.
        self._waiting: tuple[TestRun, TestEntry] | None = None
        self._previous: TestEntry | None = None
        self._screens: dict[str, str] = {}
        self._log_folders: dict[Path, LogFolder] = {}

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Write the page of a test; that of a problem is written when the next problem is known."""
        if not entry.is_problem:
            self._write(test, entry)
            return
        self._write_waiting(entry)
        self._waiting = (test, entry)

    def finish(self, summary: RunSummary) -> None:
        """Write the index and the style sheet, and remove the pages of tests that are no longer part of the run."""
        self._write_waiting(None)
        write_whole(self._folder / STYLE_NAME, (TEMPLATES / STYLE_NAME).read_bytes())
        index = render("index.html", page=index_page(summary, self._screens), root="")
        write_whole(self._folder / INDEX_NAME, index)
        self._files.remove_others()

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
        if screen := silent_screen(page):
            self._screens[test.id] = normpath(f"{TESTS_FOLDER}/{screen}")
        self._files.write(page_name(test.id), render("test.html", page=page, root="../"))
