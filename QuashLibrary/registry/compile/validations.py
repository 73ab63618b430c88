"""Compile validations: inputs, expectations, waits and fetched values in the form that the engine uses.

In: a ValidationForm, and the question that its source has compiled. Out: a Validation; its connection is known only
after all files are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.templates import Template
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.expectations import ExpectationCompiler
from QuashLibrary.registry.compile.fetches import compile_fetches
from QuashLibrary.registry.compile.redactions import compile_redactions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.registry.compile.texts import TextReader
    from QuashLibrary.registry.forms.validation import InputForm, ValidationForm

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}


@dataclass(frozen=True, slots=True)
class CompiledQuestion:
    """The part of a validation that its source compiles: the request, and the expectations that apply by default."""

    request: Any
    expected_first: tuple[model.Expectation, ...] = ()
    expected_last: tuple[model.Expectation, ...] = ()
    headers: model.Pairs = ()
    auth: model.Auth | None = None
    connection_expect: bool = True


def compile_validation(
    form: ValidationForm, question: CompiledQuestion, reader: TextReader, connection: str = ""
) -> model.Validation:
    """Return the validation; `connection` is its connection unless it names another one."""
    expectations = ExpectationCompiler(reader)
    expected = expectations.compile(form.expect, "expect")
    name = reader.entry.name
    return model.Validation(
        slug=str(name),
        position=name.position,
        connection=form.connection or connection,
        needs=tuple(dict.fromkeys(slug.removeprefix("@") for slug in form.needs)),
        request=question.request,
        description=form.description,
        inputs=tuple(_compile_input(name, item, reader) for name, item in form.inputs.items()),
        expect=(*question.expected_first, *expected, *question.expected_last),
        timing=_compile_timing(form, reader, expectations, question.request.changes),
        fetch=compile_fetches(form.fetch, reader),
        on_failure=form.on_failure,
        on_error=form.on_error,
        timeout=form.timeout,
        headers=question.headers,
        auth=question.auth,
        idempotent=form.idempotent,
        retry_errors=tuple(form.retry_errors),
        redact=compile_redactions(form.redact, reader),
        connection_expect=question.connection_expect,
    )


def _compile_input(name: str, form: InputForm, reader: TextReader) -> model.Input:
    if {"default", "lease"} <= form.given:
        message = f'input "{name}" has both "default" and "lease"'
        reader.report(("inputs", name, "lease"), message, "keep one of them", key=True)
    default = reader.text(form.default, "inputs", name, "default")
    if form.type and "default" in form.given and not _fits(default, form.type):
        message = f'the default of input "{name}" should be of type {form.type}, but is {show_typed(form.default)}'
        reader.report(("inputs", name, "default"), message, _other_type(form.default))
    values = enumerate(form.lease or ())
    return model.Input(
        name=name,
        description=form.description,
        default=default,
        required=form.given.isdisjoint(("default", "lease")),
        secret=form.secret,
        type=form.type or "",
        lease=tuple(reader.text(value, "inputs", name, "lease", index) for index, value in values),
    )


def _fits(default: object, type_name: str) -> bool:
    """Return whether a default has the declared type; a Template's value is known only when it is used."""
    if isinstance(default, bool):
        return type_name == "boolean"
    return isinstance(default, (Template, *_TYPES[type_name]))


def _other_type(default: object) -> str:
    names = [name for name in _TYPES if _fits(default, name)]
    return f"change the default, or write  type: {names[-1]}" if names else "change the default"


def _compile_timing(
    form: ValidationForm, reader: TextReader, expectations: ExpectationCompiler, changes: str
) -> model.Timing | None:
    always, eventually = form.always, form.eventually
    is_known = "idempotent" in form.given or not reader.has("idempotent")
    if (always or eventually) and changes and is_known and not form.idempotent:
        key = "always" if always else "eventually"
        message = f'"{key}" of {reader.title} would send {changes} repeatedly'
        reader.report((key,), message, "add  idempotent: true  if that does no harm", key=True)
    if always:
        if eventually:
            message = f'"always" of {reader.title} cannot be combined with "eventually"'
            advice = "keep one of them; eventually with holds_for waits first, then checks that they keep holding"
            reader.report(("always",), message, advice, key=True)
        return model.Timing(within=always.within, every=always.every, always=True)
    if not eventually:
        return None
    return model.Timing(
        within=eventually.within,
        attempts=eventually.attempts,
        every=eventually.every,
        backoff=eventually.backoff,
        max_every=eventually.max_every,
        give_up_if=expectations.compile(eventually.give_up_if, "eventually", "give_up_if"),
        holds_for=eventually.holds_for or 0.0,
    )
