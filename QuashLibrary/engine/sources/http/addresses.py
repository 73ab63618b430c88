"""Build the URL of a request from a connection's base_url, the path and the query.

In: texts with nothing left to look up. Out: the URL to send. Messages never show a base_url, because somebody may have
written a password into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from QuashLibrary.errors import UnusableValueError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from urllib.parse import SplitResult

_SCHEMES = ("http://", "https://")
_PORTS = {"http": 80, "https": 443}
_LEGAL = "%/:?#[]@!$&'()*+,;=~"
"""Characters that need no encoding in a URL (RFC 3986, 2.2), and the percent sign of already encoded ones."""


def join_url(base: str, path: str) -> str:
    """Join base and path with exactly one slash; a path that is an absolute URL must have the origin of the base.

    Raises:
        UnusableValueError: the base or the path is not a usable address.
    """
    split = _split(base, "base_url")
    if split.query or split.fragment:
        raise UnusableValueError('base_url must not contain a query or fragment; write "query" in the request instead')
    if path.startswith(_SCHEMES):
        if _origin(_split(path, "the path")) != _origin(split):
            raise UnusableValueError(f"{path} is not on the connection's origin {split.scheme}://{split.netloc}")
        return encoded(path)
    base = f"{split.scheme}://{split.netloc}{encoded(split.path)}"
    return f"{base.rstrip('/')}/{encoded(path.lstrip('/'))}" if path else base


def with_query(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the URL with parameters added to its query."""
    encoded = urlencode(list(pairs), quote_via=quote, errors="surrogatepass")
    if not encoded:
        return url
    address, mark, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{encoded}{mark}{fragment}"


def same_origin(one: str, other: str) -> bool:
    """Return whether two URLs have the same scheme, host and port; False if one is not a URL."""
    try:
        return _origin(_split(one, "")) == _origin(_split(other, ""))
    except UnusableValueError:
        return False


def origin_of(url: str) -> tuple[str, str | None, int | None]:
    """Return the scheme, host and port of a URL."""
    return _origin(urlsplit(url))


def proxy_address(text: str) -> str:
    """Return the address of a proxy; empty if there is none.

    Raises:
        UnusableValueError: the text is not `http://host:port`.
    """
    if not text:
        return ""
    split = _split(text, "proxy")
    if split.scheme != "http" or split.path not in ("", "/") or split.query or split.fragment:
        raise UnusableValueError("proxy must be http:// with a host and a port, and nothing after them")
    return f"http://{split.netloc}"


def token_address(url: str) -> str:
    """Return the URL of a token server; it may have any origin.

    Raises:
        UnusableValueError: the URL is not a usable address.
    """
    _split(url, "token_url")
    return encoded(url)


def encoded(text: str) -> str:
    """Return a URL, or a part of one, with illegal characters percent-encoded."""
    return quote(text.encode("utf-8", "surrogatepass"), safe=_LEGAL)


def _split(url: str, what: str) -> SplitResult:
    if not url.lower().startswith(_SCHEMES):
        raise UnusableValueError(f"{what} must begin with http:// or https://")
    try:
        split = urlsplit(url)
        usable = split.hostname is not None and split.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UnusableValueError(f"{what} must have a host, and its port, if any, must be from 1 to 65535")
    if "@" in split.netloc:
        advice = "write  auth: {basic: {username: …, password: …}}  instead"
        raise UnusableValueError(f"{what} must not contain a user or password; {advice}")
    return split


def _origin(split: SplitResult) -> tuple[str, str | None, int | None]:
    return split.scheme, split.hostname, split.port or _PORTS.get(split.scheme)
