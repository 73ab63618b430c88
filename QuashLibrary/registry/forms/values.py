"""The kinds of values in a registry: texts, durations, choices and lists of them.

In: plain data of a YAML file. Out: the value with its short form expanded, or a Fault. Each kind contains its own piece
of the editor schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import DurationError
from QuashLibrary.language.durations import parse_duration
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.forms.form import EMPTY, Fault, MappingOf, Value, wrong_type
from QuashLibrary.registry.model import ON_ERROR, ON_FAILURE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.registry.forms.form import Schema

_DURATIONS = "write for example 10s, 500ms or 1m 30s"
_YES = ("yes", "on", "true", "1")
_VARIABLE_NAME = re.compile(r"[^\s={}$%\"']+")
_NO = ("no", "off", "false", "0")
_MEMBER_SCHEMA: Schema = {"anyOf": [{"type": ["string", "number", "boolean"]}, {"$ref": "#/$defs/environmentVariable"}]}

DEFINITIONS: Schema = {
    "environmentVariable": {
        "type": "object",
        "properties": {
            "env": {
                "type": "string",
                "pattern": f"^{_VARIABLE_NAME.pattern}$",
                "description": "The environment variable that contains the secret.",
            }
        },
        "required": ["env"],
        "additionalProperties": False,
    }
}
"""The definitions that schemas of values refer to."""


def read_text(value: Any) -> str | Fault:
    """Return a plain text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return Fault(f"should be a text, but is {show_typed(value)}", "write it in quotes")
    return wrong_type("a text", value)


def _read_flag(value: Any) -> bool | Fault:
    if isinstance(value, bool):
        return value
    if value is None:
        return EMPTY
    word = str(value).lower()
    meant = "true" if word in _YES else "false" if word in _NO else "true or false"
    return Fault(f"should be true or false, but is {show_typed(value)}", f"write {meant}")


def _read_duration(value: Any) -> float | Fault:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return Fault(f"should be a duration, but is {show_typed(value)}", _DURATIONS)
    try:
        seconds = parse_duration(value)
    except DurationError as error:
        return Fault(str(error))
    return seconds or Fault("should be longer than 0", _DURATIONS)


def read_items(value: Any) -> Mapping[str, object] | Fault:
    """Return a mapping of names to any values; its keys keep their places."""
    return value if isinstance(value, dict) else wrong_type("keys with values", value)


def _read_member(value: Any) -> object:
    """Return a text, a number, true, false or `{env: NAME}`."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list):
        return Fault(f"should be a text, a number or a list of them, but is {show_typed(value)}")
    return _read_text_or_secret(value)


def _read_text_or_secret(value: Any) -> object:
    match value:
        case str():
            return value
        case {"env": str() as name} if len(value) == 1:
            return value if _VARIABLE_NAME.fullmatch(name) else _no_variable_name(name)
        case bool() | float():
            return Fault(f"should be a text, but is {show_typed(value)}", f'write "{show(value)}" in quotes')
        case int():
            return str(value)
        case None:
            return Fault("should be a text, but is empty", 'write "" for an empty text')
        case _:
            return Fault(f"should be a text or {{env: NAME}}, but is {show_typed(value)}")


def _no_variable_name(text: str) -> Fault:
    """Return the fault of `{env: NAME=default}` or a similar text, which may contain a secret: only a name is shown."""
    bare, equals, _ = text.strip().removeprefix("$").removeprefix("%").strip("{}").partition("=")
    name = bare.strip()
    advice = "write for example  {env: TOKEN}"
    if _VARIABLE_NAME.fullmatch(name):
        advice = (
            f'write  "%{{{name}=…}}"  instead of {{env: …}} to set a default' if equals else f"write  {{env: {name}}}"
        )
    return Fault("should be {env: NAME} with only the name of an environment variable", advice)


def _read_repeatable(value: Any) -> object:
    if not isinstance(value, list):
        return _read_member(value)
    members = [_read_member(member) for member in value]
    return next((member for member in members if isinstance(member, Fault)), members)


def _read_argument(value: Any) -> object:
    if isinstance(value, list | dict):
        advice = "use a variable that contains it, such as ${items}"
        return Fault(f"should be a text, a number, true or false, but is {show_typed(value)}", advice)
    return value if value is not None else Fault("should be a text, but is empty", 'write "" for an empty text')


def choice(*options: str) -> Value:
    """Return the kind of a value that must be one of several words."""
    words = f"{', '.join(options[:-1])} or {options[-1]}"

    def read(value: object) -> str | Fault:
        if isinstance(value, str) and value in options:
            return value
        if value is None:
            return EMPTY
        return Fault(f"should be {words}, but is {show_typed(value)}", did_you_mean(str(value), options))

    return Value(read, {"type": "string", "enum": list(options)})


def _number(name: str, schema_type: str, types: tuple[type, ...], convert: Callable[[Any], float]) -> Value:
    """Return the kind of a number from 1 up."""

    def read(value: Any) -> float | Fault:
        try:
            found = convert(value) if isinstance(value, types) and not isinstance(value, bool) else None
        except OverflowError:
            found = None
        if found is None:
            return wrong_type(name, value)
        least = f"should be at least 1, but is {show_typed(value)}"
        return found if found >= 1 else Fault(least, "increase it, or remove the key")

    return Value(read, {"type": schema_type, "minimum": 1})


ANY = Value(lambda value: value, {})
ANY_ITEMS = Value(read_items, {"type": "object", "additionalProperties": {}})
TEXT = Value(read_text, {"type": "string"})
FLAG = Value(_read_flag, {"type": "boolean"})
WHOLE_NUMBER = _number("a whole number", "integer", (int,), int)
NUMBER = _number("a number", "number", (int, float), float)
DURATION = Value(
    _read_duration,
    {
        "type": ["string", "number"],
        "exclusiveMinimum": 0,
        "description": "A duration in Robot Framework's format: 10s, 500ms, 2 min, 1m 30s; a number is in seconds.",
        "examples": ["10s", "500ms", "1m 30s"],
    },
    "duration",
)
TEXT_OR_SECRET = Value(
    _read_text_or_secret,
    {
        "anyOf": [{"type": ["string", "integer"]}, {"$ref": "#/$defs/environmentVariable"}],
        "description": "A text, in which ${name} is replaced when it is used, or {env: NAME} for a secret.",
    },
    "text",
)
TEXTS = MappingOf(TEXT_OR_SECRET)
MEMBER = Value(
    _read_member, {**_MEMBER_SCHEMA, "description": "A text, a number, true or false, or {env: NAME}."}, "member"
)
REPEATABLE = Value(
    _read_repeatable,
    {
        "anyOf": [*_MEMBER_SCHEMA["anyOf"], {"type": "array", "items": _MEMBER_SCHEMA}],
        "description": "A text, a number, true or false, {env: NAME}, or a list of them.",
    },
    "repeatable",
)
ARGUMENT = Value(
    _read_argument,
    {
        "type": ["string", "number", "boolean"],
        "description": "A text, in which ${name} is replaced when it is used, a number, true or false.",
    },
    "argument",
)
FAILURE_POLICY = choice(*ON_FAILURE)
ERROR_POLICY = choice(*ON_ERROR)
