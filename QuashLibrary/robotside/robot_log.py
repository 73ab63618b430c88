"""Steps and messages in Robot's log, at their true times.

Robot writes its output as it runs, so what a listener adds afterwards is lost. A child step is therefore
a real keyword of this library (`› text`, private) run through Robot; the listener gives it its times.
"""

import re

from robot.api import logger
from robot.errors import ExecutionFailed, RobotError
from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.robotside.session import LogStep, Session
from QuashLibrary.views.texts import one_line, shorten

STEP_PREFIX = "› "
STEP_KEYWORD = "› ${text}"
_LONGEST_TITLE = 200
_CHARACTER = re.compile(r"\\(?=[uUx])")
_VARIABLE = re.compile(r"(\\*)([$@&%]\{)")


class StepError(RobotError):
    """Makes a child step red, without a traceback; its parent decides what follows."""

    ROBOT_SUPPRESS_NAME = True


def run_step(session: Session, library: str, step: LogStep) -> None:
    """Show a step in Robot's log and run what belongs into it; a failure in it goes no further.

    `library` is the name under which the running suite knows this library.
    """
    session.log_steps.append(step)
    title = _escaped(shorten(one_line(step.title), _LONGEST_TITLE))
    try:
        BuiltIn().run_keyword(f"{library}.{STEP_PREFIX}{title}")
    except ExecutionFailed as failure:
        if failure.dont_continue:
            raise
    finally:
        session.log_steps.pop()


def text(message: str) -> None:
    """Write a message as text, whatever it begins with."""
    logger.info(message if not message.startswith("*HTML*") else f"\u200b{message}")


def html(message: str) -> None:
    """Write a message as HTML; what stands in it is escaped already."""
    logger.info(message, html=True)


def warning(message: str) -> None:
    """Write a warning, which Robot also shows in its execution errors and on the console."""
    logger.warn(message)


def _escaped(title: str) -> str:
    r"""Keep Robot from looking up `${...}` in a title, and from making characters of `\uXXXX`."""
    title = _CHARACTER.sub(r"\\\\", title)
    return _VARIABLE.sub(lambda match: f"{match[1] * 2}\\{match[2]}", title)
