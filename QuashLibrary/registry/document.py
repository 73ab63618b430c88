"""The form of a registry file: what may be written, with types; the JSON Schema is made from it.

In: the plain data of one entry of a YAML file. Out: models with every short form written out, still
as written: texts are not parsed, names not looked up. `compiling` makes the engine's data of them.
The docstrings and descriptions here are what an editor shows to the person who writes a registry.
"""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from QuashLibrary.language.durations import DurationError, parse_duration
from QuashLibrary.language.json_texts import show, show_typed
from QuashLibrary.language.problems import did_you_mean

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

EMPTY = "is empty"
"""What is told of a key with nothing behind it."""

DEFINED = "x-defined"
"""Stands in a generated schema for a type that `schema` defines by this name."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INPUT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_METHOD_PATH = re.compile(r"([A-Za-z]+)[ \t]+(\S.*)")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_MAY_BE_NULL = frozenset({"json_", "default"})

Failure = Literal["fail", "continue", "warn", "stop"]
ErrorPolicy = Literal["fail", "continue", "warn", "stop", "skip"]
RetryError = Literal["refused", "reset", "timeout", "429", "502", "503", "504"]


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


def _description(value: object) -> object:
    return {"description": value or ""} if value is None or isinstance(value, str) else value


def _request(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _METHOD_PATH.fullmatch(value.strip())
    if not match:
        near = did_you_mean(value, METHODS)
        alone = value.strip().upper() in METHODS
        shown = f"{value.strip().upper() if alone else 'GET'} /orders/${{order_id}}"
        advice = f"write for example  request: {shown}"
        raise problem(f"should be a method and a path, is {show_typed(value)}", near if near and not alone else advice)
    return {"method": match[1], "path": match[2]}


def _method(value: object) -> object:
    if isinstance(value, str) and value.upper() in METHODS:
        return value.upper()
    near = did_you_mean(value, METHODS) if isinstance(value, str) else ""
    raise problem(f"should use one of {', '.join(METHODS)}, uses {show(value)}", near)


def _eventually(value: object) -> object:
    return value if isinstance(value, dict) else {"within": value}


def _fetch(value: object) -> object:
    return {"from": value} if isinstance(value, str) else value


def _code(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Duration = Annotated[float, BeforeValidator(_duration), WithJsonSchema({DEFINED: "duration"})]
Text = Annotated[Any, BeforeValidator(_text), WithJsonSchema({DEFINED: "text"})]
Texts = dict[str, Text]
Method = Annotated[str, BeforeValidator(_method), WithJsonSchema({"enum": [*METHODS, *map(str.lower, METHODS)]})]
MethodAndPath = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^\s*[A-Za-z]+[ \t]+\S"})]
Repeatable = Annotated[Any, BeforeValidator(_repeatable), WithJsonSchema({DEFINED: "repeatable"})]
RetryErrors = list[Annotated[RetryError, BeforeValidator(_code), WithJsonSchema({DEFINED: "retryError"})]]


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


class BasicEntry(Entry):
    """User name and password of HTTP's Basic scheme."""

    username: Text
    password: Text


class ApiKeyEntry(Entry):
    """A key sent in a header or in the query."""

    header: str | None = None
    query: str | None = None
    value: Text

    @model_validator(mode="after")
    def _one_place(self) -> "ApiKeyEntry":
        if (self.header is None) == (self.query is None):
            raise problem('should have either "header" or "query"', "write one: the name under which the key is sent")
        return self


class AuthEntry(Entry):
    """How to authenticate; exactly one of the keys. All values are secret."""

    bearer: Text = Field(None, validate_default=False)
    basic: BasicEntry | None = None
    api_key: ApiKeyEntry | None = None
    headers: Texts | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "AuthEntry":
        if len(self.model_fields_set) != 1:
            raise problem("should have exactly one of bearer, basic, api_key, headers", "remove the others")
        return self


class TlsEntry(Entry):
    """Whom to trust over https, and who we are. Files are PEM, relative to the registry file."""

    verify: bool = True
    ca: str = ""
    cert: str = ""
    key: str = ""


class ConnectionOverrides(Entry):
    """What an environment may change of its connection."""

    base_url: Text = Field(None, validate_default=False, description="http:// or https://, host, and path if any.")
    auth: AuthEntry | None = None
    headers: Texts = Field(default_factory=dict, description="Sent with every request.")
    timeout: Duration = Field(10.0, description="Total deadline of one exchange.")
    tls: TlsEntry = TlsEntry()


class ConnectionEntry(ConnectionOverrides):
    """Where a backend is and how to authenticate."""

    base_url: Text = Field(description="http:// or https://, host, and path if any.")
    environments: dict[str, ConnectionOverrides] = Field(
        default_factory=dict, description="Overrides of any key above, by the environment's name."
    )


class InputEntry(Entry):
    """A parameter of a validation; without a default it is looked up or has to be given."""

    description: str = ""
    default: Any = Field(None, validate_default=False)
    secret: bool = False
    type: Literal["string", "number", "integer", "boolean"] | None = Field(
        None, description="What the text given in Robot is converted to."
    )


class RequestEntry(Entry):
    """One request; the short form is METHOD path."""

    method: Annotated[str, BeforeValidator(_method), WithJsonSchema({"enum": [*METHODS, *map(str.lower, METHODS)]})] = (
        "GET"
    )
    path: str = Field(description="Joined to base_url by one slash; values are percent-encoded.")
    query: dict[str, Repeatable] = Field(default_factory=dict, description="A list repeats the name.")
    headers: Texts = Field(default_factory=dict)
    cookies: Texts = Field(default_factory=dict)
    json_: Any = Field(None, alias="json", description="Sent as JSON.")
    form: dict[str, Repeatable] | None = Field(None, description="Sent as a form; a list repeats the field.")
    text: str | None = Field(None, description="Sent as it is, in UTF-8.")

    @model_validator(mode="after")
    def _one_body(self) -> "RequestEntry":
        bodies = [name for name in ("json_", "form", "text") if name in self.model_fields_set]
        if len(bodies) > 1:
            names = " and ".join(name.rstrip("_") for name in bodies)
            raise problem(f"should have one body, has {names}", "remove all but one")
        return self


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


class AlwaysEntry(Entry):
    """All expectations hold at every attempt of a time; the short form is the duration `within`."""

    within: Duration
    every: Duration | None = None


class FetchEntry(Entry):
    """A name for a value of the response; the short form is where it comes from."""

    from_: str = Field(alias="from", description="A JSONPath, header NAME, cookie NAME, body or status.")
    matches: str = Field("", description="A regular expression whose first group is the value.")
    secret: bool = False
    many: bool = Field(False, description="All values found, as a list.")
    default: Any = Field(None, validate_default=False)


Inputs = dict[str, Annotated[InputEntry, BeforeValidator(_description, json_schema_input_type=str | InputEntry | None)]]


class ValidationEntry(Entry):
    """One request to one connection plus what is expected of the response."""

    description: str = Field("", description="What a reader of the log is told.")
    connection: str | None = Field(None, description="May be left out where the registry has one connection.")
    inputs: Inputs = Field(default_factory=dict)
    request: Annotated[RequestEntry, BeforeValidator(_request, json_schema_input_type=MethodAndPath | RequestEntry)]
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
    on_failure: Failure = "fail"
    on_error: ErrorPolicy = "fail"
    timeout: Duration | None = None
    headers: Texts = Field(default_factory=dict)
    auth: AuthEntry | None = None
    idempotent: bool = Field(False, description="A request other than GET or HEAD may be asked again.")
    retry_errors: RetryErrors = Field(
        default_factory=lambda: list(get_args(RetryError)), description="What is asked again, beside failed attempts."
    )


class RegistryFile(Entry):
    """A registry of QuashLibrary: connections and validations."""

    version: Literal[1] = 1
    connections: dict[str, ConnectionEntry] = Field(default_factory=dict, description="Backends, by name.")
    validations: dict[str, ValidationEntry] = Field(default_factory=dict, description="Validations, by slug.")


def unusable_input_name(name: str) -> tuple[str, str]:
    """Return why an input may not have this name, and what to do; empty where it may."""
    if name in RESERVED_INPUTS:
        return f'the input "{name}" has the name of a keyword\'s own argument', f'choose another, such as "the_{name}"'
    if not INPUT_NAME.fullmatch(name):
        like = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower()
        advice = f'write "{like}"' if INPUT_NAME.fullmatch(like) else "write for example order_id"
        return f'the input "{name}" should be named with letters, digits and _ only, and no digit first', advice
    return "", ""
