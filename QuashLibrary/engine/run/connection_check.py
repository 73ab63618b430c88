"""Whether a connection can be used: its backend answers, and the credentials are accepted.

In: a Connection. Out: a validation that expects nothing, so that every answer passes, and what is wrong
with the answer that came: any but 401, 403 and 5xx is one of a backend that is there.
"""

from http import HTTPStatus

from QuashLibrary.engine.outcome import Fault, Outcome, Response, Rows
from QuashLibrary.language.sql_text import read_sql
from QuashLibrary.problems import Position
from QuashLibrary.registry.model import Connection, Query, RequestSpec, SqlConnection, Validation

_REFUSALS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


def check_of(connection: Connection) -> Validation:
    """Return what is asked to check a connection: its `check`, else GET of its base_url; of a database SELECT 1."""
    return Validation(
        slug=connection.name,
        position=Position("", 1),
        connection=connection.name,
        request=_check(connection),
    )


def _check(connection: Connection) -> RequestSpec | Query:
    if isinstance(connection, SqlConnection):
        return Query(read_sql("SELECT 1"))
    return connection.check or RequestSpec("GET", "")


def connection_trouble(outcome: Outcome) -> str:
    """Return why a connection cannot be used; empty where it can."""
    answer = outcome.last.exchange.answer if outcome.last else None
    if isinstance(answer, Fault):
        return f"{'cannot be used' if answer.kind == 'login' else 'is not reachable'}: {answer.message}"
    if isinstance(answer, Rows):
        return ""
    if not isinstance(answer, Response):
        return f"cannot be asked: {outcome.problem}"
    if answer.status in _REFUSALS:
        return "is reachable, but does not accept the credentials"
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "is reachable, but its backend fails"
    return ""
