"""Turn a validation and the values of this moment into a Plan, ready to be asked.

In: a Validation, its Connection, its source and a Scope. Out: plain data with nothing left to look up. Every
problem of a value (not known, not usable there) is raised before anything goes over the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.plan.expectations import render_expectations, render_fetch
from QuashLibrary.errors import UnusableValueError

if TYPE_CHECKING:
    from QuashLibrary.engine.outcome import Answer, Question
    from QuashLibrary.engine.plan.source import Source, SourcePlan
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Connection, Expectation, Fetch, Validation

_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT)


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked, for how long, and what is expected of the answer, with every value looked up.

    `timeout` bounds one exchange, `within` the whole wait; both are in seconds. What is `expected_anyway` comes
    from the connection, and applies to an answer that succeeded and has a body.
    """

    validation: Validation
    source_plan: SourcePlan
    timeout: float
    expect: tuple[Expectation, ...]
    give_up_if: tuple[Expectation, ...]
    fetch: tuple[Fetch, ...]
    within: float | None
    expected_anyway: tuple[Expectation, ...] = ()

    @property
    def request(self) -> Question:
        """What will be asked."""
        return self.source_plan.request

    @property
    def conditions(self) -> tuple[Expectation, ...]:
        """Everything that is evaluated on any answer."""
        return (*self.expected_anyway, *self.expect, *self.give_up_if)

    def expected_of(self, answer: Answer) -> tuple[Expectation, ...]:
        """Return what is expected of an answer."""
        has_body = answer.status in range(200, 300) and answer.status not in _WITHOUT_BODY
        return (*(self.expected_anyway if has_body else ()), *self.expect)


def make_plan(
    validation: Validation,
    connection: Connection,
    scope: Scope,
    within: float | None,
    source: type[Source[Any, Any, Any]],
) -> Plan:
    """Look up every value of a validation; `within` overrides what the registry says.

    Raises:
        UnusableValueError: a name is not known, or its value cannot be used there.
    """
    _refuse_unknown_inputs(validation, scope)
    timing = validation.timing
    return Plan(
        validation=validation,
        source_plan=source.plan(validation.request, validation, connection, scope),
        timeout=validation.timeout or connection.timeout,
        expect=render_expectations(validation.expect, scope),
        give_up_if=render_expectations(timing.give_up_if, scope) if timing else (),
        fetch=tuple(render_fetch(fetch, scope) for fetch in validation.fetch),
        within=within if within is not None else timing.within if timing else None,
    )


def _refuse_unknown_inputs(validation: Validation, scope: Scope) -> None:
    known = [item.name for item in validation.inputs]
    unknown = [name for name in scope.call if name not in known]
    if unknown:
        takes = f"takes {', '.join(known)}" if known else "takes no inputs"
        raise UnusableValueError(f"{validation.name} has no input {', '.join(unknown)}; it {takes}")
