"""Find out whenever the files of a registry are saved.

The files are looked at a few times a second: that works on every system and every kind of drive.
"""

from __future__ import annotations

import itertools
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_PAUSE = 0.3
_SUFFIXES = (".yaml", ".yml", ".json")
"""A registry, and the schemas that it names."""


def saves(paths: Iterable[Path]) -> Iterator[int]:
    """Yield 0 now and then the number of each change of the files, until Ctrl-C; one that comes meanwhile counts."""
    paths = list(paths)
    for number in itertools.count():
        seen = _times(paths)
        yield number
        while _times(paths) == seen:
            time.sleep(_PAUSE)
        # An editor may write a file in several steps.
        time.sleep(_PAUSE)


def _times(paths: Iterable[Path]) -> Mapping[str, tuple[int, int]]:
    """Return time and size of the files, and of those in the folders that may belong to a registry."""
    found: dict[str, tuple[int, int]] = {}
    for file in (file for path in paths for file in _files_of(path)):
        try:
            facts = os.stat(file)
        except OSError:  # An editor replaces it at this moment.
            continue
        found[file] = (facts.st_mtime_ns, facts.st_size)
    return found


def _files_of(path: Path) -> Iterator[str]:
    if not path.is_dir():
        yield str(path)
        return
    for parent, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(parent, name) for name in names if name.lower().endswith(_SUFFIXES))
