"""Link a page to the files next to Robot's log: pictures, page sources, the log itself.

A page names missing files, because people also read reports of which only a part was archived.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from QuashLibrary.report.files.linked_files import is_file, linked_file, seen_from
from QuashLibrary.report.pages.file_names import picture_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from QuashLibrary.report.read.model import Picture, TestRun

_SHARD = re.compile(r"^\d+-(?=s\d)")
_FIXTURE = re.compile(r"-(setup|teardown)$")


class ShownFile(NamedTuple):
    """A file to link; if it is missing, `href` is empty and `missing` is its link in the log."""

    href: str = ""
    missing: str = ""


class LogFolder:
    """The folder of a log, relative to the folder of the pages; `keep` writes a picture into the pages' folder."""

    def __init__(self, folder: Path, page_folder: Path, keep: Callable[[str, bytes], None]) -> None:
        """Take both folders; relative links work only between their real paths."""
        self._folder = Path(os.path.realpath(folder))
        self._page_folder = Path(os.path.realpath(page_folder))
        self._keep = keep

    def picture(self, picture: Picture) -> ShownFile:
        """Return how to link a picture; a picture embedded in the log becomes a file."""
        if picture.link:
            return self.file(picture.link)
        name = picture_name(picture.data, picture.suffix)
        self._keep(name, picture.data)
        return ShownFile(href=name)

    def file(self, link: str) -> ShownFile:
        """Return how to link a file that the log links."""
        path = linked_file(self._folder, link)
        href = self._href(path) if path else ""
        return ShownFile(href=href) if href else ShownFile(missing=link)

    def log(self) -> str:
        """Return the link to Robot's log; empty if the log is missing or has another name."""
        path = self._folder / "log.html"
        return self._href(path) if is_file(path) else ""

    def log_of(self, test: TestRun) -> str:
        """Return the link to a test in Robot's log."""
        log = self.log()
        return f"{log}#{quote(_FIXTURE.sub('', _SHARD.sub('', test.id)))}" if log else ""

    def _href(self, path: Path) -> str:
        relative = seen_from(self._page_folder, path)
        return "" if Path(relative).is_absolute() else quote(relative)
