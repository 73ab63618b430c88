"""Compile validations: request, inputs, expectations and timing as the engine uses them.

In: a ValidationEntry as it is written. Out: a Validation, whose connection is known only when all
files are read.
"""

from collections.abc import Mapping

from QuashLibrary.language.json_texts import show_typed
from QuashLibrary.language.problems import Position
from QuashLibrary.language.templates import Template
from QuashLibrary.registry import document, model
from QuashLibrary.registry.connections import compile_auth
from QuashLibrary.registry.expectations import ExpectationCompiler
from QuashLibrary.registry.fetches import compile_fetches
from QuashLibrary.registry.texts import TextReader

_ASKING = ("GET", "HEAD")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}


def compile_validation(
    slug: str, entry: document.ValidationEntry, reader: TextReader, position: Position
) -> model.Validation:
    """Return the validation; `connection` is as written."""
    expectations = ExpectationCompiler(reader)
    return model.Validation(
        slug=slug,
        position=position,
        connection=entry.connection or "",
        needs=tuple(dict.fromkeys(slug.removeprefix("@") for slug in entry.needs)),
        request=_request(entry.request, reader.below("request")),
        description=entry.description,
        inputs=tuple(_input(name, item, reader) for name, item in entry.inputs.items()),
        expect=expectations.compile(entry.expect, ("expect",), with_status=True),
        timing=_timing(entry, reader, expectations),
        fetch=compile_fetches(entry.fetch, reader),
        on_failure=entry.on_failure,
        on_error=entry.on_error,
        timeout=entry.timeout,
        headers=reader.pairs(entry.headers, "headers"),
        auth=compile_auth(entry.auth, reader),
        idempotent=entry.idempotent,
        retry_errors=tuple(entry.retry_errors),
    )


def _request(entry: document.RequestEntry, reader: TextReader) -> model.RequestSpec:
    return model.RequestSpec(
        method=entry.method,
        path=reader.text(entry.path, "path"),
        query=_repeatable(entry.query, reader.below("query")),
        headers=reader.pairs(entry.headers, "headers"),
        cookies=reader.pairs(entry.cookies, "cookies"),
        body=_body(entry, reader),
    )


def _repeatable(fields: Mapping[str, object], reader: TextReader) -> tuple[tuple[str, model.Value], ...]:
    return tuple((str(name), _members(name, value, reader)) for name, value in fields.items())


def _members(name: str, value: object, reader: TextReader) -> model.Value:
    if isinstance(value, list):
        return [reader.text(item, name, index) for index, item in enumerate(value)]
    return reader.text(value, name)


def _body(entry: document.RequestEntry, reader: TextReader) -> model.Body | None:
    if "json_" in entry.model_fields_set:
        return model.Body("json", reader.value(entry.json_, "json"))
    if entry.form is not None:
        return model.Body("form", dict(_repeatable(entry.form, reader.below("form"))))
    return model.Body("text", reader.value(entry.text, "text")) if entry.text is not None else None


def _input(name: str, entry: document.InputEntry, reader: TextReader) -> model.Input:
    unusable, advice = document.unusable_input_name(name)
    if unusable:
        reader.report(("inputs", name), unusable, advice, key=True)
    required = "default" not in entry.model_fields_set
    default = reader.text(entry.default, "inputs", name, "default")
    if entry.type and not required and not _fits(default, entry.type):
        message = f'the default of input "{name}" should be of type {entry.type}, is {show_typed(entry.default)}'
        reader.report(("inputs", name, "default"), message, _other_type(entry.default))
    return model.Input(
        name=str(name),
        description=entry.description,
        default=default,
        required=required,
        secret=entry.secret,
        type=entry.type or "",
    )


def _fits(default: object, type_name: str) -> bool:
    """Return whether a default is of the declared type; a Template is known only when it is used."""
    if isinstance(default, bool):
        return type_name == "boolean"
    return isinstance(default, (Template, *_TYPES[type_name]))


def _other_type(default: object) -> str:
    names = [name for name in _TYPES if _fits(default, name)]
    return f"write another default, or  type: {names[-1]}" if names else "write another default"


def _timing(
    entry: document.ValidationEntry, reader: TextReader, expectations: ExpectationCompiler
) -> model.Timing | None:
    timing = entry.eventually
    if timing is None:
        return None
    if entry.request.method not in _ASKING and not entry.idempotent:
        message = f'"eventually" of {reader.place.title} would send {entry.request.method} again and again'
        reader.report(("eventually",), message, "add  idempotent: true  where that does no harm", key=True)
    return model.Timing(
        within=timing.within,
        attempts=timing.attempts,
        every=timing.every,
        backoff=float(timing.backoff),
        max_every=timing.max_every,
        give_up_if=expectations.compile(timing.give_up_if, ("eventually", "give_up_if"), with_status=False),
    )
