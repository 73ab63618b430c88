"""Make one exchange: send a request, read the response with bounds, or say why there is none.

In: a Request and a Deadline. Out: an Exchange; nothing is raised for what a network or a server can
do. The only module that knows httpx. Redirects are not followed, cookies are not kept, proxies are
not taken from the environment: what is checked is the answer to this very request.
"""

import errno
import logging
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Protocol
from urllib.parse import urlsplit

import httpcore
import httpx

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.network import DeadlineBackend, NameLookupError, current_deadline
from QuashLibrary.engine.outcome import Exchange, Fault, Request, Response
from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.model import Tls

MAX_BODY = 10 * 1024 * 1024
"""Bytes of a decoded body that are read; what goes on longer is unreadable, not a memory problem."""

_DEFAULT_HEADERS = (("User-Agent", "QuashLibrary"), ("Accept", "*/*"), ("Accept-Encoding", "gzip, deflate"))
_SAFE = frozenset({"GET", "HEAD"})


class Transport(Protocol):
    """The engine's only seam to the network."""

    def send(self, request: Request, tls: Tls, deadline: Deadline) -> Exchange:
        """Make one exchange, over before the deadline."""


class HttpTransport:
    """Exchanges over HTTP, with connections kept alive and shared by all threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pools: dict[tuple[bool, Tls], _PooledTransport] = {}
        self._lock = threading.Lock()
        # Both print every URL, with user and query, and Robot copies that into log.html.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def send(self, request: Request, tls: Tls, deadline: Deadline) -> Exchange:
        """Make one exchange, over before the deadline."""
        started, start = self._clock.now(), self._clock.monotonic()
        allowed = deadline.remaining()
        token = current_deadline.set(deadline)
        try:
            answer = self._answer(request, tls, allowed)
        finally:
            current_deadline.reset(token)
        return Exchange(request, answer, started, self._clock.monotonic() - start)

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _answer(self, request: Request, tls: Tls, allowed: float) -> Response | Fault:
        connected: list[str] = []
        try:
            return self._exchange(request, tls, connected)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            # A connection that was kept alive may have been closed by the server a moment ago.
            if connected or request.method not in _SAFE:
                return _fault(error, request, allowed)
        except (httpx.TransportError, httpx.InvalidURL, NameLookupError, ssl.SSLError) as error:
            return _fault(error, request, allowed)
        try:
            return self._exchange(request, tls, connected)
        except (httpx.TransportError, NameLookupError, ssl.SSLError) as error:
            return _fault(error, request, allowed)

    def _exchange(self, request: Request, tls: Tls, connected: list[str]) -> Response:
        def trace(event: str, _: object) -> None:
            if event == "connection.connect_tcp.started":
                connected.append(event)

        message = httpx.Request(
            request.method,
            request.url,
            headers=_complete(request),
            content=request.body or None,
            extensions={"trace": trace},
        )
        pool = self._pool(request.url.startswith("https:"), tls)
        with closing(pool.handle_request(message)) as response:
            response.request = message
            return _read(response)

    def _pool(self, secure: bool, tls: Tls) -> "_PooledTransport":
        key = (secure, tls if secure else Tls())
        with self._lock:
            if key not in self._pools:
                self._pools[key] = _PooledTransport(_tls_context(tls) if secure else None)
            return self._pools[key]


class _PooledTransport(httpx.HTTPTransport):
    """httpx's transport on a pool whose sockets keep to the deadline; httpx has no argument for that."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=DeadlineBackend(), max_keepalive_connections=20, keepalive_expiry=5
        )


def _tls_context(tls: Tls) -> ssl.SSLContext:
    context = httpx.create_ssl_context(verify=tls.verify)
    if tls.ca:
        context.load_verify_locations(tls.ca)
    if tls.cert:
        context.load_cert_chain(tls.cert, tls.key or None)
    return context


def _complete(request: Request) -> list[tuple[str, str]]:
    given = {name.lower() for name, _ in request.headers}
    return [*(pair for pair in _DEFAULT_HEADERS if pair[0].lower() not in given), *request.headers]


def _read(response: httpx.Response) -> Response:
    body, unreadable = bytearray(), ""
    encodings = response.headers.get("content-encoding", "identity")
    try:
        if "," in encodings:
            unreadable = f'the encoding "{encodings}" of the body is not supported'
        else:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MAX_BODY:
                    unreadable = f"the body is larger than {MAX_BODY // 1024 // 1024} MiB"
                    break
    except httpx.DecodingError:
        unreadable = f'the body is not encoded as its header says ("{encodings}")'
    headers = tuple(response.headers.multi_items())
    return Response(response.status_code, response.reason_phrase, headers, bytes(body[:MAX_BODY]), unreadable)


def _fault(error: Exception, request: Request, allowed: float) -> Fault:
    host = _host(request.url)
    causes = list(_causes(error))
    if isinstance(error, httpx.TimeoutException):
        return Fault("timeout", f"no complete answer from {host} within {show_duration(allowed)}")
    if isinstance(error, NameLookupError):
        return Fault("dns", str(error))
    if tls := next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None):
        return Fault("tls", f"TLS with {host} failed: {_tls_reason(tls)}")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Fault("refused", f"connection refused by {host}")
    if isinstance(error, httpx.ConnectError):
        return Fault("unreachable", f"{host} cannot be reached{_reason(causes)}")
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return Fault("protocol", f"the address {request.url} is not one that HTTP can use: {error}")
    if isinstance(error, httpx.LocalProtocolError):
        # Its own text would show the header's value.
        return Fault("protocol", "the request cannot be sent: a header's name or value is not allowed in HTTP")
    if isinstance(error, httpx.RemoteProtocolError) and "disconnected" not in str(error) and "closed" not in str(error):
        return Fault("protocol", f"the answer of {host} is not HTTP")
    return Fault("reset", f"connection closed by {host} before the whole answer had come")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not trusted ({error.verify_message})"
    return (error.reason or "the handshake was broken off").replace("_", " ").lower()


def _reason(causes: list[BaseException]) -> str:
    codes = [cause.errno for cause in causes if isinstance(cause, OSError) and cause.errno]
    return f" ({errno.errorcode.get(codes[-1], codes[-1])})" if codes else ""
