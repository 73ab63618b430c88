"""A listener that does nothing, for version 3 of the interface."""

from typing import Any

ROBOT_LISTENER_API_VERSION = 3


def start_keyword(_data: Any, _result: Any) -> None:
    """Receive the start of a step."""


def end_keyword(_data: Any, _result: Any) -> None:
    """Receive the end of a step."""
