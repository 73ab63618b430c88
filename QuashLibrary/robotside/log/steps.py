"""Steps and messages in Robot's log, at their true times.

Robot writes its output as it runs, so what a listener adds afterwards is lost. A child step is therefore
a real keyword of this library (`› text`, private) run through Robot; the listener gives it its times.
"""

import re
from collections.abc import Sequence
from typing import Any

from robot.api import logger
from robot.errors import ExecutionFailed
from robot.running import Keyword
from robot.running.context import EXECUTION_CONTEXTS

from QuashLibrary.language.printable import one_line, shorten
from QuashLibrary.robotside.state.session import LogStep, Session

STEP_PREFIX = "› "
STEP_KEYWORD = "› ${text}"
_LONGEST_TITLE = 200
_VARIABLE = re.compile(r"([$@&%])\{")


def run_step(session: Session, library: str, step: LogStep) -> None:
    """Show a step in Robot's log and run what belongs into it; a failure in it goes no further.

    `library` is the name under which the running suite knows this library.
    """
    session.log_steps.append(step)
    try:
        _run_keyword(_name(library, step))
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


def place_after(session: Session, library: str, data: Any, steps: Sequence[LogStep]) -> bool:
    """Have Robot run steps right after the one that ends, as its next siblings.

    False where it has no place for them: in `Run Keyword` and its like, in set-ups and teardowns.
    """
    body: Any = getattr(data.parent, "body", ())
    index = next((index for index, item in enumerate(body) if item is data), None)
    if index is None:
        return False
    for number, step in enumerate(steps, index + 1):
        body.insert(number, Keyword(_name(library, step), lineno=data.lineno))
        session.placed_steps.append(step)
    return True


def run_last(session: Session, library: str, test: tuple[Any, Any], step: LogStep) -> ExecutionFailed | None:
    """Run a step as the last one of a test (its data and result) whose end Robot tells; return its failure."""
    data, result = test
    session.log_steps.append(step)
    try:
        Keyword(_name(library, step), parent=data, lineno=data.lineno).run(result, EXECUTION_CONTEXTS.current)
    except ExecutionFailed as failure:
        return failure
    finally:
        session.log_steps.pop()
    return None


def text(message: str) -> None:
    """Write a message as text, whatever it begins with."""
    logger.info(message if not message.startswith("*HTML*") else f"\u200b{message}")


def html(session: Session, message: str) -> None:
    """Write a message as HTML; what stands in it is redacted and escaped already."""
    session.redacted_html.add(hash(message))
    logger.info(message, html=True)


def warning(message: str) -> None:
    """Write a warning, which Robot also shows in its execution errors and on the console."""
    logger.warn(message)


def _name(library: str, step: LogStep) -> str:
    return f"{library}.{STEP_PREFIX}{_inert(shorten(one_line(step.title), _LONGEST_TITLE))}"


def _inert(title: str) -> str:
    """Part `$` from `{` by a joiner that is not seen: what a backend answers must not be executed."""
    return _VARIABLE.sub("\\1\N{WORD JOINER}{", title)
