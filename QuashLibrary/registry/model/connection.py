"""The address of a backend in one environment, and how to authenticate with it. Durations are in seconds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.app import AppListener, OnSwallowed
    from QuashLibrary.registry.model.expectation import Expectation, Redaction
    from QuashLibrary.registry.model.policies import OnError, OnFailure
    from QuashLibrary.registry.model.request import RequestSpec
    from QuashLibrary.registry.model.types import Pairs, Text


@dataclass(frozen=True, slots=True)
class WrittenCredentials:
    """Credentials that belong to the registry, and their position in it."""

    _: KW_ONLY
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Bearer(WrittenCredentials):
    """`Authorization: Bearer TOKEN`."""

    token: Text


@dataclass(frozen=True, slots=True)
class Basic(WrittenCredentials):
    """`Authorization: Basic …`, RFC 7617."""

    username: Text
    password: Text


@dataclass(frozen=True, slots=True)
class ApiKey(WrittenCredentials):
    """A key in a header or in the query."""

    place: Literal["header", "query"]
    name: str
    value: Text


@dataclass(frozen=True, slots=True)
class HeaderAuth(WrittenCredentials):
    """Any headers, all of them secret."""

    headers: Pairs


@dataclass(frozen=True, slots=True)
class Digest(WrittenCredentials):
    """The response to a server's challenge, RFC 7616."""

    username: Text
    password: Text


@dataclass(frozen=True, slots=True)
class OAuth2(WrittenCredentials):
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


RegistryCredentials = Bearer | Basic | ApiKey | HeaderAuth | Digest | OAuth2
Auth = RegistryCredentials | TokenFrom


@dataclass(frozen=True, slots=True)
class Tls:
    """The settings of TLS: `verify: false` trusts every server, `ca` is a PEM file, `cert` and `key` are the client's.

    A file whose name is known only when it is used is relative to `folder`.
    """

    verify: bool = True
    ca: Text = ""
    cert: Text = ""
    key: Text = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Connection(ABC):
    """The attributes that the engine needs from every connection; `source` is the name of its source.

    `expect` applies to every successful answer with a body.
    """

    source: ClassVar[str]

    name: str
    _: KW_ONLY
    timeout: float = 10.0
    auth: Auth | None = None
    redact: tuple[Redaction, ...] = ()
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    read_only: bool = False
    expect: tuple[Expectation, ...] = ()

    @property
    @abstractmethod
    def address(self) -> Text:
        """The address, which distinguishes one backend from another."""


@dataclass(frozen=True, slots=True)
class HttpConnection(Connection):
    """An HTTP backend; `check` is the request that tests whether it can be used.

    `app` is the port for the app under test; `on_swallowed` defines what happens if the app hides a failed request.
    """

    source: ClassVar[str] = "http"

    base_url: Text
    headers: Pairs = ()
    tls: Tls = Tls()
    proxy: Text = ""
    redirects: Literal["none", "same-origin"] = "none"
    cookies: Literal["none", "keep"] = "none"
    check: RequestSpec | None = None
    app: AppListener | None = None
    on_swallowed: OnSwallowed = "warn"

    @property
    def address(self) -> Text:
        """The base URL."""
        return self.base_url


@dataclass(frozen=True, slots=True)
class SqlConnection(Connection):
    """A database; a relative path of a SQLite file starts at `folder`. User and password are in the URL."""

    source: ClassVar[str] = "sql"

    url: Text
    folder: str = ""
    read_only: bool = field(default=True, kw_only=True)

    @property
    def address(self) -> Text:
        """The URL of the database."""
        return self.url
