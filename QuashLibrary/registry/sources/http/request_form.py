"""The form of a request: method and path, or a mapping with at most one body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.forms.entries import items_of, without
from QuashLibrary.registry.forms.form import Fault, Form, ListOf, MappingOf, OneOf, Value, field, wrong_type
from QuashLibrary.registry.forms.merging import merge_forms
from QuashLibrary.registry.forms.reader import expanded
from QuashLibrary.registry.forms.rules import at_most_one
from QuashLibrary.registry.forms.values import ANY, ANY_ITEMS, MEMBER, REPEATABLE, TEXT, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from QuashLibrary.registry.yaml.nodes import Node

_METHOD_PATH = re.compile(r"([A-Za-z]+)[ \t]+(\S.*)")
_BODIES = ("json", "form", "multipart", "text", "file", "graphql")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _read_method(value: Any) -> str | Fault:
    if isinstance(value, str) and value.upper() in _METHODS:
        return value.upper()
    near = did_you_mean(value, _METHODS) if isinstance(value, str) else ""
    return Fault(f"should use one of {', '.join(_METHODS)}, not {show(value)}", near)


class FileForm(Form):
    """A file as part of a multipart body."""

    file: str = field(TEXT, "A file below the registry's folder.", default="", required="always")
    type: str = field(TEXT, "Its media type, such as image/png; derived from its name by default.", default="")


class GraphqlForm(Form):
    """A GraphQL document with its variables."""

    _example = 'graphql: {query: "{ orders { number } }"}'

    query: str = field(TEXT, "The query or mutation.", _example, default="", required="always")
    variables: Mapping[str, Any] = field(ANY_ITEMS, "The values of its variables.", _example, default={})


def _kind_of_part(value: object) -> Any:
    """Return the kind of a part of a multipart body, by its shape."""
    if isinstance(value, list):
        return ListOf(_ONE_PART)
    return FileForm if isinstance(value, dict) and "env" not in value else MEMBER


_ONE_PART = OneOf(lambda value: MEMBER if isinstance(value, list) else _kind_of_part(value), (FileForm, MEMBER))
_PART = OneOf(_kind_of_part, (FileForm, MEMBER, ListOf(_ONE_PART)))


class RequestForm(Form):
    """One request; the short form is METHOD path."""

    short = Value(lambda value: value, {"type": "string", "pattern": r"^\s*[A-Za-z]+[ \t]+\S"})
    rewritten: ClassVar[Mapping[str, tuple[str, str]]] = {
        method.lower(): ("path", f"path: {{value}}  with  method: {method},  or  request: {method} {{value}}")
        for method in _METHODS
    }
    rules = (at_most_one(_BODIES, "should have only one body, but has {}", "keep one of them"),)

    method: str = field(Value(_read_method, {"enum": [*_METHODS, *map(str.lower, _METHODS)]}), default="GET")
    path: str = field(
        TEXT,
        "Appended to base_url with one slash; values are percent-encoded.",
        "path: /orders/${order_id}",
        default="/",
        required="unless inherited",
    )
    query: Mapping[str, Any] = field(
        MappingOf(REPEATABLE), "Query parameters; a list repeats the parameter.", "query: {page: 1}"
    )
    headers: Mapping[str, Any] = field(TEXTS, "", "headers: {Accept: application/json}")
    cookies: Mapping[str, Any] = field(TEXTS, "", "cookies: {session: abc}")
    json: Any = field(ANY, "Sent as JSON.", can_be_null=True)
    form: Mapping[str, Any] | None = field(
        MappingOf(REPEATABLE), "Sent as a form; a list repeats the field.", default=None
    )
    multipart: Mapping[str, Any] | None = field(
        MappingOf(_PART),
        "Sent as multipart/form-data: texts and {file: photo.png, type: image/png}; a list repeats the field.",
        default=None,
    )
    text: str | None = field(TEXT, "Sent as is, in UTF-8.")
    file: str | None = field(TEXT, "A file below the registry's folder; its bytes are sent.")
    graphql: GraphqlForm | None = field(
        GraphqlForm, "Sent as JSON by POST; an answer with errors fails unless $.errors is expected."
    )

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for `METHOD path`."""
        if not isinstance(value, str):
            return wrong_type("keys with values", value)
        text = value.strip()
        if match := _METHOD_PATH.fullmatch(text):
            return {"method": match[1], "path": match[2]}
        alone, near = text.upper() in _METHODS, did_you_mean(value, _METHODS)
        advice = f"write for example  request: {text.upper() if alone else 'GET'} /orders/${{order_id}}"
        return Fault(
            f"should be a method and a path, but is {show_typed(value)}", near if near and not alone else advice
        )

    def faults(self) -> Iterator[Fault]:
        """Yield the fault of GraphQL with a method other than POST."""
        if self.graphql is not None and self.sent_by != "POST":
            yield Fault(f"should use POST for graphql, not {self.method}", "remove the method")

    @property
    def sent_by(self) -> str:
        """The method; GraphQL is sent by POST."""
        return "POST" if self.graphql is not None and "method" not in self.given else self.method


def merge_requests(own: Node, base: Node) -> Node:
    """Return a request merged with the inherited one, in the short or the long form."""
    is_short, own, base = isinstance(own.value, str), _long_request(own), _long_request(base)
    # GraphQL is sent by POST: an inherited method, or one that only came with a path, is not intended.
    if "graphql" in items_of(own):
        base = without(base, ["method"])
    if "graphql" in items_of(base) and is_short and _says_get(own):
        own = without(own, ["method"])
    return merge_forms(RequestForm, own, base)


def _says_get(request: Node) -> bool:
    method = items_of(request).get("method")
    return method is not None and str(method.value).upper() == "GET"


def _long_request(request: Node) -> Node:
    found = expanded(RequestForm, request)
    return request if isinstance(found, Fault) else found
