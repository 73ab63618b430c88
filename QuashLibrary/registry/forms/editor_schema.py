"""The JSON Schema of registry files, for editors: made of the models and of the operators' table.

In: RegistryFile and `operator_table`. Out: a schema of draft 2020-12, which this module prints when it is run;
`make docs` writes it to resources/quash.schema.json. What a schema cannot know (whether a connection is defined,
whether a regular expression can be read) is left to the loader; it refuses nothing that the loader takes.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from QuashLibrary.language.operators.table import OperatorRow, operator_table
from QuashLibrary.registry.forms.attachment import MOMENTS
from QuashLibrary.registry.forms.base import DEFINED
from QuashLibrary.registry.forms.sql import SqlConnectionEntry, SqlValidationEntry
from QuashLibrary.registry.forms.validation import INPUT_NAME, RESERVED_INPUTS, SLUG, RegistryFile, RetryError
from QuashLibrary.registry.model import STATUS

Schema = dict[str, Any]

_SIBLINGS = ("description", "default")
_NAMES_A_VALUE = {"type": "string", "pattern": r"[$%]\{"}
_PARTS: Mapping[str, tuple[str, Schema]] = {
    "status": (
        "200, 2xx, a list of them, or operators; 2xx where it is not written.",
        {"$ref": "#/$defs/statusConditions"},
    ),
    "headers": ("Headers of the response by name, each with a text or operators.", {}),
    "cookies": ("Cookies that the response sets, by name or `name[Attribute]`, each with a text or operators.", {}),
    "time": (
        "How long the exchange took: operators on a duration, such as {at most: 2s}.",
        {"$ref": "#/$defs/timeOperators"},
    ),
    "body": ("The body as text: equal to a text, or operators.", {"$ref": "#/$defs/textConditions"}),
    "json": (
        "A partial document: what is listed must match, what is not listed is free; lists have the same length and "
        "order. {expect: {operators}} as a leaf checks by operators.",
        {},
    ),
    "schema": (
        "A JSON Schema that the body has to fit: a file relative to this one, or the schema itself.",
        {"type": ["string", "object"]},
    ),
}


def _defined(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def registry_schema() -> Schema:
    """Return the schema of a registry file."""
    schema: Schema = _tidied(RegistryFile.model_json_schema())
    definitions = schema["$defs"]
    _add_sql(schema, definitions)
    for name in ("ValidationEntry", "SqlValidationEntry"):
        _describe_validations(definitions[name]["properties"])
    give_up_if = definitions["EventuallyEntry"]["properties"]["give_up_if"]
    del give_up_if["additionalProperties"]
    give_up_if |= _defined("expectations")
    for section in ("connections", "validations"):
        schema["properties"][section]["type"] = ["object", "null"]
    schema["properties"]["attach"]["type"] = ["array", "null"]
    schema["properties"]["validations"]["propertyNames"] = {"pattern": f"^{SLUG.pattern}$"}
    _exclude_rivals(definitions)
    _need_no_more_than_bases(definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A registry of QuashLibrary"}
    return head | schema | {"$defs": definitions | _own_definitions()}


def schema_text() -> str:
    """Return the schema as the file holds it."""
    return json.dumps(registry_schema(), indent=2, ensure_ascii=False) + "\n"


def _add_sql(schema: Schema, definitions: Schema) -> None:
    """Give each section its second kind of entries, told apart as the loader does where one entry alone is known."""
    for model in (SqlConnectionEntry, SqlValidationEntry):
        own: Schema = _tidied(model.model_json_schema())
        definitions |= own.pop("$defs", {}) | {model.__name__: own}
    kinds: Mapping[str, Schema] = {
        "connections": {
            "anyOf": [{"properties": {"type": {"const": "sql"}}, "required": ["type"]}, {"required": ["url"]}]
        },
        "validations": {"anyOf": [{"required": ["sql"]}, {"required": ["parameters"]}]},
    }
    for section, is_sql in kinds.items():
        http = schema["properties"][section]["additionalProperties"]
        name = http["$ref"].rpartition("/")[2]
        schema["properties"][section]["additionalProperties"] = {
            "if": is_sql,
            "then": _defined(f"Sql{name}"),
            "else": http,
        }


def _describe_validations(properties: Schema) -> None:
    words = "What is expected of the response; all of it must hold."
    properties["expect"] = {"description": words} | _defined("expectations")
    properties["inputs"]["propertyNames"] = {
        "pattern": f"^{INPUT_NAME.pattern}$",
        "not": {"enum": sorted(RESERVED_INPUTS)},
    }


def _exclude_rivals(definitions: Schema) -> None:
    """Say of which keys there may be one at most, and which make sense only beside another."""
    bodies = _at_most_one("json", "form", "multipart", "text", "file", "graphql")
    definitions["RequestEntry"]["allOf"] = list(bodies)
    definitions["ValidationEntry"]["allOf"] = list(_at_most_one("eventually", "always"))
    definitions["ApiKeyEntry"]["oneOf"] = [{"required": ["header"]}, {"required": ["query"]}]
    definitions["AuthEntry"] |= {"minProperties": 1, "maxProperties": 1}
    definitions["RedactionEntry"]["minProperties"] = 1
    definitions["EventuallyEntry"]["dependentRequired"] = {"backoff": ["every"], "max_every": ["every"]}
    definitions["AttachmentEntry"]["oneOf"] = [{"required": [moment]} for moment in MOMENTS]
    definitions["TestsEntry"]["minProperties"] = 1
    definitions["TlsEntry"]["dependentRequired"] = {"key": ["cert"]}


def _need_no_more_than_bases(definitions: Schema) -> None:
    """Require of what extends nothing that it can take over."""
    connection, validation, request = (definitions[f"{name}Entry"] for name in ("Connection", "Validation", "Request"))
    path = {"if": {"type": "object"}, "then": {"required": request.pop("required")}}
    whole = {"required": validation.pop("required"), "properties": {"request": path}}
    validation["anyOf"] = [{"required": ["extends"]}, whole]
    for entry in (connection, definitions["SqlConnectionEntry"], definitions["SqlValidationEntry"]):
        entry["anyOf"] = [{"required": ["extends"]}, {"required": entry.pop("required")}]


def _at_most_one(*names: str) -> Iterator[Schema]:
    for index, name in enumerate(names):
        for other in names[index + 1 :]:
            yield {"not": {"required": [name, other]}}


def _status_definitions() -> Schema:
    one_or_several = [_defined("status"), {"type": "array", "items": _defined("status"), "minItems": 1}]
    return {
        "statusConditions": {"anyOf": [*one_or_several, _defined("operators")]},
        "status": {
            "anyOf": [
                {"type": "integer", "minimum": 100, "maximum": 599},
                {"type": "string", "pattern": f"^({STATUS.pattern})$"},
                _NAMES_A_VALUE,
            ]
        },
    }


def _own_definitions() -> Schema:
    rows = operator_table()
    named = {"type": "object", "additionalProperties": _defined("textConditions")}
    parts = {key: {"description": words, **(schema or named)} for key, (words, schema) in _PARTS.items()}
    parts["json"] = {"description": _PARTS["json"][0]}
    return (
        _values()
        | _status_definitions()
        | {
            "expectations": {
                "type": "object",
                "properties": parts,
                "patternProperties": {
                    r"^\$": {"description": "What a JSONPath finds in the JSON body.", **_defined("conditions")}
                },
                "additionalProperties": False,
            },
            "conditions": {
                "description": "A plain value means equals; in a mapping of operators all must hold.",
                "if": {"type": "object"},
                "then": _defined("operators"),
            },
            "textConditions": {
                "description": "A text to equal, or operators.",
                "if": {"type": "object"},
                "then": _defined("operators"),
                "else": {"type": ["string", "integer"]},
            },
            "operators": _operators(rows),
            "timeOperators": _operators([row for row in rows if row.name != "as"]),
        }
    )


def _values() -> Schema:
    single = {"anyOf": [{"type": ["string", "number", "boolean"]}, _defined("environmentVariable")]}
    return {
        "duration": {
            "type": ["string", "number"],
            "exclusiveMinimum": 0,
            "description": "A duration as Robot Framework writes it: 10s, 500ms, 2 min, 1m 30s; a number is seconds.",
            "examples": ["10s", "500ms", "1m 30s"],
        },
        "environmentVariable": {
            "type": "object",
            "properties": {"env": {"type": "string", "description": "The environment variable that holds the secret."}},
            "required": ["env"],
            "additionalProperties": False,
        },
        "text": {
            "anyOf": [{"type": ["string", "integer"]}, _defined("environmentVariable")],
            "description": "A text, in which ${name} is looked up when it is used, or {env: NAME}, a secret.",
        },
        "member": {**single, "description": "A text, a number, true or false, or {env: NAME}."},
        "repeatable": {
            "anyOf": [*single["anyOf"], {"type": "array", "items": single}],
            "description": "A text, a number, true or false, {env: NAME}, or a list of them.",
        },
        "argument": {
            "type": ["string", "number", "boolean"],
            "description": "A text, in which ${name} is looked up when it is used, a number, true or false.",
        },
        "retryError": {"enum": [code for name in get_args(RetryError) for code in _spellings(name)]},
    }


def _spellings(name: str) -> list[str | int]:
    return [name, int(name)] if name.isdecimal() else [name]


def _operators(rows: list[OperatorRow]) -> Schema:
    properties: Schema = {}
    for row in rows:
        properties[row.name] = {"description": f"{row.argument}. {row.meaning}", **row.schema}
        for alias in row.aliases:
            properties[alias] = {"description": f"The same as {row.name}: {row.argument}. {row.meaning}", **row.schema}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _tidied(schema: Any) -> Any:
    """Take out what says nothing to a person: titles, and that what may be left out might be null."""
    if isinstance(schema, list):
        return [_tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _tidied_part(key, value) for key, value in schema.items() if key != "title"}
    default = kept.get("default")
    if default is None or isinstance(default, dict):
        kept.pop("default", None)
    if DEFINED in kept:
        return {key: kept[key] for key in _SIBLINGS if key in kept} | _defined(kept[DEFINED])
    return _never_null(kept) if schema.get("default", ...) is None else kept


def _tidied_part(key: str, value: Any) -> Any:
    """Tidy what stands below a key; below `properties` stand names, not keywords."""
    if key in ("properties", "$defs"):
        return {name: _tidied(item) for name, item in value.items()}
    return _tidied(value) if key != "default" else value


def _never_null(schema: Schema) -> Schema:
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    if len(options) == 1:
        return {**rest, **options[0]}
    return rest | {"anyOf": options} if options else rest


if __name__ == "__main__":
    sys.stdout.write(schema_text())
