"""Small servers on raw sockets, each with one fault, for tests of the engine.

A server is a function that handles each connection; it must return when `peer.over` is set.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
PAUSE = 0.01


def response(body: bytes = b"{}", status: str = "200 OK", *headers: str) -> bytes:
    """Return a whole HTTP response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


@dataclass
class Peer:
    """The server's side of one connection."""

    connection: socket.socket
    over: threading.Event
    requests: list[bytes]
    sent: int = 0

    def receive(self) -> bytes:
        """Read one request, head and body; empty if the client closed the connection."""
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.connection.recv(65536)
            if not part:
                return b""
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self.connection.recv(65536)
        self.requests.append(head + b"\r\n\r\n" + body)
        return self.requests[-1]

    def send(self, data: bytes) -> None:
        """Send all data."""
        self.connection.sendall(data)
        self.sent += len(data)

    def trickle(self, data: Iterator[bytes]) -> None:
        """Send piece after piece, slowly, until the test is over."""
        for piece in data:
            if self.over.wait(PAUSE):
                return
            self.send(piece)

    def reset(self) -> None:
        """Close the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.connection.close()


Serve = Callable[[Peer], object]


@dataclass
class Server:
    """A running server: its address, and the requests that reached it."""

    url: str
    port: int
    peers: list[Peer] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """Return the bytes sent on all connections."""
        return sum(peer.sent for peer in self.peers)


def _url(scheme: str, host: str, port: int) -> str:
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


@contextmanager
def serving(serve: Serve, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Server]:
    """Run a server on a free port while the block runs."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family)
    port = listener.getsockname()[1]
    server = Server(_url("https" if tls else "http", host, port), port)
    over = threading.Event()
    threads: list[threading.Thread] = []

    def work(connection: socket.socket) -> None:
        with suppress(OSError):
            if tls:
                connection = tls.wrap_socket(connection, server_side=True)
            peer = Peer(connection, over, server.requests)
            server.peers.append(peer)
            serve(peer)
        with suppress(OSError):
            connection.close()

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.settimeout(5)
                threads.append(threading.Thread(target=work, args=(connection,)))
                threads[-1].start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield server
    finally:
        over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join()
        _leave(server.peers, threads)


def _leave(peers: list[Peer], threads: list[threading.Thread]) -> None:
    for peer in peers:
        with suppress(OSError):
            peer.connection.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join()


def answering(*answers: bytes) -> Serve:
    """Answer the requests of a connection in order; the last answer repeats."""

    def serve(peer: Peer) -> None:
        number = 0
        while peer.receive():
            peer.send(answers[min(number, len(answers) - 1)])
            number += 1

    return serve


def silent(peer: Peer) -> None:
    """Accept and never answer."""
    peer.over.wait()
