"""A runnable `curl` of a request, with secrets masked: what a tester pastes into bash to ask again."""

import re
import shlex
from collections.abc import Iterator

from QuashLibrary.engine.outcome import Headers, Request
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.views.texts import BODY_LIMIT, masked_headers, masked_url, safe

# Newline and tab are shown as they are; a log would change or lose the others.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def curl(request: Request, redactor: Redactor) -> str:
    """Return the command; of a body that is long or not text its size stands instead."""
    words = ["curl", "--globoff"]
    if request.method == "HEAD":
        words.append("--head")
    elif request.method != "GET" or request.body:
        words += ["--request", request.method]
    if request.proxy:
        words += ["--proxy", masked_url(request.proxy)]
    words.append(masked_url(request.url))
    for name, value in masked_headers(_headers(request)):
        # A name with nothing after its colon would tell curl to leave the header out.
        words += ["--header", f"{name}: {value}" if value else f"{name};"]
    words += _content(request)
    return safe(" ".join(_quoted(redactor.clean(word)) for word in words))


def _headers(request: Request) -> Headers:
    """Return the headers without the type of a multipart body, whose boundary curl makes itself."""
    return tuple(pair for pair in request.headers if not request.parts or pair[0].lower() != "content-type")


def _content(request: Request) -> Iterator[str]:
    for part in request.parts:
        if part.path:
            yield from ("--form", f'{part.name}=@"{_escaped_form(part.path)}";type={part.type}')
        else:
            # With plain --form a text that begins with @ or < would name a file.
            yield from ("--form-string", f"{part.name}={_data(part.data)}")
    if request.file:
        yield from ("--data-binary", f"@{request.file}")
    elif request.body and not request.parts:
        yield from ("--data-raw", _data(request.body))


def _escaped_form(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


def _data(body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return f"<{len(body):,} bytes>"
    return text if len(text) <= BODY_LIMIT else f"<{len(text):,} characters>"


def _quoted(word: str) -> str:
    """Quote for the shell; what cannot be shown as it is needs the escapes of bash's `$'…'`."""
    if not _UNPRINTABLE.search(word):
        return shlex.quote(word)
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    return f"$'{_UNPRINTABLE.sub(_escaped, escaped)}'"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in match[0].encode("utf-8", "surrogatepass"))
