"""Find what is between a test and its backend: rejected credentials, a gateway, a server that is down, a proxy.

In: the `auth` and proxy of a connection or validation when planning; later an answer's status or a Fault. Out: a Fault
for unexpected answers that do not come from the app, and hints. Only credentials from the registry count; credentials
with a value from the test are part of the test.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields, replace
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

from QuashLibrary.engine.answer_parts import status_text
from QuashLibrary.engine.outcome import Fault
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.templates import EnvironmentVariable, Reference, Template
from QuashLibrary.registry.model import HeaderAuth, TokenFrom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from QuashLibrary.engine.outcome import Exchange
    from QuashLibrary.engine.sources.http.messages import Request
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model import HttpConnection, Pairs, Validation

Credentials = Mapping[int, str]
"""The owner of the credentials that a status rejects, and where they come from."""

_GATEWAY: Final = MappingProxyType(
    {
        HTTPStatus.TOO_MANY_REQUESTS: "the backend limits the number of requests",
        HTTPStatus.BAD_GATEWAY: "a gateway got no valid answer from the backend",
        HTTPStatus.SERVICE_UNAVAILABLE: "the backend is not available",
        HTTPStatus.GATEWAY_TIMEOUT: "a gateway got no answer from the backend in time",
    }
)
_REJECTIONS: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)
_UNREACHED: Final = frozenset({"refused", "dns", "unreachable"})
_DEFAULT_TIMEOUT: Final = 10.0
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def registry_credentials(validation: Validation, connection: HttpConnection, headers: Pairs) -> Credentials:
    """Return whose credentials 401 and 407 reject; credentials with a value from the test are left out."""
    auth, connected = validation.auth or connection.auth, f'connection "{connection.name}"'
    owner = validation.name if validation.auth else connected
    found: dict[int, str] = {}
    if isinstance(auth, TokenFrom):
        found[HTTPStatus.UNAUTHORIZED] = _credentials_text(owner, [f"token from @{auth.slug}"], auth.position)
    elif auth == HeaderAuth(()):
        pass  # An empty `auth` means that the validation sends no credentials.
    elif auth and not _has_test_value(auth):
        found[HTTPStatus.UNAUTHORIZED] = _credentials_text(owner, _environment_names(auth), auth.position)
    elif not auth:
        written = [value for name, value in headers if name.lower() == "authorization"][-1:]
        if written and not _has_test_value(written):
            found[HTTPStatus.UNAUTHORIZED] = _credentials_text(connected, _environment_names(written))
    if connection.proxy and not _has_test_value(connection.proxy):
        owner = f"the proxy of {connected}"
        found[HTTPStatus.PROXY_AUTHENTICATION_REQUIRED] = _credentials_text(owner, _environment_names(connection.proxy))
    return found


def obstacle(exchange: Exchange, credentials: Callable[[], Credentials]) -> Fault | None:
    """Return what an unexpected answer means; None if it comes from the app."""
    status = None if isinstance(exchange.answer, Fault) else exchange.answer.status
    if status is None:
        return None
    if status in _REJECTIONS and (rejected := credentials().get(status)):
        return Fault("credentials", f"{status_text(status)}: {rejected}")
    if status in _GATEWAY:
        return Fault("gateway", f"{status_text(status)}: {_GATEWAY[HTTPStatus(status)]}")
    return None


def advised(
    fault: Fault, request: Request, connection: str, timeout: float, environment: Mapping[str, str] = os.environ
) -> Fault:
    """Return a fault with a hint; `timeout` is the limit of one exchange, or 0 if the step's own wait was shorter."""
    if fault.hint:
        return fault
    if fault.kind == "timeout" and timeout:
        default = " (the default)" if timeout == _DEFAULT_TIMEOUT else ""
        more = show_duration(3 * timeout)
        return replace(fault, hint=f"timeout is {show_duration(timeout)}{default}; set timeout: {more} on {connection}")
    if fault.kind not in _UNREACHED or request.proxy:
        return fault
    proxy = _unused_proxy(request.url, environment)
    if proxy:
        return replace(fault, hint=f'{proxy} is set but not used; write  proxy: "%{{{proxy}}}"  on {connection}')
    question = "is it running? is" if fault.kind == "refused" else "is"
    return replace(fault, hint=f"{question} base_url of {connection} right?")


def _credentials_text(owner: str, sources: list[str], position: Position | None = None) -> str:
    where = [*sources, *([position.line_name] if position else [])]
    return f"the credentials of {owner} are rejected" + (f" ({', '.join(where)})" if where else "")


def _environment_names(value: object) -> list[str]:
    return list(dict.fromkeys(part.name for part in _references(value) if isinstance(part, EnvironmentVariable)))


def _has_test_value(value: object) -> bool:
    return any(isinstance(part, Reference) for part in _references(value))


def _references(value: object) -> Iterator[Reference | EnvironmentVariable]:
    """Yield the references in a text, in the texts of a list, or in the fields of a dataclass."""
    if isinstance(value, Template):
        yield from (part for part in value.parts if not isinstance(part, str))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _references(item)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for item in fields(value):  # type: ignore[arg-type]
            yield from _references(getattr(value, item.name))


def _unused_proxy(url: str, environment: Mapping[str, str]) -> str:
    """Return the environment variable that sets a proxy for a URL in other tools; empty if there is none."""
    parts = urlsplit(url)
    known = {name.lower(): name for name in environment if environment[name]}
    if parts.hostname in _LOCAL:
        return ""
    wanted = [known[name] for name in (f"{parts.scheme}_proxy", "all_proxy") if name in known]
    no_proxy = environment.get(known.get("no_proxy", ""), "")
    return wanted[0] if wanted and not proxy_bypass_environment(parts.hostname or "", {"no": no_proxy}) else ""
