"""Convert answers to the app's own requests into the form that the engine checks."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate
from QuashLibrary.engine.check.redactions import redact
from QuashLibrary.engine.outcome import Answer, Description

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.language.operators.model import Context
    from QuashLibrary.registry.model import Expectation, Redaction
    from QuashLibrary.traffic.model import AppRequest

_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT)
_SUCCESS = 2


def answer_of(request: AppRequest) -> Answer:
    """Return the answer to a request of the app; its body is empty if it was not stored."""
    unreadable = "" if request.answer is not None else "the body was too large to be kept, or cannot be decoded"
    status = request.status or 0
    description = Description("Answer to the app", str(status))
    return Answer(description, request.answer or b"", status, request.answer_headers, unreadable)


def broken_expectation(
    request: AppRequest,
    expectations: Iterable[Expectation],
    rules: Iterable[Redaction],
    redactor: Redactor,
    context: Context,
) -> str:
    """Return the expectation of its connection that a successful answer does not meet; empty if it meets all.

    Expectations that cannot be evaluated are ignored, because an app also loads pages and pictures, which are not JSON.
    """
    if not request.status or request.status // 100 != _SUCCESS or request.status in _WITHOUT_BODY or not request.answer:
        return ""
    redacted = redact(rules, answer_of(request))
    redactor.learn(redacted.found)
    checks = evaluate(expectations, AnswerParts(redacted.answer, request.elapsed), None, context)
    return next((str(check) for check in checks if check.state == "failed"), "")
