"""Compile requests: parse every text, and the body with its parts.

In: a RequestForm. Out: a RequestSpec. It only names files: they are read when the request is sent, so a test may write
them itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.language.templates import Template
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.files import file_problem
from QuashLibrary.registry.sources.http.request_form import FileForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from QuashLibrary.registry.compile.texts import TextReader
    from QuashLibrary.registry.forms.validation import ValidationForm
    from QuashLibrary.registry.sources.http.request_form import GraphqlForm, RequestForm

_ERRORS_PATH = re.compile(r"""\$(\.errors|\[['"]errors['"]\])(?!\w)""")


def compile_request(form: RequestForm, reader: TextReader) -> model.RequestSpec:
    """Return the request; its files are below the folder of the registry file that names them."""
    return model.RequestSpec(
        method=form.sent_by,
        path=reader.text(form.path, "path"),
        query=_compile_fields(form.query, reader.below("query")),
        headers=reader.pairs(form.headers, "headers"),
        cookies=reader.pairs(form.cookies, "cookies"),
        body=_compile_body(form, reader),
    )


def graphql_errors(
    request: RequestForm, expect: Mapping[str, object], reader: TextReader
) -> Iterator[model.Expectation]:
    """Expect that a GraphQL answer has no errors, unless the registry itself expects something of them."""
    whole = expect.get("json")
    if request.graphql is None or (isinstance(whole, dict) and "errors" in whole):
        return
    if not any(map(_ERRORS_PATH.match, expect)):
        yield model.Expectation(model.Subject("errors"), reader.locate(("request", "graphql"), key=True))


def report_reading_of_head(form: ValidationForm, reader: TextReader) -> None:
    """Report expectations and fetches that read the body of a HEAD answer, which has none.

    `exists: false` is allowed, because it always holds there.
    """
    subjects = [(("expect", key), key) for key, value in form.expect.items() if value != {"exists": False}]
    subjects += [(("fetch", name), fetch.from_) for name, fetch in form.fetch.items()]
    for path, subject in subjects:
        if subject.startswith("$") or subject in ("json", "schema", "body"):
            message = f'"{subject}" of {reader.title} reads the body, but a HEAD answer has none'
            reader.report(path, message, "write GET, or expect the status or headers", key=True)


def _compile_fields(fields: Mapping[str, object], reader: TextReader) -> tuple[tuple[str, model.Value], ...]:
    return tuple((name, _compile_members(name, value, reader)) for name, value in fields.items())


def _compile_members(name: str, value: object, reader: TextReader) -> model.Value:
    if isinstance(value, list):
        return [reader.text(item, name, index) for index, item in enumerate(value)]
    return reader.text(value, name)


def _compile_body(form: RequestForm, reader: TextReader) -> model.Body | None:
    if "json" in form.given:
        return model.Body("json", reader.document(form.json, "json"))
    if form.form is not None:
        return model.Body("form", dict(_compile_fields(form.form, reader.below("form"))))
    if form.multipart is not None:
        return model.Body("multipart", tuple(_compile_parts(form.multipart, reader.below("multipart"))))
    if form.file is not None:
        return model.Body("file", _compile_file(form.file, "", reader, ("file",)))
    if form.graphql is not None:
        return model.Body("graphql", _compile_graphql(form.graphql, reader))
    return model.Body("text", reader.value(form.text, "text")) if form.text is not None else None


def _compile_graphql(form: GraphqlForm, reader: TextReader) -> model.Value:
    """Return the JSON to send; a value inside the query is a problem, because it would become part of it."""
    graphql: dict[str, model.Value] = {}
    if "query" in form.given:
        graphql["query"] = _compile_graphql_query(form.query, reader)
    if "variables" in form.given:
        graphql["variables"] = reader.document(form.variables, "graphql", "variables")
    return graphql


def _compile_graphql_query(text: str, reader: TextReader) -> model.Text:
    query: model.Text = reader.program(text, "graphql", "query")
    if isinstance(query, Template) and not query.whole:
        named = next(part for part in query.parts if not isinstance(part, str))
        name = re.sub(r"\W+", "_", named.name).strip("_") or "name"
        message = (
            f'"query" in "graphql" of {reader.title} contains {named}, but values must not become part of the query'
        )
        reader.report(("graphql", "query"), message, f'write ${name} in it and  variables: {{{name}: "{named}"}}')
    return query


def _compile_parts(fields: Mapping[str, object], reader: TextReader) -> Iterator[tuple[str, model.Value]]:
    """Yield fields with their texts and files; a list repeats its field."""
    for name, value in fields.items():
        for index, item in enumerate(value) if isinstance(value, list) else ((None, value),):
            path = (name,) if index is None else (name, index)
            if not isinstance(item, FileForm):
                yield name, reader.text(item, *path)
            elif "file" in item.given:
                yield name, _compile_file(item.file, item.type, reader, (*path, "file"))


def _compile_file(name: str, media_type: str, reader: TextReader, path: tuple[str | int, ...]) -> model.File:
    folder = reader.folder(path)
    text = reader.text(name, *path)
    if isinstance(text, str) and (wrong := file_problem(text, folder)):
        message, advice = wrong
        reader.report(path, f"{message} ({reader.title})", advice)
    return model.File(text, str(folder.absolute()), media_type)
