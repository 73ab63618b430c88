"""Follow redirects as browsers do (RFC 9110, 15.4; Fetch, 4.4): where they lead, and with which request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from QuashLibrary.engine.sources.http.addresses import encoded, same_origin
from QuashLibrary.engine.sources.http.messages import Request

if TYPE_CHECKING:
    from QuashLibrary.engine.outcome import Answer

MAX_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SEE_OTHER = 303
_POST_BECOMES_GET = frozenset({301, 302})
_BODY_HEADERS = frozenset({"content-type", "content-encoding", "content-language", "content-location"})


def redirected(request: Request, response: Answer) -> Request | None:
    """Return the next request of a redirect; None if the response is not a redirect or leads to another origin."""
    locations = response.header_values("Location")
    if response.status not in _REDIRECTS or len(locations) != 1:
        return None
    try:
        url = encoded(urldefrag(urljoin(request.url, locations[0])).url)
    except ValueError:
        return None
    if not same_origin(request.url, url):
        return None
    if not _becomes_get(request.method, response.status):
        return replace(request, url=url)
    headers = tuple(pair for pair in request.headers if pair[0].lower() not in _BODY_HEADERS)
    return Request("GET", url, headers, proxy=request.proxy)


def why_not_followed(request: Request, response: Answer, follows: bool) -> str:
    """Return why a redirect is not followed, and the setting that would follow it; empty if there is no redirect."""
    if response.status not in _REDIRECTS or not response.header_values("Location"):
        return ""
    if redirected(request, response) is None:
        return "it was not followed: it leads to another origin"
    if follows:
        return "it was not followed: it would send the query to another path of a read-only backend"
    return "it was not followed; write  redirects: same-origin  on the connection to follow it"


def repeats_elsewhere(request: Request, target: Request) -> bool:
    """Return whether a redirect sends the same body to another path, where it may mean something else."""
    return target.method == request.method and urlsplit(target.url).path != urlsplit(request.url).path


def _becomes_get(method: str, status: int) -> bool:
    if status == _SEE_OTHER:
        return method not in ("GET", "HEAD")
    return status in _POST_BECOMES_GET and method == "POST"
