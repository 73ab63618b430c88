"""A keyword call as the listener receives it, with the properties that several features need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.robot_api.libraries import class_of
from QuashLibrary.robotside.state.libraries import RegistryOwner

if TYPE_CHECKING:
    from QuashLibrary.registry.model import Registry

_WAIT = "Wait Until Keyword Succeeds"


@dataclass(slots=True, eq=False)
class StepEvent:
    """Robot's data, implementation and result of a step that starts or ends.

    `registry` is the library's registry if the keyword belongs to this library, else None.
    """

    data: Any
    implementation: Any
    result: Any
    owner: Any = field(init=False)
    registry: Registry | None = field(init=False)

    def __post_init__(self) -> None:
        """Find the owner of the keyword; the owner of a user keyword is its file."""
        self.owner = self.implementation.owner
        self.registry = self.owner.instance.registry if is_own(self.implementation) else None

    @property
    def name(self) -> str:
        """The name of the keyword, without its library."""
        return str(self.implementation.name)

    @property
    def is_own(self) -> bool:
        """Whether the keyword belongs to this library."""
        return self.registry is not None

    @property
    def is_library_keyword(self) -> bool:
        """Whether the keyword belongs to a library, not to a suite or resource file."""
        return is_library_keyword(self.implementation)

    @property
    def is_wait(self) -> bool:
        """Whether the keyword repeats another one until it passes."""
        return is_wait(self.implementation)


def is_own(implementation: Any) -> bool:
    """Return whether a keyword belongs to this library."""
    return issubclass(class_of(implementation.owner), RegistryOwner)


def is_library_keyword(implementation: Any) -> bool:
    """Return whether a keyword belongs to a library, not to a suite or resource file."""
    return bool(implementation.type == implementation.LIBRARY_KEYWORD)


def is_wait(implementation: Any) -> bool:
    """Return whether a keyword repeats another one until it passes."""
    return bool(implementation.name == _WAIT) and getattr(implementation.owner, "real_name", "") == "BuiltIn"
