"""A library with one instance per test that counts its instances."""

from __future__ import annotations

MADE: list[int] = []


class Scopes:
    """Logs nothing, so only its count shows who has used it."""

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
