"""Find suite, resource and registry files below folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.registry.load import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUITE_SUFFIXES = (".robot", ".resource")
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "site-packages"})
_ENVIRONMENT = "pyvenv.cfg"
"""Every virtual environment contains this file."""
_OUTPUTS = frozenset({"output.xml", "output.json"})
"""A folder with one of these files contains output of runs, including copies of suites."""


class FoundFiles(NamedTuple):
    """Suites and resource files, named registries, and paths that do not exist or have another type."""

    suites: tuple[Path, ...]
    registries: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()
    unfit: tuple[Path, ...] = ()


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """Return the files at the paths; folders are searched for suites and resource files."""
    suites: dict[str, Path] = {}
    registries, missing, unfit = [], [], []
    for path in paths:
        if not os.path.lexists(path):
            missing.append(path)
        elif path.is_dir():
            suites |= {os.path.abspath(file): file for file in _suites_below(path)}
        elif path.suffix.lower() in SUITE_SUFFIXES:
            suites[os.path.abspath(path)] = path
        elif path.suffix.lower() in SUFFIXES:
            registries.append(path)
        else:
            unfit.append(path)
    return FoundFiles(tuple(suites.values()), tuple(registries), tuple(missing), tuple(unfit))


def _suites_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if _is_searched(Path(parent, name)))
        yield from (Path(parent, name) for name in sorted(names) if name.lower().endswith(SUITE_SUFFIXES))


def _is_searched(folder: Path) -> bool:
    if folder.name.startswith(".") or folder.name in _LEFT_OUT:
        return False
    try:
        names = set(os.listdir(folder))
    except OSError:
        return True
    return _ENVIRONMENT not in names and names.isdisjoint(_OUTPUTS)
