"""Check whether a connection can be used: its backend answers and accepts the credentials.

In: a Connection. Out: a validation that expects nothing, so every answer passes; and what is wrong with the answer. A
backend that answers with anything except 401, 403 and 5xx works.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.sources.table import SOURCES
from QuashLibrary.problems import Position
from QuashLibrary.registry.model import Validation

if TYPE_CHECKING:
    from QuashLibrary.engine.outcome import Outcome
    from QuashLibrary.registry.model import Connection

_REFUSALS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


def check_of(connection: Connection) -> Validation:
    """Return the validation that checks a connection, with the request that its source uses for checks."""
    spec = SOURCES[connection.source].check_spec(connection)
    return Validation(
        slug=connection.name,
        position=Position("", 1),
        connection=connection.name,
        request=spec,
        connection_expect=False,
    )


def connection_trouble(outcome: Outcome) -> str:
    """Return why a connection cannot be used; empty if it can."""
    if outcome.last is None:
        return f"cannot be checked: {outcome.problem}"
    answer = outcome.last.exchange.answer
    if isinstance(answer, Fault):
        return f"{'cannot be used' if answer.kind == 'login' else 'is not reachable'}: {answer.message}"
    if answer.status in _REFUSALS:
        return "is reachable, but does not accept the credentials"
    if answer.status is not None and answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "is reachable, but its backend fails"
    return ""
