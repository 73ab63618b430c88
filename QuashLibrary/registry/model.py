"""What a registry says, as plain data, after reading and checking.

Made by the registry's compilers, used by the engine. A `Value` is JSON in which a text that names something is a
Template (see language.templates); nothing is looked up before a validation is used. Durations are seconds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from QuashLibrary.language.jsonpath import Path
from QuashLibrary.language.operator_model import Conditions
from QuashLibrary.language.problems import Position, Problem
from QuashLibrary.language.sql_texts import SqlText
from QuashLibrary.language.templates import Template
from QuashLibrary.registry.attachment_model import Attachment

Value = object
Text = str | Template
Pairs = tuple[tuple[str, Text], ...]
OnFailure = Literal["fail", "continue", "warn", "stop"]
OnError = Literal["fail", "continue", "warn", "stop", "skip"]

ON_FAILURE: tuple[OnFailure, ...] = ("fail", "continue", "warn", "stop")
ON_ERROR: tuple[OnError, ...] = (*ON_FAILURE, "skip")
STATUS = re.compile(r"[1-5](\d\d|xx)")
BASE = ""
"""The name of the environment of a connection's own keys."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """`Authorization: Bearer TOKEN`."""

    token: Text


@dataclass(frozen=True, slots=True)
class Basic:
    """`Authorization: Basic …`, RFC 7617."""

    username: Text
    password: Text


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key in a header or in the query."""

    place: Literal["header", "query"]
    name: str
    value: Text


@dataclass(frozen=True, slots=True)
class HeaderAuth:
    """Any headers, all of them secret."""

    headers: Pairs


@dataclass(frozen=True, slots=True)
class Digest:
    """The answer to a server's challenge, RFC 7616."""

    username: Text
    password: Text


@dataclass(frozen=True, slots=True)
class OAuth2:
    """A bearer token by client credentials, RFC 6749, 4.4."""

    token_url: Text
    client_id: Text
    client_secret: Text
    scope: Text = ""


@dataclass(frozen=True, slots=True)
class TokenFrom:
    """A bearer token that another validation fetches as `token`."""

    slug: str
    position: Position


Auth = Bearer | Basic | ApiKey | HeaderAuth | Digest | OAuth2 | TokenFrom


@dataclass(frozen=True, slots=True)
class Tls:
    """Whom to trust: `verify: false` trusts everybody, `ca` is a PEM file, `cert` and `key` are ours."""

    verify: bool = True
    ca: str = ""
    cert: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is masked of every response: a part of it, all of it where there is no subject.

    With `matches` it is only what the regular expression finds there.
    """

    subject: "Subject | None" = None
    matches: str = ""


@dataclass(frozen=True, slots=True)
class HttpConnection:
    """Where a backend is and how to authenticate, in one environment."""

    name: str
    base_url: Text
    auth: Auth | None = None
    headers: Pairs = ()
    timeout: float = 10.0
    tls: Tls = Tls()
    proxy: Text = ""
    redirects: Literal["none", "same-origin"] = "none"
    cookies: Literal["none", "keep"] = "none"
    check: "RequestSpec | None" = None
    redact: tuple[Redaction, ...] = ()
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    read_only: bool = False

    @property
    def address(self) -> Text:
        """What tells one backend from another."""
        return self.base_url


@dataclass(frozen=True, slots=True)
class SqlConnection:
    """Where a database is, in one environment; a relative file of SQLite lies below `folder`."""

    name: str
    url: Text
    folder: str = ""
    timeout: float = 10.0
    redact: tuple[Redaction, ...] = ()
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    read_only: bool = True

    @property
    def address(self) -> Text:
        """What tells one backend from another."""
        return self.url

    @property
    def auth(self) -> None:
        """Nothing: user and password stand in the url."""
        return


Connection = HttpConnection | SqlConnection


@dataclass(frozen=True, slots=True)
class Input:
    """A declared parameter of a validation; one with values to `lease` gets one of them for a test."""

    name: str
    description: str = ""
    default: Value = None
    required: bool = True
    secret: bool = False
    type: str = ""
    lease: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file that is sent: its name below a folder, and its media type where that is not told by the name."""

    name: Text
    folder: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent; of `multipart` pairs of a field and its text or File, of `file` a File, else JSON."""

    kind: Literal["json", "form", "text", "multipart", "file", "graphql"]
    value: Value


@dataclass(frozen=True, slots=True)
class RequestSpec:
    """One request, before its values are looked up."""

    method: str
    path: Text
    query: tuple[tuple[str, Value], ...] = ()
    headers: Pairs = ()
    cookies: Pairs = ()
    body: Body | None = None

    def __str__(self) -> str:
        """Return the request in one line."""
        return f"{self.method} {self.path}"

    @property
    def changes(self) -> str:
        """The method where it may change something, so that it is not sent again unasked; else empty."""
        return "" if self.method in ("GET", "HEAD") else self.method


@dataclass(frozen=True, slots=True)
class Query:
    """One SQL statement, before the values of its parameters are looked up."""

    sql: SqlText
    parameters: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """Return the statement in one line."""
        return str(self.sql)

    @property
    def changes(self) -> str:
        """The first word where it may change something; else empty."""
        return "" if self.sql.reads else self.sql.verb


@dataclass(frozen=True, slots=True)
class Subject:
    """What an expectation speaks of: a part of the response.

    `name` is the header's or cookie's name or the JSONPath's text; `path` its compiled form;
    where that has values to be looked up first, `template` is its parsed text. `attribute` is one of a
    cookie, in its usual spelling.
    """

    kind: Literal["status", "header", "cookie", "time", "body", "json", "schema", "path", "errors"]
    name: str = ""
    path: Path | None = None
    template: Template | None = None
    attribute: str = ""

    def __str__(self) -> str:
        """Return the part as a message names it: `status`, `header Location`, `$.state`."""
        if self.kind not in ("header", "cookie"):
            return self.name or self.kind
        return f"{self.kind} {self.name}[{self.attribute}]" if self.attribute else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One condition of `expect`: conditions on the subject, or else an argument.

    The argument of `status` is the list of what is allowed; that of `json` a document whose leaves may
    be Conditions; that of `schema` a compiled Schema. One that `is_open` names values that have to be
    looked up before it is evaluated.
    """

    subject: Subject
    position: Position
    conditions: Conditions | None = None
    argument: Value = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Fetch:
    """A name for a value of the response; values that it names itself are looked up before it is used."""

    name: str
    subject: Subject
    matches: Text = ""
    secret: bool = False
    many: bool = False
    default: Value = None
    has_default: bool = False
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """How long, how often and until when a validation is asked again: `eventually`, or else `always`."""

    within: float
    attempts: int | None = None
    every: float | None = None
    backoff: float = 1.0
    max_every: float | None = None
    give_up_if: tuple[Expectation, ...] = ()
    holds_for: float = 0.0
    always: bool = False


@dataclass(frozen=True, slots=True)
class Validation:
    """One request to one connection plus what is expected of the response."""

    slug: str
    position: Position
    connection: str
    request: RequestSpec | Query
    description: str = ""
    inputs: tuple[Input, ...] = ()
    expect: tuple[Expectation, ...] = ()
    timing: Timing | None = None
    fetch: tuple[Fetch, ...] = ()
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    timeout: float | None = None
    headers: Pairs = ()
    auth: Auth | None = None
    idempotent: bool = False
    retry_errors: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    redact: tuple[Redaction, ...] = ()

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return f"@{self.slug}"


@dataclass(frozen=True, slots=True)
class Registry:
    """All connections and validations of the registry's files.

    `connections` maps a name to its environments, of which BASE is always one. `broken` holds the
    slugs whose definition has problems: they are known, but cannot be used.
    """

    files: tuple[str, ...] = ()
    connections: Mapping[str, Mapping[str, Connection]] = field(default_factory=dict)
    validations: Mapping[str, Validation] = field(default_factory=dict)
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug, broken ones too, in the order of the files."""
        return tuple(self.positions)

    def needed_by(self, slug: str) -> tuple[Validation, ...]:
        """Return the validations that one needs, and those that they need, each after what it needs itself."""
        found: dict[str, Validation] = {}

        def add(needed: str) -> None:
            for name in self.validations[needed].needs:
                if name in self.validations and name not in found:
                    add(name)
                    found[name] = self.validations[name]

        if slug in self.validations:
            add(slug)
        return tuple(found.values())

    def inputs_of(self, slug: str) -> tuple[Input, ...]:
        """Return the inputs that a use of a validation takes: its own, then those of what it needs and of its login.

        A login has needs and a login in its turn. Of a broken validation they are not known.
        """
        used: dict[str, Validation] = {}
        waiting = [self.validations[slug]] if slug in self.validations else []
        while waiting:
            one = waiting.pop(0)
            own = [item for item in (one, *self.needed_by(one.slug)) if item.slug not in used]
            used |= {item.slug: item for item in own}
            waiting += [login for item in own for login in self.logins_of(item)]
        found: dict[str, Input] = {}
        for validation in used.values():
            for item in validation.inputs:
                found.setdefault(item.name, item)
        return tuple(found.values())

    def logins_of(self, validation: Validation) -> tuple[Validation, ...]:
        """Return the validations that the token of one may come from: by its own `auth`, else its connection's."""
        environments = self.connections.get(validation.connection, {}).values()
        auths = [validation.auth] if validation.auth else [connection.auth for connection in environments]
        slugs = dict.fromkeys(auth.slug for auth in auths if isinstance(auth, TokenFrom))
        return tuple(self.validations[slug] for slug in slugs if slug in self.validations)

    @property
    def environments(self) -> frozenset[str]:
        """The names of all environments of all connections."""
        return frozenset(name for of in self.connections.values() for name in of) - {BASE}
