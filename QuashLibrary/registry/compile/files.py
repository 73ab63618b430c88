"""The files that a registry consists of or names: only regular files of limited size.

In: a path, or the name of a file to send, with or without its values filled in. Out: its bytes, or its problem. Names
are checked when the registry is read, and again when a request is sent. A name may contain values, and a file may
appear or disappear. Files to send must be below the folder of the registry.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.problems import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 20_000_000
"""The size limit of a file in bytes."""

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The files that entries name, by absolute path: the contents of those that were read, and those that exist.

    When entries are compiled later, from the user's cache, they find the files as they were when the registry was
    loaded.
    """

    contents: dict[str, bytes] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    """Files that are only looked for, each with the path that its links lead to."""

    @contextmanager
    def used(self) -> Iterator[None]:
        """Serve file lookups from these files, and record all others."""
        token = _FILES.set(self)
        try:
            yield
        finally:
            _FILES.reset(token)


_FILES: ContextVar[NamedFiles | None] = ContextVar("_FILES", default=None)


def check_file(path: Path) -> None:
    """Raise OSError unless the path leads to a regular file of limited size; reading a pipe would block."""
    known, name = _FILES.get(), os.path.abspath(path)
    if known is None:
        _check(path)
    elif name not in known.present:
        _check(path)
        known.present[name] = os.path.realpath(path)


def _check(path: Path) -> None:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")
    if found.st_size > LARGEST:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 1_000_000} MB")


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        OSError: the file does not exist or is too large; `strerror` has the reason.
        ValueError: no file can have this name.
    """
    known, name = _FILES.get(), os.path.abspath(path)
    if known is not None and name in known.contents:
        return known.contents[name]
    _check(path)
    content = path.read_bytes()
    if known is not None:
        known.contents[name] = content
    return content


def why_unreadable(path: Path, name: str) -> str:
    """Return why the file that a registry names cannot be read; empty if it can."""
    try:
        check_file(path)
    except (FileNotFoundError, ValueError):
        return f'the file "{name}" does not exist'
    except OSError as error:
        return f'the file "{name}" cannot be read: {error.strerror}'
    return ""


def file_problem(name: str, folder: Path) -> tuple[str, str] | None:
    """Return why a file cannot be sent, and what to write; None if it can."""
    below = "only files below the registry's folder can be sent"
    if not name or "\0" in name:
        return "the file name is empty", "write for example  file: photo.png"
    parts = name.replace("\\", "/").split("/")
    if Path(name).is_absolute() or name.startswith(("/", "\\")) or _DRIVE.match(name):
        return f'the file name "{name}" is an absolute path', below
    if ".." in parts:
        return f'the file name "{name}" contains ".."', below
    path = folder / name
    if unreadable := why_unreadable(path, name):
        return unreadable, f"looked for {shown_path(path)}"
    if not _real_path(path).is_relative_to(folder.resolve()):
        return f'the file "{name}" is a link that leads out of the folder', below
    return None


def _real_path(path: Path) -> Path:
    known = _FILES.get()
    found = known.present.get(os.path.abspath(path)) if known else None
    return Path(found) if found else path.resolve()
