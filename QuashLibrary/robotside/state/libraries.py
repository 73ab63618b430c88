"""The libraries of the running suite: their import options, UI libraries and attachments.

Robot's list of libraries is read once per suite, and again after an import.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from QuashLibrary.robotside.options import DEFAULT_UI_LIBRARY
from QuashLibrary.robotside.robot_api.libraries import class_of, imported_libraries
from QuashLibrary.robotside.state.suite import SuiteAttachment, SuiteAttachments, SuiteLibraries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Connection, Registry
    from QuashLibrary.robotside.options import ImportOptions
    from QuashLibrary.robotside.state.run import RunState

LISTENER_LIBRARY = "QuashListener"
"""The name under which `--listener` imports the library into suites."""
ATTACHED = "attached "
"""The prefix before `@slug` with which attached steps find a keyword of that library."""


class RegistryOwner:
    """A library with a registry: this library, under any name that the suite gives it."""

    @property
    def registry(self) -> Registry:
        """The registry of this import."""
        raise NotImplementedError

    @property
    def options(self) -> ImportOptions:
        """The arguments of this import."""
        raise NotImplementedError

    @property
    def connections(self) -> Mapping[str, Connection]:
        """The connections of this import in its environment, by name."""
        raise NotImplementedError

    @property
    def scope(self) -> Scope:
        """The current meaning of names."""
        raise NotImplementedError

    @property
    def problem(self) -> str:
        """Why this import cannot be used; empty if it can."""
        raise NotImplementedError

    def follow_suite(self) -> bool:
        """Use the registry of the running suite; return True if it differs from the previous one."""
        raise NotImplementedError


def suite_libraries(run: RunState) -> SuiteLibraries:
    """Return the libraries of the running suite."""
    suite = run.suite
    if suite.libraries is None:
        owners = list(registry_owners())
        options = [*run.listener_options, *(owner.options for _, owner in owners)]
        names = frozenset({DEFAULT_UI_LIBRARY, *(item.ui_library for item in options)})
        attachments = SuiteAttachments(list(_attachments(owners)))
        suite.libraries = SuiteLibraries(options, names, attachments, dict(owners))
    return suite.libraries


def registry_owners() -> Iterator[tuple[str, RegistryOwner]]:
    """Yield the libraries of the running suite that have a registry, with their names."""
    for name, library in imported_libraries().items():
        if issubclass(class_of(library), RegistryOwner):
            yield name, library.instance


def is_strict(run: RunState) -> bool:
    """Return whether a failure of the listener fails the test, because every import of the suite is strict."""
    return all(options.strict for options in suite_libraries(run).options)


def keyword_prefix(library: str) -> str:
    """Return the prefix before `@slug` for the keywords of a library of this name."""
    return f"{library}.{ATTACHED}" if library.startswith(LISTENER_LIBRARY) else f"{library}."


def _attachments(owners: list[tuple[str, RegistryOwner]]) -> Iterator[SuiteAttachment]:
    """Yield the attachments; if two libraries share a file, its attachments count once."""
    seen: set[tuple[object, ...]] = set()
    for name, owner in owners:
        for attachment in owner.registry.attachments:
            place = attachment.position
            key = os.path.abspath(place.file), place.line, place.column
            if key not in seen:
                seen.add(key)
                yield SuiteAttachment(attachment, owner.registry, keyword_prefix(name))
