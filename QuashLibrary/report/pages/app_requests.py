"""The requests of the app in a test's timeline: a line for each, or a card if it failed.

In: a request from the test's record. Out: plain data for the markup, with the request itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from QuashLibrary.report.pages.outcome_card import anchor_of, outcome_chip
from QuashLibrary.report.summary.verdicts import Chip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.pages.time_scale import TimeScale
    from QuashLibrary.report.read.model import TestRun
    from QuashLibrary.views.app_record import AppRequestRecord

AppKind = Literal["ok", "failed", "swallowed", "open"]

_MOST_CARDS = 30
_CHIPS: Mapping[AppKind, Chip] = {
    "ok": Chip("passed", "Answered"),
    "failed": Chip("broken", "Failed"),
    "swallowed": Chip("swallowed", "Swallowed failure"),
    "open": Chip("not-run", "No answer yet"),
}
_IGNORED = Chip("skipped", "Swallowed, ignored")
_POLICIES = {
    "warn": "only a warning: the test can still pass",
    "fail": "it fails the test",
    "ignore": "not counted: its connection ignores swallowed failures",
}


def kind_of(request: AppRequestRecord) -> AppKind:
    """Return how a request ended."""
    if request.swallowed:
        return "swallowed"
    if request.failed:
        return "failed"
    return "open" if request.fault == "open" else "ok"


def anchor_of_request(index: int) -> str:
    """Return the anchor of a request on its page."""
    return f"request-{index + 1}"


def request_chip(request: AppRequestRecord, policy: str) -> Chip:
    """Return the chip of a request; `policy` is the policy for swallowed failures."""
    return _IGNORED if request.swallowed and policy == "ignore" else _CHIPS[kind_of(request)]


def indexes_with_card(requests: Sequence[AppRequestRecord]) -> frozenset[int]:
    """Return which requests get a card: failed requests; if there are very many, swallowed failures first."""
    failed = [index for index, request in enumerate(requests) if request.failed or request.swallowed]
    failed.sort(key=lambda index: not requests[index].swallowed)
    return frozenset(failed[:_MOST_CARDS])


def request_line(request: AppRequestRecord, index: int, policy: str, scale: TimeScale) -> ViewData:
    """Return the line of a request; it has a chip only if the request did not end as it should."""
    return {
        "anchor": anchor_of_request(index),
        "request": request,
        "chip": None if kind_of(request) == "ok" else request_chip(request, policy),
        "offset": scale.label(request.started),
        "remarks": [text for text in (request.broken, request.note) if text],
    }


def request_card(request: AppRequestRecord, index: int, test: TestRun, scale: TimeScale) -> ViewData:
    """Return the card of a request that failed."""
    policy = test.app.policy if test.app else ""
    return {
        **request_line(request, index, policy, scale),
        "unseen": "The UI did not show it: no UI step failed afterwards." if request.swallowed else "",
        "remarks": list(_remarks(request, policy)),
        "check_after": _check_after(request, test) if request.swallowed else None,
        "facts": [(name, value) for name, value in _facts(request) if value],
        "excerpts": [(name, text) for name, text in (("Request", request.request), ("Answer", request.answer)) if text],
    }


def _remarks(request: AppRequestRecord, policy: str) -> Iterator[str]:
    if request.note:
        yield request.note
    if request.swallowed and policy in _POLICIES:
        yield _POLICIES[policy]


def _check_after(request: AppRequestRecord, test: TestRun) -> ViewData | None:
    """Return the first backend check after a request: it shows whether the failure mattered to the backend."""
    for index, shown in enumerate(test.outcomes):
        if shown.record.started >= request.started:
            return {"href": f"#{anchor_of(index)}", "name": shown.record.name, "chip": outcome_chip(shown)}
    return None


def _facts(request: AppRequestRecord) -> tuple[tuple[str, str], ...]:
    return (
        ("UI step", request.ui_step),
        ("Connection", request.connection),
        ("Broken by the test", request.broken),
    )
