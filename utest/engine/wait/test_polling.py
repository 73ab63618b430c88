"""Polling: when, how often, until when, and which attempts are kept; tested on a simulated clock."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Attempt, Check
from QuashLibrary.engine.wait.polling import MAX_DISTINCT, PollResult, poll
from QuashLibrary.engine.wait.schedule import Schedule
from QuashLibrary.registry.model import Timing
from utest.engine.timed_backend import EPOCH, REFUSED, Backend, ok, pending, true_from


def test_without_a_wait_it_runs_once() -> None:
    """There is one attempt, whatever its result."""
    backend = Backend(pending)
    assert len(backend.ask(Timing()).attempts) == 1
    assert backend.asked == [0]


def test_within_zero_it_runs_once() -> None:
    """`within=0` turns a wait off."""
    backend = Backend(pending)
    assert backend.ask(Timing(within=0)).gave_up == ""
    assert backend.asked == [0]


def test_what_holds_at_once_runs_once() -> None:
    """There is nothing to wait for."""
    backend = Backend(true_from(0))
    assert backend.ask(Timing(within=10)) == PollResult((backend.ask(Timing()).attempts[0],))


def test_every_is_the_pause() -> None:
    """The pause is from the end of an attempt to the start of the next one."""
    backend = Backend(true_from(3), takes=0.5)
    backend.ask(Timing(within=60, every=1))
    assert backend.asked == [0, 1.5, 3]


def test_backoff_multiplies_every_up_to_max_every() -> None:
    """The pauses are 1, 2, 4, 5 and 5 seconds."""
    backend = Backend(true_from(16))
    backend.ask(Timing(within=60, every=1, backoff=2, max_every=5))
    assert backend.asked == [0, 1, 3, 7, 12, 17]


def test_attempts_bound_their_number() -> None:
    """The last attempt decides."""
    backend = Backend(pending)
    asked = backend.ask(Timing(within=60, every=1, attempts=3))
    assert backend.asked == [0, 1, 2]
    assert asked.gave_up == "gave up after 3 attempts"


def test_an_attempt_that_ends_the_wait() -> None:
    """`give_up_if` and errors that are not retried have a reason."""
    backend = Backend(pending)
    asked = backend.ask(Timing(within=60), lambda made: "stopped early: rejected" if made.number == 2 else "")
    assert len(backend.asked) == 2
    assert asked.gave_up == "stopped early: rejected"


def test_a_last_exchange_fits_in_before_the_deadline() -> None:
    """The last pause is shortened, so the state at the end of the wait is known."""
    backend = Backend(true_from(9.5), takes=0.1)
    asked = backend.ask(Timing(within=10, every=4))
    assert backend.asked == pytest.approx([0, 4.1, 8.2, 9.775])
    assert asked.attempts[-1].verdict == "passed"


def test_slow_exchanges_are_retried_as_long_as_one_fits() -> None:
    """A backend that takes a second gets two requests within 2.5 s, and none is cut off."""
    backend = Backend(pending, takes=1)
    asked = backend.ask(Timing(within=2.5))
    assert backend.asked == [0, 1]
    assert asked.gave_up == "gave up after 2 s"


def test_an_attempt_that_is_cut_off_is_not_reported() -> None:
    """An attempt interrupted by the step's deadline says nothing about the backend."""
    backend = Backend(pending, takes=0.1)

    def slower(number: int, deadline: Deadline | None) -> Attempt:
        backend.takes = 0.1 if number < 3 else 60
        return backend.attempt(number, deadline)

    asked = poll(slower, Schedule(Timing(within=5, every=1)), backend.clock(), lambda _: "")
    assert [attempt.number for attempt in asked.attempts] == [2]
    assert asked.attempts[-1].verdict == "failed"
    assert asked.gave_up == "gave up after 5 s"


def test_a_first_attempt_that_is_cut_off_is_an_error() -> None:
    """There is nothing else to report: no answer came in time."""
    backend = Backend(pending, takes=60)
    asked = backend.ask(Timing(within=5))
    assert [attempt.verdict for attempt in asked.attempts] == ["error"]
    assert asked.gave_up == "gave up after 5 s"


@given(st.floats(0.01, 20), st.floats(0, 5), st.one_of(st.none(), st.floats(0.01, 30)))
def test_the_step_ends_within_its_time(within: float, takes: float, every: float | None) -> None:
    """This includes pauses and the exchange in flight."""
    backend = Backend(pending, takes=takes)
    backend.ask(Timing(within=within, every=every))
    assert backend.time <= within + 1e-9


@pytest.mark.parametrize("written", ["7", " 7 ", format_datetime(EPOCH + timedelta(seconds=7), usegmt=True)])
def test_retry_after_is_honoured(written: str) -> None:
    """It may be a number of seconds or a time."""
    backend = Backend(lambda time: ("error", ok(503, ("Retry-After", written)), "") if time < 7 else true_from(7)(time))
    backend.ask(Timing(within=60, every=1))
    assert backend.asked == [0, 7]


def test_retry_after_beyond_the_deadline_ends_the_wait() -> None:
    """It is not shortened, because the backend forbids earlier requests."""
    backend = Backend(lambda _: ("error", ok(429, ("Retry-After", "60")), ""))
    asked = backend.ask(Timing(within=10))
    assert backend.asked == [0]
    assert asked.gave_up == "gave up after 0 s, Retry-After says to wait 1 min"


@pytest.mark.parametrize("written", ["", "soon", "-1", "1e3", "Thu, 99 Jan 2026", "٣"])
def test_a_retry_after_that_cannot_be_read_is_ignored(written: str) -> None:
    """The normal pause applies."""
    backend = Backend(
        lambda time: ("failed", ok(503, ("Retry-After", written)), "") if time < 1 else true_from(1)(time)
    )
    backend.ask(Timing(within=60, every=1))
    assert backend.asked == [0, 1]


def test_equal_attempts_are_collapsed() -> None:
    """One attempt represents all of them, from the first to the last."""
    backend = Backend(lambda time: ("error", REFUSED, "") if time < 3 else true_from(5)(time))
    asked = backend.ask(Timing(within=60, every=1))
    assert [(made.first, made.number, made.verdict) for made in asked.attempts] == [
        (1, 3, "error"),
        (4, 5, "failed"),
        (6, 6, "passed"),
    ]
    assert asked.attempts[0].started == EPOCH
    assert asked.attempts[1].ended == EPOCH + timedelta(seconds=4)


def test_of_many_different_attempts_the_first_and_the_last_are_kept() -> None:
    """A counter that changes with every answer does not fill the memory."""
    backend = Backend(lambda time: ("failed", ok(), f"was {time}"))
    asked = backend.ask(Timing(within=1000, every=1))
    numbers = [made.number for made in asked.attempts]
    assert len(numbers) == MAX_DISTINCT
    assert numbers[0] == 1
    assert numbers[-1] == len(backend.asked)


def test_the_time_of_an_exchange_does_not_make_attempts_different() -> None:
    """The duration differs each time and says nothing new."""
    backend = Backend(pending)

    def timed(number: int, deadline: Deadline | None) -> Attempt:
        made = backend.attempt(number, deadline)
        check = Check("time", "failed", "should be less than 1 s", f"was {number} s")
        return Attempt(number, number, made.started, made.ended, made.exchange, (check,), (), "failed")

    assert len(poll(timed, Schedule(Timing(within=9, every=1)), backend.clock(), lambda _: "").attempts) == 1


def test_a_cancelled_wait_ends_in_its_pause() -> None:
    """No request is sent after that."""
    backend = Backend(pending)

    def cancelled(made: Attempt) -> str:
        if made.number == 2:
            backend.cancelled.set()
        return ""

    asked = backend.ask(Timing(within=60), cancelled)
    assert len(backend.asked) == 2
    assert asked.gave_up == "the run was stopped"


def test_a_real_pause_ends_when_it_is_cancelled() -> None:
    """This also applies to the real clock's sleep."""
    clock = Clock()
    clock.cancelled.set()
    began = clock.monotonic()
    clock.pause(3600)
    # The promise is that the test gets here at all: an hour would exceed the time of any test run.
    assert clock.monotonic() - began < 3600


def test_exceptions_pass_through() -> None:
    """This includes Robot Framework's own timeouts."""

    def interrupted(_: int, __: Deadline | None) -> Attempt:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        poll(interrupted, Schedule(Timing(within=60)), Clock(), lambda _: "")
