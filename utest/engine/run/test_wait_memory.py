"""A run remembers how long a validation took to pass; other runs do not know it."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Exchange
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.messages import Request, http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.registry.model import Tls
from QuashLibrary.threads import Signal
from utest.engine.registries import scope_of, used
from utest.engine.timed_backend import EPOCH

WAITING = "request: GET /orders/7\nexpect: {$.state: paid}\neventually: 30s"

compiled = cache(used)


@dataclass
class SlowBackend:
    """A backend on a simulated clock that is paid some seconds after each use begins."""

    needs: float = 10.0
    time: float = 0.0
    asked: list[float] = field(default_factory=list)

    def send(self, request: Request, _tls: Tls, _deadline: Deadline) -> Exchange:
        """Answer at once."""
        self.asked.append(self.time)
        state = b"paid" if self.time >= self.needs else b"pending"
        answer = http_answer(200, "OK", (), b'{"state": "%s"}' % state)
        return Exchange(request, answer, EPOCH + timedelta(seconds=self.time), 0.0)

    def runner(self) -> Runner:
        """Return the runner of a new run."""
        clock = Clock(lambda: self.time, lambda: EPOCH + timedelta(seconds=self.time), self._sleep)
        redactor = Redactor()
        return Runner(clock, redactor, {"http": HttpSource(clock, redactor, self)})  # type: ignore[arg-type]

    def used(self, runner: Runner, text: str = WAITING) -> list[float]:
        """Return the times of the requests in another use of a validation."""
        self.time, self.asked = 0.0, []
        validation, connection = compiled(text)
        [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
        assert outcome.verdict == "passed"
        return self.asked

    def _sleep(self, seconds: float, _: Signal) -> None:
        self.time += seconds


def test_a_second_wait_begins_with_what_is_known_of_the_first() -> None:
    """It sends fewer requests, the first of them at once."""
    backend = SlowBackend()
    runner = backend.runner()
    first, second = list(backend.used(runner)), list(backend.used(runner))
    assert (len(first), len(second)) == (54, 20)
    assert second[:2] == [0, 1]


def test_another_run_knows_nothing_of_it() -> None:
    """A run never depends on the run before."""
    backend = SlowBackend()
    assert backend.used(backend.runner()) == backend.used(backend.runner())


def test_every_stays_what_the_registry_says() -> None:
    """Earlier waits do not change it."""
    backend = SlowBackend(needs=1)
    runner = backend.runner()
    text = f"{WAITING.removesuffix('30s')}{{within: 30s, every: 250ms}}"
    assert backend.used(runner, text) == backend.used(runner, text) == [0, 0.25, 0.5, 0.75, 1]


def test_what_passed_at_once_is_not_waited_for_like_before() -> None:
    """Only the last use counts."""
    backend = SlowBackend()
    runner = backend.runner()
    backend.used(runner)
    backend.needs = 0
    backend.used(runner)
    backend.needs = 0.35
    assert len(backend.used(runner)) == 5
