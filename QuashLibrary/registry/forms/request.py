"""The form of a request, as a registry writes it: method and path, or a mapping with one body.

In: the plain data below `request`. Out: a RequestEntry. Docstrings and descriptions are what an editor shows.
"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.forms.base import Entry, Member, Repeatable, Texts, problem

METHOD_PATH = re.compile(r"([A-Za-z]+)[ \t]+(\S.*)")
_BODIES = ("json_", "form", "multipart", "text", "file", "graphql")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def short_request(value: object) -> object:
    """Write `METHOD path` out as a mapping."""
    if not isinstance(value, str):
        return value
    match = METHOD_PATH.fullmatch(value.strip())
    if not match:
        near = did_you_mean(value, METHODS)
        alone = value.strip().upper() in METHODS
        shown = f"{value.strip().upper() if alone else 'GET'} /orders/${{order_id}}"
        advice = f"write for example  request: {shown}"
        raise problem(f"should be a method and a path, is {show_typed(value)}", near if near and not alone else advice)
    return {"method": match[1], "path": match[2]}


def _method(value: object) -> object:
    if isinstance(value, str) and value.upper() in METHODS:
        return value.upper()
    near = did_you_mean(value, METHODS) if isinstance(value, str) else ""
    raise problem(f"should use one of {', '.join(METHODS)}, uses {show(value)}", near)


Method = Annotated[str, BeforeValidator(_method), WithJsonSchema({"enum": [*METHODS, *map(str.lower, METHODS)]})]
MethodAndPath = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^\s*[A-Za-z]+[ \t]+\S"})]


class FileEntry(Entry):
    """A file as a part of a multipart body."""

    file: str = Field(description="A file below the registry's folder.")
    type: str = Field("", description="Its media type, such as image/png; where it is not written, by the name.")


class GraphqlEntry(Entry):
    """A GraphQL document with its variables."""

    query: str = Field(description="The query or mutation.")
    variables: dict[str, Any] = Field(default_factory=dict, description="Values of its variables.")


def _kind(value: object) -> str:
    return "several" if isinstance(value, list) else _part_kind(value)


def _part_kind(value: object) -> str:
    return "a file" if isinstance(value, dict) and "env" not in value else "a text"


_Part = Annotated[Annotated[FileEntry, Tag("a file")] | Annotated[Member, Tag("a text")], Discriminator(_part_kind)]
Part = Annotated[
    Annotated[FileEntry, Tag("a file")] | Annotated[Member, Tag("a text")] | Annotated[list[_Part], Tag("several")],
    Discriminator(_kind),
]


class RequestEntry(Entry):
    """One request; the short form is METHOD path."""

    method: Method = "GET"
    path: str = Field(description="Joined to base_url by one slash; values are percent-encoded.")
    query: dict[str, Repeatable] = Field(default_factory=dict, description="A list repeats the name.")
    headers: Texts = Field(default_factory=dict)
    cookies: Texts = Field(default_factory=dict)
    json_: Any = Field(None, alias="json", description="Sent as JSON.")
    form: dict[str, Repeatable] | None = Field(None, description="Sent as a form; a list repeats the field.")
    multipart: dict[str, Part] | None = Field(
        None, description="Sent as multipart/form-data: texts and {file: photo.png, type: image/png}; a list repeats."
    )
    text: str | None = Field(None, description="Sent as it is, in UTF-8.")
    file: str | None = Field(None, description="A file below the registry's folder, whose bytes are sent.")
    graphql: GraphqlEntry | None = Field(
        None, description="Sent as JSON by POST; an answer with errors fails unless $.errors is expected."
    )

    @model_validator(mode="after")
    def _sent_by_post(self) -> "RequestEntry":
        if self.graphql is None:
            return self
        if "method" not in self.model_fields_set:
            return self.model_copy(update={"method": "POST"})
        if self.method != "POST":
            raise problem(f"should be sent by POST where it is graphql, uses {self.method}", "remove the method")
        return self

    @model_validator(mode="after")
    def _one_body(self) -> "RequestEntry":
        bodies = [name for name in _BODIES if name in self.model_fields_set]
        if len(bodies) > 1:
            names = " and ".join(name.rstrip("_") for name in bodies)
            raise problem(f"should have one body, has {names}", "remove all but one")
        return self
