"""The content of a test's page.

In: a test, its entry, and the problems before and after it. Out: plain data for `markup.test_page`, with the test
itself; waterfall and timeline are HTML already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.report.pages.file_names import page_name
from QuashLibrary.report.pages.markup.timeline import timeline as timeline_markup
from QuashLibrary.report.pages.markup.waterfall import waterfall as waterfall_markup
from QuashLibrary.report.pages.time_scale import time_scale_of
from QuashLibrary.report.pages.timeline import Timeline
from QuashLibrary.report.pages.waterfall import waterfall
from QuashLibrary.report.summary.verdicts import chip
from QuashLibrary.report.summary.words import count, duration, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.report.pages.log_folder import LogFolder
    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.read.model import TestRun
    from QuashLibrary.report.summary.model import TestEntry


def page_of(
    test: TestRun, entry: TestEntry, log_folder: LogFolder, previous: TestEntry | None, following: TestEntry | None
) -> ViewData:
    """Return the content of a test's page; it links the previous and the following problem."""
    scale = time_scale_of(test)
    headline, rest = _headline(test.message)
    card_messages = [shown.record.message for shown in test.outcomes]
    if test.app and test.app.message == test.message:
        # The reason says the same without repeating the chip.
        headline, rest = "", ""
    rows = list(Timeline(test, scale, log_folder).rows())
    fall = waterfall(test, scale)
    has_ui = any(row["card"] is None or row["card"]["screenshot"] for row in rows)
    return {
        "test": test,
        "chip": chip(entry),
        "headline": headline or entry.reason,
        # The card of an outcome says more than the message.
        "message": "" if test.message in card_messages else rest.strip("\n"),
        "facts": _facts(test),
        "log": log_folder.log_of(test),
        "previous": (page_name(previous.id), previous.name) if previous else None,
        "following": (page_name(following.id), following.name) if following else None,
        "waterfall": waterfall_markup(fall) if fall else "",
        "timeline": timeline_markup(rows, has_ui=has_ui, has_app=test.has_traffic) if rows else "",
        "silent_screen": _silent_screen(rows),
        "unseen": _unseen_in_words(test, entry.swallowed) if entry.category == "swallowed" else "",
        "app_failure": entry.swallowed_line if entry.swallowed_line != entry.reason else "",
        "has_app": test.has_traffic,
        "has_swallowed": test.has_traffic or entry.swallowed > 0,
    }


def _silent_screen(rows: Sequence[ViewData]) -> str:
    """Return the link to the app's screen at a silent failure; empty without such a screen."""
    cards = [row["card"] for row in rows if row["card"] and row["card"]["silent"]]
    return next((card["screenshot"].href for card in cards if card["screenshot"] and card["screenshot"].href), "")


def _headline(message: str) -> tuple[str, str]:
    """Return the first line of a message and the rest; a line that ends with a colon is joined with the next line."""
    first, _, rest = message.strip().partition("\n")
    if first.endswith(":") and rest:
        second, _, rest = rest.lstrip().partition("\n")
        first = f"{first} {second}"
    return first, rest


def _unseen_in_words(test: TestRun, swallowed: int) -> str:
    """Return that the UI did not show failed requests, and whether its steps are known to have passed."""
    none_failed = test.ui_steps and not any(step.status == "FAIL" for step in test.steps)
    steps = ": no UI step failed" if none_failed else ""
    requests, it = ("a request", "it") if swallowed == 1 else (count(swallowed, "request"), "them")
    return f"The app sent {requests} that failed, but the UI did not show {it}{steps}."


def _facts(test: TestRun) -> tuple[str, ...]:
    file = re.split(r"[\\/]", test.source)[-1]
    place = f"{file}:{test.line}" if file and test.line else file
    started = f"Started {moment(test.started)}" if test.started else ""
    return tuple(filter(None, (started, f"took {duration(test.elapsed)}", place)))
