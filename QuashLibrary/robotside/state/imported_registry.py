"""One import of the library: its arguments, and its current registry and environment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.robotside.state.libraries import registry_owners

if TYPE_CHECKING:
    from QuashLibrary.registry.load import LoadedRegistry
    from QuashLibrary.registry.model import Registry
    from QuashLibrary.robotside.options import ImportOptions
    from QuashLibrary.robotside.state.run import RunState


@dataclass(slots=True, eq=False)
class ImportedRegistry:
    """An import of the library and its registry.

    The registry and the environment change if another suite imports the library with equal arguments, because a
    registry is relative to its suite.
    """

    run: RunState
    options: ImportOptions
    library: object
    loaded: LoadedRegistry
    environment: str = ""

    @property
    def registry(self) -> Registry:
        """The registry."""
        return self.loaded.registry

    @property
    def library_name(self) -> str:
        """The name under which the running suite knows the library."""
        names = (name for name, owner in registry_owners() if owner is self.library)
        return next(names, type(self.library).__name__)
