"""Make any text fit to be shown: bounded, redacted, and free of what breaks a log.

Robot writes XML: a lone surrogate, which JSON may hold, leaves a run without its log.html. Every view
passes what came from outside through here.
"""

import json
import re

from QuashLibrary.engine.outcome import Fault, Headers, Request, Response, Rows, Statement
from QuashLibrary.engine.redactor import MASK, Redactor

BODY_LIMIT = 4_000
"""Characters of a body that are shown."""

_SQL_LIMIT = 80
"""Characters of a statement that stand in a line with other things."""

_BREAKS = re.compile(r" *[\t\n\v\f\r\x85\u2028\u2029]\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_USER = re.compile(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
_SCHEME = re.compile(r"(?:basic|bearer|digest) ", re.IGNORECASE)
_SENSITIVE = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})


def safe(text: str) -> str:
    """Return the text without what XML and consoles cannot take: those characters are escaped."""
    if text.isprintable():
        return text
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def shown(text: str, redactor: Redactor) -> str:
    """Return a text that came from outside, redacted and safe."""
    return safe(redactor.clean(text))


def one_line(text: str) -> str:
    """Return the text with every line break and tab, and the blanks around it, as one blank."""
    return _BREAKS.sub(" ", text).strip()


def shorten(text: str, limit: int) -> str:
    """Return the text, its middle left out where it is longer than the limit."""
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    tail = room // 2
    return f"{text[: room - tail]}…{text[len(text) - tail :]}"


def body_text(body: bytes, limit: int = BODY_LIMIT) -> str:
    """Return a body as text: JSON indented, what is not text by its size, long ones cut with a note."""
    if not body:
        return ""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return f"({len(body):,} bytes that are not UTF-8 text)"
    if len(text) <= 50 * limit:
        text = _indented(text)
    # The mark stands right behind the cut, where the redactor looks for the beginnings of secrets.
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit:,} more characters)"


def _indented(text: str) -> str:
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def masked_headers(headers: Headers) -> Headers:
    """Return headers with the values that authenticate replaced, whether or not they are known secrets.

    The scheme is left, so that who asks again knows what to put there.
    """
    return tuple((name, _masked(value) if name.lower() in _SENSITIVE else value) for name, value in headers)


def _masked(value: str) -> str:
    scheme = _SCHEME.match(value)
    return f"{scheme[0]}{MASK}" if scheme else MASK


def masked_url(url: str) -> str:
    """Return a URL without the user and password that may stand in it."""
    return _USER.sub(rf"\g<1>{MASK}@", url)


def answer_text(answer: Response | Rows | Fault) -> str:
    """Return what came back in a word or two: `200`, `1 row`, or why nothing did."""
    if isinstance(answer, Fault):
        return answer.message
    return str(answer.status) if isinstance(answer, Response) else counted(answer)


def counted(rows: Rows) -> str:
    """Return `1 row`, `7 rows`."""
    return "1 row" if rows.count == 1 else f"{rows.count} rows"


def request_line(request: Request | Statement) -> str:
    """Return `METHOD url`, or `SELECT … on connection`."""
    if isinstance(request, Statement):
        return f"{shorten(str(request.sql), _SQL_LIMIT)} on {request.connection}"
    return f"{request.method} {masked_url(request.url)}"
