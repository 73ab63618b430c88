"""A library that is its own listener, version 3."""

from __future__ import annotations

from typing import Any


class Listening:
    """Records the events of its suite."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"
    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self) -> None:
        """Start without events."""
        self.ROBOT_LIBRARY_LISTENER = self
        self._events: list[str] = []

    def _start_test(self, data: Any, result: Any) -> None:
        self._events.append(f"start {data.name} {len(data.body)}")

    def _end_test(self, data: Any, result: Any) -> None:
        self._events.append(f"end {data.name} {result.status}")

    def _start_keyword(self, data: Any, result: Any) -> None:
        self._events.append(f"keyword {result.full_name} {result.args}")

    def _log_message(self, message: Any) -> None:
        self._events.append(f"message {message.message}")

    def events(self) -> list[str]:
        """Return the events so far."""
        return list(self._events)
