"""The waterfall of a test: the steps of its UI in one lane, each use of a backend below, on one time scale.

In: a test. Out: positions for an inline SVG, across in percent so that text keeps its size on any screen, down in
pixels; and the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from QuashLibrary.report.pages.jinja import ViewData
from QuashLibrary.report.pages.outcome_card import anchor_of, lag_in_short, outcome_chip
from QuashLibrary.report.pages.time_scale import TimeScale, last_moment
from QuashLibrary.report.read.model import ShownOutcome, Step, TestRun
from QuashLibrary.report.summary.words import count, duration

_MOST_TRACKS, _MOST_LINES = 24, 4
_MOST_BARS, _CLOSE = 200, 0.2
_TOP, _ROW = 104, 36


@dataclass(frozen=True, slots=True)
class Span:
    """Something that takes time: where it begins and how wide it is."""

    x: float
    width: float
    kind: str
    title: str = ""


def waterfall(test: TestRun, scale: TimeScale) -> ViewData | None:
    """Return the waterfall of a test; None if there is nothing to draw."""
    if scale.start is None or not (test.steps or test.outcomes):
        return None
    bars = [_bar(step, step.started, scale) for step in test.steps if step.started]
    shown = test.outcomes[:_MOST_TRACKS]
    tracks = [_track(outcome, index, scale) for index, outcome in enumerate(shown)]
    return {
        "height": _TOP + _ROW * max(len(tracks), 1),
        "ticks": scale.ticks(),
        "bars": _merge_bars(sorted(bars, key=lambda bar: bar.x)),
        "tracks": tracks,
        "has_truth": any(track["truth"] is not None for track in tracks),
        "has_lag": any(track["lag"] for track in tracks),
        # Lines lead from UI steps down to the uses that waited only if there are few.
        "has_lag_lines": len(tracks) <= _MOST_LINES,
        "left_out": len(test.outcomes) - len(shown),
        "sentence": _sentence(test, scale),
    }


def _bar(step: Step, started: datetime, scale: TimeScale) -> Span:
    kind = "failed" if step.status == "FAIL" else step.lane
    title = f"{scale.label(started)}  {step.name}, {duration(step.elapsed)}"
    return _span(scale, started, started + timedelta(seconds=step.elapsed), kind, title)


def _merge_bars(bars: Sequence[Span]) -> list[Span]:
    """Return the bars; if there are very many, those next to each other become one."""
    if len(bars) <= _MOST_BARS:
        return list(bars)
    merged: list[Span] = []
    for bar in bars:
        last = merged[-1] if merged else None
        if last and last.kind == bar.kind and bar.x - (last.x + last.width) < _CLOSE:
            merged[-1] = replace(
                last, width=round(max(bar.x + bar.width - last.x, last.width), 3), title="several steps"
            )
        else:
            merged.append(bar)
    return merged


def _track(shown: ShownOutcome, index: int, scale: TimeScale) -> ViewData:
    """Return a use of a backend: its attempts, and how long after the UI step it became true."""
    record = shown.record
    truth = record.became_true
    lag = None
    if truth and shown.lag and not shown.at_once:
        lag = _span(scale, truth - timedelta(seconds=shown.lag), truth, "lag")
    return {
        "y": _TOP + _ROW * index,
        "label": record.name,
        "href": f"#{anchor_of(index)}",
        "chip": outcome_chip(shown),
        "words": lag_in_short(shown),
        "whole": _span(scale, record.started, last_moment(record), record.verdict),
        "attempts": [_span(scale, item.started, item.ended, item.verdict, item.line) for item in record.attempts],
        "truth": scale.x(truth) if truth else None,
        "lag": lag,
    }


def _span(scale: TimeScale, start: datetime, end: datetime, kind: str, title: str = "") -> Span:
    x = scale.x(start)
    return Span(x, round(max(scale.x(end) - x, 0.0), 3), kind, title)


def _sentence(test: TestRun, scale: TimeScale) -> str:
    failed = sum(step.status == "FAIL" for step in test.steps)
    steps = count(test.ui_steps, "UI step") + (f", {failed:,} of all steps failed" if failed else "")
    uses = count(len(test.outcomes), "validation") if test.outcomes else "no validation"
    return f"{steps} and {uses} in {duration(scale.seconds)}."
