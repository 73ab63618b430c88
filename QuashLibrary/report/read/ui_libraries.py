"""Find the names of a run's UI libraries: the well-known ones, and those that its outcomes mention.

A suite may import a library under any name, and its tests use the UI before the first outcome. So the names are
searched for before the run is read.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from QuashLibrary.views.record import UI_MARK

KNOWN_UI_LIBRARIES = frozenset({"AppiumLibrary", "SeleniumLibrary", "Browser"})
_MARK = re.compile(re.escape(UI_MARK.encode()) + rb"([^<>&\"\\\n]{1,500}?)--")
_CHUNK, _OVERLAP = 1 << 20, 1 << 10


def ui_library_names(outputs: Iterable[Path], further: Iterable[str] = ()) -> frozenset[str]:
    """Return the names of the UI libraries in these outputs, and further ones that the tester knows."""
    found = {names for path in outputs for names in _names_in(path)}
    names = {name for text in found for name in text.decode("utf-8", "replace").split("|")}
    return KNOWN_UI_LIBRARIES | names | set(further)


def _names_in(path: Path) -> set[bytes]:
    found: set[bytes] = set()
    before = b""
    # An error is reported when the output is read.
    with suppress(OSError), path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(_MARK.findall(before + chunk))
            before = chunk[-_OVERLAP:]
    return found
