"""Refuse expectations about parts of an HTTP response in validations whose source has no response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.registry.compile.texts import TextReader
    from QuashLibrary.registry.forms.validation import ValidationForm

_OF_RESPONSES = ("status", "headers", "cookies", "body")
_FETCHED = ("header", "cookie", "body", "status")


@dataclass(frozen=True, slots=True)
class Document:
    """The document that is checked instead of a response: its name, its form, and an example path in it."""

    name: str
    form: str
    first: str


def refuse_parts_of_responses(form: ValidationForm, reader: TextReader, document: Document) -> None:
    """Report expectations and fetches that need a part of a response."""
    checked = f"{document.name} are checked as {document.form}: write for example"
    give_up_if = form.eventually.give_up_if if form.eventually else {}
    for path, expected in ((("expect",), form.expect), (("eventually", "give_up_if"), give_up_if)):
        for key in expected:
            if key in _OF_RESPONSES:
                message = f'"{key}" in "{path[-1]}" of {reader.title} works only with "request"'
                reader.report((*path, key), message, f"{checked}  $.count: 1", key=True)
    for name, fetch in form.fetch.items():
        if fetch.from_.split()[:1] and fetch.from_.split()[0] in _FETCHED:
            message = f'"fetch.{name}" of {reader.title} comes from {fetch.from_}, which {document.name} do not have'
            reader.report(("fetch", name, "from"), message, f"{checked}  {name}: {document.first}.{name}")
