"""Repeat an attempt until its checks hold or its time is up.

In: a function that makes one attempt, and a Timing. Out: the attempts, equal ones collapsed, and why polling
ended. Clock and sleep are handed in, so that tests take no time. Exceptions pass through, including Robot
Framework's own timeouts.
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
"""The seconds at the end of a wait in which no exchange can be expected to be over."""

CANCELLED = "the run was stopped"
_FOR_EVER = 10**9
MAX_DISTINCT = 50
"""The most attempts that are kept if each differs from the one before; beyond that, the middle ones are dropped."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """The attempts, why polling ended before all checks held, and how long they held if they had to.

    `passed_after` is the time from the beginning to the attempt that passed, in seconds; None if none did.
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
        make_attempt: makes the attempt of a number, over before a deadline.
        schedule: how long and how often; if `within` is 0, there is one attempt.
        clock: the time.
        reason_to_stop: why an attempt ends the wait at once; empty if it does not.
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
    """Return whether the deadline of the step ended an exchange, which then says nothing about the backend."""
    answer = attempt.exchange.decisive
    timed_out = isinstance(answer, Fault) and answer.kind == "timeout"
    return timed_out and deadline is not None and deadline.remaining() <= SHORTEST


def fitting_pause(pause: float, deadline: Deadline, took: float, wait: float) -> float | None:
    """Shorten a pause so that a last attempt fits in before the deadline; None if none does.

    Args:
        pause: the seconds to pause.
        deadline: when the last attempt must be over.
        took: the seconds that an attempt takes, all that is learned from its answer included.
        wait: the seconds that the backend asks to wait, which are not shortened; polling ends if they are not left.
    """
    left = deadline.remaining()
    if left <= took + 2 * SHORTEST or wait >= left:
        return None
    return max(wait, min(pause, left - 2 * took - SHORTEST), 0.0)


def add_attempt(attempts: list[Attempt], attempt: Attempt) -> None:
    """Add an attempt; if it equals the one before, it represents both."""
    if attempts and _signature(attempts[-1]) == _signature(attempt):
        before = attempts.pop()
        attempt = replace(attempt, first=before.first, started=before.started)
    elif len(attempts) >= MAX_DISTINCT:
        del attempts[MAX_DISTINCT // 2]
    attempts.append(attempt)


def _attempts_used_up(timing: Timing, number: int) -> str:
    return f"gave up after {number} attempts" if timing.attempts is not None and number >= timing.attempts else ""


def _time_used_up(attempt: Attempt, deadline: Deadline | None, clock: Clock, start: float) -> str:
    """Return when the wait ended; and why so early, if the backend asks to wait longer than what is left."""
    wait = retry_after(attempt, clock.now()) if deadline else 0.0
    too_long = deadline is not None and wait > 0 and wait >= deadline.remaining()
    why = f", Retry-After says to wait {show_duration(wait if wait == inf else round(wait))}" if too_long else ""
    return f"gave up after {show_duration(clock.monotonic() - start)}{why}"


def retry_after(attempt: Attempt, now: datetime) -> float:
    """Return the seconds the backend asks to wait, given as a number or as a time (RFC 9110, 10.2.3)."""
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
    # The time of an exchange is different each time, and says nothing new.
    missed = (check for check in attempt.checks if check.state != "holds" and check.subject != "time")
    checks = tuple((check.subject, check.state, "" if check.subject == "status" else check.was) for check in missed)
    answer = attempt.exchange.answer
    # Bodies may differ in what nobody expects; without a status, nothing else tells two answers apart.
    likeness = answer if isinstance(answer, Fault) or answer.status is None else answer.status
    return attempt.verdict, likeness, checks
