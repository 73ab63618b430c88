"""A library with an instance for each test: it counts how many are made."""

from __future__ import annotations

MADE: list[int] = []


class Scopes:
    """Logs nothing, so that only its number shows who has asked for it."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self, start: int = 0) -> None:
        """Count."""
        MADE.append(1)
        self._used = start

    def use(self) -> int:
        """Return how often this instance was used."""
        self._used += 1
        return self._used

    def instances_made(self) -> int:
        """Return how many instances there were."""
        return len(MADE)
