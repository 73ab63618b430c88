"""The library that `--listener QuashLibrary.Listener:validations.yaml` imports into suites that do not import it.

In: the options of the listener. Out: a library in the namespace of the starting suite. Only attached steps find its
keywords, so it does not affect a suite that imports the library itself or has a keyword of the same name.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robot.errors import DataError

from QuashLibrary.errors import RegistryError
from QuashLibrary.robotside.errors import RegistryImportError
from QuashLibrary.robotside.robot_api.libraries import import_hidden
from QuashLibrary.robotside.state.libraries import ATTACHED, LISTENER_LIBRARY, registry_owners
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.use.registry_files import environment_of, load_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.robotside.options import ImportOptions
    from QuashLibrary.robotside.state.run import RunState

_OPTION = "--listener QuashLibrary.Listener"


class ListenerLibrary(Feature):
    """Imports the registries of the listener into every suite."""

    def start_suite(self, data: Any, result: Any) -> None:
        """Import the registries that the suite does not import itself; report wrong values even without a registry."""
        problems = (
            _wrong_values(options) or _import(self.run, options, f"{LISTENER_LIBRARY}{number or ''}")
            for number, options in enumerate(sorted(self.run.listener_options, key=lambda item: not item.names_files))
        )
        self.run.suite.import_problem = "\n".join(filter(None, problems))


def _wrong_values(options: ImportOptions) -> str:
    try:
        options.check_values()
    except RegistryImportError as error:
        return f"{_OPTION}: {error}"
    return ""


def _import(run: RunState, options: ImportOptions, name: str) -> str:
    if not options.names_files or _is_imported(options.registries):
        return ""
    try:
        _refuse(run, options)
        import_hidden("QuashLibrary", options.import_arguments, name, ATTACHED)
    except (RegistryError, DataError) as error:
        return f"{_OPTION}: {error}"
    run.suite.libraries = None
    return ""


def _is_imported(files: Sequence[str]) -> bool:
    """Return whether a library imported by the suite has a registry with all these files."""
    wanted = set(map(os.path.abspath, files))
    return any(wanted <= set(map(os.path.abspath, owner.registry.files)) for _, owner in registry_owners())


def _refuse(run: RunState, options: ImportOptions) -> None:
    """Raise the problem that would fail the import, without Robot's own words around it.

    Raises:
        DataError: an argument does not exist.
        RegistryError: the registry has problems.
    """
    if options.problem:
        raise DataError(options.problem)
    paths = tuple(Path(os.path.abspath(name)) for name in options.registries)
    loaded = load_files(run, options.registries, paths)
    if loaded.problems and options.strict:
        raise RegistryError(loaded.problems)
    environment_of(options.environment, loaded)
