"""Robot listener that shows a run as one dot per test, which keeps the console short."""

from __future__ import annotations

import sys
from typing import Any

ROBOT_LISTENER_API_VERSION = 3


def end_test(_data: Any, result: Any) -> None:
    """Write directly to the console, because Robot captures the output of tests."""
    console = sys.__stdout__
    if console is not None:
        console.write("." if result.passed else "F")
        console.flush()
