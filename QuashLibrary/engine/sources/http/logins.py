"""Logins: what has to be exchanged before a request, or after a refusal, so that it is accepted.

In: the `auth` of a connection or validation, and a Scope. Out: a Login with every value looked up; and what
becomes of the answer of a token's server. What needs no exchange (bearer, basic, keys) is put in by the plan.
"""

from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import quote_plus, urlencode

from QuashLibrary.engine.answer import Answer
from QuashLibrary.engine.outcome import Exchange, Fault, Request, Response
from QuashLibrary.engine.plan.values import Scope, render_text
from QuashLibrary.engine.redactor import basic_credentials
from QuashLibrary.engine.sources.http.addresses import join_url, token_address
from QuashLibrary.engine.sources.http.tokens import LoginError, Token, lasting
from QuashLibrary.errors import UnreadableError
from QuashLibrary.language.json_values import JSON
from QuashLibrary.registry.model import Auth, Digest, HttpConnection, OAuth2, TokenFrom


@dataclass(frozen=True, slots=True)
class DigestLogin:
    """Answers a challenge."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class TokenLogin:
    """Has a token by a request of its own."""

    connection: str
    request: Request


@dataclass(frozen=True, slots=True)
class SlugLogin:
    """Has a token by another validation."""

    slug: str


Login = DigestLogin | TokenLogin | SlugLogin


def make_login(auth: Auth | None, connection: HttpConnection, proxy: str, scope: Scope) -> Login | None:
    """Return the login of an `auth`; None where it needs none.

    Raises:
        UnusableValueError: a name is not known, or an address cannot be asked.
    """
    if isinstance(auth, Digest):
        return DigestLogin(_secret(auth.username, scope), _secret(auth.password, scope))
    if isinstance(auth, TokenFrom):
        return SlugLogin(auth.slug)
    if isinstance(auth, OAuth2):
        return TokenLogin(connection.name, _token_request(auth, connection, proxy, scope))
    return None


def authorized(request: Request, credentials: str) -> Request:
    """Return the request with these credentials."""
    others = tuple(pair for pair in request.headers if pair[0].lower() != "authorization")
    return replace(request, headers=(*others, ("Authorization", credentials)))


def is_refused(exchange: Exchange) -> bool:
    """Return whether the backend does not accept the credentials, or wants some."""
    return isinstance(exchange.answer, Response) and exchange.answer.status == HTTPStatus.UNAUTHORIZED


def token_of(exchange: Exchange, now: float) -> Token:
    """Return the token that a token's server gave.

    Raises:
        LoginError: it gave none.
    """
    answer, url = exchange.answer, exchange.request.url
    if isinstance(answer, Fault):
        raise LoginError(Fault(answer.kind, f"no token: {answer.message}"), exchange)
    received = Answer(answer, exchange.elapsed)
    try:
        document = received.json
    except UnreadableError as error:
        fault = Fault("login", f"no token: POST {url} answered {received.status}, {error}")
        raise LoginError(fault, exchange) from None
    given = document if isinstance(document, dict) else {}
    token, seconds = given.get("access_token"), given.get("expires_in")
    if received.status != HTTPStatus.OK or not isinstance(token, str) or not token:
        fault = Fault("login", f"no token: POST {url} answered {received.status} ({_reason(given)})")
        raise LoginError(fault, exchange)
    return lasting(token, _seconds(seconds), now)


def tokens_in(exchange: Exchange) -> list[JSON]:
    """Return all tokens of an answer, that of a refusal included: nobody is to read them."""
    if not isinstance(exchange.answer, Response):
        return []
    try:
        document = Answer(exchange.answer, exchange.elapsed).json
    except UnreadableError:
        return []
    given = document if isinstance(document, dict) else {}
    return [given.get(name) for name in ("access_token", "refresh_token", "id_token")]


def _reason(document: dict[str, JSON]) -> str:
    """Return the server's word for why there is no token (RFC 6749, 5.2)."""
    reason = document.get("error")
    return reason if isinstance(reason, str) else "no access_token"


def _token_request(auth: OAuth2, connection: HttpConnection, proxy: str, scope: Scope) -> Request:
    """Client credentials as RFC 6749 has every server understand them (2.3.1): in the header, form-encoded."""
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


def _seconds(value: object) -> float | None:
    """Return how long a token is good for; some servers give the number as a text."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0.0
    except ValueError:
        return None
    return seconds if seconds > 0 else None
