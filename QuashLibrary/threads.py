"""Threads, and waiting for them, when an exception may come at any moment: a test's timeout or Ctrl-C.

Robot Framework raises both in the main thread, in the middle of whatever it does. Code that takes a lock in Python,
as httpcore, threading.Event and Thread.start do, would then leave it taken for ever. So the main thread only waits,
here, and other threads do the work. A signal that comes just before a wait is seen only when the wait is over, so
nothing here waits long without a break.
"""

import _thread
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from math import inf
from typing import TypeVar

TURN = 0.1
"""The most seconds to wait without a break."""

Result = TypeVar("Result")


class Signal:
    """An event that may be waited for, and set, in a thread that is interrupted at any moment."""

    def __init__(self) -> None:
        self._is_set = False
        # Only C code waits for it.
        self._taken_until_set = threading.Lock()
        self._taken_until_set.acquire()

    def is_set(self) -> bool:
        """Return whether it is set."""
        return self._is_set

    def set(self) -> None:
        """Wake everyone who waits, now or later."""
        self._is_set = True
        self._open()

    def wait(self, seconds: float) -> bool:
        """Wait for some seconds at most, and return whether it is set."""
        if not self._is_set and self._taken_until_set.acquire(timeout=seconds):
            # The next one who waits is woken.
            self._open()
        return self._is_set

    def _open(self) -> None:
        with suppress(RuntimeError):
            self._taken_until_set.release()


def start_thread(work: Callable[[], object], name: str | None = None) -> None:
    """Start a thread that ends with the process at the latest."""

    def start() -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        # Its place in this set of weak references is given up by Python code, in whatever thread the garbage collector
        # happens to run: an exception that is raised there, such as a timeout, is ignored and lost.
        threading._dangling.discard(thread)  # type: ignore[attr-defined]
        thread.start()

    # An interrupted Thread.start raises a KeyError or RuntimeError instead, so a thread of C calls it.
    _thread.start_new_thread(start, ())


def run_in_threads(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """Do several things at the same time, each in a thread of its own, and return the results in their order.

    An exception in the calling thread leaves the threads behind; an exception in one of them is raised at the end.
    """
    results: dict[int, Result] = {}
    crashes: list[BaseException] = []
    ended = [Signal() for _ in works]

    def work(index: int) -> None:
        try:
            results[index] = works[index]()
        except BaseException as error:  # raised again by the calling thread
            crashes.append(error)
        finally:
            ended[index].set()

    for index in range(len(works)):
        start_thread(partial(work, index))
    for signal in ended:
        wait_for(signal)
    if crashes:
        raise crashes[0]
    return [results[index] for index in range(len(works))]


def wait_for(event: Signal | threading.Event, seconds: float | None = None) -> bool:
    """Wait until an event is set, or for some seconds if they are given; return whether it is set."""
    end = inf if seconds is None else time.monotonic() + seconds
    return wait_in_turns(event.wait, lambda: max(0.0, end - time.monotonic()))


def wait_in_turns(wait: Callable[[float], bool], remaining: Callable[[], float]) -> bool:
    """Call `wait` with the seconds of a turn until it returns True; return False once no time remains."""
    while not wait(min(TURN, remaining())):
        if not remaining():
            return False
    return True
