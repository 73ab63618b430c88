"""A real proxy in front of a small backend, and an app that talks to it over plain sockets."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from demo.servers import free_port
from QuashLibrary.traffic.mitmdump import PROGRAM_VARIABLE
from QuashLibrary.traffic.model import AppRequest, Way
from QuashLibrary.traffic.proxy import Proxy
from utest.engine.servers import Peer, Server, response, serving

Answer = bytes | Callable[[Peer], object]
SLOW_MACHINE = 15.0


@dataclass
class Backend:
    """A backend whose answers depend on the path; other paths get `{}`."""

    server: Server
    answers: dict[str, Answer] = field(default_factory=dict)

    def received(self, path: str) -> list[bytes]:
        """Return the requests for a path, with head and body."""
        return [item for item in self.server.requests if target_of(item).partition("?")[0] == path]


@dataclass
class App:
    """An app, its backend, and the proxy between them."""

    proxy: Proxy
    backend: Backend
    way: Way

    def send(self, request: bytes) -> bytes:
        """Send a request on a new connection, and return everything until the connection is closed."""
        with self.connect() as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def ask(self, method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
        """Send a request, and return the whole answer."""
        return self.send(request_bytes(method, path, *headers, body=body))

    def connect(self) -> socket.socket:
        """Return a connection to the proxy."""
        return socket.create_connection(("127.0.0.1", self.way.port), timeout=SLOW_MACHINE)

    def recorded(self, path: str) -> list[AppRequest]:
        """Return the requests for a path that the proxy has reported."""
        return [item for item in self.proxy.recorded("shop") if item.path == path]

    def first(self, path: str, count: int) -> list[AppRequest]:
        """Return the first `count` requests for a path; some are reported only after the app has its answer."""
        end = time.monotonic() + SLOW_MACHINE
        while len(found := self.recorded(path)) < count and time.monotonic() < end:
            time.sleep(0.02)
        return found[:count]

    def last(self, path: str) -> AppRequest:
        """Return the last request for a path."""
        self.first(path, 1)
        return self.recorded(path)[-1]


def request_bytes(method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    """Return a request after which the connection is closed."""
    lines = [f"{method} {path} HTTP/1.1", "Host: app.example", "Connection: close", *headers]
    lines += [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def target_of(request: bytes) -> str:
    """Return the target of a request."""
    return request.split(b" ", 2)[1].decode("latin-1")


def headers_of(message: bytes) -> dict[str, str]:
    """Return the headers of a message by lower-case name; the last header of a name counts."""
    lines = message.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def body_of(message: bytes) -> bytes:
    """Return the body of a message."""
    return message.partition(b"\r\n\r\n")[2]


def need_mitmdump() -> None:
    """Skip the test if mitmproxy is missing; `make utest` installs it."""
    if not os.environ.get(PROGRAM_VARIABLE):
        assert not os.environ.get("CI"), "in CI the tests with mitmproxy must run"
        pytest.skip(f"{PROGRAM_VARIABLE} is not set; make utest sets it")


@contextmanager
def running_app() -> Iterator[App]:
    """Run a backend and a proxy in front of it."""
    need_mitmdump()
    answers: dict[str, Answer] = {}

    def serve(peer: Peer) -> None:
        while request := peer.receive():
            answer = answers.get(target_of(request).partition("?")[0], response())
            if callable(answer):
                answer(peer)
            else:
                peer.send(answer)

    proxy = Proxy(time.monotonic)
    try:
        with serving(serve) as server:
            way = Way("shop", server.url, port=free_port())
            proxy.serve([way])
            yield App(proxy, Backend(server, answers), way)
    finally:
        proxy.close()
