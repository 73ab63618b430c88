"""Compile connections to databases, and the statements of their validations.

In: entries of `type: sql` as they are written. Out: SqlConnections and Queries. Values never become a part of a
statement: `${…}` in it is refused, and every `:name` has to have its parameter.
"""

import re
from collections.abc import Iterable, Mapping

from QuashLibrary.errors import TemplateError
from QuashLibrary.language.sql_text import SqlText, read_sql
from QuashLibrary.language.templates import Template, parse_text
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.redactions import compile_redactions
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.forms.sql import SqlConnectionEntry, SqlConnectionOverrides, SqlValidationEntry

_URL = re.compile(r"[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)?://.*", re.IGNORECASE | re.DOTALL)
_OF_RESPONSES = ("status", "headers", "cookies", "body")
_ROWS = "rows are checked as {rows: […], count: n}"


def compile_sql_connection(name: str, entry: SqlConnectionEntry, reader: TextReader) -> Mapping[str, model.Connection]:
    """Return the connection by the names of its environments; BASE is what they override."""
    base = _overridden(model.SqlConnection(name, ""), entry, reader)
    return {model.BASE: base} | {
        str(environment): _overridden(base, overrides, reader.below("environments", environment))
        for environment, overrides in entry.environments.items()
    }


def compile_query(entry: SqlValidationEntry, reader: TextReader) -> model.Query:
    """Return the statement with its parameters; what of the entry is for requests only is reported."""
    _refuse_parts_of_responses(entry, reader)
    sql = read_sql(_literal(entry.sql, reader))
    if not sql.verb:
        reader.report(("sql",), f'"sql" of {reader.place.title} is empty', "write for example  sql: SELECT 1")
    if not sql.single:
        reader.report(("sql",), f'"sql" of {reader.place.title} holds several statements', "keep one of them")
    _match_names(sql, list(entry.parameters), reader)
    parameters = ((name, reader.text(value, "parameters", name)) for name, value in entry.parameters.items())
    return model.Query(sql, tuple((str(name), value) for name, value in parameters))


def _overridden(base: model.SqlConnection, entry: SqlConnectionOverrides, reader: TextReader) -> model.SqlConnection:
    given = entry.model_fields_set
    return model.SqlConnection(
        name=base.name,
        url=_url(entry.url, reader) if "url" in given else base.url,
        folder=str(reader.folder(("url",)).absolute()) if "url" in given else base.folder,
        timeout=entry.timeout if "timeout" in given else base.timeout,
        redact=(*base.redact, *compile_redactions(entry.redact, reader)),
        on_failure=entry.on_failure or base.on_failure,
        on_error=entry.on_error or base.on_error,
        read_only=entry.read_only if "read_only" in given else base.read_only,
    )


def _url(value: object, reader: TextReader) -> model.Text:
    """Return the address; a wrong one is not shown, since a password may stand in it."""
    text: model.Text = reader.text(value, "url")
    start = text if isinstance(text, str) else str(text.parts[0])
    if start and not _URL.match(start) and not (isinstance(text, Template) and not isinstance(text.parts[0], str)):
        message = f'"url" of {reader.place.title} should begin with the kind of database and ://'
        reader.report(("url",), message, "write for example  url: sqlite:///shop.db")
    return text


def _literal(text: str, reader: TextReader) -> str:
    try:
        parsed = parse_text(text)
    except TemplateError as error:
        reader.report(("sql",), str(error), "write \\${ where these very characters are meant")
        return "SELECT"
    if isinstance(parsed, str):
        return parsed
    named = [part for part in parsed.parts if not isinstance(part, str)]
    name = re.sub(r"\W+", "_", named[0].name).strip("_").lower() or "name"
    message = f'"sql" of {reader.place.title} holds {named[0]}, and a value may not become a part of a statement'
    reader.report(("sql",), message, f'write :{name} in it and  parameters: {{{name}: "{named[0]}"}}')
    return "".join(part if isinstance(part, str) else "NULL" for part in parsed.parts)


def _match_names(sql: SqlText, given: Iterable[str], reader: TextReader) -> None:
    """Report each name without a parameter, and each parameter that the statement does not use."""
    given = list(map(str, given))
    unused = [name for name in given if name not in sql.names]
    for name in sql.names:
        if name not in given:
            message = f'"sql" of {reader.place.title} uses :{name}, which is not in "parameters"'
            advice = did_you_mean(name, unused) or f'add  parameters: {{{name}: "${{{name}}}"}}'
            reader.report(("sql",), message, advice)
    for name in unused:
        message = f'the parameter "{name}" of {reader.place.title} is not used by "sql"'
        reader.report(("parameters", name), message, f"write :{name} where its value belongs, or remove it", key=True)


def _refuse_parts_of_responses(entry: SqlValidationEntry, reader: TextReader) -> None:
    give_up_if = entry.eventually.give_up_if if entry.eventually else {}
    for path, expected in ((("expect",), entry.expect), (("eventually", "give_up_if"), give_up_if)):
        for key in expected:
            if key in _OF_RESPONSES:
                message = f'"{key}" in "{path[-1]}" of {reader.place.title} is for requests; rows have none'
                reader.report((*path, key), message, f"{_ROWS}: write for example  $.count: 1", key=True)
    for name, fetch in entry.fetch.items():
        if fetch.from_.split()[:1] and fetch.from_.split()[0] in ("header", "cookie", "body", "status"):
            message = f'"{name}" of "fetch" of {reader.place.title} comes from {fetch.from_}, which rows do not have'
            reader.report(("fetch", name, "from"), message, f"{_ROWS}: write for example  {name}: $.rows[0].{name}")
