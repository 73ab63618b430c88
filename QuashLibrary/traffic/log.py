"""The requests of the running test, as the addon reports them.

Events come in the reading thread, everything else happens in the main one, which an exception may interrupt at any
moment, so there is no lock: the reading thread only appends, the main one only takes from the front, and each counter
is written by one of them. Bodies are kept until the test ends. What is kept is bounded: of very many requests the
successful reads lose their headers and bodies first, of very large ones the bodies go.
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
"""Requests of a test that are kept with everything; of further ones only those that failed, and writes."""
MOST_LINES = 50_000
"""Requests of a test that are kept at all."""
MOST_OPEN = 5_000
"""Requests without an end that are kept: the latest."""
MOST_BODIES = 64 * 1024 * 1024
"""Bytes of all bodies that are kept."""


class TrafficLog:
    """The requests that ended since they were last taken, and those that are open."""

    def __init__(self, find_way: Callable[[str], Way]) -> None:
        self._find_way = find_way
        self._ended: list[AppRequest] = []
        self._open: dict[int, AppRequest] = {}
        self._bodies = self._taken_bodies = 0
        """Bytes of bodies that were kept, and that were taken, since the run began."""
        self._dropped = self._dropped_before = 0
        """Requests that were not kept: in the run, and up to the last take."""
        self.on_request: Callable[[AppRequest], object] = lambda request: None
        """Called in the reading thread with each request before anybody can see it."""

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take an event of the addon."""
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
        """Return the requests that ended, in the order in which they did."""
        return list(self._ended)

    def open(self) -> list[AppRequest]:
        """Return the requests that have no whole answer yet."""
        return list(self._open.values())

    @property
    def dropped(self) -> int:
        """How many requests ended since the last take, but are not kept."""
        return self._dropped - self._dropped_before

    def take(self) -> list[AppRequest]:
        """Return the requests that ended, and forget them; what ends meanwhile stays for the next time."""
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
