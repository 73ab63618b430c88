"""Mask the known secrets in any text: every text that is shown passes through one Redactor.

A secret is masked in every encoding in which it is sent (`secret_forms`). The rest of a secret that was cut off (before
`…` or `...`) is masked too. A secret of fewer than four characters is masked only as a separate word; otherwise logs
would be full of masks. Headers and URL parts that always authenticate are masked even if they are not known secrets.
"""

from __future__ import annotations

import os
import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import unquote

from QuashLibrary.engine.text_index import HEAD, TextIndex
from QuashLibrary.language.printable import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from QuashLibrary.engine.outcome import Headers
    from QuashLibrary.language.templates import EnvironmentVariable

SHORTEST_LEARNED = 6
"""The minimum length of a text found by `redact` to mask it everywhere; a shorter text is masked only in its place."""
MOST_LEARNED = 10_000
"""The maximum number of texts found by `redact` that are masked everywhere: the latest ones."""
_BLANK = " \t\r\n*"
# Our own views cut texts with the first, Robot Framework cuts the values of variables with the second.
_CUTS = ("…", "...")
_USER = re.compile(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
_SCHEME = re.compile(r"(?:basic|bearer|digest|token) ", re.IGNORECASE)
_SENSITIVE = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})


class Redactor:
    """The secrets of a run, which it masks; thread-safe."""

    def __init__(self) -> None:
        """Begin without secrets."""
        self._secrets: set[str] = set()
        self._forms = TextIndex()
        self._latest = _Learned()
        self._earlier = _Learned()
        self._indexes: tuple[TextIndex, ...] = ()
        """The indexes that are not empty."""
        self._short: list[str] = []
        self._words: tuple[int, re.Pattern[str] | None] = (0, None)
        self._lock = threading.Lock()
        self.variables: dict[str, str] = {}
        """Secrets from environment variables of the registry, with the names of the variables."""
        self.has_secrets = False
        """Whether there is anything to mask; until then, no text is searched."""
        self.has_forgotten = False
        """Whether `redact` found more texts than can be masked everywhere."""

    def add(self, secret: object) -> None:
        """Mask a value from now on; in a list or an object, mask every single value."""
        with self._lock:
            new = {text for given in _scalar_texts(secret) for text in (given, given.strip()) if text.strip(_BLANK)}
            new -= self._secrets
            if not new:
                return
            # Imported with the first secret: most runs start without one.
            from QuashLibrary.engine.secret_forms import forms_of, lines_of

            self._secrets |= new
            known = {*new, *(line for text in new for line in lines_of(text))}
            self._forms.add(form for text in known if len(text) >= HEAD for form in forms_of(text))
            self._short += [text for text in new if len(text) < HEAD]
            self._note_indexes()

    def add_variables(self, variables: Iterable[EnvironmentVariable]) -> None:
        """Mask the values that a registry reads from the environment, before anything can show them."""
        for variable in variables:
            value = os.environ.get(variable.name, "")
            self.add(value if variable.is_secret else user_in(value))

    def learn(self, texts: Iterable[str]) -> None:
        """Mask texts that the registry redacts, unless they are short; beyond the limit, forget the oldest.

        In their own places, all of them stay masked.
        """
        with self._lock:
            for text in texts:
                if len(text.strip(_BLANK)) < SHORTEST_LEARNED or text in self._latest.texts or text in self._secrets:
                    continue
                if len(self._latest.texts) >= MOST_LEARNED // 2:
                    self.has_forgotten = self.has_forgotten or bool(self._earlier.texts)
                    self._latest, self._earlier = _Learned(), self._latest
                self._latest.add(text)
                self._note_indexes()

    def clean(self, text: str) -> str:
        """Return the text with every known secret replaced by `***`."""
        if not (self.has_secrets and text):
            return text
        indexes, words = self._indexes, self._words_pattern() if self._short else None
        if not _may_show(text, indexes, words):
            return text
        before = None
        # A mask may leave another secret behind, such as `ab` of `longab`, or one that contains asterisks.
        while before != text:
            before = text
            for form in sorted((form for index in indexes for form in index.found_in(text)), key=len, reverse=True):
                text = text.replace(form, MASK)
            if words:
                text = words.sub(MASK, text)
            for cut in _CUTS:
                if cut in text:
                    for index in indexes:
                        text = _without_heads(text, cut, index)
        return text

    def _note_indexes(self) -> None:
        self._indexes = tuple(index for index in (self._forms, self._latest.forms, self._earlier.forms) if index)
        self.has_secrets = True

    def _words_pattern(self) -> re.Pattern[str] | None:
        """Return a pattern that finds short secrets as separate words; it is compiled when it is first needed."""
        number, pattern = self._words
        if len(self._short) != number:
            short = self._short[:]
            words = sorted(map(re.escape, short), key=len, reverse=True)
            pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")
            self._words = (len(short), pattern)
        return pattern


class _Learned:
    """One half of the remembered texts that `redact` found, with their encodings."""

    def __init__(self) -> None:
        self.texts: set[str] = set()
        self.forms = TextIndex()

    def add(self, text: str) -> None:
        from QuashLibrary.engine.secret_forms import forms_of

        self.texts.add(text)
        self.forms.add(forms_of(text))


def authenticates(header: str) -> bool:
    """Return whether the values of a header authenticate."""
    return header.lower() in _SENSITIVE


def scheme_of(value: str) -> str:
    """Return the scheme at the beginning of an authenticating value; the scheme is not secret."""
    scheme = _SCHEME.match(value)
    return scheme[0] if scheme else ""


def masked_headers(headers: Headers) -> Headers:
    """Return headers with the authenticating values masked; the scheme stays visible for readers."""
    return tuple((name, f"{scheme_of(value)}{MASK}" if authenticates(name) else value) for name, value in headers)


def masked_url(url: str) -> str:
    """Return a URL with its user and password masked, if it has any."""
    return _USER.sub(rf"\g<1>{MASK}@", url)


def user_in(address: str) -> list[str]:
    """Return the user and the password of an address, or of a part of an address that begins before its host."""
    authority = re.split(r"[/?#]", address.rpartition("://")[2], maxsplit=1)[0]
    user, mark, _ = authority.rpartition("@")
    return [unquote(part) for part in user.split(":", 1)] if mark else []


def _may_show(text: str, indexes: tuple[TextIndex, ...], words: re.Pattern[str] | None) -> bool:
    """Return whether there may be anything to mask; most texts need no more than this check."""
    for index in indexes:
        if index.may_occur_in(text):
            return True
    if words is not None and words.search(text):
        return True
    ours, robots = _CUTS
    return ours in text or robots in text


def _without_heads(text: str, cut: str, index: TextIndex) -> str:
    """Mask the beginnings of secrets right before a cut."""
    *pieces, last = text.split(cut)
    return cut.join([*(_without_head(piece, index) for piece in pieces), last])


def _without_head(piece: str, index: TextIndex) -> str:
    start = index.start_of_beginning(piece)
    return piece if start < 0 else piece[:start] + MASK


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
