"""Ask on after it has become true: for `holds_for` and for `always`, in which it has to stay true.

In: a function that makes one attempt, and a Rhythm. Out: the attempts, and when it was true. An attempt that
fails ends it at once. What the backend may say in passing (a timeout, 503) is asked again as elsewhere, and only
counts where nothing better came before the time was over.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Attempt
from QuashLibrary.engine.wait.polling import ENDED, GROWTH, SHORTEST, Asked, Rhythm, ask, cut_off, fitted, fold
from QuashLibrary.language.durations import show_duration

MakeAttempt = Callable[[int, Deadline | None], Attempt]


def ask_and_hold(
    attempt: MakeAttempt,
    rhythm: Rhythm,
    clock: Clock,
    ended: Callable[[Attempt], str],
    passing: Callable[[Attempt], bool],
) -> Asked:
    """Ask until it holds, then for as long as it has to stay so.

    Args:
        attempt: makes the attempt of a number, over before a deadline.
        rhythm: within which time and how often; for how long it has to hold.
        clock: the time.
        ended: the reason why an attempt ends the wait at once; empty where it does not.
        passing: whether an attempt that did not pass says nothing yet, and is to be made again.
    """
    hold = _Hold(attempt, rhythm, clock, ended, passing, clock.monotonic())
    if rhythm.always and rhythm.within:
        return hold.run([], rhythm.within)
    asked = ask(attempt, rhythm, clock, ended)
    if not rhythm.within or not rhythm.holds_for or asked.attempts[-1].verdict != "passed":
        return asked
    hold.note_true()
    return hold.run(list(asked.attempts), rhythm.holds_for)


@dataclass
class _Hold:
    attempt: MakeAttempt
    rhythm: Rhythm
    clock: Clock
    ended: Callable[[Attempt], str]
    passing: Callable[[Attempt], bool]
    start: float
    true_at: list[float] = field(default_factory=list)

    def note_true(self) -> None:
        """Note that it was true just now."""
        self.true_at.append(self._waited())

    def run(self, attempts: list[Attempt], length: float) -> Asked:
        """Ask for that long, on top of the attempts made before."""
        begin = self.clock.monotonic()
        deadline = self.clock.deadline(length)
        before = attempts[-1].number if attempts else 0
        for number in count(before + 1):
            if attempts and not self._paused(attempts[-1], max(number - 1 - before, 1), begin, deadline):
                break
            made = self.attempt(number, deadline)
            if attempts and self.clock.cancelled.is_set():
                break
            if attempts and cut_off(made, deadline) and made.exchange.elapsed <= max(length * GROWTH, 2 * SHORTEST):
                break
            fold(attempts, made)
            if made.verdict == "passed":
                self.note_true()
            elif not self.passing(made):
                return Asked(tuple(attempts), self._lost(made))
        return self._over(attempts, length)

    def _paused(self, last: Attempt, number: int, begin: float, deadline: Deadline) -> bool:
        """Wait before the next attempt; False where none fits in."""
        pause = self.rhythm.pause(number, self.clock.monotonic() - begin)
        left = fitted(pause, deadline, last, self.clock.now())
        if left is not None:
            self.clock.pause(left)
        return left is not None

    def _over(self, attempts: list[Attempt], length: float) -> Asked:
        if self.clock.cancelled.is_set():
            return Asked(tuple(attempts), ENDED)
        if attempts[-1].verdict != "passed":
            return Asked(tuple(attempts), self._last_true() or f"gave up after {show_duration(self._waited())}")
        stayed = f"stayed true for {show_duration(length)}"
        return Asked(tuple(attempts), held=stayed if self.rhythm.always else f"{self._became_true()}, {stayed}")

    def _lost(self, made: Attempt) -> str:
        if made.verdict != "failed" or not self.true_at:
            return self.ended(made)
        return f"was true at {show_duration(self.true_at[-1])} and no longer at {show_duration(self._waited())}"

    def _last_true(self) -> str:
        return f"was last true at {show_duration(self.true_at[-1])}" if self.true_at else ""

    def _became_true(self) -> str:
        return f"true after {show_duration(self.true_at[0])}"

    def _waited(self) -> float:
        return self.clock.monotonic() - self.start
