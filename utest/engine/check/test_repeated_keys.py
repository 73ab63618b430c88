"""A duplicate key is an error for every expectation that reads it, and only for those."""

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate
from QuashLibrary.engine.check.fetches import fetch_values
from QuashLibrary.engine.check.redactions import redact
from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.views.exchange import answer_body
from utest.engine.registries import scope_of, used

ORDER = (
    b'{"id": 7, "state": "failed", "state": "paid", "customer": {"pin": "1234-first", "name": "Ann", "pin": null}, '
    b'"items": [{"id": 1, "n": "a"}, {"id": 2, "id": 3, "n": "b"}]}'
)
STATE = '$.state occurs twice in the body: "failed", then "paid"'


def said(rest: str, body: bytes = ORDER) -> list[str]:
    """Return the reason for each expectation and fetch that is not evaluated; all others must hold."""
    validation, connection = used(f"request: GET /\n{rest}")
    plan = make_plan(validation, connection, scope_of(validation), None, HttpSource)
    parts = AnswerParts(redact(validation.redact, http_answer(200, "OK", (), body)).answer, 0.05)
    _, missing = fetch_values(plan.fetch, parts)
    checks = (*evaluate(plan.expect, parts), *missing)
    assert {check.state for check in checks} <= {"holds", "not evaluated"}, checks
    return [check.was for check in checks if check.state == "not evaluated"]


@pytest.mark.parametrize(
    "rest",
    [
        "expect: {$.state: paid}",
        "expect: {$.state: failed}",
        "expect: {$.state: {exists: true}}",
        "expect: {$.state.x: {exists: false}}",
        "expect: {$: {count: 4}}",
        "expect: {'$..state': {count: 1}}",
        "expect: {json: {state: paid, id: 7}}",
        "fetch: {state: $.state}",
        "expect: {schema: {type: object}}",
    ],
)
def test_expectations_that_read_the_key_are_errors(rest: str) -> None:
    """The message shows both values, because nobody can say which one counts (RFC 8259, 4)."""
    assert said(rest)[-1] == STATE


@pytest.mark.parametrize(
    "rest",
    [
        "expect: {$.id: 7, $.customer.name: Ann, '$.items[0].id': 1, '$.items[*].n': [a, b], json: {id: 7}}",
        "expect: {$.missing: {exists: false}}",
        "expect: {body: {contains: failed}, status: 200}",
        "fetch: {name: $.customer.name}",
        "expect: {\"$.items[?(@.n == 'a')].id\": 1}",
    ],
)
def test_who_does_not_read_it_is_not_disturbed(rest: str) -> None:
    """Expectations that do not read the key hold."""
    assert said(rest) == []


@pytest.mark.parametrize("rest", ["'$.items[*].id': [1, 3]", "'$.items[?(@.id == 3)].n': b", "$.items: {count: 2}"])
def test_a_filter_and_a_list_read_it_too(rest: str) -> None:
    """Their matches depend on the key or contain it."""
    assert said(f"expect: {{{rest}}}") == ["$.items[1].id occurs twice in the body: 2, then 3"]


def test_values_that_are_redacted_are_not_shown() -> None:
    """The rule found only the last value, so neither message nor body shows the other one."""
    rest = "redact: [$.customer.pin]\nexpect: {$.customer.pin: {exists: true}}"
    assert said(rest) == ["$.customer.pin occurs twice in the body"]
    validation, _ = used(f"request: GET /\n{rest}")
    masked = redact(validation.redact, http_answer(200, "OK", (), ORDER)).answer
    assert "1234-first" not in answer_body(masked)


def test_a_body_is_shown_with_both() -> None:
    """The body is not indented, because that would lose one of the values."""
    assert answer_body(http_answer(200, "OK", (), ORDER)) == ORDER.decode()
