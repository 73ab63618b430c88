"""Write the run as Markdown for the summary of a CI job: verdict, failures, how long backends took, blind spots.

The size is bounded for any run: GitHub accepts 1 MiB and shows little of that. Every text from a run is in a code span,
so Markdown, HTML and mentions have no effect.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import one_line, safe, shorten, undirected
from QuashLibrary.report.summary.verdicts import verdict
from QuashLibrary.report.summary.words import count
from QuashLibrary.views.noticed_changes import changes_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.report.summary.model import Category, RunSummary, ValidationFigures

_FINDINGS: Sequence[tuple[str, Category]] = (
    ("Silent failures", "silent"),
    ("Swallowed failures", "swallowed"),
    ("Failed backend checks", "failed"),
    ("Errors: the backend could not be checked", "error"),
    ("Warnings", "warned"),
    ("Other failures", "broken"),
)
_ROWS = 20
_CAUSES = _SLOWEST = 10
_LONGEST = 200
_NAMES = 5
_NOT_PLAIN = re.compile(r"[^\w ,()-]", re.ASCII)


def markdown(summary: RunSummary) -> str:
    """Return a run as Markdown."""
    return "\n".join(_lines(summary)) + "\n"


def code(text: str) -> str:
    """Return a text as a code span of one line that shows the text literally, also in a table."""
    text = undirected(shorten(one_line(safe(text)), _LONGEST))
    if not text:
        return ""
    if "|" not in text and "`" not in text:
        return f"`{text}`"
    # Renderers split cells before they read code spans, and they differ in how to escape a bar.
    return f"<code>{_NOT_PLAIN.sub(lambda match: f'&#{ord(match[0])};', text)}</code>"


def seconds(value: float) -> str:
    """Return a duration with a fixed number of decimals, so durations in a column are comparable."""
    if value < 1:
        return f"{value * 1000:.0f} ms"
    return f"{value:.1f} s" if value < 60 else f"{value // 60:.0f} min {value % 60:.0f} s"  # noqa: PLR2004


def _lines(summary: RunSummary) -> Iterator[str]:
    yield f"## {verdict(summary).sentence}"
    yield ""
    yield ", ".join(_facts(summary)) + "."
    for note in summary.info.notes:
        yield f"\n> {code(note)}"
    yield from _unusable(summary)
    for title, category in _FINDINGS:
        tests = summary.of(category)
        rows = ((code(test.full_name), code(test.reason)) for test in tests[:_ROWS])
        yield from _table(f"{title} ({len(tests)})", ("test", "finding"), rows, len(tests))
    slowest = _slowest_rows(summary)
    columns = ("validation", "uses", "passed after (median)", "max")
    yield from _table("Slowest to reach the expected state", columns, slowest, len(slowest))
    blunt = [_blunt_row(figures) for figures in summary.blunt]
    title = f"Expectations that miss changes ({len(blunt)})"
    yield from _table(title, ("validation", "changes to the answer", "not noticed"), blunt[:_ROWS], len(blunt))
    blind = summary.of("blind")
    yield from _table(
        f"Blind spots: passed without a backend check ({len(blind)})",
        ("test", "UI steps"),
        ((code(test.full_name), str(test.ui_steps)) for test in blind[:_ROWS]),
        len(blind),
    )


def _unusable(summary: RunSummary) -> Iterator[str]:
    """Yield why tests did not run, each list of problems once."""
    tests = Counter(test.reason for test in summary.of("unusable"))
    if tests:
        yield f"\n### Broken registry or import ({tests.total()})"
    for reason, number in tests.most_common(_CAUSES):
        first, *problems = reason.splitlines()
        yield f"\n{code(first)} {count(number, 'test')}\n"
        yield from (f"- {code(problem.strip())}" for problem in problems[:_ROWS])
        if len(problems) > _ROWS:
            yield f"- and {len(problems) - _ROWS:,} more; all are in the report."


def _facts(summary: RunSummary) -> Iterator[str]:
    info = summary.info
    if info.name:
        yield code(info.name)
    if info.started:
        yield f"{info.started:%Y-%m-%d %H:%M}"
    if info.elapsed is not None:
        yield f"in {seconds(info.elapsed)}"
    yield f"{summary.with_status('PASS')} passed"
    yield f"{summary.with_status('FAIL')} failed"
    if skipped := summary.with_status("SKIP"):
        yield f"{skipped} skipped"
    yield count(summary.uses, "validation outcome")


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], total: int) -> Iterator[str]:
    if not total:
        return
    yield f"\n### {title}\n"
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _ in columns)} |"
    shown = list(rows)
    yield from (f"| {' | '.join(row)} |" for row in shown)
    if len(shown) < total:
        yield f"\nand {total - len(shown):,} more; all are in the report."


def _blunt_row(figures: ValidationFigures) -> Sequence[str]:
    changes = figures.changes
    if changes is None:
        return (code(figures.name), "", "")
    missed = [*changes.not_noticed, *(f"anything at {place}" for place in changes.not_looked_at)]
    more = f" and {len(missed) - _NAMES} more" if len(missed) > _NAMES else ""
    return (code(figures.name), changes_line(changes), ", ".join(map(code, missed[:_NAMES])) + more)


def _slowest_rows(summary: RunSummary) -> list[Sequence[str]]:
    lags = [(figures, figures.lag) for figures in summary.validations if figures.lag and figures.lag.median]
    lags.sort(key=lambda item: -item[1].median)
    return [
        (code(figures.name), str(len(figures.uses)), seconds(lag.median), seconds(lag.most))
        for figures, lag in lags[:_SLOWEST]
    ]
