"""What the page of a test shows.

In: a test, its entry, and the problems before and after it. Out: plain data for the template `test.html`, beside the
test itself.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from QuashLibrary.report.pages.jinja import ViewData
from QuashLibrary.report.pages.log_folder import LogFolder
from QuashLibrary.report.pages.outcome_card import outcome_card
from QuashLibrary.report.pages.time_scale import TimeScale, time_scale_of
from QuashLibrary.report.pages.waterfall import waterfall
from QuashLibrary.report.read.model import Step, TestRun, in_order
from QuashLibrary.report.summary.model import TestEntry
from QuashLibrary.report.summary.words import count, duration, moment

_MOST_STEPS, _FEWEST_FOLDED = 6, 4


def page_of(
    test: TestRun, entry: TestEntry, log_folder: LogFolder, previous: TestEntry | None, following: TestEntry | None
) -> ViewData:
    """Return what the page of a test shows; it links the previous and the following problem."""
    scale = time_scale_of(test)
    headline, rest = _headline(test.message)
    outcome_messages = [shown.record.message for shown in test.outcomes]
    rows = list(timeline(test, scale, log_folder))
    return {
        "test": test,
        "entry": entry,
        "headline": headline or entry.reason,
        # The card of an outcome says more than its message.
        "message": "" if test.message in outcome_messages else rest.strip("\n"),
        "facts": _facts(test),
        "log": log_folder.log_of(test),
        "previous": previous,
        "following": following,
        "waterfall": waterfall(test, scale),
        "rows": rows,
        "has_ui": any(row["card"] is None or row["card"]["screenshot"] for row in rows),
    }


def silent_screen(page: ViewData) -> str:
    """Return the link to what the app showed when the backend failed silently; empty if there is none."""
    cards = [row["card"] for row in page["rows"] if row["card"] and row["card"]["silent"]]
    return next((card["screenshot"].href for card in cards if card["screenshot"] and card["screenshot"].href), "")


def _headline(message: str) -> tuple[str, str]:
    """Return the first line of a message and the rest; the next line too, if the first only announces it."""
    first, _, rest = message.strip().partition("\n")
    if first.endswith(":") and rest:
        second, _, rest = rest.lstrip().partition("\n")
        first = f"{first} {second}"
    return first, rest


def _facts(test: TestRun) -> tuple[str, ...]:
    file = re.split(r"[\\/]", test.source)[-1]
    place = f"{file}:{test.line}" if file and test.line else file
    started = f"Started {moment(test.started)}" if test.started else ""
    return tuple(filter(None, (started, f"took {duration(test.elapsed)}", place)))


def timeline(test: TestRun, scale: TimeScale, log_folder: LogFolder) -> Iterator[ViewData]:
    """Give the rows of a test in order of time: the steps of the UI between two outcomes, or the `card` of an outcome.

    If there are many steps, only the last ones before an outcome are shown unfolded.
    """
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
