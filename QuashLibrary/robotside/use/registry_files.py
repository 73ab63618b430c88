"""Find and load the registry that an import of the library names.

In: names as written in a suite, relative to the suite, then to the execution directory. Out: a loaded registry, which
all imports of the same files share during a run, and the environment to use.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from QuashLibrary.errors import RegistryError
from QuashLibrary.problems import Position, Problem
from QuashLibrary.registry.load import LoadedRegistry, environment_problem, load_registry
from QuashLibrary.robotside.errors import RegistryImportError
from QuashLibrary.robotside.options import DEFAULT_REGISTRY, unknown_argument
from QuashLibrary.robotside.robot_api.variables import variable_or_none
from QuashLibrary.robotside.state.run import RunState


def registry_paths(names: Sequence[str]) -> tuple[Path, ...]:
    """Return the files and folders that the names mean in the running suite."""
    paths = tuple(map(_path, names))
    # Libdoc of the library alone has no suite and needs no registry.
    without_suite = list(names) == [DEFAULT_REGISTRY] and variable_or_none("SUITE_SOURCE") is None
    return () if without_suite and not os.path.lexists(paths[0]) else paths


def load_files(run: RunState, names: Sequence[str], paths: tuple[Path, ...]) -> LoadedRegistry:
    """Return the registry of these files; each set of files is loaded once in a run.

    Raises:
        RegistryImportError: a name is an argument that does not exist; Robot takes it for the first one.
    """
    for name, path in zip(names, paths, strict=False):
        argument, equals, _ = name.partition("=")
        if equals and argument.isidentifier() and not os.path.lexists(path):
            raise RegistryImportError(unknown_argument(argument))
    key = tuple(map(str, paths))
    if key not in run.registries:
        loaded = load_registry(path for path in paths if os.path.lexists(path))
        missing = tuple(
            _missing(name, path) for name, path in zip(names, paths, strict=False) if not os.path.lexists(path)
        )
        environments = None if missing else loaded.environments
        run.registries[key] = LoadedRegistry(loaded.registry, (*missing, *loaded.problems), environments)
        run.learn_environment_secrets(loaded.registry)
    return run.registries[key]


def environment_of(given: str | None, loaded: LoadedRegistry) -> str:
    """Return the environment to use: the given one, else that of the Robot variable, else that of the process.

    Raises:
        RegistryError: no connection has an environment of that name; lists the other problems as well.
    """
    environment = str(given or variable_or_none("QUASH_ENVIRONMENT") or os.environ.get("QUASH_ENVIRONMENT", ""))
    files = loaded.registry.files
    problem = environment_problem(loaded, environment, files[0] if files else DEFAULT_REGISTRY)
    if problem:
        raise RegistryError([problem, *loaded.problems])
    return environment


def _path(name: str) -> Path:
    beside = _beside_suite(name)
    return beside if beside is not None and os.path.lexists(beside) else Path(os.path.abspath(name))


def _beside_suite(name: str) -> Path | None:
    source = variable_or_none("SUITE_SOURCE")
    if not source:
        return None
    suite = Path(str(source))
    return Path(os.path.normpath((suite if suite.is_dir() else suite.parent) / name))


def _missing(name: str, path: Path) -> Problem:
    places = dict.fromkeys(str(place) for place in (_beside_suite(name), path) if place is not None)
    return Problem(Position(name, 1), "there is no such registry file", f"looked at {' and at '.join(places)}")
