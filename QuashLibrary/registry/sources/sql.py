"""SQL as a source: connections to databases, and the validations with a statement.

In: entries of `type: sql` and validations with `sql`. Out: SqlConnections and Queries. Values never become part of a
statement: `${…}` in it is refused, and every `:name` needs a parameter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import TemplateError
from QuashLibrary.language.sql_text import read_sql
from QuashLibrary.language.templates import Template, parse_text
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.connections import compile_environments
from QuashLibrary.registry.compile.responses import Document, refuse_parts_of_responses
from QuashLibrary.registry.compile.source import ConnectionType, Source
from QuashLibrary.registry.compile.validations import CompiledQuestion
from QuashLibrary.registry.forms import connection as common
from QuashLibrary.registry.forms.form import Form, field
from QuashLibrary.registry.forms.merging import merge_items
from QuashLibrary.registry.forms.redaction import redactions
from QuashLibrary.registry.forms.validation import ValidationForm
from QuashLibrary.registry.forms.values import ANY_ITEMS, FLAG, TEXT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from QuashLibrary.language.sql_text import SqlText
    from QuashLibrary.registry.compile.texts import TextReader
    from QuashLibrary.registry.forms.redaction import RedactionForm
    from QuashLibrary.registry.model import OnError, OnFailure

_URL = re.compile(r"[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)?://.*", re.IGNORECASE | re.DOTALL)
_ROWS = Document("rows", "{rows: […], count: n}", "$.rows[0]")
_ADDRESS = "A SQLAlchemy URL: postgresql+psycopg://user:%{DB_PASSWORD}@host/database, sqlite:///shop.db."


class SqlEnvironmentForm(Form):
    """What an environment can override in its connection."""

    url: Any = common.address(_ADDRESS)
    read_only: bool = field(
        FLAG, "false: statements that change data are also allowed, and are committed.", default=True
    )
    timeout: float = common.timeout()
    redact: Sequence[RedactionForm] = redactions()
    on_failure: OnFailure | None = common.on_failure()
    on_error: OnError | None = common.on_error()


class SqlConnectionForm(SqlEnvironmentForm):
    """The address of a database."""

    type: str = common.connection_type()
    extends: str | None = common.extends()
    url: Any = common.address(_ADDRESS, "url: sqlite:///shop.db")
    environments: Mapping[str, SqlEnvironmentForm] = common.environments(SqlEnvironmentForm, "url: sqlite:///{name}.db")


class SqlValidationForm(ValidationForm):
    """One SQL statement to one database, and what is expected of its rows."""

    sql: str = field(
        TEXT,
        "One statement; write values as :name, and set them in parameters.",
        "sql: SELECT state FROM orders WHERE number = :number",
        required="unless inherited",
    )
    parameters: Mapping[str, Any] = field(
        ANY_ITEMS,
        "The value of each :name; use a list for IN :names.",
        'parameters: {number: "${order_id}"}',
        default={},
        merge=merge_items,
    )


def _compile_connection(name: str, form: SqlConnectionForm, reader: TextReader) -> Mapping[str, model.SqlConnection]:
    return compile_environments(model.SqlConnection(name, ""), form, reader, _compile_key)


def _compile_key(key: str, value: Any, reader: TextReader) -> Mapping[str, Any]:
    if key != "url":
        return {key: value}
    return {"url": _compile_url(value, reader), "folder": str(reader.folder(("url",)).absolute())}


def _compile_question(form: SqlValidationForm, reader: TextReader) -> CompiledQuestion:
    refuse_parts_of_responses(form, reader, _ROWS)
    text = _statement_text(form, reader)
    sql = read_sql("SELECT" if text is None else text)
    if text is not None and text == form.sql and ("parameters" in form.given or not reader.has("parameters")):
        _check_statement(sql, form.parameters, reader)
    parameters = ((str(name), reader.text(value, "parameters", name)) for name, value in form.parameters.items())
    return CompiledQuestion(model.Query(sql, tuple(parameters)))


def _compile_url(value: object, reader: TextReader) -> model.Text:
    """Return the address; a wrong address is not shown, because it may contain a password."""
    text: model.Text = reader.text(value, "url")
    if isinstance(text, Template) and text.whole:
        text = reader.requiring("url").text(value, "url")
    start = text if isinstance(text, str) else str(text.parts[0])
    if start and not _URL.match(start) and not (isinstance(text, Template) and not isinstance(text.parts[0], str)):
        message = f'"url" of {reader.title} should start with the kind of database and ://'
        reader.report(("url",), message, "write for example  url: sqlite:///shop.db")
    return text


def _statement_text(form: SqlValidationForm, reader: TextReader) -> str | None:
    """Return the text of the statement; None if it is missing or cannot be read."""
    if "sql" not in form.given:
        return None
    for written, name in reader.miswritten(form.sql).items():
        advice = f'write :{name} in it and  parameters: {{{name}: "${{{name}}}"}}'
        reader.report(("sql",), f'"{written}" is not a variable here', advice)
    try:
        parsed = parse_text(form.sql)
    except TemplateError as error:
        reader.report(("sql",), str(error), "write \\${ to mean these characters literally")
        return None
    if isinstance(parsed, str):
        return parsed
    named = next(part for part in parsed.parts if not isinstance(part, str))
    name = re.sub(r"\W+", "_", named.name).strip("_").lower() or "name"
    message = f'"sql" of {reader.title} contains {named}, but values must not become part of a statement'
    reader.report(("sql",), message, f'write :{name} in it and  parameters: {{{name}: "{named}"}}')
    return "".join(part if isinstance(part, str) else "NULL" for part in parsed.parts)


def _check_statement(sql: SqlText, given: Collection[str], reader: TextReader) -> None:
    """Report a missing or a second statement, each name without a parameter, and each unused parameter."""
    if not sql.verb:
        reader.report(("sql",), f'"sql" of {reader.title} is empty', "write for example  sql: SELECT 1")
        return
    if not sql.single:
        reader.report(("sql",), f'"sql" of {reader.title} contains several statements', "keep one of them")
    unused = [name for name in given if name not in sql.names]
    for name in sql.names:
        if name not in given:
            message = f'"sql" of {reader.title} uses :{name}, which is not in "parameters"'
            advice = did_you_mean(name, unused) or f'add  parameters: {{{name}: "${{{name}}}"}}'
            reader.report(("sql",), message, advice, may_be_misplaced=True)
    for name in unused:
        message = f'the parameter "{name}" of {reader.title} is not used by "sql"'
        advice = f"write :{name} in the statement, or remove the parameter"
        reader.report(("parameters", name), message, advice, key=True, may_be_misplaced=True)


SQL = Source(
    key="sql",
    example="SELECT …",
    form=SqlValidationForm,
    compile=_compile_question,
    connection_type=ConnectionType("sql", SqlConnectionForm, _compile_connection),
)
