"""Plan calls: everything that can be known before a request is sent.

In: a Call. Out: a PlannedCall; or an Outcome, an error, if a value cannot be used or the call is not allowed. Planning
looks up Robot's variables, which belong to the calling thread; exchanges can then run in other threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.check.snapshots import comparing, known_inputs, snapshot_key, snapshot_of
from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.plan.expectations import render_expectations
from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.chains import ready_at_once, unmet_reason
from QuashLibrary.engine.sources.table import SOURCES
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.operators.expressions import SATISFIES
from QuashLibrary.language.operators.model import Context
from QuashLibrary.language.templates import Reference

if TYPE_CHECKING:
    from collections.abc import Hashable

    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.engine.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call with its plan, the answer to compare with, and the call that logs in.

    Its expectations are evaluated in the `context`.
    """

    call: Call
    plan: Plan
    context: Context = field(default_factory=Context)
    before: AnswerParts | None = None
    login: PlannedLogin | None = None


Plans = Mapping[Call, PlannedCall]


@dataclass(frozen=True, slots=True)
class PlannedLogin:
    """The call that fetches a token, planned as far as possible before the validations that it needs have run.

    `key` contains everything the token depends on: the requests planned so far, and the inputs known so far.
    """

    call: Call
    plans: Plans
    key: Hashable


def plan_ready(call: Call, clock: Clock) -> Plans | Outcome:
    """Plan the calls that can run first: those that need nothing, among a call and everything that it needs."""
    plans: dict[Call, PlannedCall] = {}
    for ready in ready_at_once(call):
        planned = plan_call(ready, clock)
        if isinstance(planned, Outcome):
            if ready is call:
                return planned
            return replace(call.outcome("error", clock.now(), problem=unmet_reason(planned)), needed=(planned,))
        plans[ready] = planned
    return plans


def plan_call(call: Call, clock: Clock) -> PlannedCall | Outcome:
    """Plan a call, and the call that fetches its token."""
    started, start = clock.now(), clock.monotonic()
    try:
        return _planned_call(call, clock)
    except UnusableValueError as error:
        return call.outcome("error", started, clock.monotonic() - start, str(error))


def _planned_call(call: Call, clock: Clock) -> PlannedCall:
    if call.problem:
        raise UnusableValueError(call.problem)
    validation = call.validation
    source = SOURCES[validation.request.source]
    plan = make_plan(validation, call.connection, call.scope, call.within, source)
    if call.wanted or call.expected_anyway:
        fetch = (*plan.fetch, call.wanted) if call.wanted else plan.fetch
        plan = replace(plan, fetch=fetch, expected_anyway=render_expectations(call.expected_anyway, call.scope))
    if call.connection.read_only and not call.logs_in:
        _refuse_change(source.changes(validation.request, plan.source_plan), call.connection.name)
    if plan.within and not validation.repeatable:
        verb = validation.request.changes
        raise UnusableValueError(f"{verb} is retried only if the validation has idempotent: true")
    login = _planned_login(call.login, clock) if call.login else None
    return PlannedCall(call, plan, _context(call, plan), _answer_before(call, plan), login)


def _context(call: Call, plan: Plan) -> Context:
    """Return the context of a call; expressions in it know its inputs and the values fetched before."""
    if not any(SATISFIES.name in item.operators for item in plan.conditions):
        return call.context
    names = dict(call.scope.fetched)
    for name in call.scope.declared:
        with suppress(UnusableValueError):
            names[name] = call.scope.value(Reference(name))
    return replace(call.context, names=names)


def _refuse_change(verb: str, connection: str) -> None:
    if verb:
        reason = f'the connection "{connection}" is read-only, but {verb} may change something'
        raise UnusableValueError(f"{reason}; read_only: false allows it")


def _answer_before(call: Call, plan: Plan) -> AnswerParts | None:
    """Return the answer to compare with; None if nothing is compared, or if this call remembers the answer."""
    if SOURCES[call.validation.request.source].counts_on:
        key = snapshot_key(call.validation, call.connection, call.scope)
        return None if call.remember else call.snapshots.get(key)
    compared = comparing(plan.conditions)
    if call.remember and not compared:
        advice = "add changed or changed by to its expect in the registry"
        raise UnusableValueError(f"{call.validation.name} compares nothing with a snapshot; {advice}")
    if not compared:
        return None
    if call.remember:
        # Report an unknown input before a request is sent, not when the answer is stored.
        snapshot_key(call.validation, call.connection, call.scope)
        return None
    return snapshot_of(call.validation, call.connection, call.scope, call.snapshots)


def _planned_login(login: Call, clock: Clock) -> PlannedLogin:
    plans = plan_ready(login, clock)
    if isinstance(plans, Outcome):
        raise UnusableValueError(f"no token from {login.validation.name}: {plans.problem}")
    requests = tuple((planned.call.validation.slug, planned.plan.request) for planned in plans.values())
    return PlannedLogin(login, plans, (login.validation.slug, requests, known_inputs(login.validation, login.scope)))
