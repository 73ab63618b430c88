"""Stands in for the pages until they are there."""

from pathlib import Path

from QuashLibrary.report.model import TestRun
from QuashLibrary.report.statistics import RunSummary, TestEntry


class Pages:
    """Writes an index that says nothing."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self._folder = folder

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Add a test."""

    def finish(self, summary: RunSummary) -> None:
        """Write the index."""
        (self._folder / "index.html").write_text("<!doctype html><title>Quash</title>", encoding="utf-8")
