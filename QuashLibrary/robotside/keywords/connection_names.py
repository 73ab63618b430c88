"""A registry's connections or slugs as an Enum of names: Robot converts to it, and editors complete its members."""

from __future__ import annotations

from enum import Enum, EnumMeta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.errors import UnknownNameError
from QuashLibrary.robotside.use.unknown_names import registry_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from QuashLibrary.registry.model import Registry


class ConnectionName:
    """Stands for the registry's connections in a signature; each library instance replaces it with its Enum."""


def connection_enum(registry: Registry) -> type[Enum]:
    """Return the registry's connections as an Enum, without names that Enum reserves."""
    names = (name for name in registry.connections if name != "mro" and not name.startswith("_"))
    return name_enum("ConnectionName", names, partial(_unknown_connection, registry))


def name_enum(kind: str, names: Iterable[str], unknown: Callable[[str, Mapping[str, Any]], str]) -> type[Enum]:
    """Return names as an Enum; `unknown` returns the message for any other name."""
    namespace: Any = EnumMeta.__prepare__(kind, (Enum,))
    for name in names:
        namespace[name] = name
    made: Any = _NameMeta(kind, (Enum,), namespace)
    made.unknown = unknown
    return cast("type[Enum]", made)


class _NameMeta(EnumMeta):
    """Looks up members as a tester writes them; slugs also without `@`."""

    unknown: Callable[[str, Mapping[str, Any]], str]

    def __getitem__(cls, name: str) -> Any:
        members: Mapping[str, Any] = cls.__members__
        found = members.get(name) or members.get(f"@{name}")
        if found is None:
            raise UnknownNameError(cls.unknown(name, members))
        return found


def _unknown_connection(registry: Registry, name: str, members: Mapping[str, Any]) -> str:
    known = f"known are {', '.join(members)}" if members else "none is defined"
    where = registry_name(registry.files)
    return f'No connection named "{name}" in {where}; {did_you_mean(name, members) or known}'
