"""The index of the report.

In: its data. Out: a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.report.pages.markup.frame import PageParts, frame, shapes
from QuashLibrary.report.pages.markup.lists import facts, group, line, plain_line, problems
from QuashLibrary.report.pages.markup.tables import blunt, connections, validations
from QuashLibrary.report.pages.markup.text import escaped, fold, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from QuashLibrary.report.pages.markup.text import Shown

_MOST_ROWS, _MOST_NOTED = 12, 5
_TRUTH = (
    '<section aria-labelledby="truth">\n<h2 id="truth">How long the backend took to reach the expected state</h2>\n'
    '<p class="explained">Measured from the end of the last UI step before the check until all expectations held. '
    "All bars share one scale.</p>\n"
)
_LEGEND = (
    '<p class="legend">Uses are in chronological order. Above the line: passed; the higher the mark, the longer it '
    "took. Below the line: did not pass.</p>\n"
)
_BLUNT = (
    '<p class="explained">Each validation that passed was also run on changed copies of its answer. If it misses a '
    "change in a value that it checks, sharpen the expectation. Values that nothing checks may be fine.</p>\n"
)
_BLIND = (
    "These tests passed in the UI, but nothing checked the backend. Add a validation after the step that matters, such "
    "as <code>@order-created</code> after “Place order”, or attach one in the registry without editing the test."
)


def index(page: Shown) -> bytes:
    """Return the index."""
    sections: tuple[tuple[Any, Callable[[Any], str]], ...] = (
        (page, _verdict),
        (page["shares"], _shares),
        (page, _notes),
        (page["problems"], lambda given: "".join(map(problems, given))),
        (page["validations"], _validations),
        (page["connections"], connections),
        (page["blunt"], _blunt),
        (page["blind"], lambda groups: _blind(groups, page)),
        (page["all_tests"], lambda groups: _all_tests(groups, page["summary"].total)),
    )
    return frame(
        PageParts(
            title=f"{page['verdict'].sentence} · {page['title']}",
            shapes=shapes(swallowed=page["has_swallowed"]),
            header=_header(page),
            main="\n".join(make(content) if content else "" for content, make in sections),
            footer=_footer(page),
        )
    )


def _header(page: Shown) -> str:
    log = f'<p class="log"><a href="{escaped(page["log"])}">Robot’s log</a></p>' if page["log"] else ""
    run = f'<p class="run"><bdi>{escaped(page["title"])}</bdi></p>'
    return f'<header class="top">\n<p class="brand">Backend report</p>\n{run}\n{log}</header>\n'


def _verdict(page: Shown) -> str:
    verdict = page["verdict"]
    rest = f"<p>{escaped(verdict.rest)}</p>" if verdict.rest else ""
    return (
        f'<section class="verdict k-{verdict.shape}" aria-labelledby="verdict">\n{shape(verdict.shape)}\n<div>\n'
        f'<h1 id="verdict">{escaped(verdict.sentence)}</h1>\n{rest}{facts(page["facts"])}\n</div>\n</section>\n'
    )


def _shares(shares: Sequence[Shown]) -> str:
    bars = [
        f'<rect class="f-{item["shape"]}" x="{item["start"]}%" y="0" width="{item["width"]}%" height="10"/>'
        for item in shares
    ]
    gaps = [f'<line class="gap" x1="{item["start"]}%" x2="{item["start"]}%" y1="0" y2="10"/>' for item in shares[1:]]
    items = [
        f'<li class="k-{item["shape"]}"><a href="#{item["anchor"]}">{shape(item["shape"])}'
        f"<b>{item['number']:,}</b> {item['word']}</a></li>\n"
        for item in shares
    ]
    return (
        '<nav class="shares" aria-label="Tests by result">\n'
        f'<svg class="share-bar" height="10" aria-hidden="true" focusable="false">{"".join(bars + gaps)}</svg>\n'
        f"<ul>\n{''.join(items)}</ul>\n</nav>\n"
    )


def _notes(page: Shown) -> str:
    noted = page["tests_with_notes"]
    items = [f'<li dir="auto">{escaped(note)}</li>\n' for note in page["summary"].info.notes]
    items += [
        f"<li><bdi>{escaped(entry.name)}</bdi>: <bdi>{escaped('; '.join(entry.notes))}</bdi></li>\n"
        for entry in noted[:_MOST_NOTED]
    ]
    if len(noted) > _MOST_NOTED:
        items.append(f"<li>and notes on {len(noted) - _MOST_NOTED:,} more tests; see their pages</li>\n")
    if not items:
        return ""
    head = '<section class="notes" aria-labelledby="notes">\n<h2 id="notes">This report may be incomplete</h2>\n'
    return f"{head}<ul>\n{''.join(items)}</ul>\n</section>\n"


def _validations(rows: Sequence[Shown]) -> str:
    return f"{_TRUTH}{_first_and_more(rows, validations)}{_LEGEND}</section>\n"


def _blunt(rows: Sequence[Shown]) -> str:
    title = f'Expectations that miss changes <span class="number">{len(rows):,}</span>'
    return (
        f'<section aria-labelledby="blunt">\n<h2 id="blunt">{title}</h2>\n{_BLUNT}'
        f"{_first_and_more(rows, blunt)}</section>\n"
    )


def _first_and_more(rows: Sequence[Shown], table: Callable[[Sequence[Shown]], str]) -> str:
    """Return a table with the first rows, and a collapsed table with the other rows."""
    first, more = rows[:_MOST_ROWS], rows[_MOST_ROWS:]
    return f"{table(first)}\n{fold(len(more), f'{table(more)}{chr(10)}') if more else ''}"


def _blind(groups: Sequence[Shown], page: Shown) -> str:
    elsewhere = f" {escaped(page['blind_elsewhere'])}" if page["blind_elsewhere"] else ""
    number = f'<span class="number">{len(page["summary"].of("blind")):,}</span>'
    return (
        f'<section class="k-blind" aria-labelledby="blind">\n<h2 id="blind">{shape("blind")}Blind spots {number}</h2>\n'
        f'<p class="explained">{_BLIND}{elsewhere}</p>\n'
        f"{''.join(group(item, plain_line) for item in groups)}</section>\n"
    )


def _all_tests(groups: Sequence[Shown], total: int) -> str:
    title = f'All tests <span class="number">{total:,}</span>'
    return (
        f'<section aria-labelledby="tests">\n<h2 id="tests">{title}</h2>\n'
        f"{''.join(group(item, line) for item in groups)}</section>\n"
    )


def _footer(page: Shown) -> str:
    if not page["sources"]:
        return "<p></p>\n"
    names = ", ".join(f"<code>{escaped(name)}</code>" for name in page["sources"])
    generator = page["summary"].info.generator
    by = f", written by {escaped(generator)}" if generator else ""
    return f"<p>Read from {names}{by}.</p>\n"
