"""Repeat an attempt until its checks hold or its time is used up.

In: a function that makes one attempt, and a Timing. Out: the attempts, equal ones folded, and why
asking ended. Clock and sleep are handed in, so that tests take no time. Exceptions pass through,
Robot Framework's own timeouts among them.

Without `every` the pause is a tenth of the time waited, at least 25 ms and at most 1 s: the delay
with which a change is noticed stays in proportion to the wait.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import count

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Attempt, Fault, Response
from QuashLibrary.language.durations import show_duration

GROWTH, SHORTEST, LONGEST = 0.1, 0.025, 1.0
ENDED = "the run was ended"
MAX_DISTINCT = 50
"""Attempts that differ from their neighbours and are kept; of more, the middle ones are dropped."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long to ask, how often, and how long it then has to hold (`always`: from the first attempt on)."""

    within: float | None = None
    attempts: int | None = None
    every: float | None = None
    backoff: float = 1.0
    max_every: float | None = None
    holds_for: float = 0.0
    always: bool = False

    def pause(self, number: int, waited: float) -> float:
        """Return the seconds to wait after the attempt of that number."""
        if self.every is None:
            return min(max(waited * GROWTH, SHORTEST), LONGEST)
        # A large exponent would overflow long after the pause has passed any deadline.
        pause = self.every * self.backoff ** min(number - 1, 64)
        return min(pause, self.max_every) if self.max_every is not None else pause


@dataclass(frozen=True, slots=True)
class Asked:
    """The attempts, why asking ended while not all held, and how long it held where it had to."""

    attempts: tuple[Attempt, ...]
    gave_up: str = ""
    held: str = ""


def ask(
    attempt: Callable[[int, Deadline | None], Attempt],
    rhythm: Rhythm,
    clock: Clock,
    ended: Callable[[Attempt], str],
) -> Asked:
    """Ask until an attempt passes, `ended` gives a reason to stop, or the time is used up.

    Args:
        attempt: makes the attempt of a number, over before a deadline.
        rhythm: within which time and how often; without `within`, or where that is 0, it is asked once.
        clock: the time.
        ended: the reason why an attempt ends the wait at once; empty where it does not.
    """
    start = clock.monotonic()
    deadline = clock.deadline(rhythm.within) if rhythm.within else None
    attempts: list[Attempt] = []
    reason = ""
    for number in count(1):
        made = attempt(number, deadline)
        if attempts and cut_off(made, deadline):
            break
        fold(attempts, made)
        if made.verdict == "passed" or deadline is None:
            return Asked(tuple(attempts))
        pause = fitted(rhythm.pause(number, clock.monotonic() - start), deadline, made, clock.now())
        reason = ended(made) or _bound(rhythm, number)
        if reason or pause is None:
            reason = reason or _gave_up(made, deadline, clock, start)
            break
        clock.pause(pause)
        if clock.cancelled.is_set():
            break
    if clock.cancelled.is_set():
        reason = ENDED
    return Asked(tuple(attempts), reason or _gave_up(attempts[-1], None, clock, start))


def _bound(rhythm: Rhythm, number: int) -> str:
    return f"gave up after {number} attempts" if rhythm.attempts is not None and number >= rhythm.attempts else ""


def _gave_up(made: Attempt, deadline: Deadline | None, clock: Clock, start: float) -> str:
    """Return when the wait ended; and why before its time, where the backend asks to wait for longer than is left."""
    answer = made.exchange.decisive
    wait = _retry_after(answer, clock.now()) if deadline and isinstance(answer, Response) else 0.0
    too_long = deadline is not None and wait > 0 and wait >= deadline.remaining()
    why = f", Retry-After asks to wait {show_duration(round(wait))}" if too_long else ""
    return f"gave up after {show_duration(clock.monotonic() - start)}{why}"


def cut_off(made: Attempt, deadline: Deadline | None) -> bool:
    """Return whether the deadline of the step ended an exchange: it says nothing about the backend then."""
    answer = made.exchange.decisive
    timed_out = isinstance(answer, Fault) and answer.kind == "timeout"
    return timed_out and deadline is not None and deadline.remaining() <= SHORTEST


def fitted(pause: float, deadline: Deadline, made: Attempt, now: datetime) -> float | None:
    """Shorten the pause so that one last exchange fits in before the deadline; None where none does.

    What the backend itself asks for is not shortened: who is asked to wait longer than is left, gives up.
    """
    left, elapsed = deadline.remaining(), made.exchange.elapsed
    if left <= elapsed + 2 * SHORTEST:
        return None
    answer = made.exchange.decisive
    wait = _retry_after(answer, now) if isinstance(answer, Response) else 0.0
    if wait >= left:
        return None
    return max(wait, min(pause, left - 2 * elapsed - SHORTEST), 0.0)


def _retry_after(response: Response, now: datetime) -> float:
    """Return the seconds that a backend asks to wait, given as a number or as a time (RFC 9110, 10.2.3)."""
    value = next(iter(response.header_values("Retry-After")), "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max((parsedate_to_datetime(value) - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0


def fold(attempts: list[Attempt], made: Attempt) -> None:
    """Add an attempt; one that is like the one before stands for both."""
    if attempts and _signature(attempts[-1]) == _signature(made):
        before = attempts.pop()
        made = replace(made, first=before.first, started=before.started)
    elif len(attempts) >= MAX_DISTINCT:
        del attempts[MAX_DISTINCT // 2]
    attempts.append(made)


def _signature(attempt: Attempt) -> tuple[object, ...]:
    answer = attempt.exchange.answer
    told = answer.status if isinstance(answer, Response) else answer
    # How long an exchange took differs each time, and says nothing new.
    missed = (check for check in attempt.checks if check.state != "holds" and check.subject != "time")
    return attempt.verdict, told, tuple((check.subject, check.state, check.was) for check in missed)
