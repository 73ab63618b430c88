"""Watch the files of a registry and report each save.

It polls the files a few times a second, which works on every system and every kind of drive.
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
"""The suffixes of registries and of the schemas that they name."""


def saves(paths: Iterable[Path]) -> Iterator[int]:
    """Yield 0 at once and then the number of each change, until Ctrl-C; a change during a run counts."""
    paths = list(paths)
    for number in itertools.count():
        seen = _times(paths)
        yield number
        while _times(paths) == seen:
            time.sleep(_PAUSE)
        # An editor may save a file in several steps.
        time.sleep(_PAUSE)


def _times(paths: Iterable[Path]) -> Mapping[str, tuple[int, int]]:
    """Return time and size of the files, and of the files in the folders that may belong to a registry."""
    found: dict[str, tuple[int, int]] = {}
    for file in (file for path in paths for file in _files_of(path)):
        try:
            facts = os.stat(file)
        except OSError:  # An editor is just replacing it.
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
