"""Run threads and wait for them, although a test's timeout or Ctrl-C may raise an exception at any moment.

Robot Framework raises both in the main thread, in the middle of any code. Code that takes a lock in Python, as
httpcore, threading.Event and Thread.start do, would then keep it forever. So the main thread only waits, here, and
other threads do the work. Python handles a signal that arrives just before a wait only after the wait, so every wait
here is short.
"""

from __future__ import annotations

import _thread
import os
import threading
import time
from collections import deque
from contextlib import suppress
from functools import partial
from math import inf
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TURN = 0.1
"""The longest single wait, in seconds."""
IDLE_SECONDS = 5.0
"""The seconds after which an idle thread ends."""

Result = TypeVar("Result")


class Signal:
    """An event that stays usable if the thread that sets it or waits for it is interrupted at any moment."""

    def __init__(self) -> None:
        self._is_set = False
        # Only C code waits for this lock.
        self._taken_until_set = threading.Lock()
        self._taken_until_set.acquire()

    def is_set(self) -> bool:
        """Return whether it is set."""
        return self._is_set

    def set(self) -> None:
        """Wake all current and later waiters."""
        self._is_set = True
        self._open()

    def wait(self, seconds: float) -> bool:
        """Wait for at most some seconds, and return whether it is set."""
        if not self._is_set and self._taken_until_set.acquire(timeout=seconds):
            # Wake the next waiter.
            self._open()
        return self._is_set

    def _open(self) -> None:
        with suppress(RuntimeError):
            self._taken_until_set.release()


def start_thread(work: Callable[[], object], name: str | None = None) -> None:
    """Start a thread that ends at the latest with the process."""

    def start() -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        # Python code would remove it from this set of weak references, in whichever thread the garbage collector runs.
        # An exception that is raised there, such as a timeout, would be ignored and lost.
        threading._dangling.discard(thread)  # type: ignore[attr-defined]
        thread.start()

    # An interrupted Thread.start raises a KeyError or RuntimeError instead, so a thread of C calls it.
    _thread.start_new_thread(start, ())


class _Worker:
    """A thread for many calls, because starting a thread takes longer than a request to a near backend.

    It ends after some idle seconds. Its caller has taken it out of `_IDLE`, and from then on runs only C code.
    """

    def __init__(self) -> None:
        self._work: Callable[[], object] = _do_nothing
        self._ended = Signal()
        self._called = threading.Lock()
        self._called.acquire()
        start_thread(self._run, "quash worker")

    def call(self, work: Callable[[], object], ended: Signal) -> None:
        """Run a function that raises nothing, then set a signal."""
        self._work, self._ended = work, ended
        self._called.release()

    def _run(self) -> None:
        while self._called.acquire(timeout=IDLE_SECONDS) or not self._is_off_duty():
            self._do()

    def _do(self) -> None:
        work, ended = self._work, self._ended
        self._work = _do_nothing
        work()
        # Before the signal, so its waiter finds this thread idle.
        _IDLE.append(self)
        ended.set()

    def _is_off_duty(self) -> bool:
        """Return whether no caller can reach it anymore."""
        try:
            _IDLE.remove(self)
        except ValueError:
            self._called.acquire()  # A call is just beginning, or the caller was interrupted after taking it.
            return False
        return True


_IDLE: deque[_Worker] = deque()
if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_IDLE.clear)


def _do_nothing() -> None:
    """Do nothing, as the work of an idle worker."""


def _idle_worker() -> _Worker:
    with suppress(IndexError):
        return _IDLE.pop()
    return _Worker()


def run_in_threads(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """Run several functions at the same time, each in its own thread, and return their results in order.

    An exception in the calling thread leaves the threads running; an exception in one of them is raised at the end.
    """
    results: dict[int, Result] = {}
    crashes: list[BaseException] = []
    ended = [Signal() for _ in works]

    def work(index: int) -> None:
        try:
            results[index] = works[index]()
        except BaseException as error:  # raised again by the calling thread
            crashes.append(error)

    for index, signal in enumerate(ended):
        _idle_worker().call(partial(work, index), signal)
    for signal in ended:
        wait_for(signal)
    if crashes:
        raise crashes[0]
    return [results[index] for index in range(len(works))]


def wait_for(event: Signal | threading.Event, seconds: float | None = None) -> bool:
    """Wait until an event is set, or for at most `seconds`; return whether it is set."""
    end = inf if seconds is None else time.monotonic() + seconds
    return wait_in_turns(event.wait, lambda: max(0.0, end - time.monotonic()))


def wait_in_turns(wait: Callable[[float], bool], remaining: Callable[[], float]) -> bool:
    """Call `wait` with a short time, again and again, until it returns True; return False if no time remains."""
    while not wait(min(TURN, remaining())):
        if not remaining():
            return False
    return True
