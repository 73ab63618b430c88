"""Write files that are complete or not there at all.

A file is written under a temporary name and renamed when it is complete, so nobody reads half of one. The temporary
name is unique: several processes may write the same report at the same time.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Give a new text file; it replaces `path` when the block ends, unless the block raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _replacement(path) as part, open(part, "x+", encoding="utf-8", newline="\n") as file:
        yield file


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one go; its folder must exist."""
    with _replacement(path) as part, open(part, "xb") as file:
        file.write(data)


@contextmanager
def _replacement(path: Path) -> Iterator[str]:
    """Give the name of a file that replaces `path` when the block ends, and is removed if the block raises."""
    part = f"{path}.{os.getpid()}-{os.urandom(3).hex()}.part"
    try:
        yield part
        os.replace(part, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise
