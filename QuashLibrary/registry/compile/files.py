"""The files that a registry consists of or names: ordinary files of a bounded size, and nothing else.

In: a path, or the name of a file to send as it is written or with its values filled in. Out: its bytes, or what is
wrong with it. Names are checked when the registry is read, and again when a request is made: a name may contain values,
and a file may come and go. Files to send are below the folder of the registry.
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
"""Bytes of the largest file that is read."""

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The files that entries name, by their absolute paths: what those that were read contain, and which are there.

    Who compiles entries later, from the user's cache, finds the files as they were when the registry was loaded.
    """

    contents: dict[str, bytes] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    """Files that are only looked for, each with the path to which links lead."""

    @contextmanager
    def used(self) -> Iterator[None]:
        """Answer from these files what is asked of them, and remember what else is found."""
        token = _FILES.set(self)
        try:
            yield
        finally:
            _FILES.reset(token)


_FILES: ContextVar[NamedFiles | None] = ContextVar("_FILES", default=None)


def check_file(path: Path) -> None:
    """Raise OSError unless the path leads to an ordinary file of a bounded size: a pipe would be waited for."""
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
    """Return the bytes of an ordinary file.

    Raises:
        OSError: there is none, or it is too large; `strerror` says why.
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
    """Return why the file that a registry calls by a name cannot be read; empty if it can."""
    try:
        check_file(path)
    except (FileNotFoundError, ValueError):
        return f'there is no file "{name}"'
    except OSError as error:
        return f'the file "{name}" cannot be read: {error.strerror}'
    return ""


def file_problem(name: str, folder: Path) -> tuple[str, str] | None:
    """Return why a file cannot be sent, and what to write; None if it can."""
    below = "only files below the registry's folder are sent"
    if not name or "\0" in name:
        return "the name of a file is empty", "write for example  file: photo.png"
    parts = name.replace("\\", "/").split("/")
    if Path(name).is_absolute() or name.startswith(("/", "\\")) or _DRIVE.match(name):
        return f'the file "{name}" is named by an absolute path', below
    if ".." in parts:
        return f'the file "{name}" is named with ".."', below
    path = folder / name
    if unreadable := why_unreadable(path, name):
        return unreadable, f"looked at {shown_path(path)}"
    if not _real_path(path).is_relative_to(folder.resolve()):
        return f'the file "{name}" is a link that leads out of the folder', below
    return None


def _real_path(path: Path) -> Path:
    known = _FILES.get()
    found = known.present.get(os.path.abspath(path)) if known else None
    return Path(found) if found else path.resolve()
