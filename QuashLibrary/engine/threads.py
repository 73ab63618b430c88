"""Threads, and waiting for them, where an exception may come at any moment: a test's timeout or Ctrl-C.

Robot Framework raises both in the main thread, in the midst of whatever it does. A signal that comes just before a wait
is seen when the wait is over, so nothing here waits for long at once; and what interrupts `Thread.start` is not lost.
"""

import threading
import time
from collections.abc import Callable

TURN = 0.2
"""Seconds of a turn of waiting."""


def start_thread(work: Callable[[], object], name: str | None = None) -> threading.Thread:
    """Start a thread that ends with the process at the latest, and return it."""
    thread = threading.Thread(target=work, name=name, daemon=True)
    try:
        thread.start()
    except KeyError as error:
        # Python 3.11 tidies up after a thread that did not start; where only the caller was interrupted, that fails.
        if error.__context__ is None:
            raise
        raise error.__context__ from None
    return thread


def wait_for(event: threading.Event, seconds: float | None = None) -> bool:
    """Wait until an event is set, or for so long; return whether it is set."""
    end = None if seconds is None else time.monotonic() + seconds
    while not event.wait(TURN if end is None else max(0.0, min(TURN, end - time.monotonic()))):
        if end is not None and time.monotonic() >= end:
            return event.is_set()
    return True
