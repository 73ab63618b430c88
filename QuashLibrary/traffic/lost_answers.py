"""What the backend has answered to writes of the app, so that an answer can be given again in its place.

In: the requests of a run. Out: the last successful answer to an equal write, refreshed: each text that the backend
had made (it has a digit, and was first seen in that answer) is replaced by another one of the same shape, so that it
names nothing that exists. Answers are in memory only.
"""

import base64
import re
import secrets
import string
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from QuashLibrary.language.request_patterns import RequestPattern
from QuashLibrary.traffic.model import AppRequest, EqualKey, Headers

_WORD = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_HEX = re.compile(r"[0-9a-f-]+|[0-9A-F-]+")
_LONGEST_HEX_NUMBER = 8
_MOST_ANSWERS = 1_000
_MOST_WORDS = 200_000
_LARGEST_BODY = 64 * 1024
_SUCCESS = 2
_NOT_REPEATED = frozenset({"content-length", "transfer-encoding", "content-encoding", "connection", "date"})


@dataclass(frozen=True, slots=True)
class SuccessfulAnswer:
    """An answer that can be given again; `made` are the texts that the backend had made."""

    status: int
    headers: Headers
    body: bytes
    made: frozenset[str]

    def written(self) -> dict[str, Any]:
        """Return the answer as JSON, to hand it to another process; never to a file."""
        body = base64.b64encode(self.body).decode("ascii")
        return {"status": self.status, "headers": self.headers, "body": body, "made": sorted(self.made)}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "SuccessfulAnswer":
        """Return the answer that another process has written."""
        headers = tuple((name, value) for name, value in data["headers"])
        return cls(data["status"], headers, base64.b64decode(data["body"]), frozenset(data["made"]))

    def refreshed(self, choose: Callable[[str], str] = secrets.choice) -> "SuccessfulAnswer":
        """Return the answer with other texts in place of those that the backend had made."""
        replaced = {word: _fresh(word, choose) for word in self.made}

        def refresh(text: str) -> str:
            return _in_words(text, lambda word: replaced.get(word, word))

        headers = tuple((name, refresh(value)) for name, value in self.headers if name.lower() not in _NOT_REPEATED)
        body = refresh(self.body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        return SuccessfulAnswer(self.status, headers, body, self.made)


class LostAnswers:
    """The last successful answers of a run; `note` is called by one thread, `find` by another."""

    def __init__(self) -> None:
        self._answers: OrderedDict[EqualKey, SuccessfulAnswer] = OrderedDict()
        self._seen: set[str] = set()

    def note(self, request: AppRequest) -> None:
        """Take a request with its answer."""
        sent = _words(" ".join([request.target, *_values(request.headers), _text(request.body)]))
        answered = _words(" ".join([*_values(request.answer_headers), _text(request.answer)]))
        is_success = request.status is not None and request.status // 100 == _SUCCESS
        if request.is_write and is_success and request.answer is not None and not request.broken:
            made = frozenset(word for word in answered - sent if word not in self._seen)
            answer = SuccessfulAnswer(request.status or 200, request.answer_headers, request.answer, made)
            self._answers[request.equal_key] = answer
            self._answers.move_to_end(request.equal_key)
            while len(self._answers) > _MOST_ANSWERS:
                self._answers.popitem(last=False)
        if len(self._seen) < _MOST_WORDS:
            self._seen |= sent | answered

    def of(self, request: AppRequest) -> SuccessfulAnswer | None:
        """Return the last successful answer to a write like this one."""
        return self._answers.get(request.equal_key)

    def find(self, connection: str, pattern: RequestPattern) -> SuccessfulAnswer | None:
        """Return the last successful answer to a write that a pattern matches."""
        for (of, method, path, _, _), answer in reversed(list(self._answers.items())):
            if of == connection and pattern.matches(method, path):
                return answer
        return None


def _values(headers: Headers) -> list[str]:
    return [value for _, value in headers]


def _text(body: bytes | None) -> str:
    return body.decode("utf-8", "replace") if body and len(body) <= _LARGEST_BODY else ""


def _words(text: str) -> set[str]:
    """Return the words with a digit; moments are no names of anything."""
    found: set[str] = set()

    def note(word: str) -> str:
        found.add(word)
        return word

    _in_words(text, note)
    return found


def _in_words(text: str, change: Callable[[str], str]) -> str:
    """Return a text in which the words with a digit are changed; moments stay as they are."""
    parts = []
    end = 0
    for moment in _MOMENT.finditer(text):
        parts += [_changed(text[end : moment.start()], change), moment[0]]
        end = moment.end()
    return "".join([*parts, _changed(text[end:], change)])


def _changed(text: str, change: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: change(match[0]) if any(map(str.isdigit, match[0])) else match[0], text)


def _fresh(word: str, choose: Callable[[str], str]) -> str:
    """Return a word of the same shape: a digit for a digit, a letter for a letter; hexadecimal stays so."""
    is_hex = len(word) >= _LONGEST_HEX_NUMBER and _HEX.fullmatch(word) is not None
    for _ in range(10):
        fresh = "".join(_fresh_character(char, index, choose, is_hex=is_hex) for index, char in enumerate(word))
        if fresh != word:
            return fresh
    return word


def _fresh_character(char: str, index: int, choose: Callable[[str], str], *, is_hex: bool) -> str:
    if char.isdigit():
        # A number keeps its length.
        return choose("123456789" if index == 0 and char != "0" else string.digits)
    if char in string.ascii_lowercase:
        return choose("abcdef" if is_hex else string.ascii_lowercase)
    if char in string.ascii_uppercase:
        return choose("ABCDEF" if is_hex else string.ascii_uppercase)
    return char
