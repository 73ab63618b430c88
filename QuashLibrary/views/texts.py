"""Texts from outside as they may be shown: redacted, safe for a log, and of a body no more than a reader wants."""

from functools import lru_cache

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_document
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.printable import TEXT_LIMIT, one_line, safe


def shown(text: str, redactor: Redactor) -> str:
    """Return a text from outside, redacted and safe."""
    return safe(redactor.clean(text))


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


def _indented(text: str) -> str:
    """Return JSON indented; as it is if it is none, or if a key would be lost that occurs twice."""
    try:
        document = read_document(text)
    except JsonError:
        return text
    return text if document.repeated else write_json(document.value, indent=2)
