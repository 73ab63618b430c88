"""A listener of version 2."""

from __future__ import annotations

from typing import Any

from robot.api import logger

ROBOT_LISTENER_API_VERSION = 2


def start_keyword(name: str, attributes: dict[str, Any]) -> None:
    """Log the attributes from Robot."""
    logger.debug(f"starts {name} {attributes['args']} {attributes['type']}")


def end_test(name: str, attributes: dict[str, Any]) -> None:
    """Write to the console."""
    logger.console(f"end of {name}: {attributes['status']}")


def close() -> None:
    """Write to the console."""
    logger.console("closed")
