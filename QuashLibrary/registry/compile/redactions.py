"""Compile `redact`: the parts of an answer to mask wherever it is shown.

In: RedactionForms. Out: Redactions with their JSONPaths compiled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import show
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.expectations import path_subject
from QuashLibrary.registry.compile.fetches import check_pattern, named_part, path_advice
from QuashLibrary.registry.forms.redaction import MASKED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.registry.compile.texts import Keys, TextReader
    from QuashLibrary.registry.forms.redaction import RedactionForm

_OPEN = re.compile(r"(?<!\\)[$%]\{[A-Za-z_]")
_CLOSED = "remove it: a redaction applies to every run"


def compile_redactions(forms: Sequence[RedactionForm], reader: TextReader) -> tuple[model.Redaction, ...]:
    """Return the readable redactions."""
    return tuple(item for number, form in enumerate(forms) for item in _compile_redaction(form, number, reader))


def _compile_redaction(form: RedactionForm, number: int, reader: TextReader) -> Iterator[model.Redaction]:
    path = ("redact", number)
    if _OPEN.search(form.matches):
        message = f'"redact" cannot contain ${{…}}, but contains {show(form.matches)}'
        reader.report((*path, "matches"), message, _CLOSED)
    elif form.matches:
        check_pattern(form.matches, (*path, "matches"), reader)
    if not form.from_:
        yield model.Redaction(None, form.matches)
    elif subject := _redacted_subject(form.from_.strip(), (*path, "from"), reader):
        yield model.Redaction(subject, form.matches)


def _redacted_subject(source: str, path: Keys, reader: TextReader) -> model.Subject | None:
    if source.startswith("$"):
        subject = path_subject(source, path, reader)
        if subject is not None and subject.template is not None:
            message = f'"redact" cannot contain ${{…}}, but contains {show(source)}'
            reader.report(path, message, _CLOSED)
        return subject
    named = named_part(source, path, reader)
    if named is not None and named.kind != "status":
        return named
    what = f'item {int(path[1]) + 1} of "redact" of {reader.title}'
    reader.report(
        path, f"{what} should be {MASKED}, but is {show(source)}", path_advice(source) if named is None else ""
    )
    return None
