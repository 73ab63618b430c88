"""Tell of what kind an entry is, of HTTP or of SQL, and what of it belongs to the other kind.

In: the Nodes of connections and validations. Out: the model that an entry has to fit, and problems that name both
kinds, where "unknown key" would not help.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from QuashLibrary.problems import Problem
from QuashLibrary.registry import model
from QuashLibrary.registry.forms.connection import ConnectionEntry
from QuashLibrary.registry.forms.errors import Place
from QuashLibrary.registry.forms.sql import SqlConnectionEntry, SqlValidationEntry
from QuashLibrary.registry.forms.validation import ValidationEntry
from QuashLibrary.registry.yaml.nodes import Key, Node

OF_REQUESTS = frozenset({"request", "headers", "auth"})
OF_QUERIES = frozenset({"sql", "parameters"})
"""The keys of a validation that belong to one kind of connection."""

_ADVICE = {
    "request": "write  sql: SELECT …",
    "sql": "write  request: GET /…, or add  type: sql  to the connection",
}


@dataclass(frozen=True, slots=True)
class Sorted:
    """A validation with the keys of its own kind, the model for it, and a problem for each key of the other kind."""

    place: Place
    model: type[ValidationEntry] | type[SqlValidationEntry]
    problems: tuple[Problem, ...] = ()


def connection_model(place: Place) -> type[ConnectionEntry] | type[SqlConnectionEntry]:
    """Return the model of a connection, by its `type`."""
    kind = _item(place.node, "type")
    return SqlConnectionEntry if kind is not None and kind.value == "sql" else ConnectionEntry


def sorted_validation(place: Place, connections: Mapping[str, Mapping[str, model.Connection]]) -> Sorted:
    """Return a validation with its model: by its connection, else by what it has."""
    name, is_sql = _connection_of(place.node, connections)
    if is_sql is None:
        is_sql = _item(place.node, "sql") is not None and _item(place.node, "request") is None
    found = SqlValidationEntry if is_sql else ValidationEntry
    foreign = OF_REQUESTS if is_sql else OF_QUERIES
    items = place.node.value if isinstance(place.node.value, dict) else {}
    strange = [key for key in items if key in foreign]
    if not strange:
        return Sorted(place, found)
    kept = {key: node for key, node in items.items() if key not in foreign}
    own = "sql" if is_sql else "request"
    problems = tuple(_problem(key, place, name, beside=own if own in kept else "") for key in strange)
    if own not in kept:
        # What is missing instead has been told.
        kept[Key(own, strange[0].position)] = Node("SELECT" if is_sql else "GET /", strange[0].position)
    return Sorted(replace(place, node=Node(kept, place.node.position)), found, problems)


def _connection_of(node: Node, connections: Mapping[str, Mapping[str, model.Connection]]) -> tuple[str, bool | None]:
    """Return the name of the connection, and whether it is one to a database; None where that is not known."""
    written = _item(node, "connection")
    name = str(written.value) if written else next(iter(connections)) if len(connections) == 1 else ""
    known = connections.get(name, {}).get(model.BASE)
    return (name, isinstance(known, model.SqlConnection)) if known else ("", None)


def _problem(key: Key, place: Place, connection: str, *, beside: str) -> Problem:
    message = f'"{key}" of {place.title}'
    if not connection:
        return Problem(key.position, f"{message} stands beside {beside}", "keep one of them")
    told = "is of type sql" if key in OF_REQUESTS else "is not of type sql"
    advice = "remove it" if beside else _ADVICE.get(key, "remove it")
    return Problem(key.position, f'{message}: the connection "{connection}" {told}', advice)


def _item(node: Node, name: str) -> Node | None:
    items = node.value.items() if isinstance(node.value, dict) else ()
    return next((item for key, item in items if key == name), None)
