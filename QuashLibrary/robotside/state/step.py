"""A keyword call as the listener hears of it, with what its features ask of it found out once."""

from dataclasses import dataclass, field
from typing import Any

from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.robot_api.libraries import class_of
from QuashLibrary.robotside.state.libraries import RegistryOwner

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
        self.registry = self.owner.instance.registry if issubclass(class_of(self.owner), RegistryOwner) else None

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
        return bool(self.implementation.type == self.implementation.LIBRARY_KEYWORD)

    @property
    def is_wait(self) -> bool:
        """Whether the keyword repeats another one until it passes."""
        return bool(self.implementation.name == _WAIT) and getattr(self.owner, "real_name", "") == "BuiltIn"
