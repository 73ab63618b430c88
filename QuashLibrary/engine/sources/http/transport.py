"""Make one exchange: send a request and read the response within limits, or say why there is none.

In: a Request and a Deadline. Out: an Exchange; nothing that a network or server does raises an exception. The only
module that knows httpx. It follows no redirects, stores no cookies and reads no proxy from the environment, so checks
see the answer to exactly this request.
"""

from __future__ import annotations

import logging
import os
import ssl
import threading
from contextlib import closing
from dataclasses import replace
from functools import lru_cache, partial
from http import HTTPStatus
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpcore
import httpx

from QuashLibrary.engine.outcome import Exchange, Fault
from QuashLibrary.engine.sources.http.body import encoding_note, read_body
from QuashLibrary.engine.sources.http.certificates import load_files, tls_fault
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.engine.sources.http.network import DeadlineBackend, Wire, current_wire, is_http2
from QuashLibrary.engine.sources.http.proxies import credentials_of, host_of, without_credentials
from QuashLibrary.errors import NameLookupError, TlsFilesError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.model import Tls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from QuashLibrary.engine.clock import Clock, Deadline
    from QuashLibrary.engine.outcome import Answer
    from QuashLibrary.engine.sources.http.messages import Request

_DEFAULT_HEADERS = (("User-Agent", "QuashLibrary"), ("Accept", "*/*"), ("Accept-Encoding", "gzip, deflate"))
_SAFE = frozenset({"GET", "HEAD"})
_KEPT_SECONDS = 2
_BEGINNING = 400
"""The maximum number of bytes shown of an answer that does not end."""
# The attribute in which httpcore and h11 keep bytes that they read after an answer.
_READ_AHEAD = attrgetter("_httpcore_stream._stream._connection._h11_state.trailing_data")


class HttpTransport:
    """Exchanges over HTTP with keep-alive connections that all threads share."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pools: dict[tuple[bool, Tls, str], _PooledTransport] = {}
        self._lock = threading.Lock()
        # Both log every URL with its query, and Robot copies that into log.html.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def send(self, request: Request, tls: Tls, deadline: Deadline) -> Exchange:
        """Make one exchange within the deadline."""
        started, start = self._clock.now(), self._clock.monotonic()
        allowed = deadline.remaining()
        token = current_wire.set(Wire(deadline))
        try:
            answer = self._answer(request, tls, allowed)
        finally:
            current_wire.reset(token)
        if deadline.cancelled.is_set() and isinstance(answer, Fault):
            answer = Fault("timeout", "the exchange was stopped before its answer arrived")
        return Exchange(request, answer, started, self._clock.monotonic() - start)

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _answer(self, request: Request, tls: Tls, allowed: float) -> Answer | Fault:
        try:
            pool = self._pool(request.url.startswith("https:"), tls, request.proxy)
        except TlsFilesError as error:
            return Fault("tls", str(error))
        try:
            with closing(_send(pool, request)) as response:
                if _is_of_proxy(response, request):
                    return _proxy_fault(request)
                return _read_response(response, request, allowed)
        except UnicodeEncodeError:
            return _unsendable_fault()
        except (httpx.TransportError, httpx.InvalidURL, NameLookupError, ssl.SSLError) as error:
            return _fault_of(error, request, allowed)

    def _pool(self, secure: bool, tls: Tls, proxy: str) -> _PooledTransport:
        key = (secure, tls if secure else Tls(), proxy)
        with self._lock:
            if key not in self._pools:
                self._pools[key] = _PooledTransport(tls_context(tls) if secure else None, proxy)
            return self._pools[key]


class _PooledTransport(httpx.HTTPTransport):
    """httpx's transport with a pool of sockets that keep the deadline; httpx has no argument for that."""

    def __init__(self, context: ssl.SSLContext | None, proxy: str) -> None:
        over = partial(httpcore.HTTPProxy, without_credentials(proxy), proxy_auth=_proxy_auth(proxy))
        pool = over if proxy else httpcore.ConnectionPool
        self._pool = pool(
            ssl_context=context,
            network_backend=DeadlineBackend(),
            # With a limit, exchanges would wait for each other, and no deadline would limit that wait.
            max_connections=None,
            max_keepalive_connections=20,
            # Less than servers allow (Node: 5 s), so they do not close a connection just as it is used.
            keepalive_expiry=_KEPT_SECONDS,
        )


def _proxy_auth(proxy: str) -> tuple[bytes, bytes] | None:
    credentials = credentials_of(proxy)
    return (credentials[0].encode(), credentials[1].encode()) if credentials else None


def digest_credentials(request: Request, response: Answer, username: str, password: str) -> str:
    """Return the credentials that answer a response's challenge; empty if no challenge can be answered."""
    message = httpx.Request(request.method, request.url)
    challenges = [(b"www-authenticate", text.encode()) for text in response.header_values("WWW-Authenticate")]
    flow = httpx.DigestAuth(username, password).auth_flow(message)
    next(flow)
    try:
        flow.send(httpx.Response(HTTPStatus.UNAUTHORIZED, headers=challenges, request=message))
    except (StopIteration, httpx.ProtocolError, NotImplementedError, KeyError, ValueError):
        return ""
    return str(message.headers.get("Authorization", ""))


def tls_context(tls: Tls) -> ssl.SSLContext:
    """Return the TLS context of a connection: the certificates it trusts, and its client certificate.

    Raises:
        TlsFilesError: a file cannot be used.
    """
    context = httpx.create_ssl_context(verify=tls.verify)
    load_files(context, tls)
    return context


def _is_of_proxy(response: httpx.Response, request: Request) -> bool:
    return bool(request.proxy) and response.status_code == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED


def _proxy_fault(request: Request) -> Fault:
    """Return the fault of a proxy that refused the request, so it did not reach the backend."""
    credentials = credentials_of(request.proxy)
    wants = "does not accept the user and password" if credentials else "requires a user and a password"
    return Fault("unreachable", f"the proxy {host_of(request.proxy)} {wants} (407 Proxy Authentication Required)")


def _send(pool: _PooledTransport, request: Request) -> httpx.Response:
    """Send a request and return the response, with its body not yet read.

    The server may have just closed a keep-alive connection; then a harmless request is sent again, until it uses a
    new connection.
    """
    wire = current_wire.get()
    while True:
        message = httpx.Request(
            request.method, _url(request.url), headers=_all_headers(request), content=request.body or None
        )
        try:
            return pool.handle_request(message)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if wire.has_connected or request.method not in _SAFE:
                raise


@lru_cache(maxsize=500)  # Parsing a URL takes a tenth of an exchange, and an attempt may be repeated many times.
def _url(text: str) -> httpx.URL:
    return httpx.URL(text)


def _all_headers(request: Request) -> list[tuple[bytes, bytes]]:
    own = {name.lower() for name, _ in request.headers}
    headers = (*(pair for pair in _DEFAULT_HEADERS if pair[0].lower() not in own), *request.headers)
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]


def _read_response(response: httpx.Response, request: Request, allowed: float) -> Answer | Fault:
    encoding = response.headers.get("content-encoding", "")
    pieces = _Pieces(response.stream)  # type: ignore[arg-type]
    try:
        body, unreadable = read_body(pieces, encoding)
    except httpx.TimeoutException as error:
        return _unfinished_fault(response, pieces, _fault_of(error, request, allowed))
    if unreadable and not body:
        accepted = dict(map(_lower_name, _all_headers(request))).get(b"accept-encoding", b"")
        unreadable += encoding_note(encoding, accepted.decode("latin-1"), response.headers)
    coding = response.headers.encoding
    headers = tuple((name.decode(coding), value.decode(coding)) for name, value in response.headers.raw)
    if _has_surplus(response):
        response.extensions["network_stream"].close()
    protocol = response.extensions.get("http_version", b"").decode("ascii", "replace")
    answer = http_answer(response.status_code, response.reason_phrase, headers, body, unreadable)
    return replace(answer, protocol=protocol)


class _Pieces:
    """The pieces of a body; keeps the beginning."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.beginning = b""

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if len(self.beginning) < _BEGINNING:
                self.beginning += piece[:_BEGINNING]
            yield piece


def _lower_name(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    return header[0].lower(), header[1]


def _unfinished_fault(response: httpx.Response, pieces: _Pieces, fault: Fault) -> Fault:
    """Return the fault of an answer that began but did not end, such as a stream of events."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    hint = f"the answer began ({response.status_code}, {kind or 'without Content-Type'}) but did not end"
    if kind == "text/event-stream":
        hint = "the answer is text/event-stream, a stream of events that stays open; this is not supported yet"
    # With this mark, the redactor finds the beginning of a secret before it.
    received = f"{pieces.beginning.decode('utf-8', 'replace')}…" if pieces.beginning else ""
    return replace(fault, hint=hint, received=received)


def _has_surplus(response: httpx.Response) -> bool:
    """Return whether a server sent more than the answer, which the next request would read as its own answer.

    If it is unknown, assume that there is more.
    """
    try:
        surplus, _ = _READ_AHEAD(response.stream)
    except AttributeError:
        return True
    return bool(surplus)


def _fault_of(error: Exception, request: Request, allowed: float) -> Fault:
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return Fault("protocol", "the URL of the request is not a valid HTTP address")
    host = urlsplit(request.url).netloc.rpartition("@")[2]
    if isinstance(error, httpx.ProxyError):
        return Fault("unreachable", f"the proxy {host_of(request.proxy)} cannot connect to {host} ({error})")
    if request.proxy and not isinstance(error, httpx.ConnectError):
        host = f"{host} over the proxy {host_of(request.proxy)}"
    if isinstance(error, httpx.TimeoutException):
        return Fault("timeout", f"no complete answer from {host} within {show_duration(allowed)}")
    if isinstance(error, NameLookupError):
        return Fault("dns", str(error))
    if isinstance(error, httpx.ProtocolError):
        return _protocol_fault(error, host)
    return _connection_fault(error, host, request.proxy)


def _protocol_fault(error: httpx.ProtocolError, host: str) -> Fault:
    if isinstance(error, httpx.LocalProtocolError):
        return _unsendable_fault()
    if is_http2(current_wire.get().first_bytes):
        return _http2_fault(host)
    if "disconnected" in str(error) or "closed" in str(error):
        return _reset_fault(host)
    return Fault("protocol", f"the answer from {host} is not HTTP")


def _connection_fault(error: Exception, host: str, proxy: str) -> Fault:
    causes = list(_causes(error))
    if tls := next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None):
        return tls_fault(tls, host)
    if proxy and isinstance(error, httpx.ConnectError):
        host = f"the proxy {host_of(proxy)}"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Fault("refused", f"connection refused by {host}")
    if isinstance(error, httpx.ConnectError) and not any(isinstance(cause, ConnectionResetError) for cause in causes):
        return Fault("unreachable", f"{host} cannot be reached{_errno_text(causes)}")
    if is_http2(current_wire.get().first_bytes):
        return _http2_fault(host)
    return _reset_fault(host)


def _unsendable_fault() -> Fault:
    # httpx's message would show the value of the header.
    return Fault("protocol", "the request cannot be sent: a header's name or value is not allowed in HTTP")


def _http2_fault(host: str) -> Fault:
    return Fault("protocol", f"{host} supports only HTTP/2, but the request uses HTTP/1.1")


def _reset_fault(host: str) -> Fault:
    return Fault("reset", f"connection closed by {host} before the whole answer arrived")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _errno_text(causes: list[BaseException]) -> str:
    codes = [cause.errno for cause in causes if isinstance(cause, OSError) and cause.errno]
    return f" ({os.strerror(codes[-1]).lower()})" if codes else ""
