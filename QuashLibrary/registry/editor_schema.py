"""The JSON Schema of registry files, for editors: made of the forms, of the sources' table and of the operators' table.

Out: a schema of draft 2020-12, which this module prints when it is run; `make docs` writes it to
resources/quash.schema.json. What a schema cannot know (whether a connection is defined, whether a regular expression
is valid) is left to the loader. The schema refuses nothing that the loader accepts.
"""

import inspect
import json
import re
import sys
from collections.abc import Mapping, Sequence

from QuashLibrary.registry.compile.source import ConnectionType, SourceTable
from QuashLibrary.registry.forms.expectations import expectation_definitions
from QuashLibrary.registry.forms.form import Field, Form, Kind, ListOf, MappingOf, OneOf, Schema, Value
from QuashLibrary.registry.forms.registry_file import RegistryForm
from QuashLibrary.registry.forms.values import DEFINITIONS
from QuashLibrary.registry.sources.table import SOURCES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def registry_schema(sources: SourceTable = SOURCES) -> Schema:
    """Return the schema of a registry file."""
    writer = _SchemaWriter()
    schema = writer.form(RegistryForm)
    sections: dict[str, Schema] = schema["properties"]
    sections["connections"]["additionalProperties"] = writer.connections(sources.connection_types)
    sections["validations"]["additionalProperties"] = writer.validations(sources)
    for name, empty in (("connections", "object"), ("validations", "object"), ("attach", "array")):
        sections[name]["type"] = [empty, "null"]
    return {"$schema": _DIALECT, **schema, "$defs": writer.definitions | DEFINITIONS | expectation_definitions()}


def schema_text() -> str:
    """Return the schema as the file contains it."""
    return json.dumps(registry_schema(), indent=2, ensure_ascii=False) + "\n"


class _SchemaWriter:
    """Writes the schemas of forms, and collects the definitions to which they refer."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def form(self, form: type[Form]) -> Schema:
        """Return the schema of a form; what can be inherited is required of an entry that extends none."""
        fields = form.fields
        schema: Schema = {
            "title": form.title,
            "description": inspect.cleandoc(form.__doc__ or ""),
            "type": "object",
            "properties": {name: self._field(field) for name, field in fields.items()},
            "additionalProperties": False,
        }
        if required := [name for name, field in fields.items() if field.required and not field.can_be_inherited]:
            schema["required"] = required
        if "extends" in fields:
            schema["anyOf"] = [{"required": ["extends"]}, _complete(form)]
        if form.rules:
            schema["allOf"] = [rule.schema for rule in form.rules]
        return schema

    def connections(self, types: Sequence[ConnectionType]) -> Schema:
        """Return the schema of a connection, whose form is chosen by its `type` or by the key of its address."""
        usual, *others = types
        schema = self._connection(usual, types)
        for other in others:
            address = _inheritable(other.form).keys() - _inheritable(usual.form).keys()
            chosen = [{"properties": {"type": {"const": other.name}}, "required": ["type"]}]
            chosen += [{"required": [key]} for key in sorted(address)]
            schema = {"if": {"anyOf": chosen}, "then": self._connection(other, types), "else": schema}
        return schema

    def validations(self, sources: SourceTable) -> Schema:
        """Return the schema of a validation, whose form is chosen by the keys of its source."""
        usual, *others = sources.rows
        schema = self._kind(usual.form)
        for source in others:
            form = self._kind(source.form)
            if not source.connection_type:
                form["properties"] = {"connection": False}
            chosen = [{"required": [key]} for key in sorted(source.own_keys)]
            schema = {"if": {"anyOf": chosen}, "then": form, "else": schema}
        return schema

    def _connection(self, of_type: ConnectionType, types: Sequence[ConnectionType]) -> Schema:
        schema = self._kind(of_type.form)
        self.definitions[_name(of_type.form)]["properties"]["type"] |= {
            "enum": [known.name for known in types],
            "default": types[0].name,
        }
        return schema

    def _field(self, field: Field) -> Schema:
        schema: Schema = {"description": field.description} if field.description else {}
        if isinstance(field.default, str | int | float) and not field.required:
            schema["default"] = field.default
        return schema | self._kind(field.kind)

    def _kind(self, kind: Kind) -> Schema:
        if isinstance(kind, Value):
            return self._value(kind)
        if isinstance(kind, ListOf):
            items = self._kind(kind.item)
            several = {"type": "array", "items": items} | ({} if kind.can_be_empty else {"minItems": 1})
            return _any_of(items, several) if kind.alone else several
        if isinstance(kind, MappingOf):
            return self._mapping(kind)
        if isinstance(kind, OneOf):
            return _any_of(*map(self._kind, kind.kinds))
        if _name(kind) not in self.definitions:
            self.definitions[_name(kind)] = {}
            self.definitions[_name(kind)] = self.form(kind)
        reference = {"$ref": f"#/$defs/{_name(kind)}"}
        return _any_of(self._value(kind.short), reference) if kind.short else reference

    def _value(self, value: Value) -> Schema:
        if not value.name:
            return dict(value.schema)
        self.definitions[value.name] = {"title": value.name, **value.schema}
        return {"$ref": f"#/$defs/{value.name}"}

    def _mapping(self, kind: MappingOf) -> Schema:
        schema: Schema = {"type": "object", "additionalProperties": self._kind(kind.item)}
        schema |= {} if kind.can_be_empty else {"minProperties": 1}
        return schema | ({"propertyNames": kind.names.schema} if kind.names else {})


def _name(form: type[Form]) -> str:
    """Return the name of a form's definition: `APIKey` for `API key`."""
    return re.sub(r" (\w)", lambda match: match[1].upper(), form.title)


def _inheritable(form: type[Form]) -> Mapping[str, Field]:
    """Return the required keys of a form that can be inherited."""
    return {key: field for key, field in form.fields.items() if field.required and field.can_be_inherited}


def _complete(form: type[Form]) -> Schema:
    """Require the keys that can be inherited, also of the forms below them."""
    fields = _inheritable(form)
    inner = {key: _inheritable(field.kind) for key, field in fields.items() if isinstance(field.kind, type)}
    conditions = {key: {"if": {"type": "object"}, "then": {"required": list(keys)}} for key, keys in inner.items()}
    return {"required": list(fields)} | ({"properties": conditions} if conditions else {})


def _any_of(*schemas: Schema) -> Schema:
    """Return a schema that fits whatever fits one of the schemas."""
    return {"anyOf": [option for schema in schemas for option in schema.get("anyOf", [schema])]}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
