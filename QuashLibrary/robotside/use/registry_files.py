"""Find and load the registry that an import of the library names.

In: names as written in a suite, relative to the suite, then to the execution directory. Out: a loaded registry, shared
by all imports of the same files during a run, and the environment to use.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.errors import RegistryError
from QuashLibrary.problems import Position, Problem, most_similar, shown_path
from QuashLibrary.registry.load import SUFFIXES, LoadedRegistry, load_registry, unknown_environment
from QuashLibrary.robotside.errors import RegistryImportError
from QuashLibrary.robotside.options import DEFAULT_REGISTRY, unknown_argument
from QuashLibrary.robotside.robot_api.variables import variable_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.robotside.state.run import RunState


def registry_paths(names: Sequence[str]) -> tuple[Path, ...]:
    """Return the files and folders that the names refer to in the running suite."""
    paths = tuple(map(_path, names))
    # Libdoc of the library alone runs without a suite and needs no registry.
    without_suite = list(names) == [DEFAULT_REGISTRY] and variable_or_none("SUITE_SOURCE") is None
    return () if without_suite and not os.path.lexists(paths[0]) else paths


def load_files(run: RunState, names: Sequence[str], paths: tuple[Path, ...]) -> LoadedRegistry:
    """Return the registry of these files; each set of files is loaded once per run.

    Raises:
        RegistryImportError: a name is an unknown named argument, which Robot passes as the registry.
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
        run.redactor.add_variables(loaded.registry.variables)
    return run.registries[key]


def environment_of(given: str | None, loaded: LoadedRegistry) -> str:
    """Return the environment: the given one, else the Robot variable's, else the process environment's.

    Raises:
        RegistryError: no connection has an environment of that name; it also lists the other problems.
    """
    sources = {
        f"environment={given}": given,
        "the variable ${QUASH_ENVIRONMENT}": variable_or_none("QUASH_ENVIRONMENT"),
        "the environment variable QUASH_ENVIRONMENT": os.environ.get("QUASH_ENVIRONMENT"),
    }
    source, environment = next(((source, str(name)) for source, name in sources.items() if name), ("", ""))
    if advice := unknown_environment(loaded, environment):
        place = _place_in_suite(source) if given else Position("", 0)
        origin = source if given else f'{source} is "{environment}"'
        raise RegistryError([Problem(place, f"{origin}: no connection has this environment", advice), *loaded.problems])
    return environment


def _place_in_suite(text: str) -> Position:
    """Return the position of a text in the running suite; an empty position if the suite does not contain it."""
    source = Path(str(variable_or_none("SUITE_SOURCE") or ""))
    try:
        lines = source.read_text(encoding="utf-8").splitlines() if source.is_file() else []
    except (OSError, ValueError):
        lines = []
    for number, line in enumerate(lines, 1):
        if text in line:
            return Position(shown_path(source), number, line.index(text) + 1)
    return Position("", 0)


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
    """Return the problem of a missing file, with the most similar file in the folders that were searched."""
    places = {"beside the suite": _beside_suite(name), "in the working directory": Path(os.path.abspath(name))}
    for words, place in places.items():
        if place is not None and (near := nearest_file(place)):
            advice = f'did you mean "{os.path.join(os.path.dirname(name), near)}", {words}?'
            return Problem(Position(name, 1), "the registry file does not exist", advice)
    looked = dict.fromkeys(shown_path(place) for place in (*places.values(), path) if place is not None)
    return Problem(Position(name, 1), "the registry file does not exist", f"looked for {' and '.join(looked)}")


def nearest_file(path: Path) -> str:
    """Return the most similar registry file beside a missing one; empty if none is similar."""
    try:
        names = [name for name in os.listdir(path.parent) if name.lower().endswith(SUFFIXES)]
    except OSError:
        return ""
    same = [name for name in names if Path(name).stem == path.stem]
    return same[0] if same else most_similar(path.name, names)
