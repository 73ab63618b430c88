"""Helpers to write and read pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from QuashLibrary.report.pages.write import Pages
from QuashLibrary.report.read import model
from QuashLibrary.report.summary.statistics import entry_of
from utest.report.pages.html_reader import Node, read_page
from utest.report.runs import summed


class Report:
    """A report and its contents."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the report."""
        self.folder = folder

    @property
    def index(self) -> Node:
        """The index."""
        return read_page(self.folder / "index.html")

    def page(self, name: str = "s1-t1") -> Node:
        """Return the page of a test."""
        return read_page(self.folder / "tests" / f"{name}.html")

    @property
    def pages(self) -> set[str]:
        """The names of the tests' pages."""
        return {path.stem for path in (self.folder / "tests").glob("*.html")}


Writing = Callable[..., Report]


@pytest.fixture
def write(tmp_path: Path) -> Writing:
    """A function that writes the pages for a run of these tests into a folder next to the log."""

    def written(*tests: model.TestRun, notes: Sequence[str] = ()) -> Report:
        pages = Pages(tmp_path / "quash")
        for test in tests:
            pages.add(test, entry_of(test))
        pages.finish(summed(tests, notes=notes))
        return Report(tmp_path / "quash")

    return written
