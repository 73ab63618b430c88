"""What `quash import` and `quash init` say about an entry: what was asked, left out, and which variables to set."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.secret_values import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.cli.importer.draft import Draft, Variable
    from QuashLibrary.cli.importer.imported import Imported

_OFFLINE = "offline"


def notes_of(imported: Imported, file: str = "") -> Iterator[str]:
    """Give the lines for the console."""
    draft = imported.draft
    if file:
        yield f"@{draft.slug} is in {file}."
    if imported.asked:
        yield f"Asked once: {hidden(imported.asked, draft.variables)}"
    elif imported.not_asked == _OFFLINE:
        yield "The backend was not asked: the expectations are TODO."
    else:
        why = hidden(imported.not_asked, draft.variables)
        yield f"No expectations could be guessed: {why}"
    if draft.environment:
        name = draft.environment
        yield f'The address is that of the environment "{name}": run with --environment {name}'
    if draft.left_out:
        names = ", ".join(hidden(item, draft.variables) for item in dict.fromkeys(draft.left_out))
        yield f"Left out: {names}"
    text = "".join([*imported.sections.connections, *imported.sections.validations])
    used = [variable for variable in draft.variables if re.search(rf"\b{variable.name}\b", text)]
    if used:
        yield "Secrets are read from the environment; set before a run:"
        yield from (f"  {export_line(variable)}" for variable in used)


def export_line(variable: Variable) -> str:
    """Return the line of a shell that sets a variable; the value is for the reader to fill in."""
    if os.name == "nt":
        return f'$env:{variable.name} = "…"  # {variable.what}'
    return f"export {variable.name}='…'  # {variable.what}"


def run_line(draft: Draft) -> str:
    """Return the command that runs the validation with the values of the curl line."""
    known = [shlex.quote(f"{item.name}={item.value}") for item in draft.inputs if item.value and not item.secret]
    others = [f"{item.name}=…" for item in draft.inputs if item.secret or not item.value]
    return " ".join(["quash run", f"@{draft.slug}", *known, *others])
