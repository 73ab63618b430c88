"""Refuse what may change something where the connection is read only, as that of production may be.

In: a validation, its connection and the values of the moment. Out: nothing, or the reason why nothing is sent.
"""

from QuashLibrary.engine.check.graphql import only_asks
from QuashLibrary.engine.plan.values import Scope, render
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.registry.model import Connection, Query, RequestSpec, Validation

_ASKING = ("GET", "HEAD", "OPTIONS")


def refuse_changes(validation: Validation, connection: Connection, scope: Scope) -> None:
    """Refuse a request or statement that may change something on a read-only connection.

    Raises:
        UnusableValueError: it may.
    """
    changes = _changes(validation.request, scope) if connection.read_only else ""
    if changes:
        told = f'the connection "{connection.name}" is read only, and {changes} may change something'
        raise UnusableValueError(f"{told}; read_only: false allows it")


def _changes(request: RequestSpec | Query, scope: Scope) -> str:
    if isinstance(request, Query):
        return request.changes
    if request.method in _ASKING:
        return ""
    body = request.body
    if body is not None and body.kind == "graphql":
        document = render(body.value, scope)
        if isinstance(document, dict) and only_asks(str(document.get("query", ""))):
            return ""
    return request.method
