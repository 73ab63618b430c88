"""HTTP as a source: the validations with a `request`, and their connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.registry import model
from QuashLibrary.registry.compile.source import ConnectionType, Source
from QuashLibrary.registry.compile.validations import CompiledQuestion
from QuashLibrary.registry.forms.form import field
from QuashLibrary.registry.forms.validation import ValidationForm
from QuashLibrary.registry.forms.values import FLAG, TEXTS
from QuashLibrary.registry.sources.http.connection_form import AuthForm, HttpConnectionForm
from QuashLibrary.registry.sources.http.connections import compile_auth, compile_http_connection
from QuashLibrary.registry.sources.http.request_form import RequestForm, merge_requests
from QuashLibrary.registry.sources.http.requests import compile_request, graphql_errors, report_reading_of_head

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.registry.compile.texts import TextReader


class HttpValidationForm(ValidationForm):
    """One request to one connection, and what is expected of the response."""

    request: RequestForm = field(
        RequestForm,
        "",
        "request: GET /orders/${order_id}",
        default=RequestForm(),
        required="unless inherited",
        merge=merge_requests,
    )
    headers: Mapping[str, Any] = field(TEXTS, "", "headers: {Accept: application/json}")
    auth: AuthForm | None = field(AuthForm, "", "auth: {bearer: {env: TOKEN}}")
    connection_expect: bool = field(FLAG, "false: the expect of the connection does not apply here.", default=True)


def _compile_question(form: HttpValidationForm, reader: TextReader) -> CompiledQuestion:
    if form.request.sent_by == "HEAD":
        report_reading_of_head(form, reader)
    return CompiledQuestion(
        compile_request(form.request, reader.below("request")),
        expected_first=() if "status" in form.expect else (_success(reader),),
        expected_last=tuple(graphql_errors(form.request, form.expect, reader)),
        headers=reader.pairs(form.headers, "headers"),
        auth=compile_auth(form.auth, reader),
        # The answer to HEAD has no body.
        connection_expect=form.connection_expect and form.request.sent_by != "HEAD",
    )


def _success(reader: TextReader) -> model.Expectation:
    return model.Expectation(model.Subject("status"), reader.locate(()), argument=["2xx"])


HTTP = Source(
    key="request",
    example="GET /…",
    form=HttpValidationForm,
    compile=_compile_question,
    connection_type=ConnectionType("http", HttpConnectionForm, compile_http_connection),
)
