"""Threads, and waiting for them, when an exception may come at any moment: a test's timeout or Ctrl-C.

Robot Framework raises both in the main thread, in the middle of whatever it does. Code that takes a lock in Python,
as httpcore, threading.Event and Thread.start do, would then leave it taken for ever. So the main thread only waits,
here, and other threads do the work. A signal that comes just before a wait is seen only when the wait is over, so
nothing here waits long without a break.
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
"""The most seconds to wait without a break."""
IDLE_SECONDS = 5.0
"""The seconds after which a thread ends that has nothing to do."""

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


class _Worker:
    """A thread that does one work after the other, because starting one costs more than a request to a near backend.

    It ends after some idle seconds. Whoever calls it has taken it out of `_IDLE`, and does nothing but C code then.
    """

    def __init__(self) -> None:
        self._work: Callable[[], object] = _do_nothing
        self._ended = Signal()
        self._called = threading.Lock()
        self._called.acquire()
        start_thread(self._run, "quash worker")

    def call(self, work: Callable[[], object], ended: Signal) -> None:
        """Do something, which raises nothing, and set a signal then."""
        self._work, self._ended = work, ended
        self._called.release()

    def _run(self) -> None:
        while self._called.acquire(timeout=IDLE_SECONDS) or not self._is_off_duty():
            self._do()

    def _do(self) -> None:
        work, ended = self._work, self._ended
        self._work = _do_nothing
        work()
        # Before the signal, so that whoever waits for it finds this thread idle.
        _IDLE.append(self)
        ended.set()

    def _is_off_duty(self) -> bool:
        """Return whether nobody can call it from now on."""
        try:
            _IDLE.remove(self)
        except ValueError:
            self._called.acquire()  # It is called at this very moment, or whoever took it was interrupted.
            return False
        return True


_IDLE: deque[_Worker] = deque()
if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_IDLE.clear)


def _do_nothing() -> None:
    """Be the work of a worker that has none."""


def _idle_worker() -> _Worker:
    with suppress(IndexError):
        return _IDLE.pop()
    return _Worker()


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

    for index, signal in enumerate(ended):
        _idle_worker().call(partial(work, index), signal)
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
