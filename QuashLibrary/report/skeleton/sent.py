"""A redacted request of the app, with the test and the UI step that sent it.

`traffic_files` reads it from `traffic.jsonl`; `without_secrets` redacts a request in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.printable import MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.traffic.model import AppRequest, Headers

_SUCCESS, _REFUSED, _SERVER_ERROR = 200, 300, 500
_LARGEST_BODY = 64 * 1024


@dataclass(frozen=True, eq=False)
class Sent:
    """A request of the app; `ui_step` is the step during or after which it began, as written in Robot.

    `library` is the UI library of that step. The request path is relative to `base_url`. `listen` is the app's port for
    the backend. All three are empty or 0 if unknown.
    """

    request: AppRequest
    test: str
    ui_step: str = ""
    library: str = ""
    base_url: str = ""
    listen: int = 0

    @cached_property
    def body(self) -> JSON:
        """The JSON that the app sent; None for any other body."""
        return _json(self.request.body)

    @cached_property
    def answer(self) -> JSON:
        """The JSON of the answer; None for any other answer."""
        return _json(self.request.answer)

    @property
    def succeeded(self) -> bool:
        """Whether the backend answered with success, and the test did not break the request."""
        return _SUCCESS <= (self.request.status or 0) < _REFUSED and not self.request.broken

    @property
    def was_refused(self) -> bool:
        """Whether the backend refused the request, as a test may intend."""
        return _REFUSED <= (self.request.status or 0) < _SERVER_ERROR

    def sends(self, header: str) -> str:
        """Return a header of the request; empty without the header."""
        return next((value for name, value in self.request.headers if name.lower() == header), "")


class Redacts(Protocol):
    """A view of a request without its secrets, such as an `AppRequestView`."""

    def headers(self, request: AppRequest, *, answer: bool = False) -> Headers:
        """Return the headers without credentials."""

    def whole_body(self, request: AppRequest, *, answer: bool = False) -> str | None:
        """Return a body without secrets; None if it was not kept or is not text."""


def without_secrets(request: AppRequest, view: Redacts) -> AppRequest:
    """Return a request redacted as in `traffic.jsonl`."""
    return replace(
        request,
        headers=view.headers(request),
        body=_encoded(view.whole_body(request)),
        answer_headers=view.headers(request, answer=True),
        answer=_encoded(view.whole_body(request, answer=True)),
    )


def is_masked(value: JSON) -> bool:
    """Return whether a value was redacted at least partly."""
    return isinstance(value, str) and MASK in value


def in_order(requests: Sequence[Sent]) -> dict[str, list[Sent]]:
    """Return the requests by test, in the order in which they were sent."""
    tests: dict[str, list[Sent]] = {}
    for sent in requests:
        tests.setdefault(sent.test, []).append(sent)
    return {test: sorted(found, key=lambda sent: sent.request.started) for test, found in tests.items()}


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogatepass")


def _json(body: bytes | None) -> JSON:
    if not body or len(body) > _LARGEST_BODY:
        return None
    try:
        return read_json(body.decode("utf-8", "replace"))
    except JsonError:
        return None
