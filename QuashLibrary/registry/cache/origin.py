"""The origin of a kept registry: if any part of it changes, the registry is rebuilt.

In: the files of a registry and those that its entries name. Out: plain data that can be compared.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from QuashLibrary.registry.compile.files import NamedFiles, check_file, read_file
from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = 2
_PACKAGE = Path(__file__).parents[2]
_MEANING = ("registry", "language")
"""The folders of the package that define what a registry means."""


def name_of(files: Iterable[Path]) -> str:
    """Return the cache name for the registry of these files in this working directory."""
    parts = (*_maker(), os.getcwd(), *map(os.path.abspath, files))
    return _digest("\0".join(map(str, parts)).encode("utf-8", "surrogateescape"))[:40]


def origin_of(contents: Mapping[Path, bytes]) -> list[Any]:
    """Return the versions that built a registry, and the digests of its files."""
    return [*_maker(), os.getcwd(), [[os.path.abspath(path), _digest(found)] for path, found in contents.items()]]


def described(named: NamedFiles) -> list[Any]:
    """Return the state of the files that entries name."""
    return [{path: _digest(content) for path, content in named.contents.items()}, named.present]


def unchanged(written: Any) -> NamedFiles | None:
    """Return the files that entries name, if they still match the description."""
    contents, present = written
    found = NamedFiles({path: read_file(Path(path)) for path in contents}, present)
    for path in present:
        check_file(Path(path))
    same = {path: os.path.realpath(path) for path in present}
    return found if described(found) == [contents, same] else None


def _maker() -> tuple[object, ...]:
    return FORMAT, __version__, sys.version, sys.byteorder, _stamp()


def _stamp() -> str:
    """Return a digest that changes when a module of the library is edited, checked out or reinstalled.

    In a checkout the version does not change. The time and size of every module do, and reading them costs a hundredth
    of reading the modules.
    """
    found = [(str(_PACKAGE), 0, 0)]
    waiting = [str(_PACKAGE / name) for name in _MEANING]
    for folder in waiting:
        for entry in os.scandir(folder):
            if entry.is_dir():
                waiting += [entry.path] if entry.name != "__pycache__" else []
            elif entry.name.endswith(".py"):
                state = entry.stat()
                found.append((entry.path, state.st_mtime_ns, state.st_size))
    return _digest(repr(sorted(found)).encode("utf-8", "surrogateescape"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
