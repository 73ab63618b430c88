"""A listener that changes tests when they start and end."""

from __future__ import annotations

from typing import Any

ROBOT_LISTENER_API_VERSION = 3


def start_test(data: Any, result: Any) -> None:
    """Change the test."""
    result.name = f"{result.name} (renamed)"
    result.doc = f"{result.doc} changed\x01"
    result.tags.add(["by listener", "tag \x02"])
    data.body.create_keyword(name="Log", args=["added by the listener"])


def end_test(data: Any, result: Any) -> None:
    """Change the result."""
    result.message = f"{result.message} seen\x03".strip()


def log_message(message: Any) -> None:
    """Change or remove messages."""
    if "remove me" in (message.message or ""):
        message.message = None
    elif message.message == "message":
        message.message = "MESSAGE\x04"
