"""Prepare texts from outside for display: redacted, safe for a log, and bodies cut to a readable length."""

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
"""The number of characters shown of the answer in a passed outcome."""

_LONGEST_CHARACTER = 4
_SEPARATOR = "\x1e"
"""The separator of texts that are checked together; not a letter, so word boundaries stay the same."""


def shown(text: str, redactor: Redactor) -> str:
    """Return a text from outside, redacted and safe."""
    return safe(redactor.clean(text))


def shown_all(texts: Iterable[str], redactor: Redactor) -> Mapping[str, str]:
    """Map each text to its shown form; if none contains a secret, a single search in all of them is enough."""
    unique = dict.fromkeys(texts)
    joined = _SEPARATOR.join(unique)
    if redactor.clean(joined) == joined:
        return {text: safe(text) for text in unique}
    return {text: shown(text, redactor) for text in unique}


def shown_line(text: str, redactor: Redactor) -> str:
    """Return a text from outside as one line, redacted and safe."""
    return one_line(shown(text, redactor))


@lru_cache(maxsize=2)  # An outcome that did not pass shows the same body several times.
def body_text(body: bytes, limit: int = TEXT_LIMIT) -> str:
    """Return a body as text: JSON is indented, a long text is cut with a note, binary data is replaced by its size."""
    if not body:
        return ""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return f"({len(body):,} bytes that are not UTF-8 text)"
    if len(text) <= 50 * limit:
        text = _indented(text)
    # The mark follows the cut directly, because the redactor searches there for the beginnings of secrets.
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit:,} more characters)"


def body_excerpt(body: bytes) -> str:
    """Return the beginning of a body as it was sent; a long body is neither decoded nor parsed as a whole."""
    beginning = body[: (EXCERPT + 1) * _LONGEST_CHARACTER]
    try:
        text = beginning.decode("utf-8", "ignore" if len(beginning) < len(body) else "strict")
    except UnicodeDecodeError:
        return f"({len(body):,} bytes that are not UTF-8 text)"
    # The mark follows the cut directly, because the redactor searches there for the beginnings of secrets.
    return (text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…") or "(empty body)"


def _indented(text: str) -> str:
    """Return JSON indented; return the text unchanged if it is not JSON, or if a duplicate key would be lost."""
    try:
        document = read_document(text)
    except JsonError:
        return text
    return text if document.repeated else write_json(document.value, indent=2)
