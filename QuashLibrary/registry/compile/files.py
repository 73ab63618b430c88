"""The files that a registry consists of or names: ordinary files of a bounded size, and nothing else.

In: a path, or the name of a file to send as it is written or with its values filled in. Out: its bytes, or what is
wrong with it. Names are checked when the registry is read, and again when a request is made: a name may contain values,
and a file may come and go. Files to send are below the folder of the registry.
"""

import errno
import os
import re
import stat
from pathlib import Path

from QuashLibrary.problems import shown_path

LARGEST = 20_000_000
"""Bytes of the largest file that is read."""

_DRIVE = re.compile(r"[A-Za-z]:")


def check_file(path: Path) -> None:
    """Raise OSError unless the path leads to an ordinary file of a bounded size: a pipe would be waited for."""
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
    check_file(path)
    return path.read_bytes()


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
    if not path.resolve().is_relative_to(folder.resolve()):
        return f'the file "{name}" is a link that leads out of the folder', below
    return None
