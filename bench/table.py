"""The table of figures: a row, its measurement, and whether it reached its goal.

In: themes, and the results they measured. Out: Markdown. Rows and goals are known before anything is measured.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.bench import Bench

COLUMNS = ("what", "peers", "limit", "measured", "goal", "held?")


@dataclass(frozen=True)
class Row:
    """One line of the table: its goal in words, and the highest value of each figure that reaches it."""

    what: str
    goal: str
    most: Mapping[str, float]


@dataclass(frozen=True)
class Result:
    """The measurement of a row; `figures` are compared with the goal, and without figures nothing was measured."""

    measured: str
    peers: str = ""
    limit: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """The results of a theme, one per row, and details that do not fit into the table.

    If measuring has `failed`, the details say why.
    """

    results: Sequence[Result]
    details: Sequence[str] = ()
    failed: bool = False


@dataclass(frozen=True)
class Theme:
    """Rows that are measured together; `name` selects them on the command line."""

    name: str
    rows: tuple[Row, ...]
    measure: Callable[[Bench], Findings]


def held(row: Row, result: Result) -> str:
    """Return whether a result reaches the goal of its row."""
    if not result.figures:
        return "not measured"
    return "yes" if all(result.figures[name] <= most for name, most in row.most.items()) else "**no**"


def markdown(measured: Iterable[tuple[Theme, Findings]]) -> str:
    """Return the table of all rows, followed by the details of each theme."""
    measured = list(measured)
    lines = [_line(COLUMNS), _line(["---"] * len(COLUMNS))]
    for theme, findings in measured:
        for row, result in zip(theme.rows, findings.results, strict=True):
            cells = (row.what, result.peers, result.limit, result.measured, row.goal, held(row, result))
            lines.append(_line(cells))
    for theme, findings in measured:
        if findings.details:
            lines += ["", f"**{theme.name}**", "", *(f"- {detail}" for detail in findings.details)]
    return "\n".join(lines) + "\n"


def summary(measured: Iterable[tuple[Theme, Findings]]) -> str:
    """Return in one sentence how many goals were reached."""
    states = [
        held(row, result)
        for theme, findings in measured
        for row, result in zip(theme.rows, findings.results, strict=True)
    ]
    skipped = states.count("not measured")
    missing = f"; {skipped} not measured" if skipped else ""
    return f"{states.count('yes')} of {len(states) - skipped} goals reached{missing}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
