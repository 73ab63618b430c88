"""Use a validation: plan it, ask until it holds or time is up, and return the outcome.

In: a Call. Out: an Outcome; nothing is logged or raised for what a backend does. Values are looked up
in the calling thread, since Robot's variables belong to it; only exchanges run in threads. Planning can be had
apart from asking, for what is to be asked in another thread.
"""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from QuashLibrary.engine.answer import Answer
from QuashLibrary.engine.check.checks import evaluate, verdict_of
from QuashLibrary.engine.check.fetches import fetch_values
from QuashLibrary.engine.check.redactions import values_to_mask
from QuashLibrary.engine.check.snapshots import comparing, known_inputs, remembered, snapshot_key, snapshot_of
from QuashLibrary.engine.clock import Cancellation, Clock, Deadline
from QuashLibrary.engine.outcome import Attempt, Exchange, Fault, Outcome, Rows, Verdict
from QuashLibrary.engine.plan.plan import Plan, make_plan
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.chains import ready_at_once, reason_of, run_chained
from QuashLibrary.engine.run.exchanges import Exchanging, SlugToken
from QuashLibrary.engine.run.read_only import refuse_changes
from QuashLibrary.engine.sources.http.tokens import LoginError, Token
from QuashLibrary.engine.sources.http.transport import Transport
from QuashLibrary.engine.sources.sql.transport import SqlTransport
from QuashLibrary.engine.threads import start_thread, wait_for
from QuashLibrary.engine.wait.holding import ask_and_hold
from QuashLibrary.engine.wait.polling import Asked, Rhythm
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.registry.model import Validation

Heard = Callable[[str, Attempt], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is planned of a use before anything is asked: of all that needs nothing, by the identity of the calls."""

    uses: "Mapping[int, _Use]" = field(default_factory=dict)


class Runner:
    """Uses validations, over one transport of requests and one of statements."""

    def __init__(
        self, transport: Transport, clock: Clock, redactor: Redactor, databases: SqlTransport | None = None
    ) -> None:
        """Take what validations are used with."""
        self._exchanging = Exchanging(transport, clock, redactor, databases or SqlTransport(clock))
        self._clock = clock
        self._redactor = redactor

    def run(
        self,
        calls: Sequence[Call],
        heard: Heard = lambda slug, attempt: None,
        prepared: Prepared = Prepared(),
        cancelled: Cancellation | None = None,
    ) -> list[Outcome]:
        """Use validations, several at the same time and what they need before; in the order of the calls.

        An exception in the calling thread (a test timeout, Ctrl-C) ends all of them, and so does who sets
        `cancelled` in another one. What they have `heard` until then is told attempt by attempt.
        """
        clock = replace(self._clock, cancelled=cancelled or Cancellation())
        return self._run_chained(calls, prepared, clock, heard)

    def prepare(self, call: Call) -> Prepared | Outcome:
        """Plan what can be planned of a use and of what it needs; an outcome, an error, where that cannot be done."""
        uses: dict[int, _Use] = {}
        for leaf in ready_at_once(call):
            made = self._prepare(leaf)
            if isinstance(made, Outcome):
                unmet = made if leaf is call else self._unmet(call, reason_of(made))
                return unmet if leaf is call else replace(unmet, needed=(made,))
            uses[id(leaf)] = made
        return Prepared(uses)

    def _run_chained(
        self, calls: Sequence[Call], prepared: Prepared, clock: Clock, heard: Heard, until: Deadline | None = None
    ) -> list[Outcome]:
        use = partial(self._use, clock=clock, heard=heard, until=until)
        return run_chained(calls, partial(self._run, prepared=prepared, use=use, clock=clock), self._unmet)

    def _run(
        self, calls: Sequence[Call], prepared: Prepared, use: "Callable[[_Use], Outcome]", clock: Clock
    ) -> list[Outcome]:
        planned = [prepared.uses.get(id(call)) or self._prepare(call) for call in calls]
        outcomes: list[Outcome | None] = [item if isinstance(item, Outcome) else None for item in planned]
        pending = [(index, item) for index, item in enumerate(planned) if isinstance(item, _Use)]
        if len(pending) == 1:
            index, item = pending[0]
            outcomes[index] = use(item)
        elif pending:
            self._run_together(pending, outcomes, use, clock)
        return [outcome for outcome in outcomes if outcome is not None]

    def _run_together(
        self,
        pending: "list[tuple[int, _Use]]",
        outcomes: list[Outcome | None],
        run: "Callable[[_Use], Outcome]",
        clock: Clock,
    ) -> None:
        crashes: list[BaseException] = []
        ended = [threading.Event() for _ in pending]

        def work(index: int, use: "_Use", end: threading.Event) -> None:
            try:
                outcomes[index] = run(use)
            except BaseException as error:  # raised again by the calling thread
                crashes.append(error)
            finally:
                end.set()

        try:
            threads = [start_thread(partial(work, *item, end)) for item, end in zip(pending, ended, strict=True)]
            # An exception in the midst of Thread.join makes Python 3.11 take a running thread for a stopped one.
            for end in ended:
                wait_for(end)
            for thread in threads:
                thread.join()
        except BaseException:
            clock.cancelled.set()
            raise
        if crashes:
            raise crashes[0]

    def _prepare(self, call: Call) -> "_Use | Outcome":
        started, start = self._clock.now(), self._clock.monotonic()
        try:
            use = self._planned(call)
        except UnusableValueError as error:
            outcome = _outcome(call, "error", started, self._clock.monotonic() - start)
            return replace(outcome, problem=str(error))
        return use

    def _planned(self, call: Call) -> "_Use":
        """Plan a use, and that of the validation its token comes from.

        Raises:
            UnusableValueError: a value of one of them cannot be used.
        """
        if call.problem:
            raise UnusableValueError(call.problem)
        if not call.logs_in:
            refuse_changes(call.validation, call.connection, call.scope)
        plan = make_plan(call.validation, call.connection, call.scope, call.within)
        if plan.within and not repeatable(call.validation):
            changes = call.validation.request.changes
            raise UnusableValueError(f"{changes} is asked again only where the validation is idempotent: true")
        return _Use(call, plan, _before(call, plan), self._planned_login(call.login) if call.login else None)

    def _planned_login(self, call: Call) -> "_Login":
        """Plan a login as far as that can be done before what it needs is used."""
        prepared = self.prepare(call)
        if isinstance(prepared, Outcome):
            raise UnusableValueError(f"no token of {call.validation.name}: {prepared.problem}")
        return _Login(call, prepared)

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
            [outcome] = self._run_chained([login.call], login.prepared, clock, lambda slug, attempt: None, until)
            token = outcome.fetched.get("token")
            self._redactor.add(token)
            if outcome.verdict != "passed" or not token:
                fault = Fault("login", f"no token of {outcome.name}: {_why(outcome)}")
                raise LoginError(fault, outcome.last.exchange if outcome.last else None)
            return Token(as_text(token))

        login = use.login
        return SlugToken(login.key if login else None, ask)

    def _attempt(self, use: "_Use", number: int, deadline: Deadline | None, clock: Clock) -> Attempt:
        plan = use.plan
        exchanging = self._exchanging.under(clock)
        exchange = exchanging.exchange(plan.exchange, use.call.kept, deadline, self._token_of(use, deadline, clock))
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
        if not isinstance(exchange.answer, Fault):
            rules = (*use.call.connection.redact, *use.plan.validation.redact)
            self._redactor.add(values_to_mask(rules, Answer(exchange.answer, exchange.elapsed)))


@dataclass(frozen=True, slots=True)
class _Use:
    call: Call
    plan: Plan
    before: Answer | None = None
    login: "_Login | None" = None


@dataclass(frozen=True, slots=True)
class _Login:
    """The use of the validation that a token comes from."""

    call: Call
    prepared: Prepared

    @property
    def key(self) -> Hashable:
        """By what its token is kept: what is asked; and where others are asked before, by what they are given."""
        asked = tuple((use.call.validation.slug, use.plan.request) for use in self.prepared.uses.values())
        return self.call.validation.slug, asked, known_inputs(self.call.validation, self.call.scope)


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
    return validation.idempotent or not validation.request.changes


def _ended(use: _Use, made: Attempt) -> str:
    """Return why an attempt ends the wait; what the registry gives up for is told, be the rest readable or not."""
    plan = use.plan
    answer = made.exchange.answer
    if plan.give_up_if and not isinstance(answer, Fault):
        checks = evaluate(plan.give_up_if, Answer(answer, made.exchange.elapsed), use.before, use.call.context)
        if verdict_of(checks) == "passed":
            return f"gave up: {', '.join(f'{check.subject} {check.was}' for check in checks)}"
    if isinstance(answer, Fault) or made.verdict == "error":
        return "" if _is_retried(plan, made.exchange) else "not asked again"
    return ""


def _is_retried(plan: Plan, exchange: Exchange) -> bool:
    """Return whether what the backend said, or did not say, is what it may say in passing."""
    answer = exchange.decisive
    if isinstance(answer, Rows):
        return False
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
        connection=validation.connection,
        remembered=call.remember,
        on_failure=call.on_failure or validation.on_failure or call.connection.on_failure or "fail",
        on_error=call.on_error or validation.on_error or call.connection.on_error or "fail",
    )


def _with_attempts(outcome: Outcome, asked: Asked, *, waited: bool) -> Outcome:
    return replace(outcome, attempts=asked.attempts, gave_up=asked.gave_up, held=asked.held, waited=waited)
