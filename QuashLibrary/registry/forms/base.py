"""The rules and the types that all mappings of a registry share: texts, durations, lists that repeat a name.

In: plain data of a YAML file. Out: checked values, short forms written out. Apart from the entries
themselves, which are many: here is what each of them is made of.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from QuashLibrary.errors import DurationError
from QuashLibrary.language.durations import parse_duration
from QuashLibrary.language.json_display import show, show_typed

EMPTY = "is empty"
"""What is told of a key with nothing behind it."""

DEFINED = "x-defined"
"""Stands in a generated schema for a type that `schema` defines by this name."""

Failure = Literal["fail", "continue", "warn", "stop"]
ErrorPolicy = Literal["fail", "continue", "warn", "stop", "skip"]

_MAY_BE_NULL = frozenset({"json_", "default"})


def problem(message: str, advice: str = "") -> PydanticCustomError:
    """Return an error whose texts are for the tester as they are."""
    return PydanticCustomError("registry", "{text}", {"text": message, "advice": advice})


def _duration(value: object) -> float:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise problem(f"should be a duration, is {show_typed(value)}", "write for example 10s, 500ms or 1m 30s")
    try:
        seconds = parse_duration(value)
    except DurationError as error:
        raise problem(str(error)) from error
    if not seconds:
        raise problem("should be longer than 0", "write for example 10s, 500ms or 1m 30s")
    return seconds


def _text(value: object) -> object:
    match value:
        case str():
            return value
        case {"env": str()} if isinstance(value, dict) and len(value) == 1:
            return value
        case bool() | float():
            raise problem(f"should be a text, is {show_typed(value)}", f'write "{show(value)}" in quotes')
        case int():
            return str(value)
        case None:
            raise problem("should be a text, is empty", 'write "" for an empty text')
        case _:
            raise problem(f"should be a text or {{env: NAME}}, is {show_typed(value)}")


def _repeatable(value: object) -> object:
    members = value if isinstance(value, list) else [value]
    return [_member(member) for member in members] if isinstance(value, list) else _member(value)


def _member(value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list):
        raise problem(f"should be a text, a number or a list of them, is {show_typed(value)}")
    return _text(value)


Duration = Annotated[float, BeforeValidator(_duration), WithJsonSchema({DEFINED: "duration"})]
Text = Annotated[Any, BeforeValidator(_text), WithJsonSchema({DEFINED: "text"})]
Texts = dict[str, Text]
Member = Annotated[Any, BeforeValidator(_member), WithJsonSchema({DEFINED: "member"})]
Repeatable = Annotated[Any, BeforeValidator(_repeatable), WithJsonSchema({DEFINED: "repeatable"})]


class Entry(BaseModel):
    """The rules of every mapping in a registry: no unknown key, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _not_empty(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a key with nothing behind it: it is never what was meant."""
        if value is None and info.field_name not in _MAY_BE_NULL:
            raise problem(EMPTY)
        return value
