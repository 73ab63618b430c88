"""Threads, and waiting for them, when an exception may come at any moment: a test's timeout or Ctrl-C.

Robot Framework raises both in the main thread, in the middle of whatever it does. A signal that comes just
before a wait is seen only when the wait is over, so nothing here waits long without a break. What
interrupts `Thread.start` is not lost.
"""

import threading
import time
from collections.abc import Callable
from math import inf

TURN = 0.1
"""The most seconds to wait without a break."""


def start_thread(work: Callable[[], object], name: str | None = None) -> threading.Thread:
    """Start a thread that ends with the process at the latest, and return it."""
    thread = threading.Thread(target=work, name=name, daemon=True)
    try:
        thread.start()
    except KeyError as error:
        # Python 3.11 tidies up after a thread that did not start; if only the caller was interrupted, that fails.
        if error.__context__ is None:
            raise
        raise error.__context__ from None
    return thread


def wait_for(event: threading.Event, seconds: float | None = None) -> bool:
    """Wait until an event is set, or for some seconds if they are given; return whether it is set."""
    end = inf if seconds is None else time.monotonic() + seconds
    return wait_in_turns(event.wait, lambda: max(0.0, end - time.monotonic()))


def wait_in_turns(wait: Callable[[float], bool], remaining: Callable[[], float]) -> bool:
    """Call `wait` with the seconds of a turn until it returns True; return False once no time remains."""
    while not wait(min(TURN, remaining())):
        if not remaining():
            return False
    return True
