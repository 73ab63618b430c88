"""The waterfall of a test: its UI steps, its app requests and its validations on one time scale.

In: a test. Out: positions for an inline SVG, and the same in words. Horizontal positions are in percent, so text keeps
its size on any screen; vertical positions are in pixels.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from QuashLibrary.report.pages.app_lane import app_lane, merged_bars, traffic_in_words
from QuashLibrary.report.pages.markup.waterfall import Span
from QuashLibrary.report.pages.outcome_card import anchor_of, lag_in_short, outcome_chip
from QuashLibrary.report.pages.time_scale import last_moment
from QuashLibrary.report.summary.words import count, duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.pages.time_scale import TimeScale
    from QuashLibrary.report.read.model import ShownOutcome, Step, TestRun

_MOST_TRACKS, _MOST_LINES = 24, 4
_TOP, _ROW = 104, 36


def waterfall(test: TestRun, scale: TimeScale) -> ViewData | None:
    """Return the waterfall of a test; None without anything to draw."""
    if scale.start is None or not (test.steps or test.outcomes or test.has_traffic):
        return None
    lane = app_lane(test, scale) if test.has_traffic else None
    top = _TOP + (lane["height"] if lane else 0)
    shown = test.outcomes[:_MOST_TRACKS]
    tracks = [_track(outcome, index, top, scale) for index, outcome in enumerate(shown)]
    return {
        "height": top + _ROW * max(len(tracks), 1),
        "backend_top": top,
        "app": lane,
        "ticks": scale.ticks(),
        "bars": merged_bars(_spans(test.steps, scale), "several steps", lambda step: _title(step, scale)),
        "tracks": tracks,
        "has_truth": any(track["truth"] is not None for track in tracks),
        "has_lag": any(track["lag"] for track in tracks),
        # Lines from UI steps down to the uses that waited are drawn only for a few uses.
        "has_lag_lines": len(tracks) <= _MOST_LINES,
        "left_out": len(test.outcomes) - len(shown),
        "sentence": _sentence(test, scale),
    }


def _spans(steps: Iterable[Step], scale: TimeScale) -> Iterator[tuple[Span, Step]]:
    """Yield the position of each step; faster than `TimeScale.span`, because a page has thousands of steps."""
    place = scale.x
    for step in steps:
        if started := step.started:
            x = place(started)
            width = place(started + timedelta(0, step.elapsed)) - x
            kind = "failed" if step.status == "FAIL" else step.lane
            yield Span(x, round(width, 3) if width > 0 else 0.0, kind), step


def _title(step: Step, scale: TimeScale) -> str:
    return f"{scale.label(step.started)}  {step.name}, {duration(step.elapsed)}"


def _track(shown: ShownOutcome, index: int, top: int, scale: TimeScale) -> ViewData:
    """Return the track of a validation: its attempts, and how long after the UI step it passed."""
    record = shown.record
    truth = record.became_true
    lag = None
    if truth and shown.lag and not shown.at_once:
        lag = scale.span(truth - timedelta(seconds=shown.lag), truth, "lag")
    return {
        "y": top + _ROW * index,
        "label": record.name,
        "href": f"#{anchor_of(index)}",
        "chip": outcome_chip(shown),
        "words": lag_in_short(shown),
        "whole": scale.span(record.started, last_moment(record), record.verdict),
        "attempts": [scale.span(item.started, item.ended, item.verdict, item.line) for item in record.attempts],
        "truth": scale.x(truth) if truth else None,
        "lag": lag,
    }


def _sentence(test: TestRun, scale: TimeScale) -> str:
    failed = sum(step.status == "FAIL" for step in test.steps)
    steps = count(test.ui_steps, "UI step") + (f", {count(failed, 'failed step')}" if failed else "")
    uses = count(len(test.outcomes), "validation") if test.outcomes else "no validation"
    if test.app and test.has_traffic:
        steps += f", {traffic_in_words(test.app)}"
    return f"{steps} and {uses} in {duration(scale.seconds)}."
