"""The names of the UI libraries of a run: those that are known, and those that its outcomes tell.

A library may be imported under any name, and a test before the first outcome has UI steps as well; so the names are
looked for before the run is read.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from QuashLibrary.views.record import UI_MARK

KNOWN = frozenset({"AppiumLibrary", "SeleniumLibrary", "Browser"})
_MARK = re.compile(re.escape(UI_MARK.encode()) + rb"([^<>&\"\\\n]{1,500}?)--")
_CHUNK, _OVERLAP = 1 << 20, 1 << 10


def ui_library_names(paths: Iterable[Path], given: Iterable[str] = ()) -> frozenset[str]:
    """Return the names under which these outputs know UI libraries; those that are given are such, too."""
    found: set[bytes] = set()
    for path in paths:
        found |= _names_in(path)
    names = {name for names in found for name in names.decode("utf-8", "replace").split("|")}
    return KNOWN | names | set(given)


def _names_in(path: Path) -> set[bytes]:
    found: set[bytes] = set()
    before = b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                found.update(_MARK.findall(before + chunk))
                before = chunk[-_OVERLAP:]
    except OSError:
        # Told where the output is read.
        return found
    return found
