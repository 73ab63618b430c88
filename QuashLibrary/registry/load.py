"""Load a registry from its files: find them, then take the registry from the user's cache or read and check them.

In: paths as a user gives them. Out: a Registry and the problems of all files. Loading sends nothing over the network.
Entries with problems are left out and recorded as broken, so the others can be used.
"""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.problems import Position, Problem, shown_path
from QuashLibrary.registry.cache.kept import kept_registry
from QuashLibrary.registry.model.loaded import LoadedRegistry, unknown_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.registry.compile.source import SourceTable
    from QuashLibrary.registry.model import Registry

__all__ = ["SUFFIXES", "LoadedRegistry", "load_registry", "registry_files", "unknown_environment"]

SUFFIXES = (".yaml", ".yml")


def load_registry(paths: Iterable[Path], table: SourceTable | None = None) -> LoadedRegistry:
    """Load files and folders; a folder means every *.yaml and *.yml file below it, except hidden ones.

    A registry that is loaded with its own table of sources is not kept in the user's cache.
    """
    files, problems = registry_files(paths)
    with _no_garbage_collection():
        kept = None if problems or table else kept_registry(files)
        loaded = kept.read(partial(_checked, files)) if kept else None
        if loaded is None:
            # The modules that read and check a registry are imported only if they are needed.
            from QuashLibrary.registry.checked import check_registry

            checked = check_registry(files, problems, table)
            loaded = checked.loaded
            if kept:
                kept.write(loaded, checked.parts, checked.contents, checked.named)
    return loaded


def registry_files(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the files that the paths stand for, each once, and a problem for each folder without files."""
    problems: list[Problem] = []
    found = (file for path in paths for file in _files_of(path, problems))
    return list({os.path.abspath(path): path for path in found}.values()), problems


def _checked(files: Sequence[Path]) -> Registry:
    from QuashLibrary.registry.checked import check_registry

    return check_registry(files, []).loaded.registry


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Turn the garbage collector off: there are no cycles to find, and the search takes longer than loading.

    The loaded objects are marked as old before it is turned on again, or it would examine all of them at once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _files_of(path: Path, problems: list[Problem]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(_yaml_files_below(path))
    if not found:
        message = "the folder contains no *.yaml or *.yml file"
        problems.append(Problem(Position(shown_path(path), 1), message, "write the name of a registry file"))
    yield from found


def _yaml_files_below(folder: Path) -> Iterator[Path]:
    """Yield the *.yaml and *.yml files; hidden files and folders belong to other programs."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.suffix.lower() in SUFFIXES and file.is_file())
