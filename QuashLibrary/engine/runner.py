"""Use a validation: plan it, ask until it holds or time is up, and return the outcome.

In: a Call. Out: an Outcome; nothing is logged or raised for what a backend does. Values are looked up
in the calling thread, since Robot's variables belong to it; only exchanges run in threads.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from QuashLibrary.engine.answer import Answer
from QuashLibrary.engine.chains import run_chained
from QuashLibrary.engine.checks import evaluate, verdict_of
from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.exchanging import Exchanging, SlugToken
from QuashLibrary.engine.fetching import fetch_values
from QuashLibrary.engine.holding import ask_and_hold
from QuashLibrary.engine.kept import Kept
from QuashLibrary.engine.outcome import Attempt, Exchange, Fault, Outcome, Response, Verdict
from QuashLibrary.engine.plan import Plan, make_plan
from QuashLibrary.engine.polling import Asked, Rhythm
from QuashLibrary.engine.redacting import values_to_mask
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.snapshots import Snapshots, comparing, remembered, snapshot_key, snapshot_of
from QuashLibrary.engine.tokens import LoginError, Token
from QuashLibrary.engine.transport import Transport
from QuashLibrary.engine.values import Scope, UnusableValueError, as_text
from QuashLibrary.language.operator_model import Context
from QuashLibrary.registry.model import Connection, OnError, OnFailure, Validation

_SAFE = ("GET", "HEAD")
Heard = Callable[[str, Attempt], None]


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a validation, with what its caller overrides; `within` is in seconds.

    It compares with the `snapshots`, or takes one: then it only has to `remember` what the backend answers.
    `login` is the use of the validation that the token comes from, where `auth` says so. One that is a `part` of a wait
    of its caller is asked once, and told why it would not be asked again.
    """

    validation: Validation
    connection: Connection
    scope: Scope
    within: float | None = None
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    kept: Kept = field(default_factory=Kept)
    snapshots: Snapshots = field(default_factory=dict)
    remember: bool = False
    needs: "tuple[Call, ...]" = ()
    context: Context = field(default_factory=Context)
    login: "Call | None" = None
    part: bool = False


class Runner:
    """Uses validations, over one transport."""

    def __init__(self, transport: Transport, clock: Clock, redactor: Redactor) -> None:
        """Take what validations are used with."""
        self._exchanging = Exchanging(transport, clock, redactor)
        self._clock = clock
        self._redactor = redactor

    def run(self, calls: Sequence[Call], heard: Heard = lambda slug, attempt: None) -> list[Outcome]:
        """Use validations, several at the same time and what they need before; in the order of the calls.

        An exception in the calling thread (a test timeout, Ctrl-C) ends all of them. What they have `heard`
        until then is told attempt by attempt.
        """
        return run_chained(calls, partial(self._run, heard=heard), self._unmet)

    def _run(self, calls: Sequence[Call], heard: Heard) -> list[Outcome]:
        clock = replace(self._clock, cancelled=threading.Event())
        prepared = [self._prepare(call) for call in calls]
        outcomes: list[Outcome | None] = [item if isinstance(item, Outcome) else None for item in prepared]
        pending = [(index, item) for index, item in enumerate(prepared) if isinstance(item, _Use)]
        if len(pending) == 1:
            index, use = pending[0]
            outcomes[index] = self._use(use, clock, heard)
        elif pending:
            self._run_together(pending, outcomes, partial(self._use, clock=clock, heard=heard), clock)
        return [outcome for outcome in outcomes if outcome is not None]

    def _run_together(
        self,
        pending: "list[tuple[int, _Use]]",
        outcomes: list[Outcome | None],
        run: "Callable[[_Use], Outcome]",
        clock: Clock,
    ) -> None:
        crashes: list[BaseException] = []
        finished = threading.Semaphore(0)

        def work(index: int, use: "_Use") -> None:
            try:
                outcomes[index] = run(use)
            except BaseException as error:  # raised again by the calling thread
                crashes.append(error)
            finally:
                finished.release()

        threads = [threading.Thread(target=work, args=item, daemon=True) for item in pending]
        try:
            for thread in threads:
                thread.start()
            # An exception in the midst of Thread.join makes Python 3.11 take a running thread for a stopped one.
            for _ in threads:
                finished.acquire()
            for thread in threads:
                thread.join()
        finally:
            clock.cancelled.set()
        if crashes:
            raise crashes[0]

    def _prepare(self, call: Call) -> "_Use | Outcome":
        started, start = self._clock.now(), self._clock.monotonic()
        try:
            use = _planned(call)
        except UnusableValueError as error:
            outcome = _outcome(call, "error", started, self._clock.monotonic() - start)
            return replace(outcome, problem=str(error))
        return use

    def _unmet(self, call: Call, reason: str) -> Outcome:
        return replace(_outcome(call, "error", self._clock.now(), 0.0), problem=reason)

    def _use(self, use: "_Use", clock: Clock, heard: Heard, until: Deadline | None = None) -> Outcome:
        started, start = clock.now(), clock.monotonic()
        timing = use.call.validation.timing
        rhythm = Rhythm(within=use.plan.within)
        if timing is not None:
            rhythm = Rhythm(
                use.plan.within,
                timing.attempts,
                timing.every,
                timing.backoff,
                timing.max_every,
                timing.holds_for,
                timing.always,
            )
            rhythm = replace(rhythm, holds_for=0.0, always=False) if use.call.remember else rhythm

        def attempt(number: int, deadline: Deadline | None) -> Attempt:
            made = self._attempt(use, number, _earlier(deadline, until), clock)
            heard(use.call.validation.slug, made)
            return made

        def ended(made: Attempt) -> str:
            return _ended(use, made)

        def passing(made: Attempt) -> bool:
            return _is_retried(use.plan, made.exchange)

        asked = ask_and_hold(attempt, rhythm, clock, ended, passing)
        if use.call.part and asked.attempts[-1].verdict != "passed":
            asked = replace(asked, gave_up=ended(asked.attempts[-1]))
        outcome = _outcome(use.call, asked.attempts[-1].verdict, started, clock.monotonic() - start)
        return _with_attempts(outcome, asked, waited=bool(use.plan.within))

    def _token_of(self, use: "_Use", until: Deadline | None, clock: Clock) -> SlugToken:
        def ask() -> Token:
            if login is None:
                raise LoginError(Fault("login", "no token: nothing is known of where it comes from"))
            outcome = self._use(login, clock, lambda slug, attempt: None, until)
            token = outcome.fetched.get("token")
            self._redactor.add(token)
            if outcome.verdict != "passed" or not token:
                fault = Fault("login", f"no token of {outcome.name}: {_why(outcome)}")
                raise LoginError(fault, outcome.last.exchange if outcome.last else None)
            return Token(as_text(token))

        login = use.login
        return SlugToken((login.call.validation.slug, login.plan.request) if login else None, ask)

    def _attempt(self, use: "_Use", number: int, deadline: Deadline | None, clock: Clock) -> Attempt:
        plan = use.plan
        exchange = self._exchanging.exchange(plan, use.call.kept, deadline, self._token_of(use, deadline, clock))
        self._redact(use, exchange.login or exchange)
        if isinstance(exchange.answer, Fault):
            return Attempt(number, number, exchange.started, clock.now(), exchange, (), (), "error")
        answer = Answer(exchange.answer, exchange.elapsed)
        fetched, missing = fetch_values(plan.fetch, answer)
        for item in fetched:
            if item.secret:
                self._redactor.add(item.value)
        if use.call.remember:
            fetched, checks = (), remembered((*plan.expect, *plan.give_up_if), answer)
        else:
            checks = (*evaluate(plan.expect, answer, use.before, use.call.context), *missing)
        verdict = verdict_of(checks)
        return Attempt(number, number, exchange.started, clock.now(), exchange, checks, fetched, verdict)

    def _redact(self, use: "_Use", exchange: Exchange) -> None:
        """Take as secret what the registry says of an answer, before anything of it can be shown."""
        if isinstance(exchange.answer, Response):
            rules = (*use.call.connection.redact, *use.plan.validation.redact)
            self._redactor.add(values_to_mask(rules, Answer(exchange.answer, exchange.elapsed)))


@dataclass(frozen=True, slots=True)
class _Use:
    call: Call
    plan: Plan
    before: Answer | None = None
    login: "_Use | None" = None


def _before(call: Call, plan: Plan) -> Answer | None:
    """Return the answer to compare with; None where nothing is compared, or where one is remembered now."""
    compared = comparing((*plan.expect, *plan.give_up_if))
    if call.remember and not compared:
        advice = "add changed or changed by to its expect in the registry"
        raise UnusableValueError(f"{call.validation.name} compares nothing with a snapshot; {advice}")
    if not compared:
        return None
    if call.remember:
        # An input that is not known is told before anything is asked, not when the answer is kept.
        snapshot_key(call.validation, call.connection, call.scope)
        return None
    return snapshot_of(call.validation, call.connection, call.scope, call.snapshots)


def _planned(call: Call) -> _Use:
    """Plan a use, and that of the validation its token comes from.

    Raises:
        UnusableValueError: a value of one of them cannot be used.
    """
    plan = make_plan(call.validation, call.connection, call.scope, call.within)
    if plan.within and not repeatable(call.validation):
        raise UnusableValueError(f"{plan.request.method} is asked again only where the validation is idempotent: true")
    before = _before(call, plan)
    try:
        return _Use(call, plan, before, _planned(call.login) if call.login else None)
    except UnusableValueError as error:
        name = call.login.validation.name if call.login else ""
        raise UnusableValueError(f"no token of {name}: {error}") from error


def _earlier(one: Deadline | None, other: Deadline | None) -> Deadline | None:
    return one.earlier(other) if one else other


def _why(outcome: Outcome) -> str:
    """Return why a login did not pass."""
    if outcome.last is None:
        return outcome.problem
    answer = outcome.last.exchange.answer
    if isinstance(answer, Fault):
        return answer.message
    # What is missing in the answer to a login that failed says nothing more.
    return next((str(check) for check in outcome.last.checks if check.state != "holds"), "the token is empty")


def repeatable(validation: Validation) -> bool:
    """Return whether a validation may be asked again: its request changes nothing, or says that it does no harm."""
    return validation.idempotent or validation.request.method in _SAFE


def _ended(use: _Use, made: Attempt) -> str:
    """Return why an attempt ends the wait; what the registry gives up for is told, be the rest readable or not."""
    plan = use.plan
    answer = made.exchange.answer
    if plan.give_up_if and isinstance(answer, Response):
        checks = evaluate(plan.give_up_if, Answer(answer, made.exchange.elapsed), use.before, use.call.context)
        if verdict_of(checks) == "passed":
            return f"gave up: {', '.join(f'{check.subject} {check.was}' for check in checks)}"
    if isinstance(answer, Fault) or made.verdict == "error":
        return "" if _is_retried(plan, made.exchange) else "not asked again"
    return ""


def _is_retried(plan: Plan, exchange: Exchange) -> bool:
    """Return whether what the backend said, or did not say, is what it may say in passing."""
    answer = exchange.decisive
    told = answer.kind if isinstance(answer, Fault) else str(answer.status)
    return told in plan.validation.retry_errors


def _outcome(call: Call, verdict: Verdict, started: datetime, elapsed: float) -> Outcome:
    validation = call.validation
    return Outcome(
        slug=validation.slug,
        verdict=verdict,
        started=started,
        elapsed=elapsed,
        position=validation.position,
        description=validation.description,
        connection=call.connection.name,
        remembered=call.remember,
        on_failure=call.on_failure or validation.on_failure or call.connection.on_failure or "fail",
        on_error=call.on_error or validation.on_error or call.connection.on_error or "fail",
    )


def _with_attempts(outcome: Outcome, asked: Asked, *, waited: bool) -> Outcome:
    return replace(outcome, attempts=asked.attempts, gave_up=asked.gave_up, held=asked.held, waited=waited)
