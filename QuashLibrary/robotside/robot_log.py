"""Steps and messages in Robot's log, at their true times.

Robot writes its output as it runs, so what a listener adds afterwards is lost. A child step is therefore
a real keyword of this library (`› text`, private) run through Robot; the listener gives it its times.
"""

import re

from robot.api import logger
from robot.errors import ExecutionFailed, RobotError
from robot.running import Keyword
from robot.running.context import EXECUTION_CONTEXTS

from QuashLibrary.robotside.session import LogStep, Session
from QuashLibrary.views.texts import one_line, shorten

STEP_PREFIX = "› "
STEP_KEYWORD = "› ${text}"
_LONGEST_TITLE = 200
_VARIABLE = re.compile(r"([$@&%])\{")


class StepError(RobotError):
    """Makes a child step red, without a traceback; its parent decides what follows."""

    ROBOT_SUPPRESS_NAME = True


def run_step(session: Session, library: str, step: LogStep) -> None:
    """Show a step in Robot's log and run what belongs into it; a failure in it goes no further.

    `library` is the name under which the running suite knows this library.
    """
    session.log_steps.append(step)
    title = _inert(shorten(one_line(step.title), _LONGEST_TITLE))
    try:
        _run_keyword(f"{library}.{STEP_PREFIX}{title}")
    except ExecutionFailed as failure:
        if failure.dont_continue:
            raise
    finally:
        session.log_steps.pop()


def _run_keyword(name: str) -> None:
    """Run a keyword by its very name. BuiltIn's `run_keyword` would look up variables in it and undo escapes."""
    context = EXECUTION_CONTEXTS.current
    data, result = context.steps[-1][:2]
    Keyword(name, parent=data, lineno=data.lineno).run(result, context)


def text(message: str) -> None:
    """Write a message as text, whatever it begins with."""
    logger.info(message if not message.startswith("*HTML*") else f"\u200b{message}")


def html(message: str) -> None:
    """Write a message as HTML; what stands in it is escaped already."""
    logger.info(message, html=True)


def warning(message: str) -> None:
    """Write a warning, which Robot also shows in its execution errors and on the console."""
    logger.warn(message)


def _inert(title: str) -> str:
    """Part `$` from `{` by a joiner that is not seen: what a backend answers must not be executed."""
    return _VARIABLE.sub("\\1\N{WORD JOINER}{", title)
