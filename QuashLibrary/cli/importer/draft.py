"""A registry entry before it is text: a connection, a validation, and variables instead of secrets.

Its texts are written as in a registry: `${name}` and `%{NAME}` are looked up when the validation runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

BodyKind = Literal["json", "form", "multipart", "text", "file", "graphql"]


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable; the value is empty if the curl command names the variable itself."""

    name: str
    what: str
    value: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FromEnvironment:
    """`{env: NAME}` as a value of a body or of `auth`."""

    name: str


@dataclass(frozen=True, slots=True)
class InputDraft:
    """An input and its value in the curl command; the value is empty if it is unknown."""

    name: str
    description: str
    value: str = field(default="", repr=False)
    secret: bool = False
    type: str = ""


@dataclass(frozen=True, slots=True)
class ConnectionDraft:
    """A connection that the registry does not have."""

    name: str
    base_url: str
    auth: object = None
    insecure: bool = False
    follows_redirects: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request; the value is a tree of registry texts, JSON scalars and FromEnvironment."""

    kind: BodyKind
    value: object
    todo: str = ""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """The `request` of a validation."""

    method: str
    path: str
    query: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, object] = field(default_factory=dict)
    cookies: Mapping[str, object] = field(default_factory=dict)
    body: Body | None = None

    @property
    def only_reads(self) -> bool:
        """Whether sending it changes nothing."""
        return self.method in ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Draft:
    """A validation of a connection; `new` is the connection if the registry has none for this backend.

    `auth` belongs to the validation if an existing connection has none. `environment` is the environment in which an
    existing connection has this address.
    """

    slug: str
    description: str
    connection: str
    new: ConnectionDraft | None
    request: RequestDraft
    inputs: tuple[InputDraft, ...] = ()
    auth: object = None
    environment: str = ""
    variables: tuple[Variable, ...] = ()
    left_out: tuple[str, ...] = ()
