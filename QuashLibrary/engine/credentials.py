"""The cookies and login tokens that sources keep between the exchanges of one test.

This module is separate from the sources, so any source can store credentials of its own class here.
"""

import threading
from typing import Any, TypeVar

_Kept = TypeVar("_Kept")


class TestCredentials:
    """The credentials of one test, dropped at its end; thread-safe."""

    __test__ = False  # pytest must not collect this class

    def __init__(self) -> None:
        self._by_class: dict[type, Any] = {}
        self._lock = threading.Lock()

    def of(self, kind: type[_Kept]) -> _Kept:
        """Return the test's object of this class; the first call creates it."""
        with self._lock:
            if kind not in self._by_class:
                self._by_class[kind] = kind()
            kept: _Kept = self._by_class[kind]
            return kept
