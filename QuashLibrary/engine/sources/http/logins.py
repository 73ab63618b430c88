"""Logins: authentication that needs an exchange before a request, or after a refusal.

In: the `auth` of a connection or validation, and a Scope. Out: a Login with every value looked up. Authentication that
needs no exchange (bearer, basic, keys) is part of the request and is in `plan`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlencode

from QuashLibrary.engine.plan.values import render_text
from QuashLibrary.engine.sources.http.addresses import join_url, token_address
from QuashLibrary.engine.sources.http.messages import Request, basic_credentials
from QuashLibrary.registry.model import Digest, OAuth2, TokenFrom

if TYPE_CHECKING:
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Auth, HttpConnection


@dataclass(frozen=True, slots=True)
class DigestLogin:
    """Answers a Digest challenge."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class TokenLogin:
    """Gets a token by a separate request; each connection has its own tokens."""

    connection: str
    request: Request


Login = DigestLogin | TokenLogin | TokenFrom


def make_login(auth: Auth | None, connection: HttpConnection, proxy: str, scope: Scope) -> Login | None:
    """Return the login of an `auth`; None if it needs none.

    Raises:
        UnusableValueError: a name is not set, or an address is not usable.
    """
    if isinstance(auth, Digest):
        return DigestLogin(_secret(auth.username, scope), _secret(auth.password, scope))
    if isinstance(auth, TokenFrom):
        return auth
    if isinstance(auth, OAuth2):
        return TokenLogin(connection.name, _token_request(auth, connection, proxy, scope))
    return None


def _token_request(auth: OAuth2, connection: HttpConnection, proxy: str, scope: Scope) -> Request:
    """Return a request with form-encoded client credentials in a header, as all servers accept (RFC 6749, 2.3.1)."""
    client, secret = _secret(auth.client_id, scope), _secret(auth.client_secret, scope)
    credentials = basic_credentials(quote_plus(client), quote_plus(secret))
    scope.redactor.add(credentials)
    fields = {"grant_type": "client_credentials"}
    if wanted := render_text(auth.scope, scope):
        fields["scope"] = wanted
    url = render_text(auth.token_url, scope)
    if "://" not in url:
        url = join_url(render_text(connection.base_url, scope), url)
    headers = (
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Accept", "application/json"),
        ("Authorization", f"Basic {credentials}"),
    )
    return Request("POST", token_address(url), headers, urlencode(fields).encode("ascii"), proxy=proxy)


def _secret(value: object, scope: Scope) -> str:
    text = render_text(value, scope)
    scope.redactor.add(text)
    return text
