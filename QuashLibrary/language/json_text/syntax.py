"""Explain why a text is not JSON, and where."""

import json
import re

from QuashLibrary.language.json_display import excerpt

_HTML = re.compile(r"\s*<(!doctype|html|head|body|\?xml|[a-z])", re.IGNORECASE)
_SHOWN = 3
"""How much of the middle of a text is shown; more could reveal part of a secret that the redactor cannot find."""
_BETWEEN = re.compile(r"\s*")


def syntax_problem(error: json.JSONDecodeError) -> str:
    """Return why a text is not JSON, in words that follow "not JSON: "."""
    text = error.doc
    if not text.strip():
        return "it is empty" if not text else "it is blank"
    if _HTML.match(text):
        return f'it looks like HTML or XML: "{excerpt(text.lstrip(), 40)}"'
    if error.msg == "Extra data" and (documents := _documents_in(text)):
        return f"it contains {documents:,} JSON documents, one after the other; {_AS_A_LIST}"
    place = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"it ends too early, at {place}: {_missing_end(error)}"
    reason = error.msg.removesuffix(" starting at").removesuffix(" at").lower()
    # The redactor finds the start of a secret before the mark of a cut.
    found = excerpt(text, 20) if error.pos == 0 else excerpt(text[error.pos : error.pos + _SHOWN])
    beginning = "" if error.pos == 0 else f', in a text that starts with "{excerpt(text.lstrip(), 40)}"'
    return f'{reason} at {place}, found "{found}"{beginning}'


_AS_A_LIST = "with the Content-Type application/x-ndjson they would be a list"


def _documents_in(text: str) -> int:
    """Return the number of documents in a text; 0 if it contains anything else."""
    decoder, count, at = json.JSONDecoder(), 0, 0
    while at < len(text):
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return 0
        count, at = count + 1, _end_of_blank(text, end)
    return count


def _end_of_blank(text: str, at: int) -> int:
    blank = _BETWEEN.match(text, at)
    return blank.end() if blank else at


def _missing_end(error: json.JSONDecodeError) -> str:
    if error.msg.startswith("Unterminated string"):
        return "a text is not closed"
    return f'its last characters are "{excerpt(error.doc.rstrip()[-_SHOWN:])}"'
