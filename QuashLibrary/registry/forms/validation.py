"""The form of a registry file: what may be written, with types; the JSON Schema is made from it.

In: the plain data of one entry of a YAML file. Out: models with every short form written out, still
as written: texts are not parsed, names not looked up. `compiling` makes the engine's data of them.
The docstrings and descriptions here are what an editor shows to the person who writes a registry.
"""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from QuashLibrary.registry.forms.attachment import AttachmentEntry
from QuashLibrary.registry.forms.base import DEFINED, Duration, Entry, ErrorPolicy, Failure, Texts, problem
from QuashLibrary.registry.forms.connection import AuthEntry, ConnectionEntry
from QuashLibrary.registry.forms.redaction import Redactions
from QuashLibrary.registry.forms.request import MethodAndPath, RequestEntry, short_request

RESERVED_INPUTS = frozenset(
    {
        "slug",
        "more",
        "variable",
        "name",
        "value",
        "scope",
        "within",
        "on_failure",
        "on_error",
        "locator",
        "as",
        "matches",
    }
)
"""The keywords' own arguments: an input of such a name could never be given."""

EXPECTED = ("status", "headers", "cookies", "time", "body", "json", "schema")
"""The keys of `expect` beside JSONPaths."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INPUT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
RetryError = Literal["refused", "reset", "timeout", "429", "502", "503", "504"]


def _description(value: object) -> object:
    return {"description": value or ""} if value is None or isinstance(value, str) else value


def _eventually(value: object) -> object:
    return value if isinstance(value, dict) else {"within": value}


def _fetch(value: object) -> object:
    return {"from": value} if isinstance(value, str) else value


def _needs(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _code(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


RetryErrors = list[Annotated[RetryError, BeforeValidator(_code), WithJsonSchema({DEFINED: "retryError"})]]


class InputEntry(Entry):
    """A parameter of a validation; without a default it is looked up or has to be given."""

    description: str = ""
    default: Any = Field(None, validate_default=False)
    secret: bool = False
    type: Literal["string", "number", "integer", "boolean"] | None = Field(
        None, description="What the text given in Robot is converted to."
    )
    lease: list[Any] | None = Field(
        None, min_length=1, description="Values of which each test gets one that no other process of pabot uses."
    )


class EventuallyEntry(Entry):
    """Ask again until all expectations hold; the short form is the duration `within`."""

    within: Duration
    attempts: int | None = Field(None, ge=1)
    every: Duration | None = None
    backoff: float = Field(1.0, ge=1, description="Multiplies `every` after each attempt.")
    max_every: Duration | None = None
    holds_for: Duration | None = Field(None, description="How long all has to stay true once it is.")
    give_up_if: dict[str, Any] = Field(
        default_factory=dict, min_length=1, description="Expectations that end the wait at once when they all hold."
    )

    @model_validator(mode="after")
    def _has_a_pause(self) -> "EventuallyEntry":
        idle = [name for name in ("backoff", "max_every") if name in self.model_fields_set]
        if idle and self.every is None:
            raise problem(f'has "{idle[0]}" without "every", which it changes', "write for example  every: 200ms")
        return self


class AlwaysEntry(Entry):
    """All expectations hold at every attempt of a time; the short form is the duration `within`."""

    within: Duration
    every: Duration | None = None


class FetchEntry(Entry):
    """A name for a value of the response; the short form is where it comes from."""

    from_: str = Field(
        alias="from", description="A JSONPath, header NAME, cookie NAME, cookie NAME[ATTRIBUTE], body or status."
    )
    matches: str = Field("", description="A regular expression whose first group is the value.")
    secret: bool = False
    many: bool = Field(False, description="All values found, as a list.")
    default: Any = Field(None, validate_default=False)


Inputs = dict[str, Annotated[InputEntry, BeforeValidator(_description, json_schema_input_type=str | InputEntry | None)]]


class AskingEntry(Entry):
    """What all validations have, whatever they ask."""

    extends: str | None = Field(
        None,
        description="The slug of the validation from which all is taken over that is not set here; the keys of inputs, "
        "request, expect and fetch one by one.",
    )
    description: str = Field("", description="What a reader of the log is told.")
    needs: Annotated[list[str], BeforeValidator(_needs, json_schema_input_type=str | list[str])] = Field(
        default_factory=list,
        description="Slugs of validations that are used first, and whose fetched values are known.",
    )
    connection: str | None = Field(None, description="May be left out where the registry has one connection.")
    inputs: Inputs = Field(default_factory=dict)
    expect: dict[str, Any] = Field(default_factory=dict)
    eventually: (
        Annotated[
            EventuallyEntry,
            BeforeValidator(_eventually, json_schema_input_type=Duration | EventuallyEntry),
        ]
        | None
    ) = None
    always: (
        Annotated[
            AlwaysEntry,
            BeforeValidator(_eventually, json_schema_input_type=Duration | AlwaysEntry),
        ]
        | None
    ) = None
    fetch: dict[str, Annotated[FetchEntry, BeforeValidator(_fetch, json_schema_input_type=str | FetchEntry)]] = Field(
        default_factory=dict, description="Values of the response, by name."
    )
    redact: Redactions
    on_failure: Failure | None = Field(None, description="Default: that of the connection, else fail.")
    on_error: ErrorPolicy | None = Field(None, description="Default: that of the connection, else fail.")
    timeout: Duration | None = None
    idempotent: bool = Field(False, description="What may change something may be asked again.")
    retry_errors: RetryErrors = Field(
        default_factory=lambda: list(get_args(RetryError)), description="What is asked again, beside failed attempts."
    )


class ValidationEntry(AskingEntry):
    """One request to one connection plus what is expected of the response."""

    request: Annotated[
        RequestEntry, BeforeValidator(short_request, json_schema_input_type=MethodAndPath | RequestEntry)
    ]
    headers: Texts = Field(default_factory=dict)
    auth: AuthEntry | None = None


class RegistryFile(Entry):
    """A registry of QuashLibrary: connections and validations."""

    version: Literal[1] = 1
    redact: Redactions
    connections: dict[str, ConnectionEntry] = Field(default_factory=dict, description="Backends, by name.")
    validations: dict[str, ValidationEntry] = Field(default_factory=dict, description="Validations, by slug.")
    attach: list[AttachmentEntry] = Field(
        default_factory=list, description="Validations that are used where no suite has a step for them."
    )


def unusable_input_name(name: str) -> tuple[str, str]:
    """Return why an input may not have this name, and what to do; empty where it may."""
    if name in RESERVED_INPUTS:
        return f'the input "{name}" has the name of a keyword\'s own argument', f'choose another, such as "the_{name}"'
    if not INPUT_NAME.fullmatch(name):
        like = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower()
        advice = f'write "{like}"' if INPUT_NAME.fullmatch(like) else "write for example order_id"
        return f'the input "{name}" should be named with letters, digits and _ only, and no digit first', advice
    return "", ""
