"""The guard round every hook of the listener: an event is handled once, and no exception in a hook disappears.

In: a method of the listener. Out: the same method, guarded. Robot writes what a listener raises into its execution
errors, and the test goes on and passes. Here it fails the running test, or the next one where none runs; with
`strict=False` it is a warning.
"""

import functools
from collections.abc import Callable
from typing import Any, Protocol

from robot import errors
from robot.api import logger
from robot.utils import get_error_details

from QuashLibrary.robotside.state.session import Session
from QuashLibrary.views.texts import shown

# Before 7.5 Robot's timeouts are Exceptions, too.
_TIMEOUTS = tuple(getattr(errors, name) for name in ("TimeoutError", "TimeoutExceeded") if hasattr(errors, name))


class Listening(Protocol):
    """What the guard needs of the listener."""

    session: Session


def hook(method: Callable[..., None]) -> Callable[..., None]:
    """Guard a hook; its last argument is what tells one event from another, as listeners may be registered twice."""
    name = method.__name__

    @functools.wraps(method)
    def handle(self: Listening, *event: Any) -> None:
        session = self.session
        if not session.is_news(name, event[-1]):
            return
        try:
            method(self, *event)
        except _TIMEOUTS:
            raise
        except Exception:
            # Whatever it is: Robot would write it into its errors, and go on as if nothing had been.
            _tell(session, name)
        # Steps that the hook has run were events of their own in between.
        session.is_news(name, event[-1])
        if name == "end_test":
            _fail_test(session, event[-1])
        elif name == "end_suite" and event[0].parent is None:
            _tell_at_last(session)

    return handle


def _tell(session: Session, name: str) -> None:
    message, traceback = get_error_details()
    told = shown(f"QuashLibrary's listener has failed in {name}: {message}", session.redactor)
    is_news = told not in session.crashes
    # Noted before it is logged: that a message is logged is an event of its own.
    session.crashes[told] = session.strict
    if is_news:
        logger.debug(shown(traceback, session.redactor))
        if not session.strict:
            logger.warn(told)


def _tell_at_last(session: Session) -> None:
    """Tell what no test was left to be failed by."""
    for told in [message for message, untold in session.crashes.items() if untold]:
        session.crashes[told] = False
        logger.error(told)


def _fail_test(session: Session, result: Any) -> None:
    """Put into the test that ends what hooks have failed of since the one before."""
    told = [message for message, untold in session.crashes.items() if untold]
    if told:
        session.crashes.update(dict.fromkeys(told, False))
        before = f"{result.message}\n\nAlso:\n" if result.failed and result.message else ""
        result.status, result.message = "FAIL", before + "\n".join(told)
