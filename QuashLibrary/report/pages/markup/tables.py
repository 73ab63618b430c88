"""The tables of the index: validations, backends, and expectations that miss changes.

In: their rows. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.pages.file_names import page_link
from QuashLibrary.report.pages.markup.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.report.pages.markup.text import Shown

_MOST_NAMES = 8


def validations(rows: Iterable[Shown]) -> str:
    """Return the table of validations: how long each took to pass."""
    return _table(("Validation", "Uses in this run", "Passed at once", "Passed after"), map(_validation, rows))


def connections(rows: Sequence[Shown]) -> str:
    """Return the section of backends: how long each took to answer and to become consistent."""
    title = "Slowest backends" if len(rows) > 1 else "Backend"
    table = _table(("Connection", "Requests", "Answered in", "Consistent after"), map(_connection, rows))
    return f'<section aria-labelledby="backends">\n<h2 id="backends">{title}</h2>\n{table}</section>\n'


def blunt(rows: Iterable[Shown]) -> str:
    """Return the table of validations that miss changes to an answer."""
    return _table(("Validation", "Noticed", "Not noticed"), map(_blunt_row, rows))


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    columns = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads)
    return (
        f'<table role="table">\n<thead role="rowgroup"><tr role="row">{columns}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{"".join(rows)}</tbody>\n</table>\n'
    )


def _row(name: str, description: str, *cells: str) -> str:
    sub = f'<span class="sub" dir="auto">{escaped(description)}</span>' if description else ""
    head = f'<th scope="row" role="rowheader"><bdi class="slug">{escaped(name)}</bdi>{sub}</th>'
    return f'<tr role="row">\n{head}\n{"".join(cells)}</tr>\n'


def _cell(label: str, content: str, kind: str = "") -> str:
    as_kind = f' class="{kind}"' if kind else ""
    return f'<td role="cell"{as_kind}><span class="cell-label" aria-hidden="true">{label}</span>{content}</td>\n'


def _validation(row: Shown) -> str:
    figures = row["figures"]
    missed = f": {escaped(row['missed'])}" if row["missed"] else ""
    return _row(
        figures.name,
        figures.description,
        _cell("Uses", _strip(row["strip"]) + _words(row["uses"] + missed)),
        _cell("Passed at once", f"{figures.at_once:,} ×", "figure"),
        _cell("Passed after", f"{_bar(row['bar'])}{_slowest(row)}" if row["bar"] else _words(row["no_bar"]), "wide"),
    )


def _slowest(row: Shown) -> str:
    slowest = row["slowest"]
    if not slowest:
        return ""
    link = f'<a href="{escaped(page_link(slowest.test_id))}"><bdi>{escaped(slowest.test_name)}</bdi></a>'
    return f" {_words(f'in {link}')}"


def _connection(row: Shown) -> str:
    figures = row["figures"]
    errors = _words(f"{figures.errors:,} ended in an error") if figures.errors else ""
    return _row(
        figures.name or "(no name)",
        "",
        _cell("Requests", f"{figures.attempts:,}{errors}"),
        _cell("Answered in", _bar(row["answer"]) if row["answer"] else _words("no answer"), "wide"),
        _cell("Consistent after", _bar(row["lag"]) if row["lag"] else _words("not measured"), "wide"),
    )


def _blunt_row(row: Shown) -> str:
    names = _names(row["not_noticed"]) if row["not_noticed"] else ""
    if row["not_looked_at"]:
        names += f"{_words('Nothing checks:')}{_names(row['not_looked_at'])}"
    return _row(
        row["name"], row["description"], _cell("Noticed", _bar(row["bar"]), "wide"), _cell("Not noticed", names, "wide")
    )


def _words(content: str) -> str:
    return f'<span class="bar-words">{content}</span>'


def _bar(given: Shown) -> str:
    most, median = given["to_most"], given["to_median"]
    return (
        '<svg class="bar" height="14" aria-hidden="true" focusable="false">'
        '<rect class="bar-all" x="0" y="6" width="100%" height="2"/>'
        f'<rect class="bar-most" x="0" y="3" width="{most}%" height="8"/>'
        f'<rect class="bar-median" x="0" y="3" width="{median}%" height="8"/>'
        f'<line class="bar-line" x1="{median}%" x2="{median}%" y1="0" y2="14"/></svg>\n'
        f"{_words(escaped(given['words']))}\n"
    )


def _strip(given: Shown) -> str:
    width, words = given["width"], escaped(given["words"])
    marks = "".join(
        f'<rect class="m-{mark["kind"]}" x="{mark["x"]}" y="{mark["y"]}" width="6" height="{mark["height"]}"/>'
        for mark in given["marks"]
    )
    return (
        f'<svg class="strip" width="{width}" height="32" role="img" aria-label="{words}"><title>{words}</title>'
        f'<line class="strip-line" x1="0" x2="{width}" y1="22.5" y2="22.5"/>{marks}</svg>\n'
    )


def _names(names: Sequence[str]) -> str:
    first, more = names[:_MOST_NAMES], names[_MOST_NAMES:]
    folded = ""
    if more:
        folded = f'<details class="fold"><summary>{len(more)} more</summary>{_listed(more)}</details>'
    return f"{_listed(first)}\n{folded}"


def _listed(names: Iterable[str]) -> str:
    items = "".join(f'<li><bdi class="code">{escaped(name)}</bdi></li>\n' for name in names)
    return f'<ul class="differences">\n{items}</ul>'
