"""What sources keep from one exchange to the next, for one test: cookies, tokens of logins.

Apart from the sources, so that a test's credentials can be handed to any source without knowing it: each
source has a class of its own for what it keeps.
"""

import threading
from typing import Any, TypeVar

_Kept = TypeVar("_Kept")


class TestCredentials:
    """The credentials of one test, dropped at its end; may be used from several threads."""

    __test__ = False  # pytest must not collect it

    def __init__(self) -> None:
        self._by_class: dict[type, Any] = {}
        self._lock = threading.Lock()

    def of(self, kind: type[_Kept]) -> _Kept:
        """Return what the test keeps as an object of this class, which the first call makes."""
        with self._lock:
            if kind not in self._by_class:
                self._by_class[kind] = kind()
            kept: _Kept = self._by_class[kind]
            return kept
