"""Find parts of texts and hide them, in a single text or in all values of a document.

In: a function that finds the parts, and texts or JSON values. Out: the values with hidden parts marked; lists and
objects are changed in place. The rules of a registry, which say where to search in an answer, are in `redactions`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.engine.text_index import HEAD, TextIndex
from QuashLibrary.errors import SlowPatternError
from QuashLibrary.language.hidden_values import HiddenText, Span, hidden
from QuashLibrary.language.regexes import find_all

if TYPE_CHECKING:
    from QuashLibrary.language.json_values import JSON

Find = Callable[[str], list[Span]]
"""Returns the parts of a text to hide."""


def everything(text: str) -> list[Span]:
    """Return the whole text, if there is any."""
    return [(0, len(text))] if text else []


def matches_of(pattern: str) -> Find:
    """Return a function that finds the matches of a regular expression, or everything if the search is too slow.

    If the expression has groups, the function finds the first group that matched.
    """

    def find(text: str) -> list[Span]:
        try:
            spans = [_first_group(match) for match in find_all(pattern, text)]
        except SlowPatternError:
            return everything(text)
        return [(start, end) for start, end in spans if end > start]

    return find


def hide_in_text(text: str, find: Find, found: list[JSON] | None = None) -> str:
    """Return a text with all found parts hidden; the parts are added to `found`."""
    spans = find(text)
    if found is not None:
        found += (text[start:end] for start, end in spans)
    return HiddenText(text, spans) if spans else text


def hide_in(value: JSON, find: Find, found: list[JSON]) -> JSON:
    """Return a value with all found parts hidden; a number is hidden as a whole.

    Keys are searched too, unless everything is hidden.
    """
    if isinstance(value, list):
        value[:] = [hide_in(item, find, found) for item in value]
    elif isinstance(value, dict):
        items = [(key, hide_in(item, find, found)) for key, item in value.items()]
        value.clear()
        value.update((key if find is everything else hide_in_text(key, find, found), item) for key, item in items)
    elif isinstance(value, str):
        return hide_in_text(value, find, found)
    elif value is not None and not isinstance(value, bool) and find(as_text(value)):
        found.append(value)
        return hidden(value)
    return value


def hide_values(value: JSON, texts: set[str], found: list[JSON]) -> JSON:
    """Return a value with these texts hidden: anywhere, or only as a whole value if a text is very short."""
    index = TextIndex()
    index.add(text for text in texts if len(text) >= HEAD)

    def find(text: str) -> list[Span]:
        if text in texts:
            return everything(text)
        return [(place, place + len(known)) for known in index.found_in(text) for place in _places(known, text)]

    return hide_in(value, find, found)


def _places(part: str, text: str) -> list[int]:
    places, place = [], text.find(part)
    while place >= 0:
        places.append(place)
        place = text.find(part, place + 1)
    return places


def _first_group(match: Any) -> Span:
    """Return the span of the first group that matched something; without groups, the span of the match."""
    number = next((at for at in range(1, match.re.groups + 1) if match[at]), 0)
    if match.re.groups and not number:
        return (0, 0)
    start, end = match.span(number)
    return start, end
