"""Where the files are that a log links, as seen from elsewhere."""

import os
import re
from pathlib import Path
from urllib.parse import unquote

from QuashLibrary.report.read.model import Picture, TestRun

_NO_FILE = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\", re.IGNORECASE)


def linked_file(test: TestRun, link: str) -> Path | None:
    """Return the file that the log of a test links; None where there is none."""
    if not link or _NO_FILE.match(link) or "\0" in link:
        return None
    for name in dict.fromkeys((link, unquote(link), unquote(link.partition("#")[0]))):
        path = test.folder / name
        if _is_file(path):
            return path
    return None


def seen_from(folder: Path, path: Path) -> str:
    """Return the way to a file from a folder, with slashes; the whole path where there is no such way."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_posix()


def evidence_files(test: TestRun) -> list[Path]:
    """Return the pictures and page sources of a test that there are."""
    pictures: list[Picture] = [picture for step in test.steps for picture in step.pictures]
    links = [picture.link for picture in pictures]
    for shown in test.outcomes:
        links += [shown.screenshot.link if shown.screenshot else "", shown.page_source]
    found = (linked_file(test, link) for link in dict.fromkeys(links))
    return [path for path in found if path]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
