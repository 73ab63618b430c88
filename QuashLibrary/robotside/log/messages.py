"""Messages of the running step in Robot's log; their content is already redacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from robot.api import logger

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.run import RunState


def text(message: str) -> None:
    """Write a message as text, even if it begins with `*HTML*`."""
    logger.info(message if not message.startswith("*HTML*") else f"\u200b{message}")


def html(run: RunState, message: str) -> None:
    """Write a message as HTML, which the listener must not mask again."""
    run.redacted_html.add(hash(message))
    logger.info(message, html=True)


def warning(message: str) -> None:
    """Write a warning, which Robot also shows in its execution errors and on the console."""
    logger.warn(message)
