"""A backend on raw sockets: the path of a request chooses the answer, good or bad.

It does on purpose what a well-made server would not: stay silent, trickle, break off, or send 50 MB, lone surrogates or
markup. It keeps every request, so a test can check that none was sent.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from atest.canned import BODIES, NOT_JSON
from atest.certificate import write_certificate

HUGE = 50 * 1024 * 1024
TRICKLE_SECONDS = 0.1
MEETING_SECONDS = 30
TLS_HANDSHAKE = b"\x16"
"""The first byte that a TLS client sends."""


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it was received."""

    method: str
    target: str
    headers: dict[str, str]
    body: str

    @property
    def path(self) -> str:
        """The path as written in the request line, without the query."""
        return urlsplit(self.target).path

    def as_json(self) -> dict[str, object]:
        """The answer of /echo."""
        query = dict(parse_qsl(urlsplit(self.target).query))
        path = unquote(self.path)
        return {"method": self.method, "path": path, "query": query, "headers": self.headers, "body": self.body}


class Backend:
    """The server at `url`; `secure_url` is the same server with a certificate that nobody trusts."""

    def __init__(self, certificate: Path) -> None:
        self.certificate = certificate
        self.requests: list[Received] = []
        self._came = threading.Condition()
        self._counts: Counter[str] = Counter()
        self._meetings: dict[str, threading.Barrier] = {}
        self._stopping = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._listeners = [_listener(), _listener()]
        plain, secure = (f"127.0.0.1:{listener.getsockname()[1]}" for listener in self._listeners)
        self.url, self.secure_url = f"http://{plain}", f"https://{secure}"
        self._accept_from(self._listeners[0], lambda connection: connection)
        self._accept_from(self._listeners[1], lambda connection: context.wrap_socket(connection, server_side=True))

    def count(self, path: str) -> int:
        """Return how many requests were received for a path."""
        return sum(request.path == path for request in self.requests)

    def wait_for(self, path: str, seconds: float = 60, times: int = 1) -> bool:
        """Wait until a path was requested this many times; return False if it was not."""
        with self._came:
            return self._came.wait_for(lambda: self.count(path) >= times, seconds)

    def stop(self) -> None:
        """Stop listening, and release every request that still waits."""
        self._stopping.set()
        for listener in self._listeners:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept_from(self, listener: socket.socket, wrap: Callable[[socket.socket], socket.socket]) -> None:
        def accept() -> None:
            while not self._stopping.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=self._serve, args=(connection, wrap), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()

    def _serve(self, raw: socket.socket, wrap: Callable[[socket.socket], socket.socket]) -> None:
        # The client may leave at any time, and some answers provoke that.
        with suppress(OSError), raw, wrap(raw) as connection:
            request = _read(connection)
            if request is None:
                connection.sendall(_response("no HTTP", status=400))
            else:
                with self._came:
                    self.requests.append(request)
                    self._came.notify_all()
                self._answer(connection, request)

    def _answer(self, connection: socket.socket, request: Received) -> None:
        kind, _, rest = request.path.removeprefix("/").partition("/")
        match kind:
            case "echo":
                connection.sendall(_response(json.dumps(request.as_json())))
            case "body":
                connection.sendall(_response(BODIES[rest]))
            case "status":
                connection.sendall(_response("{}", status=int(rest)))
            case "token" | "login" | "guarded" | "redirect" | "cookie" | "modified":
                connection.sendall(self._converse(request, kind, rest))
            case "busy":
                third = self._is_third(request)
                connection.sendall(self._converse(request, "login", rest) if third else _response("{}", status=503))
            case "turns":
                connection.sendall(_response(self._turn(request)))
            case "flaky":
                connection.sendall(
                    _response("{}", status=200 if self._is_third(request) else int(rest.partition("/")[0]))
                )
            case "frozen-appium":
                self._freeze(connection, request)
            case "meet":
                self._meet(connection, request, int(rest.partition("/")[0]))
            case _:
                self._misbehave(connection, kind)

    def _converse(self, request: Received, kind: str, rest: str) -> bytes:
        """Answer according to headers or earlier requests: logins, redirects, cookies."""
        match kind:
            case "guarded":
                return self._guarded(request, rest)
            case "redirect":
                return _response("", 302, f"Location: /{rest}")
            case "cookie":
                return _response("{}", 200, f"Set-Cookie: {unquote(rest)}; Path=/")
            case "modified":
                return _response("{}", 200, f"Last-Modified: {formatdate(time.time() - int(rest), usegmt=True)}")
        self._counts[kind] += 1
        token = f"{kind}-token-{self._counts[kind]}"
        return _response(json.dumps({"access_token": token, "token": token, "expires_in": 3600}))

    def _guarded(self, request: Received, wanted: str) -> bytes:
        """Answer 200 to credentials that begin as wanted, except the very first token; otherwise send a challenge."""
        given = request.headers.get("authorization", "")
        if given.startswith(unquote(wanted)) and not given.endswith("-token-1"):
            return _response("{}")
        return _response("{}", 401, 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth", algorithm=MD5')

    def _turn(self, request: Received) -> str:
        """Answer "paid" from the third request for this path on."""
        state = "paid" if self._is_third(request) else "pending"
        return json.dumps({"state": state, "request": self._counts[request.path]})

    def _is_third(self, request: Received) -> bool:
        self._counts[request.path] += 1
        return self._counts[request.path] >= 3

    def _meet(self, connection: socket.socket, request: Received, number: int) -> None:
        """Answer once this many requests for this path wait at the same time; until then, send nothing."""
        meeting = self._meetings.setdefault(request.path, threading.Barrier(number))
        with suppress(threading.BrokenBarrierError):
            meeting.wait(MEETING_SECONDS)
            connection.sendall(_response("{}"))

    def _freeze(self, connection: socket.socket, request: Received) -> None:
        """Open and close sessions like an Appium server, and answer nothing else."""
        if request.method == "GET":
            self._stopping.wait()
        self._counts["frozen"] += 1
        session = {"sessionId": f"frozen-{self._counts['frozen']}", "capabilities": {"platformName": "Android"}}
        connection.sendall(_response(json.dumps({"value": session})))

    def _misbehave(self, connection: socket.socket, kind: str) -> None:
        match kind:
            case "silent":
                self._stopping.wait()
            case "trickle":
                self._trickle(connection)
            case "huge":
                connection.sendall(_head("application/json", HUGE) + b'{"filler": "')
                for _ in range(HUGE // 65_536):
                    connection.sendall(b"x" * 65_536)
            case "not-http":
                connection.sendall(b"220 mail.example ESMTP ready\r\n\r\n")
            case "not-json":
                connection.sendall(_response(NOT_JSON, content_type="text/html"))
            case "empty":
                connection.sendall(_response(""))
            case "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    def _trickle(self, connection: socket.socket) -> None:
        connection.sendall(_head("application/json", 100_000))
        while not self._stopping.wait(TRICKLE_SECONDS):
            connection.sendall(b" ")


@contextmanager
def running_backend(folder: Path) -> Iterator[Backend]:
    """Run a backend for the length of the block; the folder is for its certificate."""
    certificate = folder / "certificate.pem"
    write_certificate(certificate)
    backend = Backend(certificate)
    try:
        yield backend
    finally:
        backend.stop()


def _listener() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0), backlog=64)


def _read(connection: socket.socket) -> Received | None:
    """Read a request; return None if the client speaks TLS to a port without TLS."""
    stream = connection.makefile("rb")
    if stream.peek(1)[:1] == TLS_HANDSHAKE:
        return None
    first = stream.readline().decode("latin-1").split()
    if not first:
        raise ConnectionError("the client left")
    headers: dict[str, str] = {}
    while line := stream.readline().strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", "0")))
    return Received(first[0], first[1], headers, body.decode("utf-8", "replace"))


def _response(body: str, status: int = 200, *headers: str, content_type: str = "application/json") -> bytes:
    data = body.encode("utf-8", "surrogatepass")
    return _head(content_type, len(data), status, *headers) + data


def _head(content_type: str, length: int, status: int = 200, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} As Asked", f"Content-Type: {content_type}", f"Content-Length: {length}"]
    return "\r\n".join([*lines, *headers, "Connection: close", "", ""]).encode("latin-1")
