"""Check the status, and explain a wrong one with the answer itself: the server's error text, or the redirect target.

In: an Expectation on the status and the AnswerParts. Out: a Check. A wrong status explains a wrong body, so failed
checks of the body are then "not reached".
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from QuashLibrary.engine.answer_parts import status_text
from QuashLibrary.engine.outcome import Check
from QuashLibrary.errors import UnreadableError
from QuashLibrary.language.json_display import show

if TYPE_CHECKING:
    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.engine.outcome import CheckState
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.registry.model import Expectation

_TEXT_KEYS: Final = (
    "message",
    "detail",
    "error_description",
    "title",
    "error",
    "msg",
    "reason",
    "description",
    "errors",
)
"""The members that servers use for error texts, the clearest first (RFC 9457, RFC 6749, GraphQL and custom)."""
_DEEPEST: Final = 4
_LONGEST: Final = 80
_LONGEST_TEXT: Final = 200


def status_check(expectation: Expectation, parts: AnswerParts) -> Check:
    """Return the check that the status is one of the expected ones."""
    argument = expectation.argument
    allowed = argument if isinstance(argument, list | tuple) else (argument,)
    holds = any(_is_status(parts.answer.status, item) for item in allowed)
    state: CheckState = "holds" if holds else "failed"
    should = f"should be {' or '.join(map(str, allowed))}"
    check = Check("status", state, should, f"was {_status_words(parts)}", position=expectation.position)
    return check if holds else with_origin(check, parts)


def with_origin(check: Check, parts: AnswerParts) -> Check:
    """Return a check of a wrong status with the explanation in the answer."""
    if parts.location:
        return replace(check, was=f"{check.was}, to {parts.location}", hint=parts.answer.remark)
    text = _server_text(parts) if (parts.answer.status or 0) >= HTTPStatus.BAD_REQUEST else None
    return replace(check, was=f"{check.was}: {show(text, _LONGEST)}") if text else check


def _status_words(parts: AnswerParts) -> str:
    status = parts.answer.status
    # The meaning is only useful if the request failed.
    return status_text(status) if status is not None and status >= HTTPStatus.BAD_REQUEST else str(status)


def _is_status(status: int | None, allowed: object) -> bool:
    text = str(allowed).lower()
    return str(status) == text or (text.endswith("xx") and str(status)[:-2] == text[:-2])


def _server_text(parts: AnswerParts) -> str | None:
    if parts.no_body:
        return None
    try:
        return _text_in(parts.json, _DEEPEST)
    except UnreadableError:
        return _plain_text(parts)


def _plain_text(parts: AnswerParts) -> str | None:
    if not parts.content_type.startswith("text/plain"):
        return None
    try:
        text = parts.text
    except UnreadableError:
        return None
    return text if 0 < len(text.strip()) <= _LONGEST_TEXT else None


def _text_in(value: JSON, levels: int) -> str | None:
    """Return the first error text in a document."""
    if isinstance(value, str) and value.strip():
        return value
    if not levels:
        return None
    members: list[JSON] = []
    if isinstance(value, dict):
        members = [value[key] for key in _TEXT_KEYS if key in value]
    elif isinstance(value, list):
        members = [item for item in value[:1] if isinstance(item, dict | str)]
    found = (_text_in(member, levels - 1) for member in members)
    return next((text for text in found if text), None)
