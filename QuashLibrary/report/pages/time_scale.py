"""The time scale of a test's page: the position of a moment in seconds and in percent of the width."""

from __future__ import annotations

from datetime import timedelta
from math import floor, log10
from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.report.pages.markup.waterfall import Span
from QuashLibrary.report.summary.words import duration

if TYPE_CHECKING:
    from datetime import datetime

    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.read.model import TestRun
    from QuashLibrary.views.record import OutcomeRecord

_TICKS = 5
_ROUND_STEPS = (1, 2, 5, 10)


class TimeScale(NamedTuple):
    """The time span of a test; `start` is None if no moment of the test is known."""

    start: datetime | None
    seconds: float

    def label(self, moment: datetime | None) -> str:
        """Return a moment as `+1.2 s`; empty if it is unknown."""
        if moment is None or self.start is None:
            return ""
        seconds = (moment - self.start).total_seconds()
        sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
        # Two decimals below 100 seconds, because steps may follow each other closely.
        return f"{sign}{seconds:.2f} s" if 1 <= seconds < 100 else f"{sign}{duration(seconds)}"  # noqa: PLR2004

    def x(self, moment: datetime) -> float:
        """Return the position of a moment in percent of the width."""
        if self.start is None or self.seconds <= 0:
            return 0.0
        share = (moment - self.start).total_seconds() / self.seconds
        return round(100 * share, 3) if 0 < share < 1 else 0.0 if share <= 0 else 100.0

    def span(self, start: datetime, end: datetime, kind: str, title: str = "") -> Span:
        """Return the position of something that began and ended at these moments."""
        x = self.x(start)
        width = self.x(end) - x
        return Span(x, round(width, 3) if width > 0 else 0.0, kind, title)

    def ticks(self) -> list[ViewData]:
        """Return marks at round times."""
        if self.seconds <= 0:
            return [{"x": 0.0, "label": "0 s", "anchor": "start"}]
        step = _round_step(self.seconds / _TICKS)
        return [self._tick(number * step) for number in range(int(self.seconds / step) + 1)]

    def _tick(self, seconds: float) -> ViewData:
        x = round(100 * seconds / self.seconds, 3)
        return {"x": x, "label": duration(seconds), "anchor": _text_anchor(x)}


def time_scale_of(test: TestRun) -> TimeScale:
    """Return the time scale of a test, including everything that began before the test or ended after it."""
    moments = [moment for step in test.steps if step.started for moment in (step.started, step.ended) if moment]
    for request in test.app.requests if test.app else ():
        moments += [request.started, request.ended]
    for shown in test.outcomes:
        moments += [shown.record.started, last_moment(shown.record)]
    if test.started:
        moments += [test.started, test.started + timedelta(seconds=test.elapsed)]
    if not moments:
        return TimeScale(None, test.elapsed)
    return TimeScale(min(moments), (max(moments) - min(moments)).total_seconds())


def last_moment(record: OutcomeRecord) -> datetime:
    """Return when a validation ended; the end of the last answer is more precise than the step's duration."""
    return record.ended or record.started + timedelta(seconds=record.elapsed)


def _round_step(least: float) -> float:
    power: float = 10.0 ** floor(log10(least))
    return next(number * power for number in _ROUND_STEPS if number * power >= least * 0.999)


def _text_anchor(x: float) -> str:
    return "start" if x < 4 else "end" if x > 96 else "middle"  # noqa: PLR2004
