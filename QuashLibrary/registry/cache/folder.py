"""The folder of the user's cache, and the files in it.

In: a name and the content to keep under it. Out: the same content later, in any process. If anything goes wrong,
nothing is kept. Only the user may write the files that are read here, because they decide what a test expects.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

VARIABLE = "QUASH_CACHE"
"""The environment variable that sets another folder, or `off`."""

LARGEST = 200_000_000
"""The size limit in bytes of a file that is kept or read."""

_SUFFIX = ".quash"
_MOST_FILES = 50
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_HAS_OWNERS = hasattr(os, "geteuid")


class CacheFolder(NamedTuple):
    """A folder of the user, which may not exist yet."""

    path: Path

    def read(self, name: str) -> bytes | None:
        """Return the content under a name, and mark it as used; None if there is none that can be trusted."""
        path = self.path / f"{name}{_SUFFIX}"
        try:
            if not _is_private(os.lstat(self.path), stat.S_ISDIR):
                return None
            with open(path, "rb", opener=_open_no_link) as file:
                found = os.fstat(file.fileno())
                if not _is_private(found, stat.S_ISREG) or found.st_size > LARGEST:
                    return None
                content = file.read()
        except (OSError, ValueError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep a content; readers see all of it or nothing."""
        if len(content) > LARGEST:
            return
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(os.lstat(self.path), stat.S_ISDIR):
                self._put_in_place(self.path / f"{name}{_SUFFIX}", content)
                self._remove_old_files()
        except (OSError, ValueError):
            return

    def _put_in_place(self, path: Path, content: bytes) -> None:
        import tempfile

        number, temporary = tempfile.mkstemp(_SUFFIX, ".", self.path)  # readable only by its owner
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise

    def _remove_old_files(self) -> None:
        """Keep only the most recently used files; leftovers of killed processes also age out."""
        files = []
        for entry in os.scandir(self.path):
            if entry.name.endswith(_SUFFIX):
                with contextlib.suppress(OSError):  # another process has removed it
                    files.append((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path))
        for _, path in sorted(files, reverse=True)[_MOST_FILES:]:
            with contextlib.suppress(OSError):
                os.unlink(path)


def cache_folder() -> CacheFolder | None:
    """Return the user's cache; None if there is no such folder, or if the cache is off."""
    wanted = os.environ.get(VARIABLE, "")
    if wanted.lower() == "off":
        return None
    if wanted:
        return CacheFolder(Path(os.path.abspath(wanted)))
    folder = _usual_folder()
    return CacheFolder(folder) if folder.is_absolute() else None


def _usual_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", ""), "quash", "Cache")
    if sys.platform == "darwin":
        return Path(os.path.expanduser("~"), "Library", "Caches", "quash")
    caches = os.environ.get("XDG_CACHE_HOME", "")
    return Path(caches if os.path.isabs(caches) else os.path.expanduser("~/.cache"), "quash")


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _is_private(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Return whether it is of the expected kind, and only its owner can write to it."""
    if not is_kind(found.st_mode):
        return False
    return not _HAS_OWNERS or (found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_MAY_WRITE)
