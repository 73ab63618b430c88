"""A listener that does nothing, for version 2 of the interface: Robot still creates its arguments."""

from typing import Any

ROBOT_LISTENER_API_VERSION = 2


def start_keyword(_name: str, _attributes: dict[str, Any]) -> None:
    """Receive the start of a step."""


def end_keyword(_name: str, _attributes: dict[str, Any]) -> None:
    """Receive the end of a step."""
