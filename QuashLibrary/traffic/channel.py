"""The socket between the robot process and the addon: JSON lines, orders one way, events and replies the other.

The channel accepts only an addon that sends the token of this run; it closes any other connection after a few seconds
at most. The main thread never touches the socket, because Robot Framework can raise a test's timeout in it at any
moment. One thread writes and another reads. An unreadable message is skipped, and `problem` keeps the reason.
"""

from __future__ import annotations

import hmac
import itertools
import json
import secrets
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from QuashLibrary.threads import Signal, start_thread, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

Message = Mapping[str, Any]
_BACKLOG = 4
_LONGEST_GREETING = 4096
_GREETING_SECONDS = 5.0
"""How long a new connection may take to send the token; other connections wait meanwhile."""


class Channel:
    """A channel: the reading thread calls `hear` with each event; `greeting` is the addon's first message."""

    def __init__(self, hear: Callable[[Message], None]) -> None:
        self.token = secrets.token_hex(16)
        self.greeting: Message = {}
        self.greeted = Signal()
        self.closed = Signal()
        self.problem = ""
        """Why the first unreadable message could not be read; empty if every message was read."""
        self._hear = hear
        self._replies: dict[int, tuple[Signal, list[Message]]] = {}
        self._numbers = itertools.count(1)
        self._orders: SimpleQueue[bytes | None] = SimpleQueue()
        self._socket: socket.socket | None = None
        self._server = socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG)
        self.port: int = self._server.getsockname()[1]
        start_thread(self._serve, "quash traffic")

    def ask(self, order: str, seconds: float, **details: Any) -> Message | None:
        """Send an order and return the reply; None if no reply came in time."""
        number, answered = next(self._numbers), Signal()
        replies: list[Message] = []
        self._replies[number] = (answered, replies)
        try:
            self._orders.put(json.dumps({"order": order, "number": number, **details}).encode() + b"\n")
            if self.closed.is_set():
                answered.set()
            wait_for(answered, seconds)
        finally:
            # A test's timeout may end the wait.
            self._replies.pop(number, None)
        return replies[0] if replies else None

    def close(self) -> None:
        """Close the socket; the addon then shuts down."""
        self._orders.put(None)
        for end in (self._server, self._socket):
            if end is not None:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                with suppress(OSError):
                    end.close()

    def _serve(self) -> None:
        try:
            while not self.greeting:
                connected, _ = self._server.accept()
                self._meet(connected)
            self._server.close()
            with connected.makefile("rb") as lines:
                for line in lines:
                    self._take(line)
        except OSError:
            pass
        finally:
            self.closed.set()
            for answered, _ in list(self._replies.values()):
                answered.set()

    def _meet(self, connected: socket.socket) -> None:
        """Accept a connection if its first line contains the token."""
        with suppress(OSError, ValueError, AttributeError, RecursionError):
            greeting = json.loads(_first_line(connected))
            if hmac.compare_digest(str(greeting.get("token", "")).encode(), self.token.encode()):
                self.greeting, self._socket = greeting, connected
                start_thread(self._write, "quash traffic orders")
                self.greeted.set()
                return
        connected.close()

    def _write(self) -> None:
        with suppress(OSError):
            while self._socket is not None and (order := self._orders.get()) is not None:
                self._socket.sendall(order)

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            number = message.get("reply")
            # The caller may have timed out.
            waiting = None if number is None else self._replies.get(number)
            if number is None:
                self._hear(message)
            elif waiting is not None:
                answered, replies = waiting
                replies.append(message)
                answered.set()
        except Exception as error:  # any error: later messages must still be read
            self.problem = self.problem or f"{type(error).__name__}: {error}"


def _first_line(connected: socket.socket) -> bytes:
    """Return the first line of a connection, as far as it arrives in time.

    Raises:
        OSError: the connection was closed or too slow.
    """
    end = time.monotonic() + _GREETING_SECONDS
    line = b""
    while not line.endswith(b"\n") and len(line) < _LONGEST_GREETING:
        connected.settimeout(max(end - time.monotonic(), 0.001))
        if not (byte := connected.recv(1)):
            break
        line += byte
    connected.settimeout(None)
    return line
