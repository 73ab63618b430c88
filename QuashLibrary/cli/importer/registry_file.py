"""Add entries to a registry file and leave the rest as it is, with comments, blank lines and indentation.

In: the text of a file and Sections. Out: the text with the entries below `connections:` and `validations:`. A file is
refused if a section is written on one line, because then no lines can be added below it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import shown_path
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.sources.table import SOURCES
from QuashLibrary.report.files.whole_files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.report.skeleton.sections import Sections

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_STEP = 2
"""The indentation of a draft's entries, in spaces."""


def add_to_file(path: Path, sections: Sections, registry: Sequence[Path]) -> None:
    """Add the entries to an existing file; `registry` contains all files of its registry.

    Raises:
        CommandError: the file cannot be changed or written, or would have new problems.
    """
    check_may_change(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"cannot read {shown_path(path)}: {error}", ExitCode.BAD_INPUT) from None
    ending = "\r\n" if "\r\n" in text else "\n"
    added = text.replace("\r\n", "\n")
    for name, entries in (("connections", sections.connections), ("validations", sections.validations)):
        added = with_entries(added, name, entries, shown_path(path)) if entries else added
    _replace(path, added.replace("\n", ending), registry)


def check_may_change(path: Path) -> None:
    """Raise if a file is protected, because replacing the file would ignore that.

    Raises:
        CommandError: the file is a folder, or write-protected.
    """
    if path.is_dir():
        raise CommandError(f"{shown_path(path)} is a folder; write a file", ExitCode.USAGE)
    # The superuser may write anything, but the file is protected for a reason.
    if path.exists() and not (os.access(path, os.W_OK) and path.stat().st_mode & _WRITABLE):
        raise CommandError(f"cannot write {shown_path(path)}: {os.strerror(errno.EACCES)}", ExitCode.NOT_WRITTEN)


def _replace(path: Path, text: str, registry: Sequence[Path]) -> None:
    # Folders are replaced by their files, so this file is not read twice.
    files = map(Path, load_registry(registry, SOURCES).registry.files)
    others = [file for file in files if not (file.exists() and file.samefile(path))]
    before = _problems([path, *others])
    try:
        with whole_file(path) as file:
            file.write(text)
            file.flush()
            part = path.with_name(str(file.name).replace("\\", "/").rpartition("/")[2])
            new = _problems([part, *others]) - before
            if new:
                listed = "\n".join(new)
                raise CommandError(
                    f"{shown_path(path)} is unchanged, because the new entry would cause problems:\n{listed}",
                    ExitCode.NOT_WRITTEN,
                )
    except OSError as error:
        raise CommandError(f"cannot write {shown_path(path)}: {error.strerror}", ExitCode.NOT_WRITTEN) from None


def _problems(files: Iterable[Path]) -> Counter[str]:
    """Count the problems without their lines, because the lines below a new entry have moved."""
    return Counter(f"{item.message}; {item.suggestion}" for item in load_registry(files, SOURCES).problems)


def with_entries(text: str, name: str, entries: Iterable[str], file: str) -> str:
    """Return a text with entries at the end of a section; a missing section is added.

    Raises:
        CommandError: the section is written on one line.
    """
    lines = text.rstrip("\n").split("\n")
    start = next((at for at, line in enumerate(lines) if re.match(rf"{name}\s*:", line)), None)
    if start is None:
        kept = [*lines, ""] if text.strip() else []
        return "\n".join([*kept, f"{name}:", *_indented(entries, _STEP, is_first=True)]) + "\n"
    rest = lines[start].partition(":")[2].partition(" #")[0].strip()
    if rest in ("{}", "null", "~"):
        lines[start] = f"{name}:"
    elif rest:
        raise CommandError(
            f'{file}:{start + 1} "{name}" is on one line, so nothing can be added below it; write one entry per line, '
            "or leave out --output and paste the printed entry",
            ExitCode.NOT_WRITTEN,
        )
    end = _end_of(lines, start)
    own = [line for line in lines[start + 1 : end] if line.strip() and not line.lstrip().startswith("#")]
    step = len(own[0]) - len(own[0].lstrip()) if own else _STEP
    lines[end:end] = _indented(entries, step, is_first=not own)
    return "\n".join(lines) + "\n"


def _end_of(lines: Sequence[str], start: int) -> int:
    """Return the end of the section; blank lines and comments before the next section belong to that one."""
    after = (at for at in range(start + 1, len(lines)) if re.match(r"[^\s#]", lines[at]))
    end = next(after, len(lines))
    while end > start + 1 and not re.match(r"\s+\S", lines[end - 1]):
        end -= 1
    return end


def _indented(entries: Iterable[str], step: int, *, is_first: bool) -> list[str]:
    found: list[str] = []
    for entry in entries:
        found += [] if is_first and not found else [""]
        for line in entry.split("\n"):
            bare = line.lstrip(" ")
            depth = len(line) - len(bare)
            found.append(" " * (step + depth - _STEP) + bare)
    return found
