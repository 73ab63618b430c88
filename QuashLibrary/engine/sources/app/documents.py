"""Write requests of the app as the JSON document that a validation checks, with private values hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from QuashLibrary.engine.check.hidden_texts import everything, hide_in
from QuashLibrary.engine.check.redactions import redact
from QuashLibrary.engine.outcome import Answer, Description
from QuashLibrary.errors import JsonError
from QuashLibrary.language.hidden_values import HiddenText, is_hidden, shown, shown_text
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.printable import MASK
from QuashLibrary.language.private_names import (
    hide_private,
    is_private,
    is_private_header,
    without_private_fields,
    without_private_texts,
)
from QuashLibrary.traffic.model import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.engine.outcome import Headers
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.registry.model import Redaction
    from QuashLibrary.traffic.model import AppRequest


def requests_document(requests: Iterable[AppRequest], rules: Sequence[Redaction]) -> dict[str, JSON]:
    """Return the document to check: `{"requests": […], "count": n}`; values of private members are hidden."""
    found: list[JSON] = [request_document(request, rules) for request in requests]
    return {"requests": found, "count": len(found)}


def request_document(request: AppRequest, rules: Sequence[Redaction]) -> dict[str, JSON]:
    """Return a request with its answer; the answer is JSON, else text, else null."""
    sent, text = _body(request.headers, request.body, rules)
    answer, answer_text = _body(request.answer_headers, request.answer, rules)
    document: dict[str, JSON] = {
        "method": request.method,
        "path": request.path,
        "query": {
            name: _hidden(value) if is_private(name, _first(value)) else value
            for name, value in _fields(request.query).items()
        },
        "headers": _headers(request.headers),
        "json": sent,
        "text": text,
        "status": request.status,
        "answer": answer if answer is not None else answer_text,
        "answer_headers": _headers(request.answer_headers),
        "started": request.started.isoformat(timespec="milliseconds"),
        "elapsed": round(request.elapsed, 6),
    }
    if request.fault:
        document["failed"] = request.fault
    return document


def _body(headers: Headers, body: bytes | None, rules: Sequence[Redaction]) -> tuple[JSON, JSON]:
    """Return a body as JSON (None if it is not JSON) and as text."""
    if not body:
        return None, None
    redacted = redact(rules, Answer(Description("", ""), body, headers=headers)).answer
    hidden = redacted.hidden
    text = hidden.text if hidden else body.decode("utf-8", "replace")
    try:
        is_json = hidden is not None and hidden.is_json
        document = hidden.document if hidden and is_json else read_json(body.decode("utf-8", "replace"))
    except JsonError:
        return None, _text(headers, text)
    private = hide_private(document, _hidden)
    return private, HiddenText.seen_as(text, write_json(shown(private))) if is_hidden(private) else text


def _text(headers: Headers, text: str) -> str:
    """Return a text that is not JSON with its private fields, elements and parts hidden."""
    is_form = "form-urlencoded" in header(headers, "content-type")
    without_private = without_private_fields if is_form else without_private_texts
    seen = without_private(shown_text(text), MASK)
    return HiddenText.seen_as(text, seen) if seen != text else text


def _first(value: JSON) -> JSON:
    return value[0] if isinstance(value, list) and value else value


def _hidden(value: JSON) -> JSON:
    return hide_in(value, everything, [])


def _headers(headers: Headers) -> dict[str, JSON]:
    """Return headers by their names in lower case; a repeated header is a list."""
    found = _grouped((name.lower(), value) for name, value in headers)
    return {name: _hidden(value) if is_private_header(name) else value for name, value in found.items()}


def _fields(query: str) -> dict[str, JSON]:
    return _grouped(parse_qsl(query, keep_blank_values=True))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, JSON]:
    grouped: dict[str, list[JSON]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in grouped.items()}
