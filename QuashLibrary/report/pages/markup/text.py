"""Texts and the smallest parts of a page as HTML. Only this module escapes texts outside templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.report.summary.verdicts import Chip

ViewData: TypeAlias = dict[str, Any]
Shown: TypeAlias = Mapping[str, Any]
"""The data of a page or a part of a page."""


def escaped(text: str) -> str:
    """Return a text escaped as by Jinja2: safe in elements and in quoted attributes."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;").replace('"', "&#34;")
    )


def shape(name: str) -> str:
    """Return the shape of a result."""
    return f'<svg class="i" aria-hidden="true" focusable="false"><use href="#s-{escaped(name)}"/></svg>'


def chip(given: Chip) -> str:
    """Return a chip: a shape and a word."""
    return f'<span class="chip k-{escaped(given.shape)}">{shape(given.shape)}{escaped(given.word)}</span>'


def path(names: Sequence[str]) -> str:
    """Return nested names, outermost first."""
    return '<span class="sep"> › </span>'.join(f"<bdi>{escaped(name)}</bdi>" for name in names)


def within(names: Sequence[str]) -> str:
    """Return the keywords around something; empty without keywords."""
    return f'<p class="within">{path(names)}</p>' if names else ""


def spans(texts: Sequence[str]) -> str:
    """Return remarks in sequence."""
    return "".join(f'<span dir="auto">{escaped(text)}</span>' for text in texts)


def pairs(items: Sequence[tuple[str, str]]) -> str:
    """Return names and values as rows of a list."""
    return "".join(f'<div><dt>{name}</dt><dd dir="auto">{escaped(value)}</dd></div>' for name, value in items)


def fold(number: int, content: str) -> str:
    """Return a collapsed section with this many more items."""
    return f'<details class="fold">\n<summary>{number:,} more</summary>\n{content}</details>\n'
