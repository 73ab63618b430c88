"""Compile validations: request, inputs, expectations and timing as the engine uses them.

In: a ValidationEntry as it is written. Out: a Validation, whose connection is known only when all
files are read.
"""

from collections.abc import Mapping
from dataclasses import replace

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.templates import Template
from QuashLibrary.problems import Position
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.connections import compile_auth
from QuashLibrary.registry.compile.expectations import ExpectationCompiler
from QuashLibrary.registry.compile.fetches import compile_fetches
from QuashLibrary.registry.compile.queries import compile_query
from QuashLibrary.registry.compile.redactions import compile_redactions
from QuashLibrary.registry.compile.requests import compile_request, graphql_errors
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.forms import validation as document
from QuashLibrary.registry.forms.sql import SqlValidationEntry

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}


def compile_validation(
    slug: str, entry: document.ValidationEntry | SqlValidationEntry, reader: TextReader, position: Position
) -> model.Validation:
    """Return the validation; `connection` is as written."""
    if isinstance(entry, SqlValidationEntry):
        return _compiled(slug, entry, reader, position, compile_query(entry, reader))
    compiled = _compiled(slug, entry, reader, position, compile_request(entry.request, reader.below("request")))
    return replace(
        compiled,
        expect=(*compiled.expect, *graphql_errors(entry, reader)),
        headers=reader.pairs(entry.headers, "headers"),
        auth=compile_auth(entry.auth, reader),
    )


def _compiled(
    slug: str,
    entry: document.AskingEntry,
    reader: TextReader,
    position: Position,
    request: model.RequestSpec | model.Query,
) -> model.Validation:
    expectations = ExpectationCompiler(reader)
    with_status = isinstance(request, model.RequestSpec)
    return model.Validation(
        slug=slug,
        position=position,
        connection=entry.connection or "",
        needs=tuple(dict.fromkeys(slug.removeprefix("@") for slug in entry.needs)),
        request=request,
        description=entry.description,
        inputs=tuple(_input(name, item, reader) for name, item in entry.inputs.items()),
        expect=expectations.compile(entry.expect, ("expect",), with_status=with_status),
        timing=_timing(entry, reader, expectations, request.changes),
        fetch=compile_fetches(entry.fetch, reader),
        on_failure=entry.on_failure,
        on_error=entry.on_error,
        timeout=entry.timeout,
        idempotent=entry.idempotent,
        retry_errors=tuple(entry.retry_errors),
        redact=compile_redactions(entry.redact, reader),
    )


def _input(name: str, entry: document.InputEntry, reader: TextReader) -> model.Input:
    unusable, advice = document.unusable_input_name(name)
    if unusable:
        reader.report(("inputs", name), unusable, advice, key=True)
    required = not {"default", "lease"} & entry.model_fields_set
    if {"default", "lease"} <= entry.model_fields_set:
        message = f'input "{name}" has both "default" and "lease"'
        reader.report(("inputs", name, "lease"), message, "remove one of them", key=True)
    default = reader.text(entry.default, "inputs", name, "default")
    if entry.type and "default" in entry.model_fields_set and not _fits(default, entry.type):
        message = f'the default of input "{name}" should be of type {entry.type}, is {show_typed(entry.default)}'
        reader.report(("inputs", name, "default"), message, _other_type(entry.default))
    return model.Input(
        name=str(name),
        description=entry.description,
        default=default,
        required=required,
        secret=entry.secret,
        type=entry.type or "",
        lease=tuple(
            reader.text(value, "inputs", name, "lease", index) for index, value in enumerate(entry.lease or ())
        ),
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
    entry: document.AskingEntry, reader: TextReader, expectations: ExpectationCompiler, changes: str
) -> model.Timing | None:
    timing = entry.eventually
    key = "always" if entry.always is not None else "eventually"
    if (entry.always or timing) and changes and not entry.idempotent:
        message = f'"{key}" of {reader.place.title} would send {changes} again and again'
        reader.report((key,), message, "add  idempotent: true  where that does no harm", key=True)
    if entry.always is not None:
        if timing is not None:
            message = f'"always" of {reader.place.title} stands beside "eventually"'
            advice = "keep one of them; eventually with holds_for waits first, and checks then that it stays true"
            reader.report(("always",), message, advice, key=True)
        return model.Timing(within=entry.always.within, every=entry.always.every, always=True)
    if timing is None:
        return None
    return model.Timing(
        within=timing.within,
        attempts=timing.attempts,
        every=timing.every,
        backoff=float(timing.backoff),
        max_every=timing.max_every,
        give_up_if=expectations.compile(timing.give_up_if, ("eventually", "give_up_if"), with_status=False),
        holds_for=timing.holds_for or 0.0,
    )
