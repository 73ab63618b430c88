"""Find the files that Robot's log links, and return their paths relative to another folder."""

import os
import re
from pathlib import Path
from urllib.parse import unquote

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\", re.IGNORECASE)
_SUFFIX = re.compile(r"[?#].*", re.DOTALL)


def linked_file(folder: Path, link: str) -> Path | None:
    """Return the file that a log in this folder links; None if it is missing or the link leads elsewhere.

    A link is a URL, such as `order%201.png`, or a plain path, such as `order 1.png`: libraries write both.
    """
    if _ELSEWHERE.match(link):
        return None
    names = dict.fromkeys((link, unquote(link), unquote(_SUFFIX.sub("", link))))
    paths = (Path(os.path.normpath(folder / name)) for name in names if name)
    return next(filter(is_file, paths), None)


def is_file(path: Path) -> bool:
    """Return whether a file exists; False for a path that the system rejects, such as a path that is too long."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def seen_from(folder: Path, path: Path) -> str:
    """Return a path relative to a folder, with slashes; the absolute path if it is on another drive."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.absolute().as_posix()
