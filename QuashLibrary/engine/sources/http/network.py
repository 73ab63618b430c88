"""Sockets that keep one deadline for a whole exchange.

httpx's timeouts limit single reads: a server that sends one byte per second holds a client forever. Here every connect,
read and write gets only the time left until the exchange's deadline. A context variable contains the deadline, because
connections are pooled and outlive an exchange. If another thread cancels the deadline, the socket is shut down, which
ends a waiting read. A name lookup, which no timeout limits, runs in a separate thread.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpcore

from QuashLibrary.errors import NameLookupError
from QuashLibrary.threads import start_thread, wait_in_turns

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator

    from QuashLibrary.engine.clock import Deadline


@dataclass(slots=True, eq=False)
class Wire:
    """The deadline of an exchange's sockets, and what they noticed: a connection, the first bytes received."""

    deadline: Deadline
    has_connected: bool = False
    first_bytes: bytearray = field(default_factory=bytearray)


current_wire: ContextVar[Wire] = ContextVar("current_wire")
"""The Wire of the running exchange; connections are pooled and outlive it."""

_CHUNK = 16_384
_FRAME_HEAD = 9
_SETTINGS, _GOAWAY = 0x04, 0x07


def is_http2(received: bytes | bytearray) -> bool:
    """Return whether these bytes start the frame that an HTTP/2 server sends first (RFC 9113, 4.1)."""
    of_connection = len(received) >= _FRAME_HEAD and not any(received[5:_FRAME_HEAD])
    return of_connection and received[0] == 0 and received[3] in (_SETTINGS, _GOAWAY)


class DeadlineBackend(httpcore.SyncBackend):
    """httpcore's own network backend, limited by the current deadline."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers."""
        wire = current_wire.get()
        wire.has_connected, deadline = True, wire.deadline
        failure: Exception = httpcore.ConnectTimeout(f"no address of {host}")
        try:
            addresses = addresses_of(host, port, deadline)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from None
        for index, address in enumerate(addresses):
            try:
                # Each address gets a share of the time, so a silent one cannot use up all of it.
                left = _time_left(deadline, httpcore.ConnectTimeout) / (len(addresses) - index)
                stream = super().connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _DeadlineStream(stream)
        raise failure


class _DeadlineStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _ending(self._stream.get_extra_info("socket")) as deadline:
            data = self._stream.read(max_bytes, _time_left(deadline, httpcore.ReadTimeout))
        received = current_wire.get().first_bytes
        if len(received) < _FRAME_HEAD:
            received += data[:_FRAME_HEAD]
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # httpcore's own write would restart the timeout for each part that a slow reader accepts.
        connection = self._stream.get_extra_info("socket")
        rest = memoryview(buffer)
        try:
            with _ending(connection) as deadline:
                while rest:
                    connection.settimeout(_time_left(deadline, httpcore.WriteTimeout))
                    rest = rest[connection.send(rest[:_CHUNK]) :]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        # The handshake moves the socket's descriptor into a new object; only a duplicate can be shut down.
        with closing(self._stream.get_extra_info("socket").dup()) as twin, _ending(twin) as deadline:
            left = _time_left(deadline, httpcore.ConnectTimeout)
            return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextmanager
def _ending(connection: socket.socket) -> Iterator[Deadline]:
    """Yield the current deadline; if it is cancelled while the block runs, the socket is shut down."""

    def end() -> None:
        with suppress(OSError):
            # An SSLSocket's own shutdown would also remove the object that the reading thread still uses.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    deadline = current_wire.get().deadline
    with deadline.cancelled.ending(end):
        yield deadline


def _time_left(deadline: Deadline, timeout: type[Exception]) -> float:
    left = deadline.remaining()
    if left <= 0:
        raise timeout("the deadline of the exchange has passed")
    return left


def addresses_of(host: str, port: int, deadline: Deadline) -> list[str]:
    """Resolve a host; the system's lookup has no timeout, so its thread is abandoned when the time is up.

    Raises:
        NameLookupError: the name cannot be resolved.
        TimeoutError: the time is up.
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        found: list[str] = []
        failed: list[OSError] = []
        over = threading.Event()
        start_thread(lambda: _resolve(host, port, found, failed, over))
        wait_in_turns(over.wait, deadline.remaining)
        if failed:
            raise NameLookupError(f"cannot resolve the host name {host}") from failed[0]
        if not found:
            raise TimeoutError(f"looking up {host} took too long") from None
        return found
    return [host]


def _resolve(host: str, port: int, found: list[str], failed: list[OSError], over: threading.Event) -> None:
    try:
        found.extend(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        failed.append(error if isinstance(error, OSError) else OSError(str(error)))
    finally:
        over.set()
