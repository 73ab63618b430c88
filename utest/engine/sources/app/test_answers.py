"""Answers to the app are checked by the expectations of their connection."""

from typing import Any

import pytest

from QuashLibrary.engine.plan.expectations import render_expectations
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.app.answers import answer_of, broken_expectation
from QuashLibrary.language.operators.model import Context
from QuashLibrary.registry.model import BASE
from utest.engine.registries import registry_of
from utest.traffic.requests_made import made


def broken(expect: str, redactor: Redactor | None = None, redact: str = "$.none", **details: Any) -> str:
    """Return the expectation of a connection that the answer to a request does not meet."""
    text = f"connections: {{shop: {{base_url: 'http://h', expect: {expect}, redact: {redact}}}}}\n"
    connection = registry_of(text).connections["shop"][BASE]
    redactor = redactor or Redactor()
    expectations = render_expectations(connection.expect, Scope(redactor))  # type: ignore[attr-defined]
    request = made("POST /a", **details)
    return broken_expectation(request, expectations, connection.redact, redactor, Context())


def test_answer_that_keeps_the_promise_breaks_nothing() -> None:
    """Most answers meet all expectations."""
    assert broken("{$.success: true}", answer=b'{"success": true}') == ""


def test_first_broken_expectation_is_named() -> None:
    """The text is the same as in a check of a validation."""
    assert broken("{$.success: true}", answer=b'{"success": false}') == "$.success should be true, was false"


@pytest.mark.parametrize(
    "details",
    [
        {"answer": b"<html>"}, {"answer": None}, {"answer": b""}, {"answer": b'{"a": 1}', "status": 404},
        {"status": 204, "answer": b"{}"}, {"status": None, "fault": "reset"}, {"status": 302, "answer": b"{}"},
        {"answer": b'{"success": fal'}, {"answer": b"\xff\x00"},
    ],
)  # fmt: skip
def test_what_cannot_be_judged_breaks_nothing(details: dict[str, Any]) -> None:
    """An app also loads pages and pictures, and failed answers are failures anyway."""
    assert broken("{$.success: true}", **details) == ""


def test_values_that_the_registry_redacts_are_masked() -> None:
    """They are masked in the reason, and from then on everywhere."""
    redactor = Redactor()
    reason = broken("{$.state: paid}", redactor, "$.state", answer=b'{"state": "hidden-7391"}')
    assert "hidden-7391" not in reason
    assert redactor.clean("a hidden-7391 b") == "a *** b"


def test_body_that_is_not_kept_is_unreadable() -> None:
    """It does not count as empty."""
    assert answer_of(made("GET /a", answer=None)).unreadable
    assert not answer_of(made("GET /a", answer=b"")).unreadable
