"""Helpers to write and read reports."""

import json
from pathlib import Path
from typing import Any

from QuashLibrary.report.write import Report, write_report
from utest.report.outputs import written


def report_of(folder: Path, *tests: str, **more: Any) -> Report:
    """Write the report for a run of these tests."""
    return write_report([written(folder, *tests)], folder / "quash", **more)


def outcomes(folder: Path) -> dict[str, Any]:
    """Return the outcomes.json of a report."""
    data: dict[str, Any] = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    return data
