"""The JSON Schema of registry files for editors, built from the forms and the tables of sources and operators.

Out: a schema of draft 2020-12, which this module prints when it is run; `make docs` writes it to
resources/quash.schema.json. The loader checks what a schema cannot know, such as whether a connection is defined or a
regular expression is valid. The schema accepts everything that the loader accepts.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from typing import TYPE_CHECKING

from QuashLibrary.registry.forms.expectations import expectation_definitions
from QuashLibrary.registry.forms.form import FREE_KEYS, ListOf, MappingOf, OneOf, Value
from QuashLibrary.registry.forms.registry_file import RegistryForm
from QuashLibrary.registry.forms.values import DEFINITIONS
from QuashLibrary.registry.sources.table import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.registry.compile.source import ConnectionType, SourceTable
    from QuashLibrary.registry.forms.form import Field, Form, Kind, Schema

_HEAD = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A QuashLibrary registry"}


def registry_schema(table: SourceTable = SOURCES) -> Schema:
    """Return the schema of a registry file."""
    writer = _SchemaWriter()
    schema = writer.form(RegistryForm)
    sections: dict[str, Schema] = schema["properties"]
    sections["connections"]["additionalProperties"] = writer.connections(table.connection_types)
    sections["validations"]["additionalProperties"] = writer.validations(table)
    for name, kind in (("connections", "object"), ("validations", "object"), ("attach", "array")):
        sections[name]["type"] = [kind, "null"]
    definitions = writer.definitions | DEFINITIONS | expectation_definitions()
    return {**_HEAD, **schema, "$defs": {name: {"title": _title(name), **item} for name, item in definitions.items()}}


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(registry_schema(), indent=2, ensure_ascii=False) + "\n"


class _SchemaWriter:
    """Writes the schemas of forms, and collects the definitions that they refer to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def form(self, form: type[Form]) -> Schema:
        """Return the schema of a form; inheritable keys are required only if the entry does not extend another."""
        schema: Schema = {
            "description": inspect.cleandoc(form.__doc__ or ""),
            "type": "object",
            "properties": {name: self._field(field) for name, field in form.fields.items()},
            "patternProperties": {f"^{FREE_KEYS}": {}},
            "additionalProperties": False,
            "required": [field.key for field in form.required if field.required == "always"],
            "allOf": [rule.schema for rule in form.rules],
            "anyOf": [{"required": ["extends"]}, _complete(form)] if "extends" in form.fields else [],
        }
        return {keyword: value for keyword, value in schema.items() if value != []}

    def connections(self, types: Sequence[ConnectionType]) -> Schema:
        """Return the schema of a connection; its `type` or the key of its address selects the form."""
        usual, *others = [self._kind(known.form) for known in types]
        for known in types:
            written = self.definitions[_definition_name(known.form)]["properties"]["type"]
            written |= {"enum": [known.name for known in types], "default": types[0].name}
        schema = usual
        for known, form in zip(types[1:], others, strict=True):
            address = set(_inheritable(known.form)) - set(_inheritable(types[0].form))
            chosen = {"properties": {"type": {"const": known.name}}, "required": ["type"]}
            schema = {"if": _has_any(address, chosen), "then": form, "else": schema}
        return schema

    def validations(self, table: SourceTable) -> Schema:
        """Return the schema of a validation; the keys of its source select the form."""
        usual, *others = table.rows
        schema = self._kind(usual.form)
        for source in others:
            form = self._kind(source.form) | ({} if source.connection_type else {"properties": {"connection": False}})
            schema = {"if": _has_any(source.own_keys), "then": form, "else": schema}
        return schema

    def _field(self, field: Field) -> Schema:
        schema: Schema = {"description": field.description} if field.description else {}
        if isinstance(field.default, str | int | float) and not field.required:
            schema["default"] = field.default
        return schema | self._kind(field.kind)

    def _kind(self, kind: Kind) -> Schema:
        match kind:
            case Value():
                return self._defined(kind.name, kind.schema) if kind.name else dict(kind.schema)
            case ListOf():
                items = self._kind(kind.item)
                several = {"type": "array", "items": items} | ({} if kind.can_be_empty else {"minItems": 1})
                return _any_of(items, several) if kind.alone else several
            case MappingOf():
                names = {"propertyNames": kind.names.schema} if kind.names else {}
                filled = {} if kind.can_be_empty else {"minProperties": 1}
                return {"type": "object", "additionalProperties": self._kind(kind.item), **names, **filled}
            case OneOf():
                return _any_of(*map(self._kind, kind.kinds))
        name = _definition_name(kind)
        reference = self._defined(name, self.definitions.get(name) or self.form(kind))
        return _any_of(self._kind(kind.short), reference) if kind.short else reference

    def _defined(self, name: str, schema: Schema) -> Schema:
        self.definitions[name] = schema
        return {"$ref": f"#/$defs/{name}"}


def _definition_name(form: type[Form]) -> str:
    """Return the name of a form's definition: `apiKey` for ApiKeyForm."""
    name = form.__name__.removesuffix("Form")
    return name[0].lower() + name[1:]


def _title(name: str) -> str:
    """Return the title of a definition in an editor: `api key` for `apiKey`."""
    return re.sub(r"(?=[A-Z])", " ", name).lower()


def _inheritable(form: type[Form]) -> list[str]:
    return [field.key for field in form.required if field.required == "unless inherited"]


def _complete(form: type[Form]) -> Schema:
    """Require the inheritable keys, including those in the mappings below them."""
    inner = {key: _inheritable(kind) for key in _inheritable(form) if isinstance(kind := form.fields[key].kind, type)}
    conditions = {key: {"if": {"type": "object"}, "then": {"required": keys}} for key, keys in inner.items()}
    return {"required": _inheritable(form)} | ({"properties": conditions} if conditions else {})


def _has_any(keys: Iterable[str], *others: Schema) -> Schema:
    return {"anyOf": [*others, *({"required": [key]} for key in sorted(keys))]}


def _any_of(*schemas: Schema) -> Schema:
    """Return a schema that accepts everything that one of the schemas accepts."""
    return {"anyOf": [option for schema in schemas for option in schema.get("anyOf", [schema])]}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
