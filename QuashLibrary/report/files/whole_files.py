"""New files of a folder, which take their places all at once, or not at all.

Each is written under a name of its own and renamed when all are whole: who opens the report of a run whose disk was
full finds none, and never half of one, or that of the run before.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO


class NewFiles:
    """The files that are being written."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which exists."""
        self._folder = folder
        self._token = f"{os.getpid()}-{secrets.token_hex(3)}"
        self._open: dict[str, TextIO] = {}

    def open(self, name: str) -> TextIO:
        """Open a new file that will have this name."""
        file = self._part(name).open("x+", encoding="utf-8", newline="\n")
        self._open[name] = file
        return file

    def put_in_place(self) -> None:
        """Close all and give them their names."""
        for file in self._open.values():
            file.close()
        for name in self._open:
            self._part(name).replace(self._folder / name)

    def discard(self, names: Sequence[str]) -> None:
        """Remove all of them, and older files of these names: they would be taken for those of this run."""
        for name, file in self._open.items():
            with contextlib.suppress(OSError):
                file.close()
            _remove(self._part(name))
        for name in names:
            _remove(self._folder / name)

    def _part(self, name: str) -> Path:
        return self._folder / f".{name}.{self._token}"


@contextlib.contextmanager
def new_files(folder: Path, names: Sequence[str]) -> Iterator[NewFiles]:
    """Give new files, put in place at the end; where writing fails, nothing of these names is left."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    files = NewFiles(folder)
    try:
        yield files
        files.put_in_place()
    except BaseException as error:
        files.discard(names if isinstance(error, OSError) else ())
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
