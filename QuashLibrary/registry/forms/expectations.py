"""What may be expected of an answer: the keys of `expect` beside JSONPaths, and their JSON Schema.

The conditions themselves are checked by the compilers; here is what an editor can know of them. The operators come
from their table.
"""

from collections.abc import Iterable

from QuashLibrary.language.operators.table import OperatorRow, operator_table
from QuashLibrary.registry.forms.form import EMPTY, Schema, Value
from QuashLibrary.registry.forms.values import read_items
from QuashLibrary.registry.model import STATUS

_NAMED: Schema = {"type": "object", "additionalProperties": {"$ref": "#/$defs/textConditions"}}
_PARTS: dict[str, Schema] = {
    "status": {
        "description": "200, 2xx, a list of them, or operators; 2xx unless written.",
        "$ref": "#/$defs/statusConditions",
    },
    "headers": {"description": "Headers of the response by name, each with a text or operators.", **_NAMED},
    "cookies": {
        "description": "Cookies that the response sets, by name or `name[Attribute]`, each with a text or operators.",
        **_NAMED,
    },
    "time": {
        "description": "How long the exchange took: operators on a duration, such as {at most: 2s}.",
        "$ref": "#/$defs/timeOperators",
    },
    "body": {"description": "The body as text: equal to a text, or operators.", "$ref": "#/$defs/textConditions"},
    "json": {
        "description": "A partial document: what is listed must match, what is not listed is free; lists have the same "
        "length and order. {expect: {operators}} as a leaf checks by operators."
    },
    "schema": {
        "description": "A JSON Schema that the body must fit: a file relative to this one, or the schema itself.",
        "type": ["string", "object"],
    },
}

EXPECTED = tuple(_PARTS)
"""The keys of `expect` beside JSONPaths."""


def is_expected(key: str) -> bool:
    """Return whether a key belongs below `expect`."""
    return key in EXPECTED or key.startswith("$")


_SCHEMA: Schema = {"$ref": "#/$defs/expectations"}
EXPECTATIONS = Value(read_items, _SCHEMA)
GIVE_UP_CONDITIONS = Value(lambda value: read_items(value) or EMPTY, _SCHEMA | {"minProperties": 1})


def _operators(rows: Iterable[OperatorRow]) -> Schema:
    properties: Schema = {}
    for row in rows:
        words = f"{row.argument}. {row.meaning}"
        properties[row.name] = {"description": words, **row.schema}
        for alias in row.aliases:
            properties[alias] = {"description": f"The same as {row.name}: {words}", **row.schema}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def expectation_definitions() -> Schema:
    """Return the definitions to which the schema of `expect` refers."""
    status, operators, rows = {"$ref": "#/$defs/status"}, {"$ref": "#/$defs/operators"}, operator_table()
    return {
        "expectations": {
            "title": "expectations",
            "type": "object",
            "properties": _PARTS,
            "patternProperties": {
                r"^\$": {"description": "What a JSONPath finds in the JSON body.", "$ref": "#/$defs/conditions"}
            },
            "additionalProperties": False,
        },
        "conditions": {
            "title": "conditions",
            "description": "A plain value means equals; in a mapping of operators all must hold.",
            "if": {"type": "object"},
            "then": operators,
        },
        "textConditions": {
            "title": "a text or conditions",
            "description": "A text to equal, or operators.",
            "if": {"type": "object"},
            "then": operators,
            "else": {"type": ["string", "integer"]},
        },
        "statusConditions": {
            "title": "a status or conditions",
            "anyOf": [status, {"type": "array", "items": status, "minItems": 1}, operators],
        },
        "status": {
            "title": "status",
            "anyOf": [
                {"type": "integer", "minimum": 100, "maximum": 599},
                {"type": "string", "pattern": f"^({STATUS.pattern})$"},
                {"type": "string", "pattern": r"[$%]\{"},
            ],
        },
        "operators": {"title": "operators", **_operators(rows)},
        "timeOperators": {"title": "operators on a duration", **_operators(row for row in rows if row.name != "as")},
    }
