"""The timeline of a test: steps of the UI on the left, outcomes of the backend on the right, in order of time.

In: a test. Out: rows. Steps between two outcomes are one row, grouped by the keywords that ran them; if there are many,
only the last ones before an outcome are shown unfolded.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from QuashLibrary.report.pages.jinja import ViewData
from QuashLibrary.report.pages.log_folder import LogFolder
from QuashLibrary.report.pages.outcome_card import outcome_card
from QuashLibrary.report.pages.time_scale import TimeScale
from QuashLibrary.report.read.model import Step, TestRun, in_order
from QuashLibrary.report.summary.words import count

_MOST_STEPS, _FEWEST_FOLDED = 6, 4


def timeline(test: TestRun, scale: TimeScale, log_folder: LogFolder) -> Iterator[ViewData]:
    """Give the rows of a test: either steps, or the `card` of an outcome."""
    numbers = {id(shown): index for index, shown in enumerate(test.outcomes)}
    most = _MOST_STEPS if test.outcomes else 5 * _MOST_STEPS
    steps: list[Step] = []
    for item in in_order(test):
        if isinstance(item, Step):
            steps.append(item)
            continue
        if steps:
            yield _steps_row(steps, most, scale, log_folder)
            steps = []
        yield {"card": outcome_card(item, numbers[id(item)], scale, log_folder)}
    if steps:
        yield _steps_row(steps, most, scale, log_folder)


def _steps_row(steps: Sequence[Step], most: int, scale: TimeScale, log_folder: LogFolder) -> ViewData:
    early = len(steps) - most if len(steps) >= most + _FEWEST_FOLDED else 0
    failed = sum(step.status == "FAIL" for step in steps[:early])
    return {
        "card": None,
        "folded": _groups(steps[:early], scale, log_folder),
        "folded_label": f"{count(early, 'step')} before, {f'{failed:,} failed' if failed else 'none failed'}",
        "folded_open": bool(failed),
        "groups": _groups(steps[early:], scale, log_folder),
    }


def _groups(steps: Sequence[Step], scale: TimeScale, log_folder: LogFolder) -> list[ViewData]:
    """Return steps, grouped by the keywords that ran them."""
    return [
        {"within": within, "rows": [_step_row(step, scale, log_folder) for step in same]}
        for within, same in groupby(steps, key=lambda step: step.within)
    ]


def _step_row(step: Step, scale: TimeScale, log_folder: LogFolder) -> ViewData:
    pictures = list(map(log_folder.picture, step.pictures))
    return {"step": step, "offset": scale.label(step.started), "pictures": pictures}
