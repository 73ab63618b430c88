"""The app's ways to its backends, as the registries of the running suite define them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from QuashLibrary.engine.plan.expectations import render_expectations
from QuashLibrary.engine.plan.values import render_text
from QuashLibrary.engine.sources.app.answers import broken_expectation
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.operators.model import Context
from QuashLibrary.problems import Position
from QuashLibrary.registry.model import AppProxy, HttpConnection
from QuashLibrary.robotside.robot_api.variables import expression_evaluator
from QuashLibrary.robotside.state.libraries import registry_owners
from QuashLibrary.robotside.state.traffic import AppBackend
from QuashLibrary.traffic.model import Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.registry.model import AppListener, Tls
    from QuashLibrary.robotside.state.libraries import RegistryOwner
    from QuashLibrary.traffic.model import AppRequest

_PORT = re.compile("[0-9]{1,5}")
_PORTS = range(1, 65_536)


@dataclass(frozen=True, slots=True)
class SuiteWays:
    """The ways of a suite and the backends behind them; `problems` says which ways cannot be opened."""

    ways: tuple[Way, ...]
    backends: dict[str, AppBackend]
    problems: tuple[str, ...]


def suite_ways(redactor: Redactor) -> SuiteWays:
    """Return the ways of the running suite."""
    ways: list[Way] = []
    backends: dict[str, AppBackend] = {}
    problems: list[str] = []
    for _, owner in registry_owners():
        for name, listener in _listeners(owner):
            connection = owner.connections[name]
            assert isinstance(connection, HttpConnection)  # noqa: S101 - others have no listener
            backends[name] = AppBackend(connection, partial(_broken_promise, owner, connection, redactor))
            try:
                ways.append(_way(connection, listener, owner.scope))
            except (UnusableValueError, OSError) as error:
                place = listener.position or Position("", 0)
                problems.append(f'{place} cannot record the app\'s requests to "{name}": {error}')
    return SuiteWays(tuple(_distinct(ways)), backends, tuple(problems))


def _listeners(owner: RegistryOwner) -> Iterator[tuple[str, AppListener | AppProxy]]:
    connections = owner.connections
    for name in (name for name in connections if name in owner.registry.listening):
        connection = connections[name]
        if isinstance(connection, HttpConnection) and connection.app:
            yield name, connection.app
    if (proxy := owner.registry.app_proxy) is not None:
        for name in dict.fromkeys(name for _, name in proxy.hosts):
            if name in connections:
                yield name, proxy


def _way(connection: HttpConnection, listener: AppListener | AppProxy, scope: Scope) -> Way:
    """Return a way with every value looked up.

    Raises:
        UnusableValueError: a name is unknown, or its value is not a port.
        OSError: the file of a certificate cannot be read.
    """
    base = urlsplit(render_text(connection.base_url, scope))
    hosts = listener.hosts if isinstance(listener, AppProxy) else ()
    return Way(
        name=connection.name,
        upstream=f"{base.scheme}://{base.netloc.rpartition('@')[2]}",
        path=base.path.rstrip("/"),
        host=listener.host,
        port=_port(render_text(listener.listen, scope)),
        hosts=tuple(host for host, name in hosts if name == connection.name),
        trusts_all=not connection.tls.verify,
        ca=_authority(connection.tls, scope),
    )


def _port(text: str) -> int:
    if not _PORT.fullmatch(text.strip()) or int(text) not in _PORTS:
        raise UnusableValueError(f'"listen" must be a port from 1 to 65535, but is "{text}"')
    return int(text)


def _authority(tls: Tls, scope: Scope) -> str:
    name = render_text(tls.ca, scope)
    return Path(tls.folder, name).read_text(encoding="ascii", errors="ignore") if name else ""


def _distinct(ways: list[Way]) -> Iterator[Way]:
    """Yield each way once: connections that share a port also share a backend, and the way has the first one's name."""
    groups: dict[object, list[Way]] = {}
    for way in ways:
        groups.setdefault((way.address, way.hosts), []).append(way)
    for first, *others in groups.values():
        yield replace(first, also=tuple(dict.fromkeys(way.name for way in others if way.name != first.name)))


def _broken_promise(owner: RegistryOwner, connection: HttpConnection, redactor: Redactor, request: AppRequest) -> str:
    if not connection.expect:
        return ""
    try:
        expectations = render_expectations(connection.expect, owner.scope)
    except UnusableValueError:
        # Only a validation has the value, such as an input.
        return ""
    context = Context(evaluate=expression_evaluator())
    return broken_expectation(request, expectations, connection.redact, redactor, context)
