"""Write files that are either complete or missing.

A file is written under a temporary name and renamed when it is complete, so nobody reads half a file. The temporary
name is unique, because several processes may write the same report at the same time.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Yield a new text file; it replaces `path` when the block ends, unless the block raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _replacement(path) as part, part.open("x+", encoding="utf-8", newline="\n") as file:
        yield file


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one go."""
    try:
        _write(path, data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data)


def _write(path: Path, data: bytes) -> None:
    with _replacement(path) as part, part.open("xb") as file:
        file.write(data)


@contextmanager
def _replacement(path: Path) -> Iterator[Path]:
    """Yield the name of a file that replaces `path` when the block ends, and is removed if the block raises."""
    part = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(3).hex()}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
