"""Where a backend is and how to authenticate with it, in one environment. Durations are seconds."""

from dataclasses import dataclass
from typing import Literal

from QuashLibrary.problems import Position
from QuashLibrary.registry.model.expectation import Redaction
from QuashLibrary.registry.model.request import RequestSpec
from QuashLibrary.registry.model.types import OnError, OnFailure, Pairs, Text

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
