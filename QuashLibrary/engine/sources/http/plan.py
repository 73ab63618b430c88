"""Build the request of a validation, and decide how to exchange it.

In: a RequestSpec with its Validation, an HttpConnection and a Scope. Out: an HttpPlan with nothing left to look up. The
values of `auth` are secret.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from QuashLibrary.engine.plan.values import as_text, render, render_header, render_path, render_text
from QuashLibrary.engine.sources.http.addresses import join_url, with_query
from QuashLibrary.engine.sources.http.contents import FORM, listed, make_content
from QuashLibrary.engine.sources.http.logins import make_login
from QuashLibrary.engine.sources.http.messages import Request, basic_credentials
from QuashLibrary.engine.sources.http.obstacles import registry_credentials
from QuashLibrary.engine.sources.http.proxies import make_proxy
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.graphql import only_asks
from QuashLibrary.registry.model import ApiKey, Basic, Bearer, Digest, OAuth2, Tls, TokenFrom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from QuashLibrary.engine.outcome import Headers
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.engine.sources.http.logins import Login
    from QuashLibrary.engine.sources.http.obstacles import Credentials
    from QuashLibrary.registry.model import Auth, HttpConnection, Pairs, RequestSpec, Validation

_READING = ("GET", "HEAD", "OPTIONS")
_METHOD_HEADERS = ("x-http-method-override", "x-method-override", "x-http-method")
_METHOD_FIELD = "_method"
"""The field in which frameworks accept another method than that of the request."""


@dataclass(frozen=True, slots=True)
class HttpPlan:
    """The request to send, and how to send it; if it `keeps_path`, no redirect may repeat it on another path.

    `credentials` returns the registry's credentials by the status that rejects them.
    """

    request: Request
    tls: Tls
    follows: bool = False
    keeps_path: bool = False
    keeps_cookies: bool = False
    login: Login | None = None
    credentials: Callable[[], Credentials] = dict
    connection: str = ""


def make_http_plan(spec: RequestSpec, validation: Validation, connection: HttpConnection, scope: Scope) -> HttpPlan:
    """Return the request with every value looked up, and how to exchange it.

    Raises:
        UnusableValueError: a name is not set, or its value cannot be used in that place.
    """
    request = _request(spec, validation, connection, scope)
    return HttpPlan(
        request,
        _tls(connection.tls, scope),
        follows=connection.redirects == "same-origin",
        keeps_path=connection.read_only and spec.body is not None and spec.body.kind == "graphql",
        keeps_cookies=connection.cookies == "keep",
        login=make_login(validation.auth or connection.auth, connection, request.proxy, scope),
        credentials=lambda: registry_credentials(
            validation, connection, (*connection.headers, *validation.headers, *spec.headers)
        ),
        connection=connection.name,
    )


def _tls(tls: Tls, scope: Scope) -> Tls:
    """Return the TLS settings with the names of their files looked up."""
    if not tls.folder:
        return tls
    names = {key: render_text(getattr(tls, key), scope) for key in ("ca", "cert", "key")}
    return Tls(tls.verify, **{key: os.path.join(tls.folder, name) if name else "" for key, name in names.items()})


def changing_method(spec: RequestSpec, plan: HttpPlan) -> str:
    """Return the method if the request may change something; empty if it only reads, like a GraphQL query."""
    request = plan.request
    reads = spec.method in _READING
    if not reads and spec.body is not None and spec.body.kind == "graphql":
        reads = only_asks(str(json.loads(request.body).get("query", "")))
    if not reads:
        return spec.method
    named = (written for written, method in _named_methods(request) if method.strip().upper() not in _READING)
    return next(named, "")


def _named_methods(request: Request) -> Iterator[tuple[str, str]]:
    """Yield the methods that a request names in addition to its own, each as written and as a method."""
    fields = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    if any(name.lower() == "content-type" and FORM in value.lower() for name, value in request.headers):
        fields += parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    fields += [(part.name, part.data.decode("utf-8", "replace")) for part in request.parts]
    yield from ((f"{name}={value}", value) for name, value in fields if name.lower() == _METHOD_FIELD)
    yield from ((f"{name}: {value}", value) for name, value in request.headers if name.lower() in _METHOD_HEADERS)


def _request(spec: RequestSpec, validation: Validation, connection: HttpConnection, scope: Scope) -> Request:
    content = make_content(spec.body, scope) if spec.body else None
    credentials = _credentials(validation.auth or connection.auth, scope)
    media_type: Headers = (("Content-Type", content.type),) if content else ()
    headers = _merged_headers(
        media_type,
        _rendered_headers(connection.headers, scope),
        _rendered_headers(validation.headers, scope),
        _rendered_headers(spec.headers, scope),
        _cookie_header(spec.cookies, scope),
        # Only this type contains the boundary between the parts.
        media_type if content and content.parts else (),
        credentials.headers,
    )
    query = [(name, render(value, scope)) for name, value in spec.query]
    pairs = [(name, as_text(item)) for name, value in query for item in listed(value)]
    url = join_url(render_text(connection.base_url, scope), render_path(spec.path, scope))
    url = with_query(url, [*pairs, *credentials.query])
    proxy = make_proxy(connection.proxy, scope)
    if content is None:
        return Request(spec.method, url, headers, proxy=proxy)
    return Request(spec.method, url, headers, content.data, content.parts, content.file, proxy)


@dataclass(frozen=True, slots=True)
class _Credentials:
    headers: Headers = ()
    query: Headers = ()


def _credentials(auth: Auth | None, scope: Scope) -> _Credentials:
    def secret(value: object) -> str:
        text = render_header("of auth", value, scope)
        scope.redactor.add(text)
        return text

    if auth is None or isinstance(auth, Digest | OAuth2 | TokenFrom):
        return _Credentials()
    if isinstance(auth, Bearer):
        token = secret(auth.token)
        if not token:
            raise UnusableValueError(f"the bearer token of auth is empty: {auth.token}")
        return _Credentials(headers=(("Authorization", f"Bearer {token}"),))
    if isinstance(auth, Basic):
        encoded = basic_credentials(*_user_and_password(auth, scope))
        scope.redactor.add(encoded)
        return _Credentials(headers=(("Authorization", f"Basic {encoded}"),))
    if isinstance(auth, ApiKey):
        pair = ((auth.name, secret(auth.value)),)
        return _Credentials(headers=pair) if auth.place == "header" else _Credentials(query=pair)
    return _Credentials(headers=tuple((name, secret(value)) for name, value in auth.headers))


def _user_and_password(auth: Basic, scope: Scope) -> tuple[str, str]:
    username, password = render_text(auth.username, scope), render_text(auth.password, scope)
    scope.redactor.add([username, password])
    if ":" in username:
        raise UnusableValueError("the username of auth must not contain a colon (RFC 7617)")
    return username, password


def _rendered_headers(pairs: Pairs, scope: Scope) -> Headers:
    return tuple((name, render_header(name, value, scope)) for name, value in pairs)


def _cookie_header(pairs: Pairs, scope: Scope) -> Headers:
    rendered = _rendered_headers(pairs, scope)
    split = next((name for name, value in rendered if ";" in value), None)
    if split is not None:
        raise UnusableValueError(f"the cookie {split} must not contain a semicolon, which would start another cookie")
    cookies = "; ".join(f"{name}={value}" for name, value in rendered)
    return (("Cookie", cookies),) if cookies else ()


def _merged_headers(*layers: Headers) -> Headers:
    merged: dict[str, tuple[str, str]] = {}
    for layer in layers:
        merged.update({name.lower(): (name, value) for name, value in layer})
    return tuple(merged.values())
