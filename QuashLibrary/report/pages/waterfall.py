"""Draw a test as a waterfall: the steps of its UI in one lane, each use of a backend below them, on one clock.

In: a test. Out: positions for an inline SVG, across in percents so that text keeps its size on any screen, down in
pixels; and the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from QuashLibrary.report.pages.outcome_card import anchor_of, outcome_chip, truth_in_short
from QuashLibrary.report.pages.time_scale import Clock, Tick, last_moment
from QuashLibrary.report.read.model import ShownOutcome, Step, TestRun
from QuashLibrary.report.summary.verdicts import Chip
from QuashLibrary.report.summary.words import count, duration

_MOST_TRACKS, _MOST_LINES = 24, 4
_MOST_BARS, _NEAR = 200, 0.2
_TOP, _ROW = 104, 36


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted: where it begins and how wide it is."""

    x: float
    width: float
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """A use of a backend: its attempts, and when it became true after which UI step."""

    y: int
    label: str
    href: str
    chip: Chip
    told: str
    whole: Span
    attempts: tuple[Span, ...]
    truth: float | None
    lag: Span | None


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The drawing; `told` says in a sentence what it shows."""

    height: int
    ticks: tuple[Tick, ...]
    bars: tuple[Span, ...]
    tracks: tuple[Track, ...]
    left_out: int
    told: str

    @property
    def held(self) -> bool:
        """Whether something became true."""
        return any(track.truth is not None for track in self.tracks)

    @property
    def waited(self) -> bool:
        """Whether something was not true at once."""
        return any(track.lag for track in self.tracks)

    @property
    def lag_lines(self) -> bool:
        """Whether a line leads from a UI step down to the use that waited for it: of few uses alone."""
        return len(self.tracks) <= _MOST_LINES


def waterfall(test: TestRun, clock: Clock) -> Waterfall | None:
    """Return the waterfall of a test; None where there is nothing to be drawn."""
    if clock.start is None or not (test.steps or test.outcomes):
        return None
    bars = [_bar(step, clock) for step in test.steps if step.started]
    shown = test.outcomes[:_MOST_TRACKS]
    tracks = tuple(_track(outcome, index, clock) for index, outcome in enumerate(shown))
    return Waterfall(
        height=_TOP + _ROW * max(len(tracks), 1),
        ticks=clock.ticks(),
        bars=tuple(_merged(sorted(bars, key=lambda bar: bar.x))),
        tracks=tracks,
        left_out=len(test.outcomes) - len(shown),
        told=_told(test, clock),
    )


def _bar(step: Step, clock: Clock) -> Span:
    assert step.started is not None  # noqa: S101
    kind = "failed" if step.status == "FAIL" else step.lane
    title = f"{clock.told(step.started)}  {step.name}, {duration(step.elapsed)}"
    return _span(clock, step.started, step.started + timedelta(seconds=step.elapsed), kind, title)


def _merged(bars: Sequence[Span]) -> list[Span]:
    """Draw very many steps that are next to each other as one."""
    if len(bars) <= _MOST_BARS:
        return list(bars)
    merged: list[Span] = []
    for bar in bars:
        last = merged[-1] if merged else None
        if last and last.kind == bar.kind and bar.x - (last.x + last.width) < _NEAR:
            merged[-1] = replace(
                last, width=round(max(bar.x + bar.width - last.x, last.width), 3), title="several steps"
            )
        else:
            merged.append(bar)
    return merged


def _track(shown: ShownOutcome, index: int, clock: Clock) -> Track:
    record = shown.record
    truth = record.became_true
    lag = None
    if truth and shown.lag and not shown.at_once:
        lag = _span(clock, truth - timedelta(seconds=shown.lag), truth, "lag")
    return Track(
        y=_TOP + _ROW * index,
        label=record.name,
        href=f"#{anchor_of(index)}",
        chip=outcome_chip(shown),
        told=truth_in_short(shown),
        whole=_span(clock, record.started, last_moment(record), record.verdict),
        attempts=tuple(
            _span(clock, attempt.started, attempt.ended, attempt.verdict, attempt.line) for attempt in record.attempts
        ),
        truth=clock.x(truth) if truth else None,
        lag=lag,
    )


def _span(clock: Clock, start: datetime, end: datetime, kind: str, title: str = "") -> Span:
    x = clock.x(start)
    return Span(x, round(max(clock.x(end) - x, 0.0), 3), kind, title)


def _told(test: TestRun, clock: Clock) -> str:
    failed = sum(step.status == "FAIL" for step in test.steps)
    steps = count(test.ui_steps, "UI step") + (f", {failed:,} of all steps failed" if failed else "")
    uses = count(len(test.outcomes), "validation") if test.outcomes else "no validation"
    return f"{steps} and {uses} in {duration(clock.seconds)}."
