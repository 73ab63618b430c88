"""Threads and waits that are interrupted from outside, at any moment."""

import threading
from collections.abc import Callable

import pytest

from QuashLibrary.engine import threads
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.threads import start_thread, wait_for, wait_in_turns


class InterruptedError(Exception):
    """Stands for a test's timeout or Ctrl-C, as Robot raises them."""


def test_a_thread_is_started() -> None:
    """It does its work, and does not hold up the end of the process."""
    done = threading.Event()
    thread = start_thread(done.set, "works")
    assert wait_for(done)
    assert (thread.name, thread.daemon) == ("works", True)


def test_what_interrupts_a_start_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thread.start of Python 3.11 would raise a KeyError of its own where the thread has begun already."""
    start, begun = threading._start_new_thread, threading.Event()  # type: ignore[attr-defined]

    def interrupted(bootstrap: Callable[[], None], arguments: tuple[()]) -> None:
        start(bootstrap, arguments)
        begun.wait()
        raise InterruptedError

    monkeypatch.setattr(threading, "_start_new_thread", interrupted)
    with pytest.raises(InterruptedError):
        start_thread(begun.set)


def test_waiting_goes_by_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal that comes just before a wait is seen at the end of a turn, not at that of the wait."""
    turns: list[float] = []

    class Seen(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            assert timeout is not None
            turns.append(timeout)
            return len(turns) == 3

    assert wait_for(Seen(), 600)
    assert turns == [threads.TURN] * 3


def test_waiting_has_an_end() -> None:
    """What is not set by then is not waited for any longer."""
    assert not wait_for(threading.Event(), 0.0)


def test_a_wait_for_a_lock_ends_when_its_deadline_is_cancelled() -> None:
    """Nothing wakes a thread that waits for a lock, so it looks at the deadline in turns."""
    lock, clock = threading.Lock(), Clock()
    deadline = clock.deadline(3600)

    def wait(seconds: float) -> bool:
        clock.cancelled.set()
        return lock.acquire(timeout=seconds)

    with lock:
        assert not wait_in_turns(wait, deadline.remaining)
