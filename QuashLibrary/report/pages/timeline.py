"""Tell a test in order of time, each entry in its lane: steps of the UI left, what the backend said right.

In: a test. Out: rows. Steps between two outcomes stand together, under the keywords that ran them; of many the ones
right before an outcome are shown and those before them folded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from QuashLibrary.report.pages.log_folder import Beside, ShownFile
from QuashLibrary.report.pages.outcome_card import OutcomeCard, outcome_card
from QuashLibrary.report.pages.time_scale import Clock
from QuashLibrary.report.read.model import ShownOutcome, Step, TestRun, in_order
from QuashLibrary.report.summary.words import count, duration

_SHOWN, _FEW = 6, 4


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step."""

    offset: str
    elapsed: str
    name: str
    args: tuple[str, ...]
    failed: bool
    own: bool
    message: str
    pictures: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps that the same keywords ran."""

    within: tuple[str, ...]
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A row: either steps, or an outcome with the screen that the app showed."""

    folded: tuple[StepGroup, ...]
    folded_as: str
    folded_open: bool
    groups: tuple[StepGroup, ...]
    card: OutcomeCard | None


def timeline(test: TestRun, clock: Clock, beside: Beside) -> tuple[TimelineRow, ...]:
    """Return the rows of a test."""
    numbers = {id(shown): index for index, shown in enumerate(test.outcomes)}
    rows: list[TimelineRow] = []
    for is_step, items in groupby(in_order(test), key=lambda item: isinstance(item, Step)):
        if is_step:
            rows.append(_steps([item for item in items if isinstance(item, Step)], clock, beside, bool(test.outcomes)))
        else:
            rows += [
                TimelineRow((), "", False, (), outcome_card(item, numbers[id(item)], clock, beside))
                for item in items
                if isinstance(item, ShownOutcome)
            ]
    return tuple(rows)


def _steps(steps: Sequence[Step], clock: Clock, beside: Beside, outcomes: bool) -> TimelineRow:
    most = _SHOWN if outcomes else 5 * _SHOWN
    early = len(steps) - most if len(steps) >= most + _FEW else 0
    failed = sum(step.status == "FAIL" for step in steps[:early])
    return TimelineRow(
        folded=_groups(steps[:early], clock, beside),
        folded_as=f"{count(early, 'step')} before, {f'{failed:,} failed' if failed else 'none failed'}",
        folded_open=bool(failed),
        groups=_groups(steps[early:], clock, beside),
        card=None,
    )


def _groups(steps: Sequence[Step], clock: Clock, beside: Beside) -> tuple[StepGroup, ...]:
    return tuple(
        StepGroup(within, tuple(_row(step, clock, beside) for step in same))
        for within, same in groupby(steps, key=lambda step: step.within)
    )


def _row(step: Step, clock: Clock, beside: Beside) -> StepRow:
    return StepRow(
        offset=clock.told(step.started),
        elapsed=duration(step.elapsed),
        name=step.name,
        args=step.args,
        failed=step.status == "FAIL",
        own=step.lane == "ui",
        message=step.message,
        pictures=tuple(map(beside.picture, step.pictures)),
    )
