"""The app's own traffic as a source: validations with `app_sent`.

In: validations with a method and a path. Out: AppSent. The linker checks that their connection has an `app`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import RequestPatternError
from QuashLibrary.language.operators.model import operators_in
from QuashLibrary.language.operators.table import parse_conditions
from QuashLibrary.language.request_patterns import parse_request_pattern
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.responses import Document, refuse_parts_of_responses
from QuashLibrary.registry.compile.source import Source
from QuashLibrary.registry.compile.validations import CompiledQuestion
from QuashLibrary.registry.forms.form import field
from QuashLibrary.registry.forms.validation import ValidationForm
from QuashLibrary.registry.forms.values import TEXT
from QuashLibrary.registry.sources.http.source import HTTP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from QuashLibrary.registry.compile.texts import Keys, TextReader

_EXAMPLE = "POST /orders"
_COMPARING = ("changed", "changed by")
_REQUESTS = Document("app requests", "{requests: […], count: n}", "$.requests[0].answer")


class AppSentValidationForm(ValidationForm):
    """The requests that the app itself has sent since the test started, and what is expected of them."""

    app_sent: str = field(
        TEXT,
        "Method and path, relative to base_url; * means any text. The connection must have an app.",
        f"app_sent: {_EXAMPLE}",
        required="unless inherited",
    )


def _compile_question(form: AppSentValidationForm, reader: TextReader) -> CompiledQuestion:
    refuse_parts_of_responses(form, reader, _REQUESTS)
    for path in _comparisons(form.expect):
        message = f'"{path[-1]}" in "expect" of {reader.title}: app requests are counted, not compared'
        advice = "Remember Backend sets the starting point; expect for example  $.count: 1"
        reader.report(("expect", *path), message, advice, key=True)
    method, path_text = _pattern(form, reader)
    return CompiledQuestion(
        model.AppSent(method, reader.text(path_text, "app_sent"), reader.locate(("app_sent",))),
        connection_expect=False,
    )


def _pattern(form: AppSentValidationForm, reader: TextReader) -> tuple[str, str]:
    try:
        pattern = parse_request_pattern(form.app_sent or _EXAMPLE)
    except RequestPatternError as error:
        reader.report(("app_sent",), f'"app_sent" of {reader.title}: {error}')
        return "*", "/"
    if pattern.statuses:
        message = f'"app_sent" of {reader.title} cannot contain a status'
        reader.report(("app_sent",), message, f"expect  $.requests[0].status: {pattern.statuses[0]}")
    return pattern.method, pattern.path


def _comparisons(expect: Mapping[str, Any]) -> Iterator[Keys]:
    """Yield the places of operators that compare with a snapshot."""
    for key, value in expect.items():
        # The expected value itself may contain keys of that name.
        if not key.startswith("$") or not operators_in(parse_conditions(value).conditions).isdisjoint(_COMPARING):
            yield from ((key, *path) for path in _keys_of_comparisons(value))


def _keys_of_comparisons(written: Any) -> Iterator[Keys]:
    members = written.items() if isinstance(written, dict) else enumerate(written) if isinstance(written, list) else ()
    for key, value in members:
        if str(key).replace("_", " ") in _COMPARING:
            yield (key,)
        yield from ((key, *path) for path in _keys_of_comparisons(value))


APP_SENT = Source(
    key="app_sent",
    example=_EXAMPLE,
    form=AppSentValidationForm,
    compile=_compile_question,
    connection_type=HTTP.connection_type,
)
