"""Texts from outside as they may be shown: redacted, safe for a log, and of a body no more than a reader wants."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_document
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.printable import TEXT_LIMIT, one_line, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from QuashLibrary.engine.redactor import Redactor

EXCERPT = 400
"""The characters of an answer that are shown of what passed."""

_LONGEST_CHARACTER = 4
_SEPARATOR = "\x1e"
"""What is between texts that are looked at together: no letter, so each still begins and ends where it did."""


def shown(text: str, redactor: Redactor) -> str:
    """Return a text from outside, redacted and safe."""
    return safe(redactor.clean(text))


def shown_all(texts: Iterable[str], redactor: Redactor) -> Mapping[str, str]:
    """Return each text with how it is shown; if none contains a secret, one look at all of them is enough."""
    unique = dict.fromkeys(texts)
    joined = _SEPARATOR.join(unique)
    if redactor.clean(joined) == joined:
        return {text: safe(text) for text in unique}
    return {text: shown(text, redactor) for text in unique}


def shown_line(text: str, redactor: Redactor) -> str:
    """Return a text from outside in one line, redacted and safe."""
    return one_line(shown(text, redactor))


@lru_cache(maxsize=2)  # An outcome that did not pass shows the same body several times.
def body_text(body: bytes, limit: int = TEXT_LIMIT) -> str:
    """Return a body as text: JSON indented, a long text cut with a note, and binary data as its size."""
    if not body:
        return ""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return f"({len(body):,} bytes that are not UTF-8 text)"
    if len(text) <= 50 * limit:
        text = _indented(text)
    # The mark comes right after the cut, where the redactor looks for the beginnings of secrets.
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit:,} more characters)"


def body_excerpt(body: bytes) -> str:
    """Return the beginning of a body as it was sent: a long one is neither decoded nor parsed as a whole."""
    beginning = body[: (EXCERPT + 1) * _LONGEST_CHARACTER]
    try:
        text = beginning.decode("utf-8", "ignore" if len(beginning) < len(body) else "strict")
    except UnicodeDecodeError:
        return f"({len(body):,} bytes that are not UTF-8 text)"
    # The mark comes right after the cut, where the redactor looks for the beginnings of secrets.
    return (text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…") or "(empty body)"


def _indented(text: str) -> str:
    """Return JSON indented; as it is if it is none, or if a key would be lost that occurs twice."""
    try:
        document = read_document(text)
    except JsonError:
        return text
    return text if document.repeated else write_json(document.value, indent=2)
