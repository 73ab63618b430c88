"""The backend of an app under test, reached through the proxy: each request says how it wants to be answered.

The headers `Answer-Status`, `Answer-Body` and `Answer-Type` of a request choose the answer. Some paths do what no
single answer can: wait, stream, echo, or send and receive very large bodies. The backend keeps every request, so a test
can check that a request never arrived, or arrived twice.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

CHUNK = 65_536
_KEPT = 65_536
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was received; for a large body only the size is kept."""

    method: str
    target: str
    body: str
    size: int

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: clients leave early, and TLS handshakes fail on purpose."""


class AppBackend:
    """The server; `url` is its address."""

    def __init__(self, certificate: Path | None = None, host: str = "127.0.0.1") -> None:
        self.requests: list[Sent] = []
        self.numbers = itertools.count(1001)
        self.gates: dict[str, threading.Event] = {}
        handler = type("Handler", (_Handler,), {"backend": self})
        self._server = _Server((host, 0), handler)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if certificate else "http"
        self.url = f"{scheme}://{host}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def count(self, path: str) -> int:
        """Return how many requests were received for a path."""
        return sum(request.path == path for request in self.requests)

    def gate(self, name: str) -> threading.Event:
        """Return the event that requests for /wait/NAME or /events/NAME wait for."""
        return self.gates.setdefault(name, threading.Event())

    def stop(self) -> None:
        """Stop listening, and release every request that still waits."""
        for gate in list(self.gates.values()):
            gate.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    backend: AppBackend

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""

    def handle(self) -> None:
        """Serve a connection; the client may leave at any time."""
        with suppress(OSError):
            super().handle()

    def _serve(self) -> None:
        body, size = self._read()
        self.backend.requests.append(Sent(self.command, self.path, body.decode("utf-8", "replace"), size))
        kind, _, rest = urlsplit(self.path).path.removeprefix("/api").removeprefix("/").partition("/")
        match kind:
            case "wait":
                self.backend.gate(rest).wait(_LONGEST_WAIT)
                self._answer(b"{}")
            case "open":
                self.backend.gate(rest).set()
                self._answer(b"{}")
            case "events":
                self._stream_events(rest)
            case "hangup":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            case "number":
                self._answer(json.dumps({"number": f"A-{next(self.backend.numbers)}"}).encode(), 201)
            case "echo":
                self._echo(body)
            case "download":
                self._give(int(parse_qs(urlsplit(self.path).query)["bytes"][0]))
            case "socket":
                self._echo_socket()
            case _:
                self._answer_as_requested()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - names of the base class

    def _read(self) -> tuple[bytes, int]:
        """Read the body, and keep only its beginning."""
        size, kept = 0, b""
        for chunk in self._chunks():
            size += len(chunk)
            kept += chunk[: _KEPT - len(kept)]
        return kept, size

    def _chunks(self) -> Iterator[bytes]:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            while length := int(self.rfile.readline(), 16):
                yield self.rfile.read(length)
                self.rfile.readline()
            self.rfile.readline()
        left = int(self.headers.get("Content-Length", "0"))
        while left and (chunk := self.rfile.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def _echo(self, body: bytes) -> None:
        """Answer with the same body, and set a new cookie: the old one reversed."""
        cookie = self.headers.get("Cookie", "").partition("=")[2]
        kind = self.headers.get("Content-Type", "application/json")
        status = int(self.headers.get("Answer-Status", "200"))
        self._answer(body, status, ("Content-Type", kind), ("Set-Cookie", f"session={cookie[::-1]}; Path=/; HttpOnly"))

    def _answer_as_requested(self) -> None:
        body = self.headers.get("Answer-Body", "{}").encode("latin-1")
        headers = [("Content-Type", self.headers.get("Answer-Type", "application/json"))]
        if self.headers.get("Answer-Encoding"):
            body = gzip.compress(body)
            headers.append(("Content-Encoding", "gzip"))
        self._answer(body, int(self.headers.get("Answer-Status", "200")), *headers)

    def _answer(self, body: bytes, status: int = 200, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in dict((("Content-Type", "application/json"), *headers)).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream_events(self, gate: str) -> None:
        """Send one event, then the next one when the gate opens."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self.backend.gate(gate).wait(_LONGEST_WAIT)
        self.wfile.write(b"data: last\n\n")
        self.close_connection = True

    def _give(self, size: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(size))
        self.end_headers()
        for _ in range(size // CHUNK):
            self.wfile.write(b"\0" * CHUNK)
        self.wfile.write(b"\0" * (size % CHUNK))

    def _echo_socket(self) -> None:
        """Upgrade to WebSocket, and send each frame back unchanged: short and unmasked."""
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", _accept_key(self.headers["Sec-WebSocket-Key"]))
        self.end_headers()
        while len(head := self.rfile.read(2)) == 2 and head[0] & 0x0F in (1, 2):
            mask = self.rfile.read(4)
            data = bytes(byte ^ mask[i % 4] for i, byte in enumerate(self.rfile.read(head[1] & 0x7F)))
            self.wfile.write(bytes([head[0], len(data)]) + data)
        self.close_connection = True


def _accept_key(key: str) -> str:
    digest = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode(), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode("ascii")


@contextmanager
def running_app_backend(certificate: Path | None = None, host: str = "127.0.0.1") -> Iterator[AppBackend]:
    """Run a backend for the length of the block."""
    backend = AppBackend(certificate, host)
    try:
        yield backend
    finally:
        backend.stop()
