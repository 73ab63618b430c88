"""Draw how long backends took: a bar for each spread of durations, a strip for the uses of a validation in the run.

In: the figures of a summary. Out: plain numbers for small drawings, each with the words that say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from QuashLibrary.report.pages.file_names import page_link
from QuashLibrary.report.summary.statistics import ConnectionFigures, Spread, Use, ValidationFigures
from QuashLibrary.report.summary.words import count, listed, middle_and_most

STRIP = 30
"""Marks of a strip; of more uses each mark stands for the worst of several."""

_LINE, _HIGHEST, _LEAST, _DOWN = 22, 20, 4, 8
_STEP = 8
_TOLD_RUNS = 8
_ORDER = ("silent failure", "failed", "error", "warning", "passed")


@dataclass(frozen=True, slots=True)
class Bar:
    """A spread on a scale of percents that all bars of a column share, and its words."""

    to_median: float
    to_most: float
    told: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A use in a strip: what passed stands on the line, as high as it took long; what did not hangs below it."""

    kind: str
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The uses of a validation in order of time."""

    marks: tuple[Mark, ...]
    width: int
    told: str


@dataclass(frozen=True, slots=True)
class ValidationRow:
    """A validation in the table of how long it took to become true."""

    name: str
    description: str
    uses: str
    missed: str
    strip: Strip
    at_once: int
    bar: Bar | None
    no_bar: str
    slowest: str
    slowest_link: str


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """A backend in the table of the slowest."""

    name: str
    requests: int
    errors: int
    answer: Bar | None
    lag: Bar | None


def validation_rows(validations: Sequence[ValidationFigures]) -> tuple[ValidationRow, ...]:
    """Return validations, the slowest first, then those with failures."""
    longest = max((figures.lag.most for figures in validations if figures.lag), default=0.0)
    return tuple(_validation(figures, longest) for figures in sorted(validations, key=_slowest_first))


def connection_rows(connections: Sequence[ConnectionFigures]) -> tuple[ConnectionRow, ...]:
    """Return backends, the slowest first."""
    answer = max((figures.answer.most for figures in connections if figures.answer), default=0.0)
    lag = max((figures.lag.most for figures in connections if figures.lag), default=0.0)
    ordered = sorted(connections, key=lambda figures: (-(figures.answer.most if figures.answer else 0.0), figures.name))
    return tuple(
        ConnectionRow(
            figures.name or "(no name)",
            figures.attempts,
            figures.errors,
            bar(figures.answer, answer),
            bar(figures.lag, lag),
        )
        for figures in ordered
    )


def bar(spread: Spread | None, longest: float) -> Bar | None:
    """Return a spread on a scale up to the longest."""
    if spread is None:
        return None
    scale = 100 / longest if longest > 0 else 0.0
    return Bar(
        to_median=round(spread.median * scale, 2),
        to_most=round(spread.most * scale, 2),
        told=middle_and_most(spread.count, spread.median, spread.most),
    )


def strip(uses: Sequence[Use], longest: float) -> Strip:
    """Return uses as a strip; the longest lag is as high as can be."""
    ordered = sorted(uses, key=lambda use: use.started)
    size = -(-len(ordered) // STRIP) if ordered else 1
    bins = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    marks = tuple(_mark(part, _STEP * index, longest) for index, part in enumerate(bins))
    return Strip(marks, max(_STEP * len(bins), _STEP), _told(ordered))


def _validation(figures: ValidationFigures, longest: float) -> ValidationRow:
    waited = [use for use in figures.uses if use.lag is not None and not use.at_once]
    slowest = max(waited, key=lambda use: use.lag or 0.0, default=None)
    return ValidationRow(
        name=figures.name,
        description=figures.description,
        uses=count(len(figures.uses), "use"),
        missed=_missed(figures.uses),
        strip=strip(figures.uses, longest),
        at_once=figures.at_once,
        bar=bar(figures.lag, longest),
        no_bar=_no_bar(figures),
        slowest=slowest.test_name if slowest else "",
        slowest_link=page_link(slowest.test_id) if slowest else "",
    )


def _no_bar(figures: ValidationFigures) -> str:
    if figures.at_once:
        return "true at once each time it held"
    return "not measured: no UI step went right before" if figures.count("passed") else "never became true"


def _missed(uses: Sequence[Use]) -> str:
    kinds = [_kind(use) for use in uses]
    told = [count(kinds.count(kind), kind) for kind in ("silent failure", "error", "warning") if kind in kinds]
    failed = [f"{kinds.count('failed'):,} failed"] if "failed" in kinds else []
    return listed(told[:1] + failed + told[1:] if "silent failure" in kinds else failed + told)


def _slowest_first(figures: ValidationFigures) -> tuple[float, int, str]:
    missed = len(figures.uses) - figures.count("passed")
    return (-(figures.lag.most if figures.lag else 0.0), -missed, figures.slug)


def _mark(uses: Sequence[Use], x: int, longest: float) -> Mark:
    kind = min(map(_kind, uses), key=_ORDER.index)
    if kind != "passed":
        return Mark(kind.partition(" ")[0], x, _LINE + 1, _DOWN)
    lag = max(0.0 if use.at_once else use.lag or 0.0 for use in uses)
    height = max(round(_HIGHEST * lag / longest), _LEAST) if longest > 0 else _LEAST
    return Mark(kind, x, _LINE - height, height)


def _kind(use: Use) -> str:
    if use.silent:
        return "silent failure"
    return "passed" if use.verdict == "passed" else "warning" if use.warned else use.verdict


def _told(uses: Sequence[Use]) -> str:
    """Return the uses in words; equal ones in a row are told once."""
    runs = [(kind, len(list(same))) for kind, same in groupby(map(_kind, uses))]
    told = [kind if number == 1 else f"{number:,} × {kind}" for kind, number in runs[:_TOLD_RUNS]]
    rest = [f"{len(runs) - _TOLD_RUNS:,} more changes"] if len(runs) > _TOLD_RUNS else []
    return "In order of time: " + ", ".join(told + rest)
