"""Write files that do not exist yet, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import shown_path
from QuashLibrary.report.files.whole_files import whole_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_new(files: Mapping[Path, str]) -> None:
    """Write texts under their names.

    Raises:
        CommandError: one of them already exists (it stays unchanged), or cannot be written.
    """
    if existing := [shown_path(path) for path in files if path.exists() or path.is_symlink()]:
        verb = "exists" if len(existing) == 1 else "exist"
        raise CommandError(f"{', '.join(existing)} already {verb}; nothing was written", ExitCode.NOT_WRITTEN)
    for path, text in files.items():
        try:
            with whole_file(path) as file:
                file.write(text)
        except OSError as error:
            raise CommandError(f"cannot write {shown_path(path)}: {error.strerror}", ExitCode.NOT_WRITTEN) from None
