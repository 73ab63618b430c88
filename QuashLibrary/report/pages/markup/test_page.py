"""The page of a test.

In: its data; waterfall and timeline are HTML already. Out: a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.pages.markup.frame import PageParts, frame, shapes
from QuashLibrary.report.pages.markup.lists import app_failure, facts, kind
from QuashLibrary.report.pages.markup.text import escaped, path, shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.report.pages.markup.text import Shown

_BLIND = (
    '<p class="explained">This test passed in the UI, but nothing checked the backend. '
    "Add a validation after the step that matters.</p>"
)
_NOTHING = '<p class="explained">The log of this test contains no UI step and no backend validation.</p>'


def test_page(page: Shown) -> bytes:
    """Return the page of a test."""
    return frame(
        PageParts(
            title=f"{page['chip'].word}: {page['test'].name}",
            root="../",
            shapes=shapes(swallowed=page["has_swallowed"]),
            header=_header(page),
            main=f"{_verdict(page)}\n{_notes(page['test'].notes)}\n\n{_clock(page)}",
        )
    )


def _header(page: Shown) -> str:
    links = ['<a href="../index.html">All tests</a>\n']
    for where, name, text in (("previous", "prev", "← Previous problem"), ("following", "next", "Next problem →")):
        if other := page[where]:
            links.append(f'<a rel="{name}" href="{escaped(other[0])}" title="{escaped(other[1])}">{text}</a>')
    if page["log"]:
        links.append(f'<a href="{escaped(page["log"])}">Robot’s log</a>')
    return f'<header class="top">\n<nav class="ways" aria-label="Report">\n{"".join(links)}</nav>\n</header>\n'


def _verdict(page: Shown) -> str:
    test, chip = page["test"], page["chip"]
    headline = f'<span class="headline" dir="auto">{escaped(page["headline"])}</span>' if page["headline"] else ""
    return "".join(
        (
            f'<section class="verdict test k-{chip.shape}" aria-labelledby="name">\n{shape(chip.shape)}\n<div>\n',
            f'<p class="where">{path(test.suite)}</p>' if test.suite else "",
            f'<h1 id="name">{kind(test)}<bdi>{escaped(test.name)}</bdi></h1>\n',
            f'<p class="result"><b>{escaped(chip.word)}</b>{headline}</p>\n',
            _message(page["message"]) if page["message"] else "",
            _swallowed(page),
            _BLIND if test.blind_spot else "",
            f'<p class="doc" dir="auto">{escaped(test.doc)}</p>' if test.doc else "",
            f"{facts(page['facts'])}\n",
            _tags(test.tags) if test.tags else "",
            "</div>\n</section>\n",
        )
    )


def _message(message: str) -> str:
    return f'<details class="fold"><summary>Full message</summary><pre dir="auto">{escaped(message)}</pre></details>'


def _swallowed(page: Shown) -> str:
    if page["unseen"]:
        return f'<p class="explained">{escaped(page["unseen"])}</p>'
    return f'<p class="app-failure">{app_failure(page["app_failure"])}</p>' if page["app_failure"] else ""


def _tags(tags: Sequence[str]) -> str:
    items = "".join(f"<li><bdi>{escaped(tag)}</bdi></li>" for tag in tags)
    return f'<ul class="tags" aria-label="Tags">{items}</ul>'


def _notes(notes: Sequence[str]) -> str:
    if not notes:
        return ""
    items = "".join(f'<li dir="auto">{escaped(note)}</li>\n' for note in notes)
    head = '<section class="notes" aria-labelledby="notes">\n<h2 id="notes">This page may be incomplete</h2>\n'
    return f"{head}<ul>\n{items}</ul>\n</section>\n"


def _clock(page: Shown) -> str:
    title = "UI, app and backend" if page["has_app"] else "UI and backend"
    if page["waterfall"]:
        title += " on one clock"
    return (
        f'<section aria-labelledby="timeline">\n<h2 id="timeline">{title}</h2>\n'
        f"{page['waterfall']}{chr(10) if page['waterfall'] else ''}{page['timeline'] or _NOTHING}\n</section>\n"
    )
