"""The names of a registry's connections as an Enum: Robot converts by it, and editors complete its members."""

from collections.abc import Mapping
from enum import Enum, EnumMeta
from typing import Any, cast

from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.errors import UnknownNameError
from QuashLibrary.robotside.use.unknown_names import unknown_name


class ConnectionName:
    """Stands in a signature for the registry's own connections; each library instance puts its Enum there."""


class _NameMeta(EnumMeta):
    """Looks members up as a tester writes them, and names the nearest one where there is none."""

    where: str

    def __getitem__(cls, name: str) -> Any:
        members: Mapping[str, Any] = cls.__members__
        if name not in members:
            known = f"known are {', '.join(members)}" if members else "none is defined"
            advice = f"; {did_you_mean(name, members) or known}"
            raise UnknownNameError(unknown_name(f'No connection named "{name}"', cls.where, advice))
        return members[name]


def connection_enum(registry: Registry) -> type[Enum]:
    """Return the registry's connections as an Enum; names that Enum keeps for itself are left out."""
    namespace: Any = EnumMeta.__prepare__("ConnectionName", (Enum,))
    for name in registry.connections:
        if name != "mro" and not name.startswith("_"):
            namespace[name] = name
    names: Any = _NameMeta("ConnectionName", (Enum,), namespace)
    names.where = ", ".join(registry.files) or "the registry"
    return cast(type[Enum], names)
