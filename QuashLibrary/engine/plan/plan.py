"""Turn a validation and the current values into a Plan that is ready to run.

In: a Validation, its Connection, its source and a Scope. Out: plain data with nothing left to look up. Every problem
with a value (unknown or unusable) is raised before anything goes over the network.
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
    """The request, how long to wait, and the expectations on the answer, with every value looked up.

    `timeout` limits one exchange, `within` the whole wait; both are in seconds. The expectations in `expected_anyway`
    come from the connection, and apply to successful answers with a body.
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
        """The request to send."""
        return self.source_plan.request

    @property
    def conditions(self) -> tuple[Expectation, ...]:
        """All expectations that may be evaluated on an answer."""
        return (*self.expected_anyway, *self.expect, *self.give_up_if)

    def expected_of(self, answer: Answer) -> tuple[Expectation, ...]:
        """Return the expectations that apply to an answer."""
        has_body = answer.status in range(200, 300) and answer.status not in _WITHOUT_BODY
        return (*(self.expected_anyway if has_body else ()), *self.expect)


def make_plan(
    validation: Validation,
    connection: Connection,
    scope: Scope,
    within: float | None,
    source: type[Source[Any, Any, Any]],
) -> Plan:
    """Look up every value of a validation; `within` overrides the registry.

    Raises:
        UnusableValueError: a name is not set, or its value cannot be used in that place.
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
