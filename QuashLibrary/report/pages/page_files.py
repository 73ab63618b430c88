"""Write the report's files so that none is ever half there, and take away those that are no longer part of it.

A list beside the pages says which files the report wrote. It is added to before a file is written, so that it is
also right after a run that was killed; what does not stand in it is never touched.
"""

import os
import re
from pathlib import Path

from QuashLibrary.report.pages.file_names import GENERATOR, LIST_NAME

_OWN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.(html|png|jpe?g|gif|webp)")
_HEAD_LENGTH = 2_000


class WrittenFiles:
    """The files of one folder that the report writes."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made with the first file."""
        self._folder = folder
        self._list = folder / LIST_NAME
        self._written: dict[str, None] = {}

    def write(self, name: str, data: bytes) -> None:
        """Write a file and note that it is the report's."""
        if name not in self._written:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._list.open("a", encoding="utf-8") as listed:
                listed.write(f"{name}\n")
            self._written[name] = None
        write_whole(self._folder / name, data)

    def remove_others(self) -> None:
        """Remove what a former run wrote and this one did not."""
        for name in self._listed() - self._written.keys():
            path = self._folder / name
            for part in self._folder.glob(f"{name}.*.part"):
                part.unlink(missing_ok=True)
            if _is_own(path):
                path.unlink(missing_ok=True)
        if self._written:
            write_whole(self._list, "".join(f"{name}\n" for name in self._written).encode())
        else:
            self._list.unlink(missing_ok=True)

    def _listed(self) -> set[str]:
        try:
            lines = self._list.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return set()
        return {line for line in lines if _OWN_NAME.fullmatch(line)}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file: whoever reads it finds the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # By the process: two may write the report of one run.
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _is_own(path: Path) -> bool:
    """Whether a file still is what the report wrote: somebody may have put another page there."""
    if path.suffix != ".html":
        return path.is_file()
    try:
        with path.open("rb") as file:
            return GENERATOR.encode() in file.read(_HEAD_LENGTH)
    except OSError:
        return False
