"""The frame of every page: head, shapes, header and footer.

In: the parts of a page as HTML. Out: a page.
"""

from __future__ import annotations

from typing import NamedTuple

from QuashLibrary.report.pages.markup.text import escaped
from QuashLibrary.version import __version__

MADE = f"Generated from Robot Framework’s output by QuashLibrary {__version__}."
_SWALLOWED = (
    '<symbol id="s-swallowed" viewBox="0 0 16 16"><path class="ink" d="M8 .4 14.6 4.2v7.6L8 15.6 1.4 11.8V4.2z"/>'
    '<path class="cut" d="M8 4.1v7M5 8.4l3 3 3-3"/></symbol>\n'
)
_BEFORE = (
    '<svg class="shapes" width="0" height="0" aria-hidden="true" focusable="false">\n'
    '<symbol id="s-unusable" viewBox="0 0 16 16"><path class="ink" d="M2.4.8h7.4l3.8 3.8v10.6H2.4z"/>'
    '<path class="cut" d="M8 5.4v4M8 11.8v.5"/></symbol>\n'
    '<symbol id="s-silent" viewBox="0 0 16 16"><path class="ink" d="M8 .6 15.4 8 8 15.4.6 8z"/>'
    '<path class="cut" d="M8 4.2v4.6M8 11v.6"/></symbol>\n'
)
_AFTER = (
    '<symbol id="s-failed" viewBox="0 0 16 16"><rect class="ink" x="1" y="1" width="14" height="14" rx="3"/>'
    '<path class="cut" d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6"/></symbol>\n'
    '<symbol id="s-error" viewBox="0 0 16 16"><path class="ink" d="M8 .9 15.6 14.6H.4z"/>'
    '<path class="cut" d="M8 6v4M8 12.2v.5"/></symbol>\n'
    '<symbol id="s-broken" viewBox="0 0 16 16">'
    '<rect class="line" x="1.8" y="1.8" width="12.4" height="12.4" rx="3"/>'
    '<path class="line" d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"/></symbol>\n'
    '<symbol id="s-warned" viewBox="0 0 16 16"><path class="line" d="M8 2.2 14.4 13.8H1.6z"/>'
    '<path class="line" d="M8 6.6v3.2M8 11.8v.3"/></symbol>\n'
    '<symbol id="s-blind" viewBox="0 0 16 16">'
    '<path class="line" d="M1.2 8S3.6 3.6 8 3.6 14.8 8 14.8 8 12.4 12.4 8 12.4 1.2 8 1.2 8z"/>'
    '<path class="line" d="M2.6 13.4 13.4 2.6"/></symbol>\n'
    '<symbol id="s-passed" viewBox="0 0 16 16"><circle class="ink" cx="8" cy="8" r="7.2"/>'
    '<path class="cut" d="m4.8 8.3 2.3 2.3 4.2-4.8"/></symbol>\n'
    '<symbol id="s-skipped" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6.4"/>'
    '<path class="line" d="M5 8h6"/></symbol>\n'
    '<symbol id="s-not-run" viewBox="0 0 16 16">'
    '<circle class="line" cx="8" cy="8" r="6.4" stroke-dasharray="2.4 2.4"/></symbol>\n'
    "</svg>\n"
)


class PageParts(NamedTuple):
    """The parts that differ between pages: `title` is text, the rest HTML; `root` leads to the style sheet's folder."""

    title: str
    shapes: str
    header: str
    main: str
    root: str = ""
    style: str = ""
    footer: str = ""
    made: str = MADE


def frame(parts: PageParts) -> bytes:
    """Return a page; UTF-8 cannot express a lone surrogate, so it is shown as an escape."""
    page = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="QuashLibrary report {__version__}">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{escaped(parts.title)}</title>\n'
        f'<link rel="stylesheet" href="{parts.root}report.css">\n{parts.style}</head>\n<body>\n'
        f'<a class="skip" href="#main">Skip to the content</a>\n{parts.shapes}\n{parts.header}'
        f'<main id="main" tabindex="-1">\n{parts.main}</main>\n<footer class="foot">\n{parts.footer}'
        f"<p>{parts.made}</p>\n</footer>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "backslashreplace")


def shapes(*, swallowed: bool) -> str:
    """Return the shapes of results, with the shape of swallowed failures only if it is needed."""
    return f"{_BEFORE}{_SWALLOWED if swallowed else ''}{_AFTER}"
