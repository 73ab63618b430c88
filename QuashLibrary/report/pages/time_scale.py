"""The one clock of a test's page: where in the test a moment is, in seconds and in percents of the width."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor, log10

from QuashLibrary.report.read.model import ShownOutcome, Step, TestRun, began, in_order
from QuashLibrary.report.summary.words import duration
from QuashLibrary.views.record import OutcomeRecord

_TICKS = 5
_ROUND_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of time."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Clock:
    """From when to when a test lasted; `start` is None where no moment of it is known."""

    start: datetime | None
    seconds: float

    def offset(self, moment: datetime | None) -> float | None:
        """Return the seconds from the start of the test to a moment."""
        return (moment - self.start).total_seconds() if moment and self.start else None

    def told(self, moment: datetime | None) -> str:
        """Return a moment as `+1.2 s`; empty where it is not known."""
        seconds = self.offset(moment)
        if seconds is None:
            return ""
        return f"-{_exact(-seconds)}" if seconds < 0 else f"+{_exact(seconds)}"

    def x(self, moment: datetime) -> float:
        """Return where a moment is, in percents of the width."""
        share = (self.offset(moment) or 0.0) / self.seconds if self.seconds > 0 else 0.0
        return round(100 * min(max(share, 0.0), 1.0), 3)

    def ticks(self) -> tuple[Tick, ...]:
        """Return marks at round times."""
        if self.seconds <= 0:
            return (Tick(0.0, "0 s", "start"),)
        step = _round_step(self.seconds / _TICKS)
        times = [number * step for number in range(int(self.seconds / step) + 1)]
        return tuple(self._tick(time) for time in times)

    def _tick(self, seconds: float) -> Tick:
        x = round(100 * seconds / self.seconds, 3)
        return Tick(x, duration(seconds), _anchor(x))


def clock_of(test: TestRun) -> Clock:
    """Return the clock of a test; what began before it, or ended after it, is on it as well."""
    moments = [moment for item in in_order(test) for moment in _moments(item)]
    if test.started:
        moments += [test.started, test.started + timedelta(seconds=test.elapsed)]
    if not moments:
        return Clock(None, test.elapsed)
    return Clock(min(moments), (max(moments) - min(moments)).total_seconds())


def _exact(seconds: float) -> str:
    """Return seconds so that steps right after one another can be told apart."""
    return f"{seconds:.2f} s" if 1 <= seconds < 100 else duration(seconds)  # noqa: PLR2004


def last_moment(record: OutcomeRecord) -> datetime:
    """Return when the backend was done with a validation: its last answer is the surest sign."""
    return record.ended or record.started + timedelta(seconds=record.elapsed)


def _moments(item: Step | ShownOutcome) -> Iterable[datetime]:
    start = began(item)
    if start is None:
        return
    yield start
    if isinstance(item, Step):
        yield start + timedelta(seconds=item.elapsed)
    else:
        yield last_moment(item.record)


def _round_step(least: float) -> float:
    power: float = 10.0 ** floor(log10(least))
    return next(number * power for number in _ROUND_STEPS if number * power >= least * 0.999)


def _anchor(x: float) -> str:
    return "start" if x < 4 else "end" if x > 96 else "middle"  # noqa: PLR2004
