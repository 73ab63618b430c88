"""Find and load the registry that an import of the library names.

In: names as written in a suite. Out: a loaded registry, shared by all imports of the same files, and
the environment to use. Names are relative to the suite, then to the execution directory.
"""

import os
from pathlib import Path

from QuashLibrary.errors import RegistryError
from QuashLibrary.problems import Position, Problem
from QuashLibrary.registry.load import LoadedRegistry, environment_problem, load_registry
from QuashLibrary.robotside.robot_api.variables import robot_value
from QuashLibrary.robotside.state.session import Session

DEFAULT_REGISTRY = "validations.yaml"


def registry_paths(names: list[str]) -> tuple[Path, ...]:
    """Return the files and folders that the names stand for in the running suite."""
    paths = tuple(map(_path, names))
    # Documentation of the library alone, made by libdoc, has no suite and needs no registry.
    without_suite = names == [DEFAULT_REGISTRY] and robot_value("SUITE_SOURCE") is None
    return () if without_suite and not os.path.lexists(paths[0]) else paths


def load_files(session: Session, names: list[str], paths: tuple[Path, ...]) -> LoadedRegistry:
    """Return the registry of these files; each set of files is loaded once."""
    key = tuple(map(str, paths))
    if key not in session.registries:
        loaded = load_registry(path for path in paths if os.path.lexists(path))
        missing = tuple(
            _missing(name, path) for name, path in zip(names, paths, strict=False) if not os.path.lexists(path)
        )
        environments = None if missing else loaded.environments
        session.registries[key] = LoadedRegistry(loaded.registry, (*missing, *loaded.problems), environments)
        session.learn_environment_secrets(loaded.registry)
    return session.registries[key]


def environment_of(given: str | None, loaded: LoadedRegistry) -> str:
    """Return the environment to use: as given, else the Robot variable's, else the process environment's.

    Raises:
        RegistryError: no connection has an environment of that name; what else is wrong is told as well.
    """
    environment = str(given or robot_value("QUASH_ENVIRONMENT") or os.environ.get("QUASH_ENVIRONMENT", ""))
    files = loaded.registry.files
    problem = environment_problem(loaded, environment, files[0] if files else DEFAULT_REGISTRY)
    if problem:
        raise RegistryError([problem, *loaded.problems])
    return environment


def _path(name: str) -> Path:
    beside = _beside_suite(name)
    return beside if beside is not None and os.path.lexists(beside) else Path(os.path.abspath(name))


def _beside_suite(name: str) -> Path | None:
    source = robot_value("SUITE_SOURCE")
    if not source:
        return None
    suite = Path(str(source))
    return Path(os.path.normpath((suite if suite.is_dir() else suite.parent) / name))


def _missing(name: str, path: Path) -> Problem:
    places = dict.fromkeys(str(place) for place in (_beside_suite(name), path) if place is not None)
    return Problem(Position(name, 1), "there is no such registry file", f"looked at {' and at '.join(places)}")
