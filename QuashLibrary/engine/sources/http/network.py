"""Sockets that keep to one deadline for a whole exchange.

httpx's timeouts bound single reads: a server that sends a byte a second holds a client for ever. Here
every connect, read and write is given only what is left of the exchange's deadline, which is carried
by a context variable, since connections are pooled and outlive an exchange. A deadline that is cancelled by
another thread shuts the socket down, which ends a read that waits. A name look-up, which no
timeout bounds, waits in a thread of its own.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import httpcore

from QuashLibrary.engine.clock import Deadline
from QuashLibrary.errors import NameLookupError

current_deadline: ContextVar[Deadline] = ContextVar("current_deadline")
_CHUNK = 16_384
_LOOK = 0.1
"""Seconds between two looks at whether a wait is cancelled that nothing wakes up."""


class DeadlineBackend(httpcore.SyncBackend):
    """httpcore's own network backend, held to the current deadline."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers."""
        deadline = current_deadline.get()
        failure: Exception = httpcore.ConnectTimeout(f"no address of {host}")
        addresses = _addresses(host, port, deadline)
        for index, address in enumerate(addresses):
            try:
                # Each gets its share of the time, so that one that is silent does not use up all.
                left = _left(deadline, httpcore.ConnectTimeout) / (len(addresses) - index)
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
            return self._stream.read(max_bytes, _left(deadline, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # httpcore's own would give each part that a slow reader takes the whole time anew.
        connection = self._stream.get_extra_info("socket")
        rest = memoryview(buffer)
        try:
            with _ending(connection) as deadline:
                while rest:
                    connection.settimeout(_left(deadline, httpcore.WriteTimeout))
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
        # The handshake takes the socket's descriptor into a new object, so a twin of it is what can be shut down.
        with closing(self._stream.get_extra_info("socket").dup()) as twin, _ending(twin) as deadline:
            left = _left(deadline, httpcore.ConnectTimeout)
            return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextmanager
def _ending(connection: socket.socket) -> Iterator[Deadline]:
    """Give the current deadline; the socket is shut down where that is cancelled in the block."""

    def end() -> None:
        with suppress(OSError):
            # An SSLSocket's own would also take away what the thread that reads still uses.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    deadline = current_deadline.get()
    with deadline.cancelled.ending(end):
        yield deadline


def _left(deadline: Deadline, timeout: type[Exception]) -> float:
    left = deadline.remaining()
    if left <= 0:
        raise timeout("the deadline of the exchange has passed")
    return left


def _addresses(host: str, port: int, deadline: Deadline) -> list[str]:
    """Resolve a host. The system's look-up cannot be bounded, so it is left behind when time is up."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        found: list[str] = []
        failed: list[OSError] = []
        thread = threading.Thread(target=_resolve, args=(host, port, found, failed), daemon=True)
        thread.start()
        while thread.is_alive() and (left := deadline.remaining()):
            thread.join(min(left, _LOOK))
        if failed:
            raise NameLookupError(f"the host name {host} is not known") from failed[0]
        if not found:
            raise httpcore.ConnectTimeout(f"looking up {host} took too long") from None
        return found
    return [host]


def _resolve(host: str, port: int, found: list[str], failed: list[OSError]) -> None:
    try:
        found.extend(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        failed.append(error if isinstance(error, OSError) else OSError(str(error)))
