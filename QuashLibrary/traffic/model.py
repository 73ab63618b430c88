"""Plain data: a request of the app with its answer, and the way through the proxy that it took."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from QuashLibrary.language.graphql import only_asks
from QuashLibrary.traffic.operations import document_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

Headers = tuple[tuple[str, str], ...]
FaultKind = Literal["", "refused", "reset", "timeout", "dns", "tls", "protocol", "cancelled", "open"]
_READING = ("GET", "HEAD", "OPTIONS")
_DECORATION = ("image/", "font/", "text/css")
_DECORATION_DESTINATIONS = ("image", "font", "style")
_BAD_REQUEST, _SERVER_ERROR = 400, 500

_FAULTS = {
    "refused": "the backend refused the connection: it is not running at the address of base_url",
    "reset": "the backend closed the connection",
    "timeout": "the backend did not answer in time",
    "dns": "cannot resolve the host of base_url",
    "tls": "the connection to the backend is not trusted",
    "cancelled": "the app cancelled the request",
}
_PLAIN_FAULTS = ("refused", "dns", "cancelled")
"""Faults for which mitmproxy's message adds nothing that helps a tester."""

EqualKey = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Way:
    """The app's way to a backend: a port that forwards to `upstream`, or hosts of the proxy.

    `name` is the connection; `also` names connections that share the port and the backend. `path` is the path of the
    base URL; request paths are relative to it.
    """

    name: str
    upstream: str
    path: str = ""
    host: str = "127.0.0.1"
    port: int = 0
    hosts: tuple[str, ...] = ()
    trusts_all: bool = False
    ca: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_reverse(self) -> bool:
        """Whether the port forwards everything to one backend."""
        return not self.hosts

    @property
    def mode(self) -> str:
        """The way in mitmproxy's notation."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{f'reverse:{self.upstream}' if self.is_reverse else 'regular'}@{host}:{self.port}"

    @property
    def address(self) -> str:
        """The address for the app."""
        return f"{self.host}:{self.port}"

    def relative(self, target: str) -> str:
        """Return a target as in the registry: relative to the base URL's path if it is below that, else unchanged."""
        below = target.removeprefix(self.path) if self.path else target
        if below == target or below.startswith("/"):
            return below or "/"
        # Either the base URL itself, or a path that only begins with the same text.
        return f"/{below}" if below.startswith("?") or not below else target


@dataclass(frozen=True, eq=False)
class AppRequest:
    """A request of the app; durations are in seconds.

    `target` is the path with the query. Bodies are without content encoding, or None if they were not kept or cannot
    be decoded. `status` is None if no answer came; `fault` gives the reason as a code and `message` in words. `fault`
    is `open` until the answer is complete. `broken` says how a test broke the request.
    """

    number: int
    connection: str
    method: str
    target: str
    started: datetime
    elapsed: float = 0.0
    headers: Headers = ()
    body: bytes | None = b""
    body_size: int = 0
    status: int | None = None
    answer_headers: Headers = ()
    answer: bytes | None = b""
    answer_size: int = 0
    fault: FaultKind = ""
    message: str = ""
    broken: str = ""

    @cached_property
    def path(self) -> str:
        """The path without the query."""
        return self.target.partition("?")[0]

    @cached_property
    def query(self) -> str:
        """The query."""
        return self.target.partition("?")[2].partition("#")[0]

    @cached_property
    def _document(self) -> tuple[str, str]:
        return document_in(self.body) if self.method == "POST" and self.body else ("", "")

    @property
    def operation(self) -> str:
        """The name of the GraphQL operation; empty for an unnamed operation or any other request."""
        return self._document[1]

    @property
    def is_write(self) -> bool:
        """Whether it may change something, as `read_only` defines it; for GraphQL, the operation decides."""
        document = self._document[0]
        return self.method not in _READING and not (document and only_asks(document))

    @property
    def equal_key(self) -> EqualKey:
        """The key that equal requests share; the order of query fields does not matter."""
        fields = sorted(self.query.split("&"), key=lambda field: field.partition("=")[0])
        return self.connection, self.method, self.path, "&".join(fields), self.operation

    @property
    def is_decoration(self) -> bool:
        """Whether it requested an image, a font or a style sheet."""
        destination = header(self.headers, "sec-fetch-dest")
        kind = header(self.answer_headers, "content-type")
        return destination in _DECORATION_DESTINATIONS or kind.startswith(_DECORATION)

    @property
    def fault_in_words(self) -> str:
        """Why there is no answer, in a tester's words, followed by mitmproxy's own message."""
        words = _FAULTS.get(self.fault, "")
        if self.fault in _PLAIN_FAULTS or not self.message:
            return words or self.fault
        return f"{words} ({self.message})" if words else self.message

    @property
    def problem(self) -> str:
        """Why the request failed: its status or the lack of an answer; empty if it did not fail."""
        if self.fault == "open":
            return ""
        if self.status is None:
            return f"no answer: {self.fault_in_words}"
        if self.status >= _SERVER_ERROR or (self.is_write and self.status >= _BAD_REQUEST):
            return f"the answer was {self.status}"
        return ""

    @property
    def line(self) -> str:
        """The request and its result in one line."""
        end = "still open" if self.fault == "open" else f"no answer ({self.fault})" if self.fault else str(self.status)
        operation = f" {self.operation}" if self.operation else ""
        return f"{self.method} {self.target}{operation} -> {end}"


class Recording(Protocol):
    """The app's own requests since the test began."""

    def recorded(self, connection: str) -> Sequence[AppRequest]:
        """Return the requests to a connection that have ended, in the order of their ends.

        Raises:
            TrafficError: the requests are unknown.
        """


def header(headers: Headers, name: str) -> str:
    """Return the first value of a header in lower case; empty without the header."""
    return next((value for key, value in headers if key.lower() == name), "").lower()
