"""Compile requests: every text parsed, the one body with what it is made of.

In: a RequestEntry as it is written. Out: a RequestSpec. Files are only named here; they are read when
the request is made, so that a test may write them itself.
"""

import re
from collections.abc import Iterator, Mapping

from QuashLibrary.language.templates import Template
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.files import file_problem
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.forms import validation as document
from QuashLibrary.registry.forms.request import FileEntry, RequestEntry

_OF_ERRORS = re.compile(r"""\$(\.errors|\[['"]errors['"]\])(?!\w)""")


def compile_request(entry: RequestEntry, reader: TextReader) -> model.RequestSpec:
    """Return the request; its files lie below the folder of the registry file that names them."""
    return model.RequestSpec(
        method=entry.method,
        path=reader.text(entry.path, "path"),
        query=_repeatable(entry.query, reader.below("query")),
        headers=reader.pairs(entry.headers, "headers"),
        cookies=reader.pairs(entry.cookies, "cookies"),
        body=_body(entry, reader),
    )


def graphql_errors(entry: document.ValidationEntry, reader: TextReader) -> Iterator[model.Expectation]:
    """Expect that a GraphQL answer has no errors, unless the registry itself says what they should be."""
    if entry.request.graphql is None:
        return
    whole = entry.expect.get("json")
    if any(_OF_ERRORS.match(key) for key in entry.expect) or (isinstance(whole, dict) and "errors" in whole):
        return
    yield model.Expectation(model.Subject("errors"), reader.locate(("request", "graphql"), key=True))


def _repeatable(fields: Mapping[str, object], reader: TextReader) -> tuple[tuple[str, model.Value], ...]:
    return tuple((str(name), _members(name, value, reader)) for name, value in fields.items())


def _members(name: str, value: object, reader: TextReader) -> model.Value:
    if isinstance(value, list):
        return [reader.text(item, name, index) for index, item in enumerate(value)]
    return reader.text(value, name)


def _body(entry: RequestEntry, reader: TextReader) -> model.Body | None:
    if "json_" in entry.model_fields_set:
        return model.Body("json", reader.document(entry.json_, "json"))
    if entry.form is not None:
        return model.Body("form", dict(_repeatable(entry.form, reader.below("form"))))
    if entry.multipart is not None:
        return model.Body("multipart", _parts(entry.multipart, reader.below("multipart")))
    if entry.file is not None:
        return model.Body("file", _file(FileEntry(file=entry.file, type=""), reader, ("file",)))
    if entry.graphql is not None:
        given = {name: getattr(entry.graphql, name) for name in sorted(entry.graphql.model_fields_set)}
        return model.Body("graphql", _document(reader.document(given, "graphql"), reader))
    return model.Body("text", reader.value(entry.text, "text")) if entry.text is not None else None


def _document(graphql: dict[str, model.Value], reader: TextReader) -> model.Value:
    """Return what is sent; a value in the midst of the query is reported, since it would become a part of it."""
    query = graphql.get("query")
    if isinstance(query, Template) and not query.whole:
        named = next(part for part in query.parts if not isinstance(part, str))
        name = re.sub(r"\W+", "_", named.name).strip("_") or "name"
        message = f'"query" in "graphql" of {reader.place.title} holds {named}: a value may not become a part of it'
        reader.report(("graphql", "query"), message, f'write ${name} in it and  variables: {{{name}: "{named}"}}')
    return graphql


def _parts(fields: Mapping[str, object], reader: TextReader) -> tuple[tuple[str, model.Value], ...]:
    """Return fields with their texts and files; a list repeats its field."""
    parts: list[tuple[str, model.Value]] = []
    for name, value in fields.items():
        for index, item in enumerate(value) if isinstance(value, list) else ((None, value),):
            path = (name,) if index is None else (name, index)
            if isinstance(item, FileEntry):
                parts.append((str(name), _file(item, reader, (*path, "file"))))
            else:
                parts.append((str(name), reader.text(item, *path)))
    return tuple(parts)


def _file(entry: FileEntry, reader: TextReader, path: tuple[str | int, ...]) -> model.File:
    folder = reader.folder(path)
    name = reader.text(entry.file, *path)
    if isinstance(name, str) and (wrong := file_problem(name, folder)):
        message, advice = wrong
        reader.report(path, f"{message} ({reader.place.title})", advice)
    return model.File(name, str(folder.absolute()), entry.type)
