"""docs/reference/library.md: the arguments of the import, from the documentation of the library."""

from __future__ import annotations

from robot.libdocpkg import LibraryDocumentation

from utest.docs.generated.parts import code, table
from utest.docs.generated.robot_text import inline, table_rows


def parts() -> dict[str, str]:
    """Return the table of arguments."""
    [importing] = LibraryDocumentation("QuashLibrary").inits
    defaults = {argument.name: argument.default for argument in importing.args}
    rows = [
        (inline(name), code(defaults[name.strip("`")]), inline(meaning))
        for name, meaning in table_rows(importing.doc)
        if name.strip("`") in defaults
    ]
    if len(rows) != len(defaults):
        raise ValueError(f"the documentation of the import describes {len(rows)} of {len(defaults)} arguments")
    return {"import-arguments": table(("argument", "default", "meaning"), rows)}
