"""Check the ports for the app under test: two backends cannot share a port, and each host needs a connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from QuashLibrary.problems import Position, Problem, did_you_mean
from QuashLibrary.registry import model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.registry.forms.entries import NamedEntry

_BROKEN = model.HttpConnection("", "")
"""A placeholder for a connection with problems."""
Connections = Mapping[str, Mapping[str, model.Connection]]


def app_problems(
    connections: Connections, known: Sequence[str], proxies: Sequence[tuple[model.AppProxy, NamedEntry]]
) -> Iterator[Problem]:
    """Yield the problems; `known` are the names of all connections, including the unusable ones."""
    yield from _shared_ports(connections, proxies)
    for proxy, entry in proxies:
        yield from _unknown_connections(proxy, entry, connections, known)
    for _, entry in proxies[1:]:
        first = proxies[0][0].position.line_name
        yield Problem(entry.name.position, f'"app_proxy" is already defined in {first}', "keep one of them")


def unrecorded(
    validations: Mapping[str, model.Validation], connections: Connections, proxies: Sequence[model.AppProxy]
) -> Iterator[tuple[list[str], Problem]]:
    """Yield the `app_sent` validations whose connection has no `app`, each with its problem."""
    proxied = {name for proxy in proxies for _, name in proxy.hosts}
    for slug, validation in validations.items():
        environments = connections.get(validation.connection, {})
        if not isinstance(validation.request, model.AppSent) or validation.connection in proxied or not environments:
            continue
        if not any(isinstance(item, model.HttpConnection) and item.app for item in environments.values()):
            message = f'"app_sent" of validation "{slug}": the connection "{validation.connection}" has no "app"'
            yield [slug], Problem(validation.request.position, message, "add to the connection  app: {listen: 8888}")


def _shared_ports(connections: Connections, proxies: Sequence[tuple[model.AppProxy, NamedEntry]]) -> Iterator[Problem]:
    used: dict[tuple[object, object], tuple[str, object]] = {}
    for name, environments in connections.items():
        connection = environments.get(model.BASE)
        app = connection.app if isinstance(connection, model.HttpConnection) else None
        if app is None or connection is None:
            continue
        other, address = used.setdefault((app.host, app.listen), (name, connection.address))
        if other != name and address != connection.address:
            message = f'the connections "{other}" and "{name}" listen on the same port, {app.host}:{app.listen}'
            yield Problem(app.position or Position("", 0), message, "choose another port for one of them")
    for proxy, _ in proxies:
        if (proxy.host, proxy.listen) in used:
            other, _ = used[proxy.host, proxy.listen]
            message = f'"app_proxy" and the connection "{other}" listen on the same port, {proxy.host}:{proxy.listen}'
            yield Problem(proxy.position, message, "choose another port for one of them")


def _unknown_connections(
    proxy: model.AppProxy, entry: NamedEntry, connections: Connections, known: Sequence[str]
) -> Iterator[Problem]:
    for host, name in proxy.hosts:
        place = entry.node.locate(["hosts", host])
        if name not in known:
            listed = f"choose {', '.join(known)}" if known else "no connection is defined"
            message = f'the host "{host}" of "app_proxy" names the connection "{name}", which is not defined'
            yield Problem(place, message, did_you_mean(name, known) or listed)
        elif not isinstance(connections.get(name, {}).get(model.BASE, _BROKEN), model.HttpConnection):
            message = f'the host "{host}" of "app_proxy" names the connection "{name}", which is not an HTTP backend'
            yield Problem(place, message, "choose a connection with a base_url")
