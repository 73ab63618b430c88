"""Turn the query of a validation and the current values into a Statement that is ready to run.

In: a Query, its SqlConnection and a Scope. Out: a Statement with nothing left to look up. Values are never part of the
SQL; they are separate parameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from QuashLibrary.engine.outcome import Description
from QuashLibrary.engine.plan.values import as_text, render, render_text
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.json_display import show
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.printable import TEXT_LIMIT, shorten
from QuashLibrary.language.templates import Template

if TYPE_CHECKING:
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.language.sql_text import SqlText
    from QuashLibrary.registry.model import Query, SqlConnection

_PASSWORD = re.compile(r"[^:/?#]+://[^/?#:]*:(.*)@[^@]*", re.DOTALL)
_SQLITE_FILE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!:memory:|file:)([^?]+)(.*)", re.DOTALL)
_BEFORE_HOST = re.compile(r"[^/?#]*@")
_LINE_LIMIT = 80
"""The maximum number of characters of a statement in a line with other texts."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An SQL statement as it runs; `url` contains the password, and lists in parameters are tuples."""

    connection: str
    url: str
    sql: SqlText
    parameters: tuple[tuple[str, object], ...] = ()
    read_only: bool = True

    @property
    def texts_of_digits(self) -> list[str]:
        """The names of parameters that are texts of digits, which equal no number in some databases."""
        return [name for name, value in self.parameters if isinstance(value, str) and value.isdecimal()]

    @property
    def description(self) -> Description:
        """The statement as written, with its parameters; there is no command, because it would need the password."""
        line = f"{shorten(str(self.sql), _LINE_LIMIT)} on {self.connection}"
        lines = [shorten(self.sql.written, TEXT_LIMIT)]
        for name, value in self.parameters:
            lines.append(f":{name} = {show(list(value) if isinstance(value, tuple) else value, TEXT_LIMIT)}")
        return Description("Statement", line, self.connection, "\n".join(lines))


def make_statement(query: Query, connection: SqlConnection, scope: Scope) -> Statement:
    """Return the statement with every value looked up.

    Raises:
        UnusableValueError: a name is not set, or a value cannot be a parameter.
    """
    parameters = tuple((name, _bindable(name, render(value, scope))) for name, value in query.parameters)
    return Statement(connection.name, _database_url(connection, scope), query.sql, parameters, connection.read_only)


def _database_url(connection: SqlConnection, scope: Scope) -> str:
    """Return the URL; its password is secret, and the path of a SQLite file is absolute."""
    url = _encoded_url(connection.url, scope)
    if password := _PASSWORD.fullmatch(url):
        scope.redactor.add([password[1], unquote(password[1])])
    if file := _SQLITE_FILE.fullmatch(url):
        return f"{file[1]}{Path(connection.folder, file[2])}{file[3]}"
    return url


def _encoded_url(url: object, scope: Scope) -> str:
    """Return the URL with its values; in user and password they are percent-encoded, since a password may have an @."""
    if not isinstance(url, Template) or url.whole:
        return render_text(url, scope)
    written = ""
    for index, part in enumerate(url.parts):
        if isinstance(part, str):
            written += part
            continue
        value = as_text(scope.value(part))
        rest = "".join(item for item in url.parts[index + 1 :] if isinstance(item, str))
        written += quote(value, safe="") if _BEFORE_HOST.match(rest) else value
    return written


def _bindable(name: str, value: object) -> object:
    """Return a value that a driver can bind: the JSON text of an object, the values of a list for `IN`."""
    if isinstance(value, dict):
        return write_json(value)
    if isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            raise UnusableValueError(f"the parameter {name} must not be a list of lists or objects")
        return tuple(value)
    return value
