"""A response as expectations see it: its parts, read when first asked for."""

from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus

from QuashLibrary.engine.outcome import Headers, Response, Rows
from QuashLibrary.engine.set_cookie import SetCookie, read_set_cookie
from QuashLibrary.errors import NotJsonError, UnreadableError
from QuashLibrary.language.json_values import JSON, read_json

_NOTHING_THERE = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass
class Answer:
    """A response, or rows, and how long it took, in seconds."""

    response: Response | Rows
    elapsed: float

    @cached_property
    def json(self) -> JSON:
        """The body as JSON.

        Raises:
            UnreadableError: it is not JSON, or not whole.
        """
        self._require_whole()
        if not self.response.body:
            raise UnreadableError("the body is empty, not JSON")
        try:
            return read_json(self.response.body)
        except NotJsonError as error:
            raise UnreadableError(f"the body is not JSON: {error}") from error

    @cached_property
    def text(self) -> str:
        """The body as text, in the charset of its Content-Type, UTF-8 if none.

        Raises:
            UnreadableError: it is not whole.
        """
        self._require_whole()
        try:
            return self.response.body.decode(self._charset(), "replace")
        except (LookupError, UnicodeError):
            return self.response.body.decode("utf-8", "replace")

    @cached_property
    def cookies(self) -> dict[str, SetCookie]:
        """The cookies set by the response, by name; their values without quotes."""
        read = filter(None, map(read_set_cookie, self.header_values("Set-Cookie")))
        return {cookie.name: replace(cookie, value=_unquoted(cookie.value)) for cookie in read}

    @property
    def status(self) -> int:
        """The status; that of a success where rows came back, which have none."""
        return self.response.status if isinstance(self.response, Response) else HTTPStatus.OK

    @property
    def headers(self) -> Headers:
        """The headers; rows have none."""
        return self.response.headers if isinstance(self.response, Response) else ()

    @property
    def is_success(self) -> bool:
        """Whether the status is of the class 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004

    @property
    def says_nothing_is_there(self) -> bool:
        """Whether the status alone says that there is nothing: no content, not found, gone."""
        return self.status in _NOTHING_THERE

    def header(self, name: str) -> str | None:
        """Return a header's value, several joined by a comma (RFC 9110, 5.3); None where there is none."""
        values = self.header_values(name)
        return ", ".join(values) if values else None

    def header_values(self, name: str) -> list[str]:
        """Return every value of a header, in the order received."""
        return self.response.header_values(name) if isinstance(self.response, Response) else []

    def _require_whole(self) -> None:
        if self.response.unreadable:
            raise UnreadableError(self.response.unreadable)

    def _charset(self) -> str:
        _, _, charset = (self.header("Content-Type") or "").lower().partition("charset=")
        return charset.split(";")[0].strip(" \"'") or "utf-8"


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
