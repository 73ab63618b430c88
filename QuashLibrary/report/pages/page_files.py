"""Keep the folder of the pages free of files that are no longer part of the report.

A list beside the pages names the files that the report wrote. A name is added before its file is written, so the list
is right even if the run is killed; a file that is not on it is never touched.
"""

import re
from pathlib import Path

from QuashLibrary.report.files.whole_files import write_whole
from QuashLibrary.report.pages.file_names import GENERATOR, LIST_NAME

_OWN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.(html|png|jpe?g|gif|webp)")
_HEAD_LENGTH = 2_000


class PageFiles:
    """The files that the report writes into one folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is created with the first file."""
        self._folder = folder
        self._list = folder / LIST_NAME
        self._names: dict[str, None] = {}

    def write(self, name: str, data: bytes) -> None:
        """Write a file and add it to the list."""
        if name not in self._names:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._list.open("a", encoding="utf-8") as names:
                names.write(f"{name}\n")
            self._names[name] = None
        write_whole(self._folder / name, data)

    def remove_others(self) -> None:
        """Remove the files that an earlier run wrote and this one did not."""
        for name in self._listed_names() - self._names.keys():
            path = self._folder / name
            for part in self._folder.glob(f"{name}.*.part"):
                part.unlink(missing_ok=True)
            if _is_own(path):
                path.unlink(missing_ok=True)
        if self._names:
            write_whole(self._list, "".join(f"{name}\n" for name in self._names).encode())
        else:
            self._list.unlink(missing_ok=True)

    def _listed_names(self) -> set[str]:
        try:
            lines = self._list.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return set()
        return {line for line in lines if _OWN_NAME.fullmatch(line)}


def _is_own(path: Path) -> bool:
    """Return whether a file is still what the report wrote: somebody may have put another page there."""
    if path.suffix != ".html":
        return path.is_file()
    try:
        with path.open("rb") as file:
            return GENERATOR.encode() in file.read(_HEAD_LENGTH)
    except OSError:
        return False
