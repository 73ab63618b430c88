"""The tables of the index: how long validations took to pass, and how long backends took to answer.

In: the figures of a summary. Out: rows with the numbers for small drawings, and the same in words.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from QuashLibrary.report.summary.words import count, duration, listed
from QuashLibrary.views.noticed_changes import changes_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.summary.model import ConnectionFigures, Spread, UseFigures, ValidationFigures

_MOST_MARKS = 30
"""The most marks of a strip; if there are more uses, each mark shows the worst of several uses."""

_BASELINE, _HIGHEST, _LOWEST, _BELOW = 22, 20, 4, 8
_MARK_WIDTH = 8
_RUNS_IN_WORDS = 8
_WORST_FIRST = ("silent failure", "failed", "error", "warning", "passed")


def validation_rows(validations: Sequence[ValidationFigures]) -> list[ViewData]:
    """Return the rows of validations: the slowest first, then those that failed."""
    longest = max((figures.lag.most for figures in validations if figures.lag), default=0.0)
    return [_validation_row(figures, longest) for figures in sorted(validations, key=_slowest_first)]


def connection_rows(connections: Sequence[ConnectionFigures]) -> list[ViewData]:
    """Return the rows of backends, the slowest first."""
    answer = max((figures.answer.most for figures in connections if figures.answer), default=0.0)
    lag = max((figures.lag.most for figures in connections if figures.lag), default=0.0)
    return [
        {"figures": figures, "answer": _bar(figures.answer, answer), "lag": _bar(figures.lag, lag)}
        for figures in sorted(connections, key=lambda figures: (-_longest(figures.answer), figures.name))
    ]


def blunt_rows(validations: Iterable[ValidationFigures]) -> list[ViewData]:
    """Return the rows of validations that miss changes to an answer."""
    return [
        {
            "name": figures.name,
            "description": figures.description,
            "bar": {"to_median": share, "to_most": share, "words": changes_line(changes)},
            "not_noticed": changes.not_noticed,
            "not_looked_at": changes.not_looked_at,
        }
        for figures in validations
        if (changes := figures.changes)
        for share in [round(100 * changes.noticed / changes.tried, 2)]
    ]


def _bar(spread: Spread | None, longest: float) -> ViewData | None:
    """Return a spread of durations in percent of the scale that all bars of a column share, and in words."""
    if spread is None:
        return None
    scale = 100 / longest if longest > 0 else 0.0
    median, most = round(spread.median * scale, 2), round(spread.most * scale, 2)
    return {"to_median": median, "to_most": most, "words": _spread_in_words(spread)}


def _spread_in_words(spread: Spread) -> str:
    middle, most = duration(spread.median), duration(spread.most)
    if spread.number == 1:
        return f"{most}, once"
    return most if middle == most else f"median {middle}, max {most}"


def _longest(spread: Spread | None) -> float:
    return spread.most if spread else 0.0


def _slowest_first(figures: ValidationFigures) -> tuple[float, int, str]:
    return (-_longest(figures.lag), figures.passed - len(figures.uses), figures.slug)


def _validation_row(figures: ValidationFigures, longest: float) -> ViewData:
    """Return a row of "How long the backend took to reach the expected state"; `no_bar` says why a bar is missing."""
    waited = [use for use in figures.uses if use.lag is not None and not use.at_once]
    return {
        "figures": figures,
        "uses": count(len(figures.uses), "use"),
        "missed": _missed_in_words(figures.uses),
        "strip": _strip(figures.uses, longest),
        "bar": _bar(figures.lag, longest),
        "no_bar": _why_no_bar(figures),
        "slowest": max(waited, key=lambda use: use.lag or 0.0, default=None),
    }


def _why_no_bar(figures: ValidationFigures) -> str:
    if figures.at_once:
        return "passed at once whenever it passed"
    return "not measured: no UI step came right before it" if figures.passed else "never passed"


def _missed_in_words(uses: Sequence[UseFigures]) -> str:
    kinds = [_kind(use) for use in uses]
    parts = [
        f"{number:,} failed" if kind == "failed" else count(number, kind)
        for kind in _WORST_FIRST[:-1]
        if (number := kinds.count(kind))
    ]
    return listed(parts)


def _strip(uses: Sequence[UseFigures], longest: float) -> ViewData:
    """Return the uses of a validation in chronological order."""
    ordered = sorted(uses, key=lambda use: use.started)
    size = -(-len(ordered) // _MOST_MARKS) or 1
    parts = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    marks = [_mark(part, _MARK_WIDTH * index, longest) for index, part in enumerate(parts)]
    return {"marks": marks, "width": _MARK_WIDTH * max(len(parts), 1), "words": _uses_in_words(ordered)}


def _mark(uses: Sequence[UseFigures], x: int, longest: float) -> ViewData:
    """Return the mark of some uses: it rises above the line with the lag if they passed, or else hangs below it."""
    kind = min(map(_kind, uses), key=_WORST_FIRST.index)
    if kind != "passed":
        return {"kind": kind.partition(" ")[0], "x": x, "y": _BASELINE + 1, "height": _BELOW}
    lag = max(0.0 if use.at_once else use.lag or 0.0 for use in uses)
    height = max(round(_HIGHEST * lag / longest), _LOWEST) if longest > 0 else _LOWEST
    return {"kind": kind, "x": x, "y": _BASELINE - height, "height": height}


def _kind(use: UseFigures) -> str:
    if use.silent:
        return "silent failure"
    if use.verdict == "passed":
        return "passed"
    # A damaged record may contain any text as its verdict.
    return "warning" if use.warned else "failed" if use.verdict == "failed" else "error"


def _uses_in_words(uses: Sequence[UseFigures]) -> str:
    runs = [(kind, len(list(same))) for kind, same in groupby(map(_kind, uses))]
    words = [kind if number == 1 else f"{number:,} × {kind}" for kind, number in runs[:_RUNS_IN_WORDS]]
    rest = [f"{len(runs) - _RUNS_IN_WORDS:,} more changes"] if len(runs) > _RUNS_IN_WORDS else []
    return "In chronological order: " + ", ".join(words + rest)
