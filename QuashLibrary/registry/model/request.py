"""The question of a validation, such as an HTTP request or an SQL statement, before its values are looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

if TYPE_CHECKING:
    from QuashLibrary.language.sql_text import SqlText
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.types import Pairs, Text, Value

STATUS = re.compile(r"[1-5](\d\d|xx)")


class QuestionSpec(Protocol):
    """The question of a validation to a source, before its values are looked up; `str` returns it in one line."""

    source: ClassVar[str]
    """The name of the source that answers it."""

    @property
    def changes(self) -> str:
        """The verb, if the request may change something and must not be repeated without permission; else empty."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: its name below a folder, and its media type if the name does not imply it."""

    name: Text
    folder: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """The content to send: pairs of a field and its text or File for `multipart`, a File for `file`, else JSON."""

    kind: Literal["json", "form", "text", "multipart", "file", "graphql"]
    value: Value


@dataclass(frozen=True, slots=True)
class RequestSpec:
    """An HTTP request, before its values are looked up."""

    source: ClassVar[str] = "http"

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
        """The method, unless it only reads."""
        return "" if self.method in ("GET", "HEAD") else self.method


@dataclass(frozen=True, slots=True)
class Query:
    """An SQL statement, before the values of its parameters are looked up."""

    source: ClassVar[str] = "sql"

    sql: SqlText
    parameters: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """Return the statement in one line."""
        return str(self.sql)

    @property
    def changes(self) -> str:
        """The first word, unless the statement only reads."""
        return "" if self.sql.reads else self.sql.verb


@dataclass(frozen=True, slots=True)
class AppSent:
    """App requests to look for, by method and path, before the values in the path are looked up."""

    source: ClassVar[str] = "app_sent"

    method: str
    path: Text
    position: Position = field(compare=False)

    def __str__(self) -> str:
        """Return the method and path in one line."""
        return f"app_sent {self.method} {self.path}"

    @property
    def changes(self) -> str:
        """Empty, because app requests are only read."""
        return ""
