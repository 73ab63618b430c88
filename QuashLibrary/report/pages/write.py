"""Write the pages of the report: one for each test as it comes, the index at last.

In: tests and their entries, then the summary. Out: files below the folder of the report. Only one test is kept at a
time, so memory does not grow with the run; an OSError is the caller's to tell.
"""

from pathlib import Path
from posixpath import normpath

from QuashLibrary.report.pages.file_names import INDEX_NAME, STYLE_NAME, TESTS_FOLDER, page_name
from QuashLibrary.report.pages.index_page import index_page
from QuashLibrary.report.pages.jinja import TEMPLATES, render
from QuashLibrary.report.pages.log_folder import Beside
from QuashLibrary.report.pages.page_files import WrittenFiles, write_whole
from QuashLibrary.report.pages.test_page import Neighbours, neighbour, page_of
from QuashLibrary.report.read.model import TestRun
from QuashLibrary.report.summary.statistics import RunSummary, TestEntry
from QuashLibrary.report.summary.verdicts import is_problem


class Pages:
    """The pages of one report."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the report."""
        self._folder = folder
        self._tests = folder / TESTS_FOLDER
        self._files = WrittenFiles(self._tests)
        # A page with a problem links the next one, so it waits until that is known.
        self._waiting: tuple[TestRun, TestEntry] | None = None
        self._previous: TestEntry | None = None
        self._screens: dict[str, str] = {}

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Write the page of a test; that of one with a problem as soon as the next problem is known."""
        if not is_problem(entry):
            self._write(test, entry, Neighbours())
            return
        self._write_waiting(entry)
        self._waiting = (test, entry)

    def finish(self, summary: RunSummary) -> None:
        """Write the index and the style sheet, and remove the pages of tests that are no longer part of the run."""
        self._write_waiting(None)
        write_whole(self._folder / STYLE_NAME, (TEMPLATES / STYLE_NAME).read_bytes())
        self._page(self._folder / INDEX_NAME, render("index.html", page=index_page(summary, self._screens), root=""))
        self._files.remove_others()

    def _write_waiting(self, following: TestEntry | None) -> None:
        if self._waiting is None:
            return
        test, entry = self._waiting
        self._waiting = None
        self._write(test, entry, Neighbours(neighbour(self._previous), neighbour(following)))
        self._previous = entry

    def _write(self, test: TestRun, entry: TestEntry, neighbours: Neighbours) -> None:
        beside = Beside(test.folder, self._tests, self._files.write)
        page = page_of(test, entry, neighbours, beside)
        if page.screen:
            self._screens[test.id] = normpath(f"{TESTS_FOLDER}/{page.screen}")
        self._files.write(page_name(test.id), _encoded(render("test.html", page=page, root="../")))

    @staticmethod
    def _page(path: Path, page: str) -> None:
        write_whole(path, _encoded(page))


def _encoded(page: str) -> bytes:
    return page.encode("utf-8", "backslashreplace")
