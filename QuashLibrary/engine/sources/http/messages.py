"""HTTP requests and responses as plain data that describe themselves to checks and views.

A request describes itself as the words of a `curl` command, so a tester can paste it and repeat the request.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Answer, Description
from QuashLibrary.engine.redactor import authenticates, masked_url, scheme_of
from QuashLibrary.language.hidden_values import HiddenText
from QuashLibrary.language.printable import TEXT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.engine.outcome import Headers

_BASIC = "basic "
_GLOBS = frozenset("[]{}")
"""Characters that curl would expand in a URL."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a multipart body; a file also has a name, a media type and a path."""

    name: str
    data: bytes
    filename: str = ""
    type: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent, credentials included.

    `body` is everything that is sent; `parts` or `file` say what it was built from.
    """

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    parts: tuple[Part, ...] = ()
    file: str = ""
    proxy: str = ""

    @property
    def description(self) -> Description:
        """Method and URL, and the command that sends it again."""
        line = f"{self.method} {masked_url(self.url)}"
        return Description("Reproduce with curl", line, command=tuple(self._curl_words()))

    def _curl_words(self) -> Iterator[str]:
        """Yield a `curl` command that sends the same request; long or binary data is replaced by its size."""
        yield "curl"
        if not _GLOBS.isdisjoint(self.url):
            yield "--globoff"
        if self.method == "HEAD":
            yield "--head"
        elif self.method != "GET" or self.body:
            yield from ("-X", self.method)
        if self.proxy:
            yield from ("--proxy", masked_url(self.proxy))
        yield masked_url(self.url)
        for name, value in self.headers:
            # curl itself adds the type of a multipart body, with the boundary in it.
            if not self.parts or name.lower() != "content-type":
                yield from _header_words(name, value)
        yield from self._data_words()

    def _data_words(self) -> Iterator[str]:
        for part in self.parts:
            if part.path:
                yield from ("--form", f'{part.name}=@"{_escaped_form(part.path)}";type={part.type}')
            else:
                # With plain --form a text that begins with @ or < would name a file.
                yield from ("--form-string", f"{part.name}={_data_text(part.data)}")
        if self.file:
            yield from ("--data-binary", f"@{self.file}")
        elif self.body and not self.parts:
            yield from ("--data-raw", _data_text(self.body))


def http_answer(status: int, reason: str, headers: Headers, body: bytes, unreadable: str = "") -> Answer:
    """Return a response as an answer; the body is already decoded."""
    description = Description("Answer", str(status), f"{status} {reason}".strip())
    return Answer(description, body, status, headers, unreadable)


def basic_credentials(username: str, password: str) -> str:
    """Return the credentials of HTTP's Basic scheme (RFC 7617), in UTF-8."""
    return b64encode(f"{username}:{password}".encode("utf-8", "surrogatepass")).decode("ascii")


def _header_words(name: str, value: str) -> tuple[str, str]:
    """Return the curl words of a header; authenticating values are hidden."""
    if not authenticates(name):
        # With a colon but no value, curl would omit the header.
        return "-H", f"{name}: {value}" if value else f"{name};"
    start = len(name) + 2 + len(scheme_of(value))
    user, colon, password = _basic_user(value).partition(":") if name.lower() == "authorization" else ("", "", "")
    if colon:
        spans = [(0, len(user)), (len(user) + 1, len(user) + 1 + len(password))]
        return "-u", HiddenText(f"{user}:{password}", [span for span in spans if span[0] < span[1]])
    return "-H", HiddenText(f"{name}: {value}", [(start, len(name) + 2 + len(value))])


def _basic_user(value: str) -> str:
    """Return the user and password in a Basic header; empty if curl would encode them differently."""
    scheme = scheme_of(value)
    try:
        user = b64decode(value[len(scheme) :], validate=True).decode("utf-8") if scheme.lower() == _BASIC else ""
    except (binascii.Error, ValueError):
        return ""
    return user if value == f"Basic {basic_credentials(*user.partition(':')[::2])}" else ""


def _escaped_form(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


def _data_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return f"<{len(data):,} bytes>"
    return text if len(text) <= TEXT_LIMIT else f"<{len(text):,} characters>"
