"""The requests of the running test, as the addon reports them.

The reading thread handles events; the main thread does everything else, and an exception may interrupt it at any
moment. So there is no lock: the reading thread only appends, the main thread only takes from the front, and only one
thread writes each counter. Bodies are kept until the test ends. The log is bounded: if there are very many requests,
successful reads lose their headers and bodies; if bodies are too large, they are dropped.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from QuashLibrary.traffic.faults import fault_of
from QuashLibrary.traffic.model import AppRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from QuashLibrary.traffic.model import FaultKind, Headers, Way

MOST_REQUESTS = 5_000
"""Requests of a test that are kept completely; later successful reads are kept without headers and bodies."""
MOST_LINES = 50_000
"""The most requests of a test that are kept."""
MOST_OPEN = 5_000
"""The most unfinished requests that are kept: the latest."""
MOST_BODIES = 64 * 1024 * 1024
"""The most bytes of all kept bodies."""


class TrafficLog:
    """The requests that ended since the last take, and the open requests."""

    def __init__(self, find_way: Callable[[str], Way]) -> None:
        self._find_way = find_way
        self._ended: list[AppRequest] = []
        self._open: dict[int, AppRequest] = {}
        self._bodies = self._taken_bodies = 0
        """Bytes of kept and of taken bodies since the run began."""
        self._dropped = self._dropped_before = 0
        """Requests that were not kept: since the run began, and until the last take."""
        self.on_request: Callable[[AppRequest], object] = lambda request: None
        """The reading thread calls this with each request before the request becomes visible."""

    def hear(self, message: Mapping[str, Any]) -> None:
        """Handle an event of the addon."""
        if "began" in message:
            self._open[message["began"]] = AppRequest(
                number=message["began"],
                connection=message["way"],
                method=message["method"],
                target=self._find_way(message["way"]).relative(message["path"]),
                started=_moment(message["started"]),
                fault="open",
            )
            if len(self._open) > MOST_OPEN:
                self._open.pop(next(iter(self._open)))
        elif "exchange" in message:
            request = _request_of(message["exchange"], self._find_way(message["exchange"]["way"]))
            self._open.pop(request.number, None)
            self._keep(request)

    def ended(self) -> list[AppRequest]:
        """Return the requests that ended, in the order of their ends."""
        return list(self._ended)

    def open(self) -> list[AppRequest]:
        """Return the requests that have no complete answer yet."""
        return list(self._open.values())

    @property
    def dropped(self) -> int:
        """The number of requests that ended since the last take but were not kept."""
        return self._dropped - self._dropped_before

    def take(self) -> list[AppRequest]:
        """Return and forget the requests that ended; a request that ends meanwhile stays for the next take."""
        taken = list(self._ended)
        del self._ended[: len(taken)]
        self._taken_bodies += _size(taken)
        self._dropped_before = self._dropped
        return taken

    def _keep(self, request: AppRequest) -> None:
        self.on_request(request)
        if len(self._ended) >= MOST_LINES:
            self._dropped += 1
            return
        if len(self._ended) >= MOST_REQUESTS and not (request.problem or request.is_write):
            request = replace(request, headers=(), body=None, answer_headers=(), answer=None)
        if self._bodies - self._taken_bodies + _size([request]) > MOST_BODIES:
            request = replace(request, body=None, answer=None)
        self._bodies += _size([request])
        self._ended.append(request)


def _size(requests: Iterable[AppRequest]) -> int:
    return sum(len(item.body or b"") + len(item.answer or b"") for item in requests)


def _request_of(data: Mapping[str, Any], way: Way) -> AppRequest:
    fault: FaultKind = ""
    if data["status"] is None:
        fault = fault_of(data.get("error") or "", data.get("server_error") or "")
    return AppRequest(
        number=data["number"],
        connection=data["way"],
        method=data["method"],
        target=way.relative(data["path"]),
        started=_moment(data["started"]),
        elapsed=max(data["elapsed"], 0.0),
        headers=_headers(data["headers"]),
        body=_bytes(data.get("body")),
        body_size=data.get("body_size", 0),
        status=data["status"],
        answer_headers=_headers(data.get("answer_headers", ())),
        answer=_bytes(data.get("answer")),
        answer_size=data.get("answer_size", 0),
        fault=fault,
        message=data.get("server_error") or data.get("error") or "",
        broken=data["broken"],
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def _headers(pairs: Any) -> Headers:
    return tuple((name, value) for name, value in pairs)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
