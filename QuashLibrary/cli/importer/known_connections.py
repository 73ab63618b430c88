"""The connections that a registry already has, by the addresses of their backends.

In: a Registry. Out: KnownConnections, one for each environment with a base URL that contains no reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.registry.model import HttpConnection

if TYPE_CHECKING:
    from QuashLibrary.registry.model import Registry


@dataclass(frozen=True, slots=True)
class KnownConnection:
    """A connection in one environment; an empty environment means the connection's own settings."""

    name: str
    base_url: str
    environment: str
    has_auth: bool

    def fits(self, origin: str, path: str) -> bool:
        """Return whether an address is below the base URL."""
        url, base = (origin.lower() + path).rstrip("/") + "/", self.base_url.rstrip("/") + "/"
        return bool(self.base_url) and (url.startswith(base) or base == origin.lower() + "/")

    def split(self, path: str) -> tuple[str, str]:
        """Split a path into the path of the base URL and the rest."""
        prefix = "/".join(["", *self.base_url.rstrip("/").split("/")[3:]]).rstrip("/")
        return prefix, path[len(prefix) :] or "/"


def known_connections(registry: Registry) -> list[KnownConnection]:
    """Return the connections to HTTP backends; their own addresses come first."""
    found = [
        KnownConnection(
            name,
            connection.base_url if isinstance(connection.base_url, str) else "",
            environment,
            connection.auth is not None,
        )
        for name, environments in registry.connections.items()
        for environment, connection in environments.items()
        if isinstance(connection, HttpConnection)
    ]
    others = [KnownConnection(name, "", "", False) for name in registry.connections]
    return sorted([*found, *others], key=lambda item: bool(item.environment))
