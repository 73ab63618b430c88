"""A library with one instance per suite."""

from __future__ import annotations

MADE: list[int] = []


class SuiteScope:
    """Counts its instances, and refuses to be compared."""

    ROBOT_LIBRARY_SCOPE = "SUITE"

    def __init__(self) -> None:
        """Count."""
        MADE.append(1)

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        raise RuntimeError("no ==")

    __hash__ = object.__hash__

    def instances_of_suites(self) -> int:
        """Return how many instances there were."""
        return len(MADE)
