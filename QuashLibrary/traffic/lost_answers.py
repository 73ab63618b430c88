"""Remember the backend's answers to writes of the app, to answer an equal write in place of the backend.

In: the requests of a run. Out: the last successful answer to an equal write, refreshed: each text that the backend
generated is replaced by a text of the same shape, so it names nothing that exists. A generated text contains a digit
and was first seen in that answer. Moments, escapes, member names and technical headers are never replaced.
Answers stay in memory; an answer too large to search is not reused.
"""

from __future__ import annotations

import base64
import re
import secrets
import string
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.language.request_patterns import RequestPattern
    from QuashLibrary.traffic.model import AppRequest, EqualKey, Headers

_WORD = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_KEPT = re.compile(
    r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9])"
    r"|\\u[0-9A-Fa-f]{4}|\\.|%[0-9A-Fa-f]{2}|&#[0-9A-Za-z]+;",
    re.DOTALL,
)
"""Moments and escapes, of JSON, URLs and HTML."""
_NAME = re.compile(r'"(?:[^"\\]|\\.)*"(?=\s*:)')
_POWER = re.compile(r"[0-9]+[eE](?:-?[0-9]+)?")
"""A JSON number with an exponent; a plus or a point before it is not part of a word."""
_HEX = re.compile(r"[0-9a-f-]+|[0-9A-F-]+")
_LONGEST_HEX_NUMBER = 8
_MOST_ANSWERS = 1_000
_MOST_BYTES = 32 * 1024 * 1024
"""The limit for all answers together."""
_MOST_WORDS = 200_000
_LARGEST_BODY = 64 * 1024
_SUCCESS = 2
_TRIES = 20
_TECHNICAL = re.compile(
    r"content-(?!location).*|access-control-.*|cache-control|expires|last-modified|age|vary|via|server|keep-alive|alt-svc"
    r"|accept.*|strict-transport-security|x-powered-by|sec-.*|date",
    re.IGNORECASE,
)
"""Headers whose values name nothing."""
_NOT_REPEATED = frozenset({"content-length", "transfer-encoding", "content-encoding", "connection", "date"})


@dataclass(frozen=True, slots=True)
class SuccessfulAnswer:
    """An answer to reuse; `made` contains the texts that the backend generated."""

    status: int
    headers: Headers
    body: bytes
    made: frozenset[str]

    def written(self) -> dict[str, Any]:
        """Return the answer as JSON for another process; it must never be written to a file."""
        body = base64.b64encode(self.body).decode("ascii")
        return {"status": self.status, "headers": self.headers, "body": body, "made": sorted(self.made)}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> SuccessfulAnswer:
        """Return an answer that another process wrote as JSON."""
        headers = tuple((name, value) for name, value in data["headers"])
        return cls(data["status"], headers, base64.b64decode(data["body"]), frozenset(data["made"]))

    def refreshed(self, choose: Callable[[str], str] = secrets.choice) -> SuccessfulAnswer:
        """Return the answer with fresh texts in place of those that the backend generated."""
        replaced: dict[str, str] = {}
        taken = set(self.made)
        for word in sorted(self.made):
            replaced[word] = _fresh(word, choose, taken)
            taken.add(replaced[word])

        def refresh(text: str) -> str:
            return _in_words(text, lambda word: replaced.get(word, word))

        headers = tuple(
            (name, value.replace(naming, refresh(naming), 1) if (naming := _naming_part(name, value)) else value)
            for name, value in self.headers
            if name.lower() not in _NOT_REPEATED
        )
        body = refresh(self.body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        return SuccessfulAnswer(self.status, headers, body, self.made)


class LostAnswers:
    """The last successful answers of a run; one thread calls `note`, another calls `find`."""

    def __init__(self) -> None:
        self._answers: OrderedDict[EqualKey, SuccessfulAnswer] = OrderedDict()
        self._bytes = 0
        self._seen: dict[int, None] = {}
        """Hashes of words, the least recently seen first."""

    def note(self, request: AppRequest) -> None:
        """Note a request with its answer."""
        sent = _words(" ".join([request.target, *_values(request.headers), _text(request.body)]))
        naming = [_naming_part(name, value) for name, value in request.answer_headers]
        text = _text(request.answer)
        is_success = request.status is not None and request.status // 100 == _SUCCESS
        is_whole = request.answer is not None and len(request.answer) <= _LARGEST_BODY
        if request.is_write and is_success and is_whole and not request.broken:
            answered = _words(" ".join([*naming, _NAME.sub(" ", text) if _is_json(text) else text]))
            made = frozenset(word for word in answered - sent if hash(word) not in self._seen)
            self._keep(
                request.equal_key,
                SuccessfulAnswer(request.status or 200, request.answer_headers, request.answer or b"", made),
            )
        self._see(sent | _words(" ".join([*_values(request.answer_headers), text])))

    def of(self, request: AppRequest) -> SuccessfulAnswer | None:
        """Return the last successful answer to an equal write."""
        return self._answers.get(request.equal_key)

    def find(self, connection: str, pattern: RequestPattern) -> SuccessfulAnswer | None:
        """Return the last successful answer to a write that matches a pattern."""
        for (of, method, path, _, _), answer in reversed(list(self._answers.items())):
            if of == connection and pattern.matches(method, path):
                return answer
        return None

    def _keep(self, key: EqualKey, answer: SuccessfulAnswer) -> None:
        before = self._answers.pop(key, None)
        self._answers[key] = answer
        self._bytes += len(answer.body) - (len(before.body) if before else 0)
        while len(self._answers) > _MOST_ANSWERS or self._bytes > _MOST_BYTES:
            self._bytes -= len(self._answers.popitem(last=False)[1].body)

    def _see(self, words: set[str]) -> None:
        for word in map(hash, words):
            self._seen.pop(word, None)
            self._seen[word] = None
        while len(self._seen) > _MOST_WORDS:
            del self._seen[next(iter(self._seen))]


def _naming_part(name: str, value: str) -> str:
    """Return the part of a header that may name something: a cookie without its attributes."""
    if _TECHNICAL.fullmatch(name):
        return ""
    return value.partition(";")[0] if name.lower() == "set-cookie" else value


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def _values(headers: Headers) -> list[str]:
    return [value for _, value in headers]


def _text(body: bytes | None) -> str:
    return body.decode("utf-8", "replace") if body and len(body) <= _LARGEST_BODY else ""


def _words(text: str) -> set[str]:
    """Return the words that contain a digit and may name something."""
    found: set[str] = set()

    def note(word: str) -> str:
        found.add(word)
        return word

    _in_words(text, note)
    return found


def _in_words(text: str, change: Callable[[str], str]) -> str:
    """Return a text with its words that contain a digit changed; moments and escapes stay as they are."""
    parts = []
    end = 0
    for kept in _KEPT.finditer(text):
        parts += [_changed(text[end : kept.start()], change), kept[0]]
        end = kept.end()
    return "".join([*parts, _changed(text[end:], change)])


def _changed(text: str, change: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: change(match[0]) if any(map(str.isdigit, match[0])) else match[0], text)


def _fresh(word: str, choose: Callable[[str], str], taken: set[str]) -> str:
    """Return a word of the same shape: a digit for a digit, a letter for a letter, hexadecimal for hexadecimal.

    If a shape has too few words, such as numbers of one digit, the word gets longer; it is never a `taken` word.
    """
    is_hex = len(word) >= _LONGEST_HEX_NUMBER and _HEX.fullmatch(word) is not None
    kept = "eE" if _POWER.fullmatch(word) else ""
    fresh = word
    for _ in range(_TRIES):
        fresh = "".join(
            char if char in kept else _fresh_character(char, index, choose, is_hex=is_hex)
            for index, char in enumerate(word)
        )
        if fresh not in taken:
            return fresh
    if fresh in taken and word == "0":
        # A longer JSON number must not begin with a zero.
        fresh = choose("123456789")
    while fresh in taken:
        fresh += choose("123456789")
    return fresh


def _fresh_character(char: str, index: int, choose: Callable[[str], str], *, is_hex: bool) -> str:
    if char.isdigit():
        # A number keeps its length.
        return choose("123456789" if index == 0 and char != "0" else string.digits)
    if char in string.ascii_lowercase:
        return choose("abcdef" if is_hex else string.ascii_lowercase)
    if char in string.ascii_uppercase:
        return choose("ABCDEF" if is_hex else string.ascii_uppercase)
    return char
