"""What a validation asks: an HTTP request or an SQL statement, before its values are looked up."""

import re
from dataclasses import dataclass
from typing import Literal

from QuashLibrary.language.sql_text import SqlText
from QuashLibrary.registry.model.types import Pairs, Text, Value

STATUS = re.compile(r"[1-5](\d\d|xx)")


@dataclass(frozen=True, slots=True)
class File:
    """A file that is sent: its name below a folder, and its media type where that is not told by the name."""

    name: Text
    folder: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent; of `multipart` pairs of a field and its text or File, of `file` a File, else JSON."""

    kind: Literal["json", "form", "text", "multipart", "file", "graphql"]
    value: Value


@dataclass(frozen=True, slots=True)
class RequestSpec:
    """One request, before its values are looked up."""

    method: str
    path: Text
    query: tuple[tuple[str, Value], ...] = ()
    headers: Pairs = ()
    cookies: Pairs = ()
    body: Body | None = None

    def __str__(self) -> str:
        """Return the request in one line."""
        return f"{self.method} {self.path}"

    @property
    def changes(self) -> str:
        """The method where it may change something, so that it is not sent again unasked; else empty."""
        return "" if self.method in ("GET", "HEAD") else self.method


@dataclass(frozen=True, slots=True)
class Query:
    """One SQL statement, before the values of its parameters are looked up."""

    sql: SqlText
    parameters: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """Return the statement in one line."""
        return str(self.sql)

    @property
    def changes(self) -> str:
        """The first word where it may change something; else empty."""
        return "" if self.sql.reads else self.sql.verb
