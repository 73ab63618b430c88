"""Mask the known secrets in any text: everything that is shown passes through one Redactor.

A secret is masked in the forms in which it travels: raw, percent-encoded, escaped as in JSON, Python
and HTML, and as Base64. A secret of fewer than four characters is masked only where it stands as a
word of its own, for else it would riddle every log with masks.
"""

import html
import json
import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

MASK = "***"
_SHORT = 4
_PERCENT = re.compile(r"%[0-9A-F]{2}")


class Redactor:
    """The secrets of a run, and the masking of them; may be used from several threads."""

    def __init__(self) -> None:
        self._patterns: dict[str, str] = {}
        self._compiled: re.Pattern[str] | None = None
        self._lock = threading.Lock()

    def add(self, secret: object) -> None:
        """Take a value as secret from now on; lists and objects stand for all the scalars in them."""
        for text in _texts(secret):
            if not text.strip() or text in self._patterns:
                continue
            with self._lock:
                self._patterns.update({form: _pattern(form) for form in _forms(text)})
                self._compiled = None

    def clean(self, text: str) -> str:
        """Return the text with every known secret replaced by `***`."""
        if not self._patterns:
            return text
        compiled = self._compiled
        if compiled is None:
            with self._lock:
                longest_first = sorted(self._patterns, key=len, reverse=True)
                compiled = re.compile("|".join(self._patterns[form] for form in longest_first))
                self._compiled = compiled
        return compiled.sub(MASK, text)


def basic_credentials(username: str, password: str) -> str:
    """Return the credentials of HTTP's Basic scheme, RFC 7617, in UTF-8."""
    return b64encode(f"{username}:{password}".encode()).decode("ascii")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _forms(text: str) -> set[str]:
    if len(text) < _SHORT:
        return {text}
    raw = text.encode("utf-8", "surrogatepass")
    quoted = {quote(raw, safe=""), quote(raw), quote_plus(raw)}
    return {
        text,
        *quoted,
        *(_PERCENT.sub(lambda match: match[0].lower(), form) for form in quoted),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        repr(text)[1:-1],
        html.escape(text),
        html.escape(text, quote=False),
        b64encode(raw).decode("ascii"),
    }


def _pattern(form: str) -> str:
    if len(form) < _SHORT:
        return rf"(?<![^\W_]){re.escape(form)}(?![^\W_])"
    return re.escape(form)
