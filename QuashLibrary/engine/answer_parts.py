"""The parts of an answer that expectations check; each is read when it is first needed."""

from __future__ import annotations

from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING

from QuashLibrary.engine.content_types import UTF_8, charset_of, charset_problem, decoded_text, is_list_of_documents
from QuashLibrary.engine.redactor import masked_url
from QuashLibrary.engine.set_cookie import read_set_cookie
from QuashLibrary.errors import JsonError, UnreadableError
from QuashLibrary.language.hidden_values import HiddenText, is_hidden, joined, shown_text
from QuashLibrary.language.json_display import excerpt, show
from QuashLibrary.language.json_text.reader import Document, read_document, read_json_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from QuashLibrary.engine.outcome import Answer, HiddenBody
    from QuashLibrary.engine.set_cookie import SetCookie
    from QuashLibrary.language.json_text.repeated_keys import RepeatedKeys
    from QuashLibrary.language.json_values import JSON

_REDIRECTION = 3
_LONGEST_LOCATION = 80
_STATUSES = frozenset(HTTPStatus)
_NOTHING_THERE = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass
class AnswerParts:
    """The parts of an answer, and how long it took, in seconds."""

    answer: Answer
    elapsed: float

    @cached_property
    def json(self) -> JSON:
        """The body as JSON.

        Raises:
            UnreadableError: the body is not JSON, or not complete.
        """
        return self._document.value

    @cached_property
    def repeated(self) -> RepeatedKeys | None:
        """The duplicate keys of the document; None if there are none.

        Raises:
            UnreadableError: the body is not JSON, or not complete.
        """
        return None if self.no_body else self._document.repeated

    @cached_property
    def text(self) -> str:
        """The body as text without a byte order mark, decoded with the charset of its Content-Type, else as UTF-8.

        Raises:
            UnreadableError: the body is not complete, or not in that charset.
        """
        self._require_whole()
        if wrong := charset_problem(self.answer.body, self.content_type):
            raise UnreadableError(wrong)
        return self.loose_text if self.answer.hidden is None else self.answer.hidden.text

    @property
    def loose_text(self) -> str:
        """The body as text, with `\ufffd` for bytes that are not in its charset."""
        return decoded_text(self.answer.body, self.content_type)

    @property
    def content_type(self) -> str:
        """The Content-Type in lower case; empty if there is none."""
        return (self.header("Content-Type") or "").lower()

    @cached_property
    def _document(self) -> Document:
        self._require_whole()
        if self.answer.hidden is not None:
            return _hidden_document(self.answer.hidden)
        if self.no_body:
            raise UnreadableError(self.no_body)
        if is_list_of_documents(self.content_type):
            return self._read(lambda: read_json_lines(self.loose_text))
        if self.content_type.startswith("text/event-stream"):
            start = excerpt(self.loose_text, 60)
            raise UnreadableError(f'the body is text/event-stream, not JSON; it starts with "{start}"')
        return self._read(lambda: read_document(self.answer.body))

    def _read(self, read: Callable[[], Document]) -> Document:
        try:
            return read()
        except JsonError as error:
            if charset_of(self.content_type) != UTF_8:
                # JSON should be UTF-8 (RFC 8259, 8.1), but some servers use the charset that their header declares.
                with suppress(JsonError):
                    return read_document(self.loose_text)
            raise UnreadableError(f"the body {error.sentence}") from error

    @cached_property
    def cookies(self) -> dict[str, SetCookie]:
        """The cookies that the answer sets, by name; values have no quotes around them."""
        return {cookie.name: cookie for cookie in self._set_cookies()}

    @cached_property
    def no_body(self) -> str:
        """Why there is no body to read: `204 No Content: there is no body`; empty if there is one."""
        if self.answer.unreadable or self.answer.body.removeprefix(BOM_UTF8).strip():
            return ""
        status = self.answer.status
        is_redirect = bool(self.location and status and status // 100 == _REDIRECTION)
        leads = f"; it redirects to {self.location}" if is_redirect else ""
        return f"{status_line(status)}: there is no body{leads}" if status else "there is no body"

    @property
    def location(self) -> str:
        """The target of a redirect for messages: without user and query, which may contain credentials."""
        written = self.header("Location")
        return show(masked_url(shown_text(written)).partition("?")[0], _LONGEST_LOCATION) if written else ""

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx, or the source has no status."""
        return self.answer.status is None or self.answer.status // 100 == 2  # noqa: PLR2004

    @property
    def says_nothing_is_there(self) -> bool:
        """Whether the status alone says that nothing exists: no content, not found, gone."""
        return self.answer.status in _NOTHING_THERE

    def header(self, name: str) -> str | None:
        """Return a header's value; several are joined by commas (RFC 9110, 5.3); None if there is none."""
        values = self.answer.header_values(name)
        return joined(", ", values) if values else None

    def _set_cookies(self) -> Iterator[SetCookie]:
        for line in self.answer.header_values("Set-Cookie"):
            cookie = read_set_cookie(line)
            if cookie is not None:
                cookie = replace(cookie, value=_unquoted(cookie.value))
                yield _hidden_cookie(cookie) if is_hidden(line) else cookie

    def _require_whole(self) -> None:
        if self.answer.unreadable:
            raise UnreadableError(self.answer.unreadable)


def status_text(status: int) -> str:
    """Return a status with its meaning, if known: `404 (Not Found)`."""
    meaning = _meaning(status)
    return f"{status} ({meaning})" if meaning else str(status)


def status_line(status: int) -> str:
    """Return a status as in an HTTP status line: `404 Not Found`."""
    return f"{status} {_meaning(status)}".rstrip()


def _meaning(status: int) -> str:
    return HTTPStatus(status).phrase if status in _STATUSES else ""


def _hidden_document(hidden: HiddenBody) -> Document:
    if not hidden.is_json:
        raise UnreadableError("the body is not JSON")
    return Document(hidden.document, hidden.repeated)


def _hidden_cookie(cookie: SetCookie) -> SetCookie:
    attributes = {name: HiddenText(value) for name, value in cookie.attributes.items()}
    return replace(cookie, value=HiddenText(cookie.value), attributes=attributes)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
