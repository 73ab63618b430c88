"""Tables of keys from a JSON Schema: that of registry files, or that of outcomes.json."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from QuashLibrary.language.durations import show_duration
from utest.docs.generated.parts import code, table

Schema = Mapping[str, Any]
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "keys with values",
    "null": "null",
}
_TIME = r"^\d{4}-"
"""How the pattern of a time begins."""
_LIST = "list of "
_PLURALS = {"text": "texts", "any value": "values"}
_FEW = 5
"""So many keys are listed in the row of their object."""


@dataclass(frozen=True)
class SchemaTables:
    """Writes the tables of a schema; `links` says how a table names a definition."""

    definitions: Mapping[str, Schema]
    links: Mapping[str, str]
    said_here: Mapping[str, str] = field(default_factory=dict)
    """The meanings of keys that the schema does not describe, by `definition.key` or by the key alone."""

    def keys(self, schema: Schema, only: Callable[[str], bool] = lambda _: True) -> str:
        """Return the table of the keys of a schema that has defaults and required keys."""
        required = {*schema.get("required", ()), *_required_unless_inherited(schema)}
        rows = [
            (code(key), self.value(item), "required" if key in required else _default(item), self._meaning(schema, key))
            for key, item in schema["properties"].items()
            if only(key)
        ]
        return table(("key", "value", "default", "meaning"), rows)

    def facts(self, schema: Schema) -> str:
        """Return the table of the keys of a document that only a program writes."""
        items = schema["properties"].items()
        rows = ((code(key), self.value(item), self._meaning(schema, key)) for key, item in items)
        return table(("key", "value", "meaning"), rows)

    def value(self, schema: Schema) -> str:
        """Return in words what a value may be."""
        kinds = list(dict.fromkeys(self._kinds(schema)))
        alone = _either([kind for kind in kinds if not kind.startswith(_LIST)])
        if kinds[-1] in {_LIST + alone, _LIST + _PLURALS.get(alone, alone)} and alone:
            return f"{alone}, or a list of them"
        return _either(kinds)

    def _kinds(self, schema: Schema) -> Iterable[str]:
        for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
            yield from self._kinds(choice)
        if "$ref" in schema:
            yield from self._defined(schema["$ref"].rpartition("/")[2])
        elif "enum" in schema:
            yield from _choices(schema["enum"])
        elif "const" in schema:
            yield code(schema["const"])
        elif "type" in schema:
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            yield from (self._typed(name, schema) for name in types)
        elif not ({"anyOf", "oneOf"} & {*schema}):
            yield "any value"

    def _typed(self, name: str, schema: Schema) -> str:
        if name == "array" and schema.get("items"):
            inner = self.value(schema["items"])
            return _LIST + _PLURALS.get(inner, inner)
        if name == "object" and "properties" not in schema and isinstance(schema.get("additionalProperties"), dict):
            inner = self.value(schema["additionalProperties"])
            return "names with values" if inner == "any value" else f"names, each with {inner}"
        if "properties" in schema:
            keys = schema["properties"]
            return f"keys {', '.join(map(code, keys))}" if len(keys) <= _FEW else "keys, see below"
        return "time" if schema.get("pattern", "").startswith(_TIME) else _TYPES[name]

    def _defined(self, name: str) -> Iterable[str]:
        if name in self.links:
            return [self.links[name]]
        return self._kinds(self.definitions[name])

    def _meaning(self, schema: Schema, key: str) -> str:
        item = schema["properties"][key]
        text = item.get("description", "")
        if not text and "$ref" in item:
            form = self.definitions[item["$ref"].rpartition("/")[2]]
            text = form.get("description", "") if "properties" in form else ""
        place = f"{schema.get('title', '')}.{key}"
        return _without_markup(text) or self.said_here.get(place) or self.said_here.get(key, "")


def _either(words: Sequence[str]) -> str:
    """Return `a, b or c`."""
    *others, last = words or [""]
    return f"{', '.join(others)} or {last}" if others else last


def _default(schema: Schema) -> str:
    default = schema.get("default", "")
    if default == "":
        return ""
    if schema.get("$ref", "").endswith("/duration"):
        return show_duration(default)
    if isinstance(default, bool):
        return code(str(default).lower())
    return code(int(default) if isinstance(default, float) and default.is_integer() else default)


def _required_unless_inherited(schema: Schema) -> Iterable[str]:
    """Yield the keys that an entry needs if it extends none."""
    for choice in schema.get("anyOf", ()):
        if choice.get("required") != ["extends"]:
            yield from choice.get("required", ())


def _choices(values: Iterable[object]) -> Iterable[str]:
    """Yield the values of a choice; a value that is written in two forms once."""
    seen = set()
    for value in values:
        if str(value).lower() not in seen:
            seen.add(str(value).lower())
            yield code("null" if value is None else value)


def _without_markup(text: str) -> str:
    """Escape what Markdown would take for markup, except in code spans."""
    quoted = False
    found = []
    for part in text.split("`"):
        found.append(part if quoted else part.replace("*", r"\*").replace("<", "&lt;"))
        quoted = not quoted
    return "`".join(found)
