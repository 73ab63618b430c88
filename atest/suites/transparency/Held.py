"""A listener that turns one test into many, and counts the objects of QuashLibrary after some of them."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

ROBOT_LISTENER_API_VERSION = 3
TESTS = 300
_COUNTED_AT = (100, 200, 300)
_PLAIN = (list, dict, set, frozenset, tuple)
_ended = 0


def start_suite(data: Any, result: Any) -> None:
    """Create the tests, each with its own cells and name."""
    for number in range(TESTS):
        test = data.tests.create(name=f"Generated {number}", tags=[f"tag {number}", "before:@fine"])
        test.body.create_keyword(name="Log", args=[f"cell {number}"])
        test.body.create_keyword(name=f'User "{number}" logs in')
        test.body.create_keyword(name="Run Keyword", args=["Set Variable", f"value {number}"])
    del data.tests[0]


def end_test(data: Any, result: Any) -> None:
    """Count, and write the result to a file."""
    global _ended  # noqa: PLW0603
    _ended += 1
    if _ended in _COUNTED_AT:
        path = Path(result.parent.metadata["Held"])
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{_held()} {_alive()}\n")


def _alive() -> int:
    """Return how many objects of QuashLibrary exist, including those referenced by Robot's own data."""
    gc.collect()
    return sum(str(type(item).__module__).startswith("QuashLibrary") for item in gc.get_objects())


def _held() -> int:
    """Return how many objects and items the state of the run references, except Robot's own."""
    state = sys.modules["QuashLibrary.robotside.state.run"].run_state()
    seen: set[int] = set()
    items, waiting = 0, [state, state.listener]
    while waiting:
        item = waiting.pop()
        if id(item) in seen or not (type(item) in _PLAIN or type(item).__module__.startswith("QuashLibrary")):
            continue
        seen.add(id(item))
        items += len(item) if type(item) in _PLAIN else 1
        waiting += gc.get_referents(item)
    return items
