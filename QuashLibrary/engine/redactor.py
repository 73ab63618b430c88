"""Mask the known secrets in any text: everything that is shown passes through one Redactor.

A secret is masked in the forms in which it travels: raw, percent-encoded, escaped as in JSON, Python and
HTML (also one inside the other), and as Base64. What is left of it before a cut (`…` or `...`) is masked
too. A secret of fewer than four characters is masked only as a word of its own; otherwise it would riddle
every log with masks. Whatever authenticates by its place is masked even if it is not a known secret.
"""

import html
import json
import re
import threading
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

from QuashLibrary.engine.outcome import Headers
from QuashLibrary.engine.text_index import HEAD, TextIndex

MASK = "***"
_LONG = 20_000
"""A longer text, such as a whole body, is known in fewer forms: each of them takes up memory until the run ends."""
# Our own views cut with the first, Robot with the second when it shows the value of a variable.
_CUTS = ("…", "...")
_PERCENT = re.compile(r"%[0-9A-F]{2}")
# JavaScript's encodeURIComponent leaves the third as they are, browsers in a path the fourth.
_LEFT_ALONE = ("", "/", "!'()*", "/:@!$&'()*+,;=")
_NEEDS_NO_ESCAPES = re.compile(r"""[^\x00-\x1f"'&<>\\\x7f-\U0010ffff]+""")
_USER = re.compile(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
_SCHEME = re.compile(r"(?:basic|bearer|digest) ", re.IGNORECASE)
_SENSITIVE = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
_ESCAPES: tuple[Callable[[str], str], ...] = (
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: repr(text)[1:-1],
    html.escape,
    lambda text: html.escape(text, quote=False),
    lambda text: html.escape(text, quote=False).replace('"', "&quot;").replace("'", "&#39;"),
)


class Redactor:
    """The secrets of a run, which it masks; may be used from several threads."""

    def __init__(self) -> None:
        """Begin without secrets."""
        self._secrets: set[str] = set()
        self._forms = TextIndex()
        self._short: list[str] = []
        self._words: tuple[int, re.Pattern[str] | None] = (0, None)
        self._lock = threading.Lock()

    def add(self, secret: object) -> None:
        """Mask a value from now on; of a list or object, mask every scalar in it."""
        with self._lock:
            new = {text for given in _scalar_texts(secret) for text in (given, given.strip()) if text.strip(" \t\r\n*")}
            new -= self._secrets
            if not new:
                return
            self._secrets |= new
            self._forms.add(form for text in new if len(text) >= HEAD for form in _forms(text))
            self._short += [text for text in new if len(text) < HEAD]

    def clean(self, text: str) -> str:
        """Return the text with every known secret replaced by `***`."""
        words = self._words_pattern()
        if not self._forms and words is None:
            return text
        before = None
        # A mask may leave another secret behind: `ab` of `longab`, or one that contains asterisks.
        while before != text:
            before = text
            for form in self._forms.found_in(text):
                text = text.replace(form, MASK)
            if words:
                text = words.sub(MASK, text)
            for cut in _CUTS:
                if cut in text:
                    text = self._without_heads(text, cut)
        return text

    def _words_pattern(self) -> re.Pattern[str] | None:
        """Return a pattern that finds short secrets as words of their own; it is made when it is needed."""
        number, pattern = self._words
        short = self._short[:]
        if len(short) != number:
            words = sorted(map(re.escape, short), key=len, reverse=True)
            pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")
            self._words = (len(short), pattern)
        return pattern

    def _without_heads(self, text: str, cut: str) -> str:
        """Mask the beginnings of secrets right before the mark of a cut."""
        *pieces, last = text.split(cut)
        return cut.join([*(self._without_head(piece) for piece in pieces), last])

    def _without_head(self, piece: str) -> str:
        start = self._forms.start_of_beginning(piece)
        return piece if start < 0 else piece[:start] + MASK


def masked_headers(headers: Headers) -> Headers:
    """Return headers with the values masked that authenticate; their scheme stays, so that a reader knows it."""
    return tuple((name, _masked_value(value) if name.lower() in _SENSITIVE else value) for name, value in headers)


def masked_url(url: str) -> str:
    """Return a URL with its user and password masked, if it has any."""
    return _USER.sub(rf"\g<1>{MASK}@", url)


def _masked_value(value: str) -> str:
    scheme = _SCHEME.match(value)
    return f"{scheme[0]}{MASK}" if scheme else MASK


def _scalar_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _scalar_texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _scalar_texts(item)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _forms(text: str) -> set[str]:
    escaped = {text} if _NEEDS_NO_ESCAPES.fullmatch(text) else {text, *(escape(text) for escape in _ESCAPES)}
    if len(text) > _LONG:
        return escaped
    raw = text.encode("utf-8", "surrogatepass")
    quoted = {quote(raw, safe=safe) for safe in _LEFT_ALONE} | {quote_plus(raw)}
    encoded = {encode(raw).decode("ascii") for encode in (b64encode, urlsafe_b64encode)}
    return {
        *quoted,
        *(_PERCENT.sub(lambda match: match[0].lower(), form) for form in quoted),
        *encoded,
        *(form.rstrip("=") for form in encoded),
        *escaped,
        *(escape(form) for escape in _ESCAPES for form in escaped if form != text),
    }
