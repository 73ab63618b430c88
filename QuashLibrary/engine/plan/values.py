"""Look up the names in a registry when they are used, and insert their values into texts.

In: parsed values of the registry (see language.templates) and a Scope, which knows the current value of each name. Out:
plain JSON and texts. A declared input comes from the call, else from the suite's setting, else from its default. An
input without a default, and any other name, comes from the values fetched in this test, else from Robot's variables.
The redactor learns every secret before anything can show it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from QuashLibrary.engine.plan.plain_values import plain
from QuashLibrary.engine.redactor import user_in
from QuashLibrary.errors import JsonError, UnusableValueError
from QuashLibrary.language.exact_numbers import ExactFraction, exact, exact_number
from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.json_values import type_name
from QuashLibrary.language.templates import EnvironmentVariable, Template
from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.language.templates import Reference
    from QuashLibrary.registry.model import Input

_NOTHING = object()
_UNSET = "the environment variable {} is not set"
_SCHEMES = ("http://", "https://")
_INDEX = re.compile(r"-?[0-9]+")
_NOT_IN_HEADER = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
_TYPES = {
    "string": ("a text", ("string",)),
    "number": ("a number", ("number", "integer")),
    "integer": ("a whole number", ("integer",)),
    "boolean": ("true or false", ("boolean",)),
}
"""The types of inputs: their names in messages, and the JSON types that they accept."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Replaces an input's value that could not be looked up; using it is an error with this reason."""

    why: str


class InputText(str):
    """A text that a caller passed for an input; the hints of checks say so if its type is the problem."""

    __slots__ = ()


def unset_variables(problem: str) -> list[str]:
    """Return the missing environment variables that the text of an UnusableValueError names."""
    return list(dict.fromkeys(re.findall(_UNSET.format(r"(\S+)"), problem)))


def no_variables(name: str) -> object:
    """Find no variable: the lookup outside a robot run."""
    raise KeyError(name)


@dataclass
class Scope:
    """The values that names have at one moment of a test."""

    redactor: Redactor
    call: Mapping[str, object] = field(default_factory=dict)
    declared: Mapping[str, Input] = field(default_factory=dict)
    preset: Mapping[str, object] = field(default_factory=dict)
    fetched: Mapping[str, object] = field(default_factory=dict)
    variables: Callable[[str], object] = no_variables
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def value(self, part: Reference | EnvironmentVariable) -> object:
        """Return the current value of a name as JSON.

        Raises:
            UnusableValueError: the name is not set, or the value has no such item.
        """
        if isinstance(part, EnvironmentVariable):
            return self._from_environment(part)
        value, items = self._base_value(part)
        for item in items:
            value = _item_of(value, item, part)
        return value

    def _from_environment(self, part: EnvironmentVariable) -> str:
        value = self.environment.get(part.name)
        if value is None and part.default is not None:
            return part.default
        if value is None or (part.needed_for and not value.strip()):
            start = _UNSET.format(part.name) if value is None else f"the environment variable {part.name} is empty"
            raise UnusableValueError(start + (f" ({part.needed_for})" if part.needed_for else ""))
        self.redactor.add(value if part.is_secret else user_in(value))
        if part.is_secret:
            self.redactor.variables[value] = part.name
        return value

    def _base_value(self, part: Reference) -> tuple[object, tuple[str | int, ...]]:
        name, *keys = part.name.split(".")
        for candidate, items in ((part.name, part.items), (name, (*keys, *part.items))):
            value = self._lookup(candidate)
            if value is not _NOTHING:
                return value, items
        if name in self.declared:
            raise UnusableValueError(f"{part} is not set; add {name}=… to the step")
        near = did_you_mean(name, [*self.declared, *self.fetched])
        raise UnusableValueError(f"{part} is not set; {near or 'set it before this step'}")

    def _lookup(self, name: str) -> object:
        declared = self.declared.get(name)
        if declared is None:
            return self._value_from_outside(name)
        value = self.call.get(name, self.preset.get(name, _NOTHING))
        if isinstance(value, Unknown):
            raise UnusableValueError(value.why)
        if value is not _NOTHING:
            value = plain(value, self.redactor, f"the input {name}")
        else:
            value = self._value_from_outside(name) if declared.required else self._default_value(declared)
        if value is _NOTHING:
            return value
        if declared.secret:
            self.redactor.add(value)
        return _of_type(value, declared) if declared.type else value

    def _default_value(self, declared: Input) -> object:
        """Look up a default; it may refer to other inputs, but not to its own."""
        others = {name: item for name, item in self.declared.items() if name != declared.name}
        return render(declared.default, replace(self, declared=others))

    def _value_from_outside(self, name: str) -> object:
        if name in self.fetched:
            return plain(self.fetched[name], self.redactor, f"${{{name}}}")
        try:
            return plain(self.variables(name), self.redactor, f"${{{name}}}")
        except KeyError:
            return _NOTHING


def render(value: object, scope: Scope) -> object:
    """Return a parsed value of the registry with every name looked up; a single `${name}` keeps its type."""
    if isinstance(value, Template):
        return scope.value(value.whole) if value.whole else _joined(value, scope, as_text)
    if isinstance(value, dict):
        return {key: render(item, scope) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [render(item, scope) for item in value]
    return value


def render_text(value: object, scope: Scope) -> str:
    """Return a parsed value as a text."""
    return as_text(render(value, scope))


def render_with(value: object, scope: Scope, write: Callable[[object], str]) -> str:
    """Return a text in which `write` converts each value (quotes, escapes, encodes)."""
    return _joined(value, scope, write) if isinstance(value, Template) else as_text(value)


def render_path(value: object, scope: Scope) -> str:
    """Return a URL's path and query as text, with each value percent-encoded into one segment.

    A path that is a single `${name}` is used as it is, because it may be a link from an earlier answer.

    Raises:
        UnusableValueError: the value of a segment is empty, or values make a segment `.` or `..`.
    """
    if not isinstance(value, Template):
        return as_text(value)
    first = value.parts[0]
    if not value.whole and not isinstance(first, str) and as_text(scope.value(first)).startswith(_SCHEMES):
        advice = f"write only the path here, and {first} in base_url"
        raise UnusableValueError(f"{first} is a whole URL, but a path cannot start with one; {advice}")
    write = as_text if value.whole else _path_segment
    path = ""
    for part in value.parts:
        path += part if isinstance(part, str) else write(_path_value(part, value, scope, in_query="?" in path))
    if any(unquote(segment) in (".", "..") for segment in re.split(r"[/?#\\]", path)):
        raise UnusableValueError(f"the values in the path {value} must not make a segment . or ..")
    return path


def render_header(name: str, value: object, scope: Scope) -> str:
    """Return a header's value without surrounding blanks, which are not part of it (RFC 9110, 5.5).

    Raises:
        UnusableValueError: it contains a line break, which could inject a header, or a character HTTP cannot send.
    """
    text = render_text(value, scope)
    if any(character in text for character in "\r\n\0"):
        raise UnusableValueError(f"the header {name} must not contain a line break or NUL character")
    if _NOT_IN_HEADER.search(text):
        raise UnusableValueError(f"the header {name} contains a character that HTTP cannot send; percent-encode it")
    return text.strip(" \t")


def as_text(value: object) -> str:
    """Return a value for use inside a longer text: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else write_json(value)


def _path_segment(value: object) -> str:
    return quote(as_text(value).encode("utf-8", "surrogatepass"), safe="")


def _path_value(part: Reference | EnvironmentVariable, path: Template, scope: Scope, in_query: bool) -> object:
    value = scope.value(part)
    if value is None or (value == "" and not in_query):
        raise UnusableValueError(f"{part} is {'empty' if value == '' else 'null'}, but the path {path} needs a value")
    return value


def _joined(template: Template, scope: Scope, write: Callable[[object], str]) -> str:
    return "".join(part if isinstance(part, str) else write(scope.value(part)) for part in template.parts)


def _item_of(value: object, item: str | int, part: Reference) -> object:
    if isinstance(value, dict) and str(item) in value:
        return value[str(item)]
    if isinstance(value, list) and _INDEX.fullmatch(str(item)) and -len(value) <= int(item) < len(value):
        return value[int(item)]
    raise UnusableValueError(f'{part} has no item "{item}"')


def _of_type(value: object, declared: Input) -> object:
    """Convert a text from Robot to the declared number or boolean, and a number to the declared text."""
    words, types = _TYPES[declared.type]
    read = value
    if declared.type == "string":
        read = as_text(value) if isinstance(value, bool | int | float) else value
    elif isinstance(value, str):
        read = _as_json(value)
    if type_name(read) not in types:
        raise UnusableValueError(f"input {declared.name} should be {words}, but is {show_typed(value)}")
    if declared.type == "integer" and isinstance(read, float):
        return int(exact(read))
    # A Decimal such as 8.50 becomes 8.5, as it would from a text.
    return exact_number(read.exact) if isinstance(read, ExactFraction) else read


def _as_json(text: str) -> object:
    try:
        return read_json(text.strip().lower())
    except JsonError:
        return text
