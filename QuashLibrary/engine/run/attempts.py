"""Make the attempts of a planned call: exchange, hide redacted values, fetch and check; and decide when to stop.

In: a PlannedCall and its source. Out: Attempts. Nothing that a backend does raises an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate, is_expected_status, verdict_of
from QuashLibrary.engine.check.fetches import fetch_values
from QuashLibrary.engine.check.redactions import redact, redact_message
from QuashLibrary.engine.check.snapshots import snapshot_checks
from QuashLibrary.engine.outcome import Attempt, Check, Fault
from QuashLibrary.engine.plan.source import ExchangeContext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.clock import Clock, Deadline
    from QuashLibrary.engine.noticed_changes import NoticedChanges
    from QuashLibrary.engine.outcome import Answer, Exchange, FetchedValue, Headers
    from QuashLibrary.engine.plan.source import LoginValidation, Source
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.engine.run.planned_call import PlannedCall


@dataclass(slots=True)
class AttemptMaker:
    """Makes the attempts of one planned call; `until` is the caller's own deadline.

    Keeps the parts of the last answer, so a body is parsed only once.
    """

    planned: PlannedCall
    source: Source[Any, Any, Any]
    redactor: Redactor
    clock: Clock
    until: Deadline | None
    login: LoginValidation | None
    _last: AnswerParts | None = field(default=None, init=False)

    def make(self, number: int, deadline: Deadline | None) -> Attempt:
        """Make the attempt with this number, within the deadline."""
        exchange = self._redacted(self._exchange(_earlier(deadline, self.until)))
        if isinstance(exchange.answer, Fault):
            return Attempt(number, number, exchange.started, self.clock.now(), exchange, (), (), "error")
        checks, fetched = self._evaluate(self._parts_of(exchange.answer, exchange.elapsed))
        verdict = verdict_of(checks)
        if exchange.obstacle and is_expected_status(checks):
            exchange = replace(exchange, obstacle=None)
        if exchange.obstacle:
            verdict = "error"
        return Attempt(number, number, exchange.started, self.clock.now(), exchange, checks, fetched, verdict)

    def reason_to_stop(self, attempt: Attempt) -> str:
        """Return why an attempt ends the wait; `give_up_if` counts even if the rest of the answer cannot be read.

        For an answer that says nothing about the app, `give_up_if` counts only if it has an expectation on the status.
        """
        plan, answer = self.planned.plan, attempt.exchange.answer
        of_app = not attempt.exchange.obstacle or any(item.subject.kind == "status" for item in plan.give_up_if)
        if plan.give_up_if and of_app and not isinstance(answer, Fault):
            parts = self._parts_of(answer, attempt.exchange.elapsed)
            checks = evaluate(plan.give_up_if, parts, self.planned.before, self.planned.context)
            if verdict_of(checks) == "passed":
                return f"stopped early: give_up_if matched ({', '.join(f'{c.subject} {c.was}' for c in checks)})"
        if isinstance(answer, Fault) or attempt.verdict == "error":
            return "" if self.is_transient(attempt) or _may_recover(attempt) else "not retried"
        return ""

    def is_transient(self, attempt: Attempt) -> bool:
        """Return whether the answer, or the reason why there is none, is among the errors to retry."""
        answer, retried = attempt.exchange.decisive, self.planned.plan.validation.retry_errors
        if attempt.is_unreadable and "unreadable" in retried:
            return True
        return (answer.kind if isinstance(answer, Fault) else str(answer.status)) in retried

    def noticed_changes(self, attempt: Attempt) -> NoticedChanges | None:
        """Return which changes to the answer of a passed attempt would have been noticed."""
        from QuashLibrary.engine.mutate.measure import LONGEST_SECONDS, measure  # few runs need it

        answer = attempt.exchange.answer
        if isinstance(answer, Fault):
            return None
        # A value that a keyword requests in addition is not an expectation of the validation.
        fetch = tuple(item for item in self.planned.plan.fetch if not item.by_path)

        def passes(parts: AnswerParts) -> bool:
            _, missing = fetch_values(fetch, parts)
            return verdict_of(_checks_of(self.planned, parts, missing)) == "passed"

        snapshot = None if self.source.counts_on else self.planned.before
        deadline = self.clock.deadline(LONGEST_SECONDS)
        return measure(self._parts_of(answer, attempt.exchange.elapsed), snapshot, passes, deadline)

    def _exchange(self, until: Deadline | None) -> Exchange:
        plan, credentials = self.planned.plan, self.planned.call.credentials
        before, recording = self.planned.before, self.planned.call.recording
        context = ExchangeContext(self.clock, plan.timeout, until, credentials, self.login, before, recording)
        return self.source.exchange(plan.source_plan, context)

    def _redacted(self, exchange: Exchange) -> Exchange:
        """Return an exchange with everything hidden that the registry redacts; the redactor learns the hidden texts."""
        rules = (*self.planned.call.connection.redact, *self.planned.plan.validation.redact)
        if not rules:
            return exchange

        def hide(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
            headers, body, found = redact_message(rules, headers, body)
            self.redactor.learn(found)
            return headers, body

        answer = exchange.answer
        if isinstance(answer, Fault):
            answer = replace(answer, received="")  # It cannot be parsed, so nothing in it can be masked.
        else:
            redacted = redact(rules, answer)
            self.redactor.learn(redacted.found)
            answer = redacted.answer
        request = self.source.redacted(exchange.request, hide)
        login = self._redacted(exchange.login) if exchange.login else None
        return replace(exchange, request=request, answer=answer, login=login)

    def _parts_of(self, answer: Answer, elapsed: float) -> AnswerParts:
        if self._last is None or self._last.answer is not answer:
            self._last = AnswerParts(answer, elapsed)
        return self._last

    def _evaluate(self, parts: AnswerParts) -> tuple[tuple[Check, ...], tuple[FetchedValue, ...]]:
        plan = self.planned.plan
        fetched, missing = fetch_values(plan.fetch, parts)
        for item in fetched:
            if item.secret:
                self.redactor.add(item.value)
        if self.planned.call.remember:
            return snapshot_checks(plan.conditions, parts), ()
        return _checks_of(self.planned, parts, missing), fetched


def _checks_of(planned: PlannedCall, parts: AnswerParts, missing: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks of an answer, including the checks of values that could not be fetched."""
    checks = evaluate(planned.plan.expected_of(parts.answer), parts, planned.before, planned.context)
    return (*checks, *(missing if is_expected_status(checks) else map(Check.not_reached, missing)))


def _may_recover(attempt: Attempt) -> bool:
    """Return whether the only problem is an expression that cannot be evaluated, since another value may work."""
    return not attempt.exchange.fault and {check.error_kind for check in attempt.checks} <= {"", "expression"}


def _earlier(one: Deadline | None, other: Deadline | None) -> Deadline | None:
    return one.earlier(other) if one else other
