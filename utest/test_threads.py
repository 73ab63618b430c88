"""Threads, and waits that are interrupted from outside at any moment."""

import os
import threading
import weakref

import pytest

from QuashLibrary import threads
from QuashLibrary.engine.clock import Cancellation, Clock
from QuashLibrary.threads import Signal, run_in_threads, start_thread, wait_for, wait_in_turns


def test_a_thread_is_started() -> None:
    """It does its work, and does not delay the end of the process."""
    threads_seen: list[threading.Thread] = []
    done = Signal()

    def work() -> None:
        threads_seen.append(threading.current_thread())
        done.set()

    start_thread(work, "works")
    assert wait_for(done, 20)
    assert [(thread.name, thread.daemon) for thread in threads_seen] == [("works", True)]


def test_starting_a_thread_runs_no_python_code_that_an_interruption_could_break(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Thread.start waits for an event, and an exception would leave its lock held."""
    starters: list[threading.Thread] = []
    done, start = Signal(), threading.Thread.start

    def noted(thread: threading.Thread) -> None:
        starters.append(threading.current_thread())
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", noted)
    start_thread(done.set)
    assert wait_for(done, 20)
    assert threading.main_thread() not in starters


def test_the_garbage_collector_calls_no_python_code_for_a_thread() -> None:
    """It may run in the main thread when a timeout is raised, which would then be ignored."""
    started: list[weakref.ref[threading.Thread]] = []
    done = Signal()

    def work() -> None:
        started.append(weakref.ref(threading.current_thread()))
        done.set()

    start_thread(work)
    assert wait_for(done, 20)
    thread = started[0]()
    assert thread is None or [reference for reference in weakref.getweakrefs(thread) if reference.__callback__] == []


def test_waiting_goes_by_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal that comes just before a wait is seen at the end of a turn, not at the end of the wait."""
    turns: list[float] = []

    class Seen(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            assert timeout is not None
            turns.append(timeout)
            return len(turns) == 3

    assert wait_for(Seen(), 600)
    assert turns == [threads.TURN] * 3


def test_waiting_has_an_end() -> None:
    """The wait ends with the timeout, even if nothing is set."""
    assert not wait_for(threading.Event(), 0.0)


def test_a_wait_for_a_lock_ends_when_its_deadline_is_cancelled() -> None:
    """Nothing wakes a thread that waits for a lock, so it checks the deadline in turns."""
    lock, clock = threading.Lock(), Clock()
    deadline = clock.deadline(3600)

    def wait(seconds: float) -> bool:
        clock.cancelled.set()
        return lock.acquire(timeout=seconds)

    with lock:
        assert not wait_in_turns(wait, deadline.remaining)


def test_a_signal_wakes_everyone_who_waits() -> None:
    """It wakes several threads and later ones, and may be set twice."""
    signal = Signal()
    waiters = [threading.Thread(target=signal.wait, args=(20,)) for _ in range(3)]
    for waiter in waiters:
        waiter.start()
    signal.set()
    signal.set()
    for waiter in waiters:
        waiter.join(5)
    assert not any(waiter.is_alive() for waiter in waiters)
    assert signal.is_set()
    assert signal.wait(0.0)


def test_a_wait_for_a_signal_ends_with_its_timeout() -> None:
    """The signal stays unset."""
    signal = Signal()
    assert not signal.wait(0.01)
    assert not signal.is_set()


@pytest.mark.parametrize("kind", [Signal, Cancellation])
def test_a_wait_is_asleep_between_its_turns(kind: type[Signal], monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait that returned immediately would be called thousands of times instead of once per turn."""
    signal, calls = kind(), 0
    wait = signal.wait

    def counted(seconds: float) -> bool:
        nonlocal calls
        calls += 1
        return wait(seconds)

    monkeypatch.setattr(signal, "wait", counted)
    assert not wait_for(signal, threads.TURN * 2)
    assert calls <= 4


def test_a_cancellation_while_exchanges_begin_and_end_breaks_none_of_them() -> None:
    """Starting, ending and cancelling an exchange each take a lock that only its holder releases."""
    for _ in range(200):
        cancelled = Cancellation()

        def exchange(cancelled: Cancellation = cancelled) -> None:
            while not cancelled.is_set():
                with cancelled.ending(lambda: None):
                    pass

        def cancel(cancelled: Cancellation = cancelled) -> None:
            cancelled.set()
            cancelled.set()

        run_in_threads([exchange, exchange, cancel])


def test_several_things_are_done_at_the_same_time() -> None:
    """Each runs in its own thread, and the results keep their order."""
    barrier = threading.Barrier(3, timeout=20)

    def work(number: int) -> tuple[int, bool]:
        barrier.wait()
        return number, threading.current_thread() is threading.main_thread()

    assert run_in_threads([lambda n=n: work(n) for n in range(3)]) == [(0, False), (1, False), (2, False)]  # type: ignore[misc]


def test_one_thing_is_done_in_a_thread_as_well() -> None:
    """The calling thread only waits."""
    assert run_in_threads([threading.current_thread]) != [threading.current_thread()]


def test_a_crash_in_a_thread_is_raised_in_the_calling_one() -> None:
    """It is raised after the others have ended."""
    others: list[int] = []

    def crash() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_in_threads([crash, lambda: others.append(1)])
    assert others == [1]


def test_successive_tasks_use_the_same_thread() -> None:
    """Starting a thread for each would cost more than a request to a nearby backend."""
    used = {run_in_threads([threading.current_thread])[0] for _ in range(50)}
    assert len(used) == 1


def test_simultaneous_tasks_have_separate_threads() -> None:
    """The next tasks reuse these threads."""
    together = threading.Barrier(5, timeout=20)

    def work() -> threading.Thread:
        together.wait()
        return threading.current_thread()

    first, second = (set(run_in_threads([work] * 5)) for _ in range(2))
    assert len(first) == 5
    assert first == second


def test_an_idle_thread_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later task gets another thread."""
    monkeypatch.setattr(threads, "IDLE_SECONDS", 0.01)
    threads._IDLE.clear()
    [first] = run_in_threads([threading.current_thread])
    first.join(20)
    assert not first.is_alive()
    [second] = run_in_threads([threading.current_thread])
    assert second is not first


def test_a_forked_process_has_its_own_threads() -> None:
    """The threads of its parent do not exist in it."""
    run_in_threads([threading.current_thread])
    child = os.fork()
    if not child:
        os._exit(7 if run_in_threads([lambda: 7]) == [7] else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
