"""Remember the values of a validation for the operators that compare with them: `changed` and `changed by`.

In: the expectations of a validation, an answer, and the snapshots of the test. Out: the remembered values as Checks, or
the answer to compare with. A snapshot belongs to one validation, one address and one set of inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.engine.answer_parts import AnswerParts, status_text
from QuashLibrary.engine.check.checks import evaluate, look_up
from QuashLibrary.engine.outcome import Check
from QuashLibrary.engine.plan.plain_values import plain
from QuashLibrary.engine.plan.values import render_text
from QuashLibrary.errors import UnreadableError, UnusableValueError
from QuashLibrary.language.json_display import show
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.operators.changes import NEEDS_SNAPSHOT
from QuashLibrary.language.operators.model import Found
from QuashLibrary.language.templates import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Connection, Expectation, Validation


@dataclass(frozen=True, slots=True)
class SnapshotKey:
    """The identity of a snapshot; the inputs are JSON, so the text "7" differs from the number 7."""

    slug: str
    address: str
    inputs: str


Snapshots = Mapping[SnapshotKey, AnswerParts]


def snapshot_key(validation: Validation, connection: Connection, scope: Scope) -> SnapshotKey:
    """Return the key under which a current answer is remembered.

    Raises:
        UnusableValueError: an input is not set.
    """
    inputs = {item.name: scope.value(Reference(item.name)) for item in validation.inputs}
    address = render_text(connection.address, scope)
    return SnapshotKey(validation.slug, address, write_json(inputs, sort_keys=True))


def known_inputs(validation: Validation, scope: Scope) -> str:
    """Return the inputs of a validation that are known now; others may come from validations that it needs."""
    inputs: dict[str, object] = {}
    for item in validation.inputs:
        with suppress(UnusableValueError):
            inputs[item.name] = scope.value(Reference(item.name))
    return write_json(inputs, sort_keys=True)


def comparing(expectations: Iterable[Expectation]) -> tuple[Expectation, ...]:
    """Return the expectations that need a snapshot."""
    return tuple(item for item in expectations if not item.operators.isdisjoint(NEEDS_SNAPSHOT))


def snapshot_of(validation: Validation, connection: Connection, scope: Scope, snapshots: Snapshots) -> AnswerParts:
    """Return the answer to compare with.

    Raises:
        UnusableValueError: no answer was remembered; the message shows the missing step.
    """
    key = snapshot_key(validation, connection, scope)
    if key in snapshots:
        return snapshots[key]
    others = any(known.slug == key.slug for known in snapshots)
    inputs = ", only one with other inputs" if others else ""
    step = _missing_step(validation, scope)
    raise UnusableValueError(f"there is no snapshot to compare with{inputs}; before the change, add  {step}")


def snapshot_checks(expectations: Iterable[Expectation], parts: AnswerParts) -> tuple[Check, ...]:
    """Return a check that holds for each remembered value, or one check that is not evaluated if there is none.

    The expectations need not hold. But only 404 and 410 mean "nothing was there". If any other unexpected error meant
    that too, an old code would later count as new.
    """
    wanted = tuple(expectations)
    status = parts.answer.status
    if status is not None and not (parts.says_nothing_is_there or parts.is_success or _is_expected(wanted, parts)):
        was = f"the backend answered {status_text(status)}, which is not a state to remember"
        return (Check("status", "not evaluated", "should show the current state", was),)
    return tuple({str(item.subject): _snapshot_check(item, parts) for item in comparing(wanted)}.values())


def _missing_step(validation: Validation, scope: Scope) -> str:
    secret = {item.name for item in validation.inputs if item.secret}
    cells = [
        f"{name}={'***' if name in secret else _cell_text(name, plain(value, scope.redactor))}"
        for name, value in scope.call.items()
    ]
    return "    ".join(["Remember Backend", validation.name, *cells])


def _cell_text(name: str, value: object) -> str:
    """Return a value as a tester writes it in a cell of Robot Framework."""
    if isinstance(value, str):
        return value
    return f"${{{name}}}" if isinstance(value, dict | list) else f"${{{value}}}"


def _is_expected(expectations: Iterable[Expectation], parts: AnswerParts) -> bool:
    checks = evaluate((item for item in expectations if item.subject.kind == "status"), parts)
    return all(check.state == "holds" for check in checks)


def _snapshot_check(expectation: Expectation, parts: AnswerParts) -> Check:
    subject, should = expectation.subject, "is remembered"
    try:
        found = look_up(subject, parts)
    except UnreadableError as error:
        if not parts.says_nothing_is_there:
            return Check(str(subject), "not evaluated", should, str(error), position=expectation.position)
        found = Found()
    shown = show(found.values if not found.definite else found.values[0]) if found.matches else ""
    was = f"was {shown}" if found.matches else found.absence
    return Check(str(subject), "holds", should, was, position=expectation.position)
