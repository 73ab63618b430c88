"""Refuse expectations about parts of HTTP responses in validations whose source has no response."""

from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.forms.validation import ValidationForm

_OF_RESPONSES = ("status", "headers", "cookies", "body")
_FETCHED = ("header", "cookie", "body", "status")


def refuse_parts_of_responses(form: ValidationForm, reader: TextReader, why: str, advice: str) -> None:
    """Report what expects or fetches a part of a response; `why` says what there is instead, `advice` what to write."""
    give_up_if = form.eventually.give_up_if if form.eventually else {}
    for path, expected in ((("expect",), form.expect), (("eventually", "give_up_if"), give_up_if)):
        for key in expected:
            if key in _OF_RESPONSES:
                message = f'"{key}" in "{path[-1]}" of {reader.title} is for requests; {why}'
                reader.report((*path, key), message, advice, key=True)
    for name, fetch in form.fetch.items():
        if fetch.from_.split()[:1] and fetch.from_.split()[0] in _FETCHED:
            message = f'"{name}" of "fetch" of {reader.title} comes from {fetch.from_}; {why}'
            reader.report(("fetch", name, "from"), message, advice)
