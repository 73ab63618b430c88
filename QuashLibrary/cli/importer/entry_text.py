"""Write a draft as registry entries, in YAML as a tester writes it by hand.

In: a Draft and the expectations. Out: Sections, indented to fit below `connections:` and `validations:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.yaml_values import entry_lines, flow, line_value
from QuashLibrary.report.skeleton.sections import Sections
from QuashLibrary.report.skeleton.yaml_text import quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.cli.importer.draft import ConnectionDraft, Draft, InputDraft, RequestDraft
    from QuashLibrary.cli.importer.expectations import Expectations

_WIDEST = 110
_ENTRY, _KEY, _MEMBER = "  ", "    ", "      "


def sections_of(draft: Draft, expectations: Expectations) -> Sections:
    """Return the entries: the validation, and the connection if it is new."""
    return Sections(
        connections=["\n".join(_connection_lines(draft.new))] if draft.new else [],
        validations=["\n".join(_validation_lines(draft, expectations))],
        slugs=frozenset([draft.slug]),
    )


def file_text(sections: Sections, head: str = "") -> str:
    """Return the entries as a separate file."""
    lines = [head] if head else []
    if sections.connections:
        lines += ["connections:", *sections.connections, ""]
    return "\n".join([*lines, "validations:", *sections.validations]) + "\n"


def _connection_lines(connection: ConnectionDraft) -> Iterator[str]:
    yield f"{_ENTRY}{scalar(connection.name)}:"
    yield f"{_KEY}base_url: {scalar(connection.base_url)}"
    if connection.auth is not None:
        yield from entry_lines("auth", connection.auth, _KEY)
    if connection.insecure:
        yield f"{_KEY}tls: {{verify: false}}  # TODO: from -k; better name the CA:  tls: {{ca: ca.pem}}"
    if connection.follows_redirects:
        yield f"{_KEY}redirects: same-origin"


def _validation_lines(draft: Draft, expectations: Expectations) -> Iterator[str]:
    yield f"{_ENTRY}{draft.slug}:"
    yield f"{_KEY}description: {scalar(draft.description)}"
    yield f"{_KEY}connection: {scalar(draft.connection)}"
    if draft.inputs:
        yield f"{_KEY}inputs:"
        for item in draft.inputs:
            yield f"{_MEMBER}{item.name}: {_input(item, expectations)}"
    yield from _request_lines(draft.request)
    if draft.auth is not None:
        yield from entry_lines("auth", draft.auth, _KEY)
    yield f"{_KEY}expect:" + _comment(expectations.todo)
    yield from (f"{_MEMBER}{item.key}: {item.value}{_comment(item.todo)}" for item in expectations.items)


def _input(item: InputDraft, expectations: Expectations) -> str:
    kind = item.type or ("integer" if item.name in expectations.integers else "")
    if not (item.secret or kind):
        return scalar(item.description)
    more = ", secret: true" if item.secret else ""
    more += f", type: {kind}" if kind else ""
    return f"{{description: {quoted(item.description)}{more}}}"


def _request_lines(request: RequestDraft) -> Iterator[str]:
    extras = [(name, value) for name, value in _extras(request) if value]
    if not extras:
        yield f"{_KEY}request: {line_value(f'{request.method} {request.path}')}"
        return
    body = request.body
    method = [] if request.method == "GET" or (body and body.kind == "graphql") else [("method", request.method)]
    members = [*method, ("path", request.path), *extras]
    line = f"{_KEY}request: {flow(dict(members))}"
    if len(line) <= _WIDEST and not (body and body.todo) and (not body or body.kind != "graphql"):
        yield line
        return
    yield f"{_KEY}request:"
    for name, value in members:
        lines = list(entry_lines(name, value, _MEMBER))
        if body and body.todo and name == body.kind:
            yield f"{_MEMBER}# {body.todo}"
        yield from lines


def _extras(request: RequestDraft) -> Iterator[tuple[str, object]]:
    yield "query", dict(request.query)
    yield "headers", dict(request.headers)
    yield "cookies", dict(request.cookies)
    if request.body is not None:
        yield request.body.kind, request.body.value


def _comment(text: str) -> str:
    return f"  # {text}" if text else ""
