"""The notes of `quash import` and `quash init` about an entry: the request, what was left out, variables to set."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.imported import OFFLINE
from QuashLibrary.cli.importer.secret_values import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.cli.importer.draft import Draft, Variable
    from QuashLibrary.cli.importer.imported import Imported

_KINDS = ("header", "query parameter", "cookie", "option")


def notes_of(imported: Imported, file: str = "", again: str = "") -> Iterator[str]:
    """Yield the lines for the console; `again` says how to repeat the import."""
    draft = imported.draft
    if file:
        yield f"@{draft.slug} is in {file}."
    yield from _exchange_notes(imported, again)
    if draft.environment:
        name = draft.environment
        yield f'The address belongs to the environment "{name}": run with --environment {name}'
    if draft.left_out:
        yield f"Left out: {hidden(grouped(draft.left_out), draft.variables)}"
    if draft.request.body and draft.request.body.todo:
        yield f"TODO in the registry: {draft.request.body.todo.removeprefix('TODO: ')}"
    text = "".join([*imported.sections.connections, *imported.sections.validations])
    used = [variable for variable in draft.variables if re.search(rf"\b{variable.name}\b", text)]
    if used:
        yield "Secrets come from environment variables; set them before a run:"
        yield from (f"  {export_line(variable)}" for variable in used)


def _exchange_notes(imported: Imported, again: str) -> Iterator[str]:
    variables = imported.draft.variables
    if imported.exchange:
        yield f"Sent one request: {hidden(imported.exchange, variables)}"
    elif imported.no_answer == OFFLINE:
        yield "No request was sent: the expectations are TODO."
    else:
        yield f"Cannot guess expectations: {hidden(imported.no_answer, variables)}"
        if again:
            yield f"To guess them: {', '.join(filter(None, (imported.advice, again)))}"


def grouped(items: Iterable[str]) -> str:
    """Return items on one line, grouped by kind: `the headers Accept and Host; the cookie _ga`."""
    found: dict[str, list[str]] = {}
    for item in dict.fromkeys(items):
        kind = next((kind for kind in _KINDS if item.startswith(f"the {kind} ")), "")
        found.setdefault(kind or item, []).append(item.removeprefix(f"the {kind} "))
    return "; ".join(_several(kind, names) if kind in _KINDS else kind for kind, names in found.items())


def _several(kind: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"the {kind} {names[0]}"
    return f"the {kind}s {', '.join(names[:-1])} and {names[-1]}"


def export_line(variable: Variable) -> str:
    """Return the shell line that sets a variable; the user fills in the value."""
    if os.name == "nt":
        return f'$env:{variable.name} = "…"  # {variable.what}'
    return f"export {variable.name}='…'  # {variable.what}"


def run_line(draft: Draft) -> str:
    """Return the command that runs the validation with the values of the curl command."""
    known = [shlex.quote(f"{item.name}={item.value}") for item in draft.inputs if item.value and not item.secret]
    others = [f"{item.name}=…" for item in draft.inputs if item.secret or not item.value]
    return " ".join(["quash run", f"@{draft.slug}", *known, *others])
