"""Find where a page has to link what stands beside Robot's log: pictures, page sources, the log itself.

Links of a log start at the folder of its output. What is not there is told in words: a report is also read where only
a part of a run was kept.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from QuashLibrary.report.pages.file_names import picture_name
from QuashLibrary.report.read.model import Picture, TestRun

_SHARD = re.compile(r"^\d+-(?=s\d)")
_FIXTURE = re.compile(r"-(setup|teardown)$")


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to be linked; `missing` is its link in the log where it is not there, and `href` is empty then."""

    href: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the log of a test, seen from a page in a folder; `keep` writes a picture into that folder."""

    log_folder: Path
    page_folder: Path
    keep: Callable[[str, bytes], None]

    def picture(self, picture: Picture) -> ShownFile:
        """Return how a picture is shown."""
        if picture.link:
            return self.file(picture.link)
        name = picture_name(picture.data, picture.suffix)
        self.keep(name, picture.data)
        return ShownFile(href=name)

    def file(self, link: str) -> ShownFile:
        """Return how a file is linked that the log links."""
        path = self._path(link)
        href = self._href(path) if path else ""
        return ShownFile(href=href) if href else ShownFile(missing=link)

    def log(self, test: TestRun) -> str:
        """Return the link to a test in Robot's log; empty where there is no log by its usual name."""
        path = self._log / "log.html"
        anchor = _FIXTURE.sub("", _SHARD.sub("", test.id))
        return f"{self._href(path)}#{quote(anchor)}" if _is_file(path) else ""

    @property
    def _log(self) -> Path:
        return Path(os.path.realpath(self.log_folder))

    def _path(self, link: str) -> Path | None:
        try:
            path = Path(os.path.normpath(self._log / unquote(urlsplit(link).path)))
        except ValueError:
            return None
        return path if _is_file(path) else None

    def _href(self, path: Path) -> str:
        try:
            relative = os.path.relpath(path, os.path.realpath(self.page_folder))
        except ValueError:
            # On another drive: there is no relative link.
            return ""
        return quote(Path(relative).as_posix())


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
