"""The timeline of a test as rows in chronological order: UI, app and backend.

In: a test. Out: plain data for `markup.timeline`. A row contains UI steps with the requests that the app sent during
them, or the card of an outcome.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from QuashLibrary.report.pages.app_requests import indexes_with_card, request_card, request_line
from QuashLibrary.report.pages.markup.steps import StepRow
from QuashLibrary.report.pages.outcome_card import outcome_card
from QuashLibrary.report.read.model import ShownOutcome, Step, in_order
from QuashLibrary.report.summary.words import count
from QuashLibrary.views.app_record import AppRequestRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.report.pages.log_folder import LogFolder
    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.pages.time_scale import TimeScale
    from QuashLibrary.report.read.model import TestRun

_MOST_STEPS, _FEWEST_FOLDED = 6, 4

Small = Step | AppRequestRecord
"""The items that are lines of the timeline unless they get a card."""


class Timeline:
    """Builds the rows of a test."""

    def __init__(self, test: TestRun, scale: TimeScale, log_folder: LogFolder) -> None:
        self._test = test
        self._scale = scale
        self._log_folder = log_folder
        self._policy = test.app.policy if test.app else ""
        requests = test.app.requests if test.app else ()
        self._requests = {id(request): index for index, request in enumerate(requests)}
        self._carded = indexes_with_card(requests)
        self._most_steps = _MOST_STEPS if test.outcomes or self._carded else 5 * _MOST_STEPS

    def rows(self) -> Iterator[ViewData]:
        """Yield the rows: the UI steps and app requests between two outcomes, or the `card` of an outcome.

        If there are many steps, only the last steps before an outcome or a failed request are shown expanded.
        """
        numbers = {id(shown): index for index, shown in enumerate(self._test.outcomes)}
        before: list[Small] = []
        for item in in_order(self._test):
            if not isinstance(item, ShownOutcome):
                before.append(item)
                continue
            yield from _with_names_once(self._rows_of(before))
            before = []
            yield {"card": outcome_card(item, numbers[id(item)], self._scale, self._log_folder)}
        yield from _with_names_once(self._rows_of(before))

    def _rows_of(self, items: Sequence[Small]) -> Iterator[ViewData]:
        """Yield the rows of steps and requests; the card of a failed request is in the row of its step."""
        if not self._requests:
            yield from self._rows_without_card(items) if items else ()
            return
        row: ViewData | None = None
        for has_card, same in groupby(items, self._has_card):
            if has_card:
                row = row or self._row([])
                yield {**row, "app_cards": [self._card(item) for item in same if isinstance(item, AppRequestRecord)]}
                row = None
                continue
            *complete, row = self._rows_without_card(list(same))
            yield from complete
        if row:
            yield row

    def _rows_without_card(self, items: Sequence[Small]) -> list[ViewData]:
        """Return rows of steps, each request next to its step; the first row also contains the collapsed steps."""
        steps = [index for index, item in enumerate(items) if isinstance(item, Step)]
        early = len(steps) - self._most_steps if len(steps) >= self._most_steps + _FEWEST_FOLDED else 0
        first_late = steps[early] if early else 0
        first, *others = _parts(items[first_late:]) if self._requests else [items[first_late:]]
        return [self._row(first, items[:first_late]), *map(self._row, others)]

    def _row(self, items: Sequence[Small], folded: Sequence[Small] = ()) -> ViewData:
        steps, early = _steps(items), _steps(folded)
        failed = sum(step.status == "FAIL" for step in early)
        return {
            "card": None,
            "folded": self._groups(early),
            "folded_label": f"{count(len(early), 'step')} before, {_failed_in_words(failed)}",
            "folded_open": bool(failed),
            "groups": self._groups(steps),
            "app_cards": [],
            **self._app_lines(_requests(items), _requests(folded)),
        }

    def _app_lines(self, requests: Sequence[AppRequestRecord], folded: Sequence[AppRequestRecord]) -> ViewData:
        if len(requests) >= _MOST_STEPS + _FEWEST_FOLDED:
            folded, requests = [*folded, *requests[:-_MOST_STEPS]], requests[-_MOST_STEPS:]
        failed = sum(request.failed for request in folded)
        return {
            "app_lines": list(map(self._line, requests)),
            "app_folded": list(map(self._line, folded)),
            "app_folded_label": f"{count(len(folded), 'request')} before, {_failed_in_words(failed)}",
            "app_folded_open": bool(failed),
        }

    def _has_card(self, item: Small) -> bool:
        return isinstance(item, AppRequestRecord) and self._requests[id(item)] in self._carded

    def _card(self, request: AppRequestRecord) -> ViewData:
        return request_card(request, self._requests[id(request)], self._test, self._scale)

    def _line(self, request: AppRequestRecord) -> ViewData:
        return request_line(request, self._requests[id(request)], self._policy, self._scale)

    def _groups(self, steps: Sequence[Step]) -> list[ViewData]:
        """Return steps grouped by the keywords that ran them."""
        return [
            {"within": within, "rows": list(map(self._step_row, same))}
            for within, same in groupby(steps, key=attrgetter("within"))
        ]

    def _step_row(self, step: Step) -> StepRow:
        pictures = tuple(map(self._log_folder.picture, step.pictures)) if step.pictures else ()
        return StepRow(step, self._scale.label(step.started), pictures)


def _with_names_once(rows: Iterator[ViewData]) -> Iterator[ViewData]:
    """Yield rows without repeating the names of keywords that the row before already shows."""
    named = None
    for row in rows:
        groups = [{**group, "within": () if group["within"] == named else group["within"]} for group in row["groups"]]
        named = row["groups"][-1]["within"] if row["groups"] else named
        yield {**row, "groups": groups}


def _parts(items: Sequence[Small]) -> list[Sequence[Small]]:
    """Return items in parts: a step with the requests that follow it, steps in between, and the last step.

    A card that follows belongs to a request or an outcome of the last step.
    """
    starts = {0}
    for index, item in enumerate(items):
        before_request = index + 1 == len(items) or not isinstance(items[index + 1], Step)
        after_request = index > 0 and not isinstance(items[index - 1], Step)
        if isinstance(item, Step) and (before_request or after_request):
            starts.add(index)
    ordered = sorted(starts)
    return [items[start:end] for start, end in zip(ordered, [*ordered[1:], len(items)], strict=True)]


def _steps(items: Sequence[Small]) -> list[Step]:
    return [item for item in items if isinstance(item, Step)]


def _requests(items: Sequence[Small]) -> list[AppRequestRecord]:
    return [item for item in items if isinstance(item, AppRequestRecord)]


def _failed_in_words(failed: int) -> str:
    return f"{failed:,} failed" if failed else "none failed"
