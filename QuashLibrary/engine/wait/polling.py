"""Repeat an attempt until its checks hold or the time is up.

In: a function that makes one attempt, and a Timing. Out: the attempts, with equal ones collapsed, and why polling
ended. The caller passes in the clock, so tests take no time. Exceptions pass through, including Robot Framework's
own timeouts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from itertools import count
from math import inf
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.language.durations import show_duration

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from QuashLibrary.engine.clock import Clock, Deadline
    from QuashLibrary.engine.outcome import Attempt
    from QuashLibrary.engine.wait.schedule import Schedule
    from QuashLibrary.registry.model import Timing

SHORTEST = 0.025
"""The time in seconds at the end of a wait that is too short for an exchange."""

CANCELLED = "the run was stopped"
_FOR_EVER = 10**9
MAX_DISTINCT = 50
"""The maximum number of attempts kept if each differs from the one before; beyond that, the middle ones are dropped."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """The attempts, why polling ended before all checks held, and how long they held if they had to keep holding.

    `passed_after` is the time in seconds from the start to the attempt that passed; None if none passed.
    """

    attempts: tuple[Attempt, ...]
    gave_up: str = ""
    held: str = ""
    passed_after: float | None = field(default=None, compare=False)


def poll(
    make_attempt: Callable[[int, Deadline | None], Attempt],
    schedule: Schedule,
    clock: Clock,
    reason_to_stop: Callable[[Attempt], str],
) -> PollResult:
    """Repeat until an attempt passes, there is a reason to stop, or the time is up.

    Args:
        make_attempt: makes the attempt with this number, within a deadline.
        schedule: how long and how often to repeat; if `within` is 0, there is one attempt.
        clock: the clock to wait with.
        reason_to_stop: returns why an attempt ends the wait at once; empty if it does not.
    """
    timing = schedule.timing
    start = clock.monotonic()
    deadline = clock.deadline(timing.within) if timing.within else None
    attempts: list[Attempt] = []
    reason = ""
    for number in count(1):
        begun = clock.monotonic()
        attempt = make_attempt(number, deadline)
        took = clock.monotonic() - begun
        if attempts and is_cut_off(attempt, deadline):
            break
        add_attempt(attempts, attempt)
        if attempt.verdict == "passed" or deadline is None:
            return PollResult(tuple(attempts), passed_after=begun - start if attempt.verdict == "passed" else None)
        wanted = schedule.pause_after(number, took, clock.monotonic() - start)
        pause = fitting_pause(wanted, deadline, took, retry_after(attempt, clock.now()))
        reason = reason_to_stop(attempt) or _attempts_used_up(timing, number)
        if reason or pause is None:
            reason = reason or _time_used_up(attempt, deadline, clock, start)
            break
        clock.pause(pause)
        if clock.cancelled.is_set():
            break
    if clock.cancelled.is_set():
        reason = CANCELLED
    return PollResult(tuple(attempts), reason or _time_used_up(attempts[-1], None, clock, start))


def is_cut_off(attempt: Attempt, deadline: Deadline | None) -> bool:
    """Return whether the deadline of the step ended the exchange, so it says nothing about the backend."""
    answer = attempt.exchange.decisive
    timed_out = isinstance(answer, Fault) and answer.kind == "timeout"
    return timed_out and deadline is not None and deadline.remaining() <= SHORTEST


def fitting_pause(pause: float, deadline: Deadline, took: float, wait: float) -> float | None:
    """Shorten a pause to make room for a last attempt before the deadline; return None if there is no room.

    Args:
        pause: the seconds to pause.
        deadline: when the last attempt must be finished.
        took: the seconds that an attempt takes, including the evaluation of its answer.
        wait: the seconds that the backend requests to wait; never shortened, and polling ends if they do not fit.
    """
    left = deadline.remaining()
    if left <= took + 2 * SHORTEST or wait >= left:
        return None
    return max(wait, min(pause, left - 2 * took - SHORTEST), 0.0)


def add_attempt(attempts: list[Attempt], attempt: Attempt) -> None:
    """Add an attempt; if it equals the previous one, it replaces and represents both."""
    if attempts and _signature(attempts[-1]) == _signature(attempt):
        before = attempts.pop()
        attempt = replace(attempt, first=before.first, started=before.started)
    elif len(attempts) >= MAX_DISTINCT:
        del attempts[MAX_DISTINCT // 2]
    attempts.append(attempt)


def _attempts_used_up(timing: Timing, number: int) -> str:
    return f"gave up after {number} attempts" if timing.attempts is not None and number >= timing.attempts else ""


def _time_used_up(attempt: Attempt, deadline: Deadline | None, clock: Clock, start: float) -> str:
    """Return when the wait ended, and why so early if the backend requests a longer wait than the time left."""
    wait = retry_after(attempt, clock.now()) if deadline else 0.0
    too_long = deadline is not None and wait > 0 and wait >= deadline.remaining()
    why = f", Retry-After says to wait {show_duration(wait if wait == inf else round(wait))}" if too_long else ""
    return f"gave up after {show_duration(clock.monotonic() - start)}{why}"


def retry_after(attempt: Attempt, now: datetime) -> float:
    """Return the seconds that the backend requests to wait, as a number or as a time (RFC 9110, 10.2.3)."""
    answer = attempt.exchange.decisive
    values = [] if isinstance(answer, Fault) else answer.header_values("Retry-After")
    value = values[0].strip() if values else ""
    if value.isascii() and value.isdigit():
        seconds = float(value)
        return seconds if seconds <= _FOR_EVER else inf
    try:
        return max((parsedate_to_datetime(value) - now).total_seconds(), 0.0)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _signature(attempt: Attempt) -> tuple[object, ...]:
    # The duration differs between exchanges and says nothing new.
    missed = (check for check in attempt.checks if check.state != "holds" and check.subject != "time")
    checks = tuple((check.subject, check.state, "" if check.subject == "status" else check.was) for check in missed)
    answer = attempt.exchange.answer
    # Bodies may differ in values that nothing checks, but without a status only the body distinguishes two answers.
    likeness = answer if isinstance(answer, Fault) or answer.status is None else answer.status
    return attempt.verdict, likeness, checks
