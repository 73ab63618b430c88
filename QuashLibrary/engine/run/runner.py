"""Run validations: plan them, repeat them until they pass or the time is up, and return the outcomes.

In: Calls. Out: an Outcome for each; nothing is logged, and nothing that a backend does raises an exception. Planning
runs in the calling thread. Exchanges always run in other threads. An exception may interrupt the calling thread at any
moment, and must not leave a lock of the transport taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.clock import Cancellation
from QuashLibrary.engine.outcome import Attempt, Fault, Outcome
from QuashLibrary.engine.plan.source import LoginError, LoginValidation
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.engine.run.attempts import AttemptMaker
from QuashLibrary.engine.run.chains import run_chained
from QuashLibrary.engine.run.planned_call import PlannedCall, plan_call, plan_ready
from QuashLibrary.engine.sources.table import SOURCES
from QuashLibrary.engine.wait.holding import poll_and_hold
from QuashLibrary.engine.wait.schedule import Schedule
from QuashLibrary.registry.model import Timing
from QuashLibrary.threads import Signal, run_in_threads, start_thread, wait_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.engine.clock import Clock, Deadline
    from QuashLibrary.engine.noticed_changes import NoticedChanges
    from QuashLibrary.engine.plan.source import Source
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.engine.run.call import Call
    from QuashLibrary.engine.run.planned_call import PlannedLogin, Plans
    from QuashLibrary.problems import Position

OnAttempt = Callable[[str, Attempt], None]
RunPlanned = Callable[[PlannedCall], Outcome]
_NOTHING_PLANNED: Plans = {}
_CLOSING = 1.0
"""The maximum seconds to wait for connections to close."""


def _ignore(_slug: str, _attempt: Attempt) -> None:
    """Ignore the attempts."""


def _with_changes(outcome: Outcome, call: Call, measure: Callable[[], NoticedChanges | None]) -> Outcome:
    """Return a passed outcome with the changes that its expectations notice, if that is measured."""
    if call.measurements is None or call.remember or outcome.verdict != "passed":
        return outcome
    return replace(outcome, changes=call.measurements.of(call.validation, measure))


def _timing_of(planned: PlannedCall) -> Timing:
    """Return how long and how often to repeat a call; a snapshot is taken from the first answer that passes."""
    given, within = planned.plan.validation.timing, planned.plan.within or 0.0
    timing = Timing(within=within) if given is None else replace(given, within=within)
    return replace(timing, holds_for=0.0, always=False) if planned.call.remember else timing


class Runner:
    """Runs validations with the sources of the table, or with the sources passed in.

    It remembers how long each validation last took to pass, so it belongs to one run.
    """

    def __init__(
        self, clock: Clock, redactor: Redactor, sources: Mapping[str, Source[Any, Any, Any]] | None = None
    ) -> None:
        """Store the clock, the redactor and the sources."""
        self._clock = clock
        self._redactor = redactor
        self._passed_after: dict[Position, float] = {}
        self._sources = sources or {name: source(clock, redactor) for name, source in SOURCES.items()}

    def run(
        self,
        calls: Sequence[Call],
        on_attempt: OnAttempt = _ignore,
        plans: Plans = _NOTHING_PLANNED,
        cancelled: Cancellation | None = None,
    ) -> list[Outcome]:
        """Run several validations in parallel, after those that they need; return outcomes in the order of the calls.

        Setting `cancelled` in another thread ends all of them, and so does an exception in the calling thread (a test
        timeout, Ctrl-C). `on_attempt` is called in another thread with each attempt made until then.
        """
        clock = replace(self._clock, cancelled=cancelled or Cancellation())
        return self._run_chained(calls, plans, clock, on_attempt)

    def plan(self, call: Call) -> Plans | Outcome:
        """Plan a call and what it needs, as far as possible; return an outcome, an error, if planning fails."""
        return plan_ready(call, self._clock)

    def close(self) -> None:
        """Close all connections of all sources, but do not wait longer than a moment."""
        closed = Signal()

        def work() -> None:
            try:
                for source in self._sources.values():
                    source.close()
            finally:
                closed.set()

        start_thread(work)
        wait_for(closed, _CLOSING)

    def _run_chained(
        self, calls: Sequence[Call], plans: Plans, clock: Clock, on_attempt: OnAttempt, until: Deadline | None = None
    ) -> list[Outcome]:
        def unmet(call: Call, reason: str) -> Outcome:
            return call.outcome("error", clock.now(), problem=reason)

        run_planned = partial(self._run_planned, clock=clock, on_attempt=on_attempt, until=until)
        return run_chained(calls, partial(self._run_level, plans=plans, run_planned=run_planned, clock=clock), unmet)

    def _run_level(self, calls: Sequence[Call], plans: Plans, run_planned: RunPlanned, clock: Clock) -> list[Outcome]:
        """Run calls that do not need each other; an exception in the calling thread cancels them."""
        results = [plans.get(call) or plan_call(call, self._clock) for call in calls]
        pending = [partial(run_planned, result) for result in results if isinstance(result, PlannedCall)]
        try:
            outcomes = iter(run_in_threads(pending))
        except BaseException:
            clock.cancelled.set()
            raise
        return [next(outcomes) if isinstance(result, PlannedCall) else result for result in results]

    def _run_planned(
        self, planned: PlannedCall, clock: Clock, on_attempt: OnAttempt, until: Deadline | None
    ) -> Outcome:
        call, plan = planned.call, planned.plan
        started, start = clock.now(), clock.monotonic()
        timing = _timing_of(planned)
        source = self._sources[plan.validation.request.source]
        login = self._login_validation(planned.login, clock) if planned.login else None
        attempts = AttemptMaker(planned, source, self._redactor, clock, until, login)

        def make_attempt(number: int, deadline: Deadline | None) -> Attempt:
            attempt = attempts.make(number, deadline)
            if not clock.cancelled.is_set():
                on_attempt(call.validation.slug, attempt)
            return attempt

        schedule = Schedule(timing, self._passed_after.get(plan.validation.position, 0.0))
        result = poll_and_hold(make_attempt, schedule, clock, attempts.reason_to_stop, attempts.is_transient)
        last = result.attempts[-1]
        if timing.within and result.passed_after is not None:
            self._passed_after[plan.validation.position] = result.passed_after
        outcome = call.outcome(
            last.verdict,
            started,
            clock.monotonic() - start,
            attempts=result.attempts,
            gave_up=attempts.reason_to_stop(last) if call.part and last.verdict != "passed" else result.gave_up,
            held=result.held,
            waited=bool(plan.within),
        )
        return _with_changes(outcome, call, partial(attempts.noticed_changes, last))

    def _login_validation(self, login: PlannedLogin, clock: Clock) -> LoginValidation:
        def fetch_token(until: Deadline | None) -> str:
            [outcome] = self._run_chained([login.call], login.plans, clock, _ignore, until)
            token = outcome.fetched.get("token")
            self._redactor.add(token)
            if outcome.verdict != "passed" or not token:
                fault = Fault("login", f"no token from {outcome.name}: {outcome.reason or 'the token is empty'}")
                raise LoginError(fault, outcome.last.exchange if outcome.last else None)
            return as_text(token)

        return LoginValidation(login.key, fetch_token)
