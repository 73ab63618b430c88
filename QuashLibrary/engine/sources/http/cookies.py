"""Keep the cookies of one test by the origin that set them.

In: responses. Out: requests with their cookies. The jar is stricter than a browser: a cookie is only sent to the host
that set it, regardless of its `Domain`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from QuashLibrary.engine.set_cookie import read_set_cookie
from QuashLibrary.engine.sources.http.addresses import origin_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.engine.outcome import Answer
    from QuashLibrary.engine.sources.http.messages import Request

_FOR_EVER = 10**9
_Origin = tuple[str, str | None, int | None]


@dataclass(frozen=True, slots=True)
class _Cookie:
    value: str
    expires: datetime | None


class CookieJar:
    """The cookies of one test; thread-safe."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[_Origin, str, str], _Cookie] = {}
        self._lock = threading.Lock()

    def take(self, request: Request, response: Answer, now: datetime) -> None:
        """Store the cookies that a response sets; expired ones are left out when requests are built."""
        origin, default = origin_of(request.url), _default_path(request.url)
        with self._lock:
            for line in response.header_values("Set-Cookie"):
                cookie = read_set_cookie(line)
                if cookie is None:
                    continue
                path = cookie.attributes.get("path", "")
                path = path if path.startswith("/") else default
                self._cookies[origin, path, cookie.name] = _Cookie(cookie.value, _expires(cookie.attributes, now))

    def add_to(self, request: Request, now: datetime) -> Request:
        """Return the request with the cookies of its origin and path; its own cookies take precedence."""
        own = [value for name, value in request.headers if name.lower() == "cookie"]
        named = {pair.partition("=")[0].strip() for value in own for pair in value.split(";")}
        kept = [f"{name}={value}" for name, value in self._fitting(request.url, now) if name not in named]
        if not kept:
            return request
        others = tuple(pair for pair in request.headers if pair[0].lower() != "cookie")
        return replace(request, headers=(*others, ("Cookie", "; ".join([*own, *kept]))))

    def _fitting(self, url: str, now: datetime) -> list[tuple[str, str]]:
        """Return the cookies that belong to a URL, longer paths first (RFC 6265, 5.4)."""
        origin, path = origin_of(url), urlsplit(url).path or "/"
        with self._lock:
            found = [
                (len(its_path), name, cookie.value)
                for (its_origin, its_path, name), cookie in self._cookies.items()
                if its_origin == origin and _is_below(path, its_path) and not (cookie.expires and cookie.expires <= now)
            ]
        return [(name, value) for _, name, value in sorted(found, key=lambda item: -item[0])]


def _default_path(url: str) -> str:
    """Return the path of a cookie without a path: the folder of the request (RFC 6265, 5.1.4)."""
    return urlsplit(url).path.rpartition("/")[0] or "/"


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder if folder.endswith("/") else f"{folder}/")


def _expires(attributes: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when a cookie expires; `Max-Age` takes precedence over `Expires`."""
    age = attributes.get("max-age", "")
    if age.removeprefix("-").isdecimal():
        # Python's int() refuses numbers with thousands of digits.
        seconds = min(float(age), _FOR_EVER)
        return datetime.fromtimestamp(now.timestamp() + seconds, UTC) if seconds > 0 else now
    try:
        moment = parsedate_to_datetime(attributes["expires"])
    except (KeyError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
