"""Reports that are written for tests, and what of them is compared."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from QuashLibrary.report.writing import Report, write_report
from utest.report.outputs import written

_TIMES = {"started", "ended", "elapsed", "became_true", "lag", "took"}
_PLACES = {"id", "sources", "generator", "screenshot", "page_source", "line"}
_TIME_TEXT = re.compile(
    r"\b\d+(\.\d+)? (µs|ms|s)\b"
    r"|\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT"
    r"|\d{4}-\d\d-\d\d[T ][\d:.]+(\+[\d:]+)?"
)


def report_of(folder: Path, *tests: str, **more: Any) -> Report:
    """Write the report of a run of these tests."""
    return write_report([written(folder, *tests)], folder / "quash", **more)


def outcomes(folder: Path) -> dict[str, Any]:
    """Return the outcomes.json of a report."""
    data: dict[str, Any] = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    return data


def comparable(value: Any) -> Any:
    """Return what is in an outcomes.json without times, ids and names of files, which no two runs share."""
    if isinstance(value, Mapping):
        return {
            key: bool(item) if key in ("screenshot", "page_source") else comparable(item)
            for key, item in value.items()
            if key not in _TIMES | _PLACES or key in ("screenshot", "page_source")
        }
    if isinstance(value, list):
        return [comparable(item) for item in value]
    return _TIME_TEXT.sub("T", value) if isinstance(value, str) else value
