"""A keyword call as the listener hears of it, with what its features ask of it found out once."""

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

    `registry` is that of the library if the keyword is one of this library, else None.
    """

    data: Any
    implementation: Any
    result: Any
    owner: Any = field(init=False)
    registry: Registry | None = field(init=False)

    def __post_init__(self) -> None:
        """Look at the owner of the keyword; a user keyword's is its file."""
        self.owner = self.implementation.owner
        self.registry = self.owner.instance.registry if is_own(self.implementation) else None

    @property
    def name(self) -> str:
        """The name of the keyword, without its library."""
        return str(self.implementation.name)

    @property
    def is_own(self) -> bool:
        """Whether the keyword is one of this library."""
        return self.registry is not None

    @property
    def is_library_keyword(self) -> bool:
        """Whether the keyword is one of a library, not of a suite or resource file."""
        return is_library_keyword(self.implementation)

    @property
    def is_wait(self) -> bool:
        """Whether the keyword repeats another one until it passes."""
        return is_wait(self.implementation)


def is_own(implementation: Any) -> bool:
    """Return whether a keyword is one of this library."""
    return issubclass(class_of(implementation.owner), RegistryOwner)


def is_library_keyword(implementation: Any) -> bool:
    """Return whether a keyword is one of a library, not of a suite or resource file."""
    return bool(implementation.type == implementation.LIBRARY_KEYWORD)


def is_wait(implementation: Any) -> bool:
    """Return whether a keyword repeats another one until it passes."""
    return bool(implementation.name == _WAIT) and getattr(implementation.owner, "real_name", "") == "BuiltIn"
