"""A listener that counts calls of QuashLibrary's functions in each test, and the memory still allocated after it."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROBOT_LISTENER_API_VERSION = 3
# The highest priority value: last at a start and at an end, when the library's own work on the test is over.
ROBOT_LISTENER_PRIORITY = -100
_PACKAGE = f"{os.sep}QuashLibrary{os.sep}"
_calls: Counter[str] = Counter()


def start_test(data: Any, result: Any) -> None:
    """Start counting."""
    _calls.clear()
    sys.setprofile(_count)


def end_test(data: Any, result: Any) -> None:
    """Write the counts beside the output, one line for each test."""
    sys.setprofile(None)
    gc.collect()
    counted = {"test": result.name, "calls": dict(_calls), "objects": len(gc.get_objects())}
    with Path(os.environ["COUNTED"]).open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(counted)}\n")


def _count(frame: Any, event: str, _argument: object) -> None:
    if event == "call" and _PACKAGE in frame.f_code.co_filename:
        _calls[f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}"] += 1
