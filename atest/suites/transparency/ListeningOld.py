"""A library that is its own listener, version 2."""

from __future__ import annotations

from typing import Any


class ListeningOld:
    """Records the events of its suite."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"
    ROBOT_LISTENER_API_VERSION = 2

    def __init__(self) -> None:
        """Start without events."""
        self.ROBOT_LIBRARY_LISTENER = self
        self._events: list[str] = []

    def _start_keyword(self, name: str, attributes: dict[str, Any]) -> None:
        self._events.append(f"{name} {attributes['args']}")

    def _log_message(self, message: dict[str, Any]) -> None:
        self._events.append(str(message["message"]))

    def old_events(self) -> list[str]:
        """Return the events so far."""
        return list(self._events)
