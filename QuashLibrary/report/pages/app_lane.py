"""The app's lane in a test's waterfall: all requests on one line, plus a line for each failed request.

In: a test whose app sent requests. Out: positions as in `waterfall`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from QuashLibrary.language.printable import one_line, shorten
from QuashLibrary.report.pages.app_requests import anchor_of_request, kind_of, request_chip
from QuashLibrary.report.pages.markup.waterfall import Span
from QuashLibrary.report.summary.words import count, duration
from QuashLibrary.views.app_record import AppTrafficRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from QuashLibrary.report.pages.app_requests import AppKind
    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.pages.time_scale import TimeScale
    from QuashLibrary.report.read.model import TestRun
    from QuashLibrary.views.app_record import AppRequestRecord

_MOST_BARS, _CLOSE = 200, 0.2
_MOST_TRACKS = 5
_LANE_HEIGHT, _TRACKS_TOP, _ROW = 54, 130, 36
_LONGEST_LABEL = 60
_OF_LANE = {"ok": "app", "failed": "failed", "swallowed": "swallowed", "open": "open"}
"""The looks of the lane's bars."""

_FAILED: frozenset[AppKind] = frozenset({"failed", "swallowed"})

_Item = TypeVar("_Item")


def app_lane(test: TestRun, scale: TimeScale) -> ViewData:
    """Return the lane; `height` is how far it pushes down the lanes below it."""
    app = test.app or AppTrafficRecord(0, 0)
    failed = [(index, request) for index, request in enumerate(app.requests) if kind_of(request) in _FAILED]
    matters_most = sorted(failed, key=lambda item: kind_of(item[1]) != "swallowed")[:_MOST_TRACKS]

    def title(request: AppRequestRecord) -> str:
        return f"{scale.label(request.started)}  {request.line}, {duration(request.elapsed)}"

    tracks = [
        _track(request, index, _TRACKS_TOP + _ROW * place, app.policy, scale)
        for place, (index, request) in enumerate(sorted(matters_most, key=lambda item: item[0]))
    ]
    return {
        "height": _LANE_HEIGHT + _ROW * len(tracks),
        "bars": merged_bars([(_span(request, scale), request) for request in app.requests], "several requests", title),
        "tracks": tracks,
        "left_out": len(failed) - len(tracks),
    }


def merged_bars(items: Iterable[tuple[Span, _Item]], several: str, title: Callable[[_Item], str]) -> list[Span]:
    """Return bars in chronological order; if there are very many, adjacent bars are merged.

    Only an unmerged bar gets its own title, because a title takes longer to build than a position.
    """
    ordered = sorted(items, key=lambda item: item[0].x)
    if len(ordered) <= _MOST_BARS:
        return [bar._replace(title=title(item)) for bar, item in ordered]
    merged: list[Span] = []
    x = width = end = 0.0
    kind = ""
    for bar, item in ordered:
        if merged and bar.kind == kind and bar.x - end < _CLOSE:
            longer = bar.x + bar.width - x
            width = round(longer, 3) if longer > width else width
            merged[-1] = Span(x, width, kind, several)
        else:
            x, width, kind, _ = bar
            merged.append(Span(x, width, kind, title(item)))
        end = x + width
    return merged


def traffic_in_words(app: AppTrafficRecord) -> str:
    """Return how many requests the app sent and how many of them failed."""
    failed = "" if not app.failed else ", which failed," if app.sent == 1 else f", {app.failed:,} of them failed,"
    return count(app.sent, "app request") + failed


def _span(request: AppRequestRecord, scale: TimeScale) -> Span:
    return scale.span(request.started, request.ended, _OF_LANE[kind_of(request)])


def _track(request: AppRequestRecord, index: int, y: int, policy: str, scale: TimeScale) -> ViewData:
    return {
        "y": y,
        "label": shorten(request.line, _LONGEST_LABEL),
        "href": f"#{anchor_of_request(index)}",
        "ui_step": shorten(one_line(request.ui_step), _LONGEST_LABEL),
        "chip": request_chip(request, policy),
        "whole": scale.span(request.started, request.ended, kind_of(request)),
    }
