"""The keys of `expect` other than JSONPaths, and their JSON Schema.

The compilers check the conditions themselves; this module contains what an editor can know about them. The operators
come from their table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.language.operators.table import operator_table
from QuashLibrary.registry.forms.form import EMPTY, Value
from QuashLibrary.registry.forms.values import read_items
from QuashLibrary.registry.model import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from QuashLibrary.language.operators.table import OperatorRow
    from QuashLibrary.registry.forms.form import Schema


def _defined(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_NAMED: Schema = {"type": "object", "additionalProperties": _defined("textConditions")}
_PARTS: Mapping[str, tuple[str, Schema]] = {
    "status": ("200, 2xx, a list of them, or operators. Default: 2xx.", _defined("statusConditions")),
    "headers": ("Headers of the answer by name, each with a text or operators.", _NAMED),
    "cookies": (
        "Cookies that the response sets, by name or `name[Attribute]`, each with a text or operators.",
        _NAMED,
    ),
    "time": (
        "How long the exchange took: operators with a duration, such as {at most: 2s}.",
        _defined("timeOperators"),
    ),
    "body": ("The body as text: the expected text, or operators.", _defined("textConditions")),
    "json": (
        "A partial JSON document: the keys listed here must match, other keys are ignored, and lists must have the "
        "same length and order. Write {expect: {operators}} in place of a value to check it with operators.",
        {},
    ),
    "schema": (
        "A JSON Schema that the body must match: a file relative to this one, or the schema itself.",
        {"type": ["string", "object"]},
    ),
}

EXPECTED = tuple(_PARTS)
"""The keys of `expect` other than JSONPaths."""

EXPECTATIONS = Value(read_items, _defined("expectations"))
GIVE_UP_CONDITIONS = Value(lambda value: read_items(value) or EMPTY, _defined("expectations") | {"minProperties": 1})


def is_expected(key: str) -> bool:
    """Return whether a key belongs below `expect`."""
    return key in EXPECTED or key.startswith("$")


def expectation_definitions() -> Schema:
    """Return the definitions that the schema of `expect` refers to."""
    rows, status, operators = operator_table(), _defined("status"), _defined("operators")
    operators_in_mapping = {"if": {"type": "object"}, "then": operators}
    path = {"description": "The value that a JSONPath finds in the JSON body.", **_defined("conditions")}
    return {
        "expectations": {
            "type": "object",
            "properties": {name: {"description": words, **schema} for name, (words, schema) in _PARTS.items()},
            "patternProperties": {r"^\$": path},
            "additionalProperties": False,
        },
        "conditions": {
            "description": "A plain value means equals. If operators are given, all of them must be met.",
            **operators_in_mapping,
        },
        "textConditions": {
            "description": "The expected text, or operators.",
            **operators_in_mapping,
            "else": {"type": ["string", "integer"]},
        },
        "statusConditions": {"anyOf": [status, {"type": "array", "items": status, "minItems": 1}, operators]},
        "status": {
            "anyOf": [
                {"type": "integer", "minimum": 100, "maximum": 599},
                {"type": "string", "pattern": f"^({STATUS.pattern})$"},
                {"type": "string", "pattern": r"[$%]\{"},
            ]
        },
        "operators": _operators(rows),
        "timeOperators": _operators(row for row in rows if row.name != "as"),
    }


def _operators(rows: Iterable[OperatorRow]) -> Schema:
    properties: Schema = {}
    for row in rows:
        words = f"{row.argument}. {row.meaning}"
        properties[row.name] = {"description": words, **row.schema}
        for alias in row.aliases:
            properties[alias] = {"description": f"Alias of {row.name}: {words}", **row.schema}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
