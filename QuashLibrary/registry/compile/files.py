"""The files that requests send: below the folder of the registry, and nowhere else.

In: a name as it is written, or with its values filled in. Out: what is wrong with it. Names are checked when the
registry is read, and again when a request is made: a name may contain values, and a file may come and go.
"""

import re
from pathlib import Path

_DRIVE = re.compile(r"[A-Za-z]:")


def file_problem(name: str, folder: Path) -> tuple[str, str] | None:
    """Return why a file cannot be sent, and what to write; None if it can."""
    below = "only files below the registry's folder are sent"
    if not name or "\0" in name:
        return "the name of a file is empty", "write for example  file: photo.png"
    parts = name.replace("\\", "/").split("/")
    if Path(name).is_absolute() or name.startswith(("/", "\\")) or _DRIVE.match(name):
        return f'the file "{name}" is named by an absolute path', below
    if ".." in parts:
        return f'the file "{name}" is named with ".."', below
    path = folder / name
    if not path.is_file():
        return f'there is no file "{name}"', f"looked at {path.absolute()}"
    if not path.resolve().is_relative_to(folder.resolve()):
        return f'the file "{name}" is a link that leads out of the folder', below
    return None
