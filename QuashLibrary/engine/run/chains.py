"""Run the validations that other validations need, each once, and pass on their fetched values.

In: calls that may need other calls. Out: an outcome for each call. Calls that do not depend on each other run in
parallel. If a needed validation did not pass, the call does not run: its outcome is an error that says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.call import Call

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

Run = Callable[[Sequence[Call]], list[Outcome]]
Unmet = Callable[[Call, str], Outcome]


def run_chained(calls: Sequence[Call], run: Run, unmet: Unmet) -> list[Outcome]:
    """Return the outcomes of the calls; each contains the outcomes that it needed.

    Args:
        calls: the calls, in the order of their outcomes; several may need the same call.
        run: runs calls that need nothing more.
        unmet: returns the outcome of a call that cannot run, with the reason.
    """
    done: dict[Call, Outcome] = {}
    for level in _levels(calls):
        ready: list[Call] = []
        for call in level:
            missed = next((needed for needed in _needed(call, done) if needed.verdict != "passed"), None)
            if missed is None:
                ready.append(_ready_call(call, _needed(call, done)))
            else:
                done[call] = unmet(call, unmet_reason(missed))
        waiting = [call for call in level if call not in done]
        done |= zip(waiting, run(ready), strict=True)
        done |= {call: replace(done[call], needed=_needed(call, done)) for call in level if call.needs}
    return [done[call] for call in calls]


def ready_at_once(call: Call) -> list[Call]:
    """Return the calls that can run first: those that need nothing, among a call and everything that it needs."""
    return _levels([call])[0]


def all_needed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes that these outcomes needed: each once and after its own needs, without these outcomes."""
    found: dict[str, Outcome] = {}

    def add(outcome: Outcome) -> None:
        for needed in outcome.needed:
            add(needed)
            found.setdefault(needed.slug, needed)

    for outcome in outcomes:
        add(outcome)
    requested = {outcome.slug for outcome in outcomes}
    return [outcome for slug, outcome in found.items() if slug not in requested]


def unmet_reason(missed: Outcome) -> str:
    """Return `needs @x, which failed: $.state should be "paid", was "pending"`."""
    verdict = "failed" if missed.verdict == "failed" else "had an error"
    return f"needs {missed.name}, which {verdict}: {missed.reason}"


def _levels(calls: Sequence[Call]) -> list[list[Call]]:
    """Sort calls and everything that they need into levels; a level needs only calls in the levels before it."""
    depths: dict[Call, int] = {}
    levels: dict[int, list[Call]] = defaultdict(list)

    def depth(call: Call) -> int:
        if call not in depths:
            depths[call] = max((depth(needed) + 1 for needed in call.needs), default=0)
            levels[depths[call]].append(call)
        return depths[call]

    for call in calls:
        depth(call)
    return [levels[index] for index in sorted(levels)]


def _needed(call: Call, done: Mapping[Call, Outcome]) -> tuple[Outcome, ...]:
    return tuple(done[needed] for needed in call.needs)


def _ready_call(call: Call, needed: tuple[Outcome, ...]) -> Call:
    if not needed:
        return call
    before = (*all_needed(needed), *needed)
    values = {name: value for outcome in before for name, value in outcome.fetched.items()}
    login = _login_with_values(call.login, values, {outcome.slug for outcome in before})
    return replace(_call_with_values(call, values), login=login)


def _call_with_values(call: Call, values: Mapping[str, object]) -> Call:
    return replace(call, scope=replace(call.scope, fetched={**call.scope.fetched, **values}))


def _login_with_values(login: Call | None, values: Mapping[str, object], used: Container[str]) -> Call | None:
    """Pass values on to a login and everything that it needs; validations in `used` do not run again for it."""
    made: dict[Call, Call] = {}

    def with_values(call: Call) -> Call:
        if call not in made:
            needs = tuple(with_values(needed) for needed in call.needs if needed.validation.slug not in used)
            inner = with_values(call.login) if call.login else None
            made[call] = replace(_call_with_values(call, values), needs=needs, login=inner)
        return made[call]

    return with_values(login) if login else None
