"""Count calls of the package's own functions: tests use them as a budget that is the same on any machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import QuashLibrary

_PACKAGE = str(Path(QuashLibrary.__file__).parent)


def calls_of_ours(work: Callable[[], object]) -> int:
    """Return how many calls of the package's functions some work takes in this thread."""
    called = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal called
        called += event == "call" and frame.f_code.co_filename.startswith(_PACKAGE)

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called
