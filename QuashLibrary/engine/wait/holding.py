"""Continue polling after the checks hold: with `holds_for` and `always`, they must keep holding.

In: a function that makes one attempt, and a Timing. Out: the attempts, and when the checks held. A failed attempt ends
the wait at once. A transient problem (a timeout, 503) is retried as usual; it counts only if no later attempt gets an
answer before the time is up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.outcome import Attempt
from QuashLibrary.engine.wait.polling import (
    CANCELLED,
    SHORTEST,
    PollResult,
    add_attempt,
    fitting_pause,
    is_cut_off,
    poll,
    retry_after,
)
from QuashLibrary.engine.wait.schedule import Schedule
from QuashLibrary.language.durations import show_duration

if TYPE_CHECKING:
    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.registry.model import Timing

_SHARE_OF_SILENCE = 0.1
"""If the backend is silent for a larger share of the time, nobody saw the checks keep holding."""

MakeAttempt = Callable[[int, Deadline | None], Attempt]


def poll_and_hold(
    make_attempt: MakeAttempt,
    schedule: Schedule,
    clock: Clock,
    reason_to_stop: Callable[[Attempt], str],
    is_transient: Callable[[Attempt], bool],
) -> PollResult:
    """Repeat until the checks hold, then for as long as they must keep holding.

    Args:
        make_attempt: makes the attempt with this number, within a deadline.
        schedule: how long and how often to repeat, and for how long the checks must hold.
        clock: the clock to wait with.
        reason_to_stop: returns why an attempt ends the wait at once; empty if it does not.
        is_transient: returns whether an attempt that did not pass must be retried.
    """
    timing = schedule.timing
    hold = _Hold(make_attempt, timing, clock, reason_to_stop, is_transient, clock.monotonic())
    if timing.always and timing.within:
        return hold.run([], timing.within)
    result = poll(make_attempt, schedule, clock, reason_to_stop)
    if not timing.within or not timing.holds_for or result.attempts[-1].verdict != "passed":
        return result
    hold.note_true()
    held = hold.run(list(result.attempts), timing.holds_for)
    return replace(held, passed_after=result.passed_after)


@dataclass
class _Hold:
    make_attempt: MakeAttempt
    timing: Timing
    clock: Clock
    reason_to_stop: Callable[[Attempt], str]
    is_transient: Callable[[Attempt], bool]
    start: float
    true_at: list[float] = field(default_factory=list)
    took: float = 0.0

    def note_true(self) -> None:
        """Record that the checks hold now."""
        self.true_at.append(self._waited())

    def run(self, attempts: list[Attempt], length: float) -> PollResult:
        """Repeat for this many seconds, and add the attempts to those made before."""
        begin = self.clock.monotonic()
        deadline = self.clock.deadline(length)
        before = attempts[-1].number if attempts else 0
        for number in count(before + 1):
            if attempts and not self._paused(attempts[-1], max(number - 1 - before, 1), begin, deadline):
                break
            attempt_begin = self.clock.monotonic()
            attempt = self.make_attempt(number, deadline)
            self.took = self.clock.monotonic() - attempt_begin
            short = attempt.exchange.elapsed <= max(length * _SHARE_OF_SILENCE, 2 * SHORTEST)
            if attempts and (self.clock.cancelled.is_set() or (short and is_cut_off(attempt, deadline))):
                break
            add_attempt(attempts, attempt)
            if attempt.verdict == "passed":
                self.note_true()
            elif not self.is_transient(attempt):
                return PollResult(tuple(attempts), self._end_reason(attempt))
        return self._result_at_end(attempts, length)

    def _paused(self, last: Attempt, number: int, begin: float, deadline: Deadline) -> bool:
        """Wait before the next attempt; return False if there is no time for one."""
        pause = Schedule(self.timing).pause_after(number, self.took, self.clock.monotonic() - begin)
        fitting = fitting_pause(pause, deadline, self.took, retry_after(last, self.clock.now()))
        if fitting is not None:
            self.clock.pause(fitting)
        return fitting is not None

    def _result_at_end(self, attempts: list[Attempt], length: float) -> PollResult:
        if self.clock.cancelled.is_set():
            return PollResult(tuple(attempts), CANCELLED)
        if attempts[-1].verdict != "passed":
            reason = f"was last true at {show_duration(self.true_at[-1])}" if self.true_at else ""
            return PollResult(tuple(attempts), reason or f"gave up after {show_duration(self._waited())}")
        stayed = f"stayed true for {show_duration(length)}"
        became = "" if self.timing.always else f"true after {show_duration(self.true_at[0])}, "
        return PollResult(tuple(attempts), held=became + stayed)

    def _end_reason(self, attempt: Attempt) -> str:
        if attempt.verdict != "failed" or not self.true_at:
            return self.reason_to_stop(attempt)
        return f"met at {show_duration(self.true_at[-1])} but no longer at {show_duration(self._waited())}"

    def _waited(self) -> float:
        return self.clock.monotonic() - self.start
