"""A backend on a simulated clock, for tests of waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from QuashLibrary.engine.clock import Cancellation, Clock, Deadline
from QuashLibrary.engine.outcome import Answer, Attempt, Check, Exchange, Fault, Verdict
from QuashLibrary.engine.sources.http.messages import Request, http_answer
from QuashLibrary.engine.wait.holding import poll_and_hold
from QuashLibrary.engine.wait.polling import PollResult, poll
from QuashLibrary.engine.wait.schedule import Schedule
from QuashLibrary.registry.model import Timing
from QuashLibrary.threads import Signal

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
REQUEST = Request("GET", "http://127.0.0.1/")
AnswerOrFault = Answer | Fault
REFUSED = Fault("refused", "connection refused by 127.0.0.1:80")


@dataclass
class Backend:
    """A backend on its own clock: its answers depend only on the time."""

    answer: Callable[[float], tuple[Verdict, AnswerOrFault, str]]
    takes: float = 0.0
    time: float = 0.0
    asked: list[float] = field(default_factory=list)
    cancelled: Cancellation = field(default_factory=Cancellation)

    def clock(self) -> Clock:
        """Return the backend's clock."""
        return Clock(lambda: self.time, lambda: EPOCH + timedelta(seconds=self.time), self._sleep, self.cancelled)

    def attempt(self, number: int, deadline: Deadline | None) -> Attempt:
        """Make an attempt that is cut off at the deadline."""
        self.asked.append(self.time)
        started = self.time
        verdict, answer, was = self.answer(self.time)
        self.time += self.takes if deadline is None else min(self.takes, deadline.remaining())
        if deadline is not None and deadline.remaining() <= 0:
            verdict, answer = "error", Fault("timeout", "no complete answer")
        checks = (Check("$.state", "failed", 'should be "paid"', was),) if verdict == "failed" else ()
        begun = EPOCH + timedelta(seconds=started)
        exchange = Exchange(REQUEST, answer, begun, self.time - started)
        return Attempt(number, number, begun, EPOCH + timedelta(seconds=self.time), exchange, checks, (), verdict)

    def ask(self, timing: Timing, ended: Callable[[Attempt], str] = lambda _: "") -> PollResult:
        """Poll until the end."""
        return poll(self.attempt, Schedule(timing), self.clock(), ended)

    def hold(self, timing: Timing) -> PollResult:
        """Poll until the checks hold, then for as long as they must keep holding; faults and 503 are transient."""

        def passing(made: Attempt) -> bool:
            answer = made.exchange.answer
            return isinstance(answer, Fault) or answer.status == 503

        return poll_and_hold(self.attempt, Schedule(timing), self.clock(), lambda _: "", passing)

    def _sleep(self, seconds: float, _: Signal) -> None:
        assert seconds >= 0
        self.time += seconds


def ok(status: int = 200, *headers: tuple[str, str]) -> Answer:
    """Return a response without body."""
    return http_answer(status, "", tuple(headers), b"")


def pending(_: float) -> tuple[Verdict, AnswerOrFault, str]:
    """Never reach the expected state."""
    return "failed", ok(), 'was "pending"'


def true_from(moment: float) -> Callable[[float], tuple[Verdict, AnswerOrFault, str]]:
    """Reach the expected state at this time."""
    return lambda time: ("passed", ok(), "") if time >= moment else pending(time)
