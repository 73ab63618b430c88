"""Requests and responses of HTTP as plain data, which describe themselves to checks and views.

A request describes itself as the words of a `curl` command, so that a tester can paste it and ask again.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from QuashLibrary.engine.outcome import Answer, Description, Headers
from QuashLibrary.engine.redactor import masked_headers, masked_url
from QuashLibrary.language.printable import TEXT_LIMIT


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a multipart body; a file also has its name, media type and path."""

    name: str
    data: bytes
    filename: str = ""
    type: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent, credentials included.

    `body` is everything that is sent; `parts` or `file` say what it was made of.
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
        return Description("Ask again", line, command=tuple(self._curl_words()))

    def _curl_words(self) -> Iterator[str]:
        """Yield a `curl` that sends the same; in place of data that are long or not text it has their size."""
        yield from ("curl", "--globoff")
        if self.method == "HEAD":
            yield "--head"
        elif self.method != "GET" or self.body:
            yield from ("--request", self.method)
        if self.proxy:
            yield from ("--proxy", masked_url(self.proxy))
        yield masked_url(self.url)
        for name, value in masked_headers(self.headers):
            # curl itself makes the type of a multipart body, with the boundary in it.
            if not self.parts or name.lower() != "content-type":
                # With a colon and no value, curl would leave the header out.
                yield from ("--header", f"{name}: {value}" if value else f"{name};")
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
    """Return the answer that a response is; its body is decoded."""
    description = Description("Response", str(status), f"{status} {reason}".strip())
    return Answer(description, body, status, headers, unreadable)


def basic_credentials(username: str, password: str) -> str:
    """Return the credentials of HTTP's Basic scheme (RFC 7617), in UTF-8."""
    return b64encode(f"{username}:{password}".encode("utf-8", "surrogatepass")).decode("ascii")


def _escaped_form(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


def _data_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return f"<{len(data):,} bytes>"
    return text if len(text) <= TEXT_LIMIT else f"<{len(text):,} characters>"
