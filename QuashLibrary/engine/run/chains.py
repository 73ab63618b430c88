"""Use what validations need before them, each once, and hand its fetched values on.

In: calls that may need other calls. Out: an outcome for each call. Calls that do not wait for each other are used
together. What needs something that did not pass is not asked: its outcome is an error that says so.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace

from QuashLibrary.engine.outcome import Fault, Outcome
from QuashLibrary.engine.run.call import Call

Run = Callable[[Sequence[Call]], list[Outcome]]
Unmet = Callable[[Call, str], Outcome]


def run_chained(calls: Sequence[Call], run: Run, unmet: Unmet) -> list[Outcome]:
    """Return the outcomes of the calls; each knows those that it needed.

    Args:
        calls: in the order of their outcomes; the same call may be needed several times.
        run: uses calls that need nothing more.
        unmet: makes the outcome of a call that cannot be used, of the reason.
    """
    done: dict[int, Outcome] = {}
    for level in _levels(calls):
        ready: list[Call] = []
        for call in level:
            missed = next((of for of in _needed(call, done) if of.verdict != "passed"), None)
            if missed is None:
                ready.append(_with_values(call, _needed(call, done)))
            else:
                done[id(call)] = unmet(call, reason_of(missed))
        waiting = [call for call in level if id(call) not in done]
        done |= {id(call): outcome for call, outcome in zip(waiting, run(ready), strict=True)}
        done |= {id(call): replace(done[id(call)], needed=_needed(call, done)) for call in level}
    return [done[id(call)] for call in calls]


def ready_at_once(call: Call) -> list[Call]:
    """Return those that can be used first: all that a call needs, and itself, that need nothing."""
    return _levels([call])[0]


def all_needed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return all that outcomes needed, each once and after what it needed itself, without the outcomes themselves."""
    found: dict[str, Outcome] = {}

    def add(outcome: Outcome) -> None:
        for needed in outcome.needed:
            add(needed)
            found.setdefault(needed.slug, needed)

    for outcome in outcomes:
        add(outcome)
    asked = {outcome.slug for outcome in outcomes}
    return [outcome for slug, outcome in found.items() if slug not in asked]


def _levels(calls: Sequence[Call]) -> list[list[Call]]:
    """Put calls and all that they need in order: a level needs only what stands in those before it."""
    depths: dict[int, int] = {}
    levels: dict[int, list[Call]] = defaultdict(list)

    def depth(call: Call) -> int:
        if id(call) not in depths:
            depths[id(call)] = max((depth(needed) + 1 for needed in call.needs), default=0)
            levels[depths[id(call)]].append(call)
        return depths[id(call)]

    for call in calls:
        depth(call)
    return [levels[index] for index in sorted(levels)]


def _needed(call: Call, done: Mapping[int, Outcome]) -> tuple[Outcome, ...]:
    return tuple(done[id(needed)] for needed in call.needs)


def _with_values(call: Call, needed: tuple[Outcome, ...]) -> Call:
    if not needed:
        return call
    before = (*all_needed(needed), *needed)
    values = {name: value for outcome in before for name, value in outcome.fetched.items()}
    return replace(
        _knowing(call, values), needs=call.needs, login=_logging_in(call.login, values, {of.slug for of in before})
    )


def _knowing(call: Call, values: Mapping[str, object]) -> Call:
    return replace(call, scope=replace(call.scope, fetched={**call.scope.fetched, **values}))


def _logging_in(call: Call | None, values: Mapping[str, object], used: Container[str]) -> Call | None:
    """Hand values on to a login and all that it needs; what has been `used` is not used for it again."""
    made: dict[int, Call] = {}

    def known(one: Call) -> Call:
        if id(one) not in made:
            needs = tuple(known(needed) for needed in one.needs if needed.validation.slug not in used)
            login = known(one.login) if one.login else None
            made[id(one)] = replace(_knowing(one, values), needs=needs, login=login)
        return made[id(one)]

    return known(call) if call else None


def reason_of(outcome: Outcome) -> str:
    """Return `needs @x, which failed: $.state should be "paid", was "pending"`."""
    told = "failed" if outcome.verdict == "failed" else "is an error"
    return f"needs {outcome.name}, which {told}: {_why(outcome)}"


def _why(outcome: Outcome) -> str:
    last = outcome.last
    if last is None:
        return outcome.problem
    if isinstance(last.exchange.answer, Fault):
        return last.exchange.answer.message
    missed = [*last.failed_checks, *(check for check in last.checks if check.state == "not evaluated")]
    return str(missed[0]) if last.failed_checks else missed[0].was if missed else ""
