"""An answer without a body means that nothing is there: expectations hold or fail, and none is an error."""

from dataclasses import replace

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate, verdict_of
from QuashLibrary.engine.check.fetches import fetch_values
from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from utest.engine.registries import scope_of, used

NO_BODIES = [(204, b""), (205, b""), (200, b""), (200, b" \r\n"), (200, b"\xef\xbb\xbf"), (404, b"")]
NOTHING = "was not found (204 No Content: there is no body)"


def answer(status: int = 204, body: bytes = b"") -> AnswerParts:
    """Return an answer, without a body unless one is given."""
    return AnswerParts(http_answer(status, "", (), body), 0.05)


def checks(rest: str, given: AnswerParts, before: AnswerParts | None = None) -> list[str]:
    """Return the state and the sentence of each check of a validation, except the status check."""
    validation, connection = used(f"request: GET /\n{rest}")
    plan = make_plan(validation, connection, scope_of(validation), None, HttpSource)
    _, missing = fetch_values(plan.fetch, given)
    found = (*evaluate(plan.expect, given, before), *missing)
    return [f"{check.state}: {check}" for check in found if check.subject != "status"]


@pytest.mark.parametrize(("status", "body"), NO_BODIES)
@pytest.mark.parametrize(
    "rest",
    [
        "expect: {$.error: {exists: false}}",
        "expect: {$: {exists: false}}",
        "expect: {'$.items[*]': {count: 0}, $.items: {count: 0}, '$..x': {count: {less than: 1}}}",
        "expect: {$.a: {all: [{exists: false}, {count: 0}]}}",
        "expect: {json: {error: {expect: {exists: false}}, order: {fault: {expect: {exists: false}}}}}",
        "fetch: {reason: {from: $.reason, default: none}}",
    ],
)
def test_what_holds_without_a_body(status: int, body: bytes, rest: str) -> None:
    """Nothing exists, counts are zero, and a fetch uses its default."""
    assert [sentence for sentence in checks(rest, answer(status, body)) if not sentence.startswith("holds")] == []


@pytest.mark.parametrize(
    ("rest", "sentences"),
    [
        ("expect: {$.state: paid}", [f'failed: $.state should be "paid", {NOTHING}']),
        ("expect: {$.items: []}", [f"failed: $.items should be [], {NOTHING}"]),
        ("expect: {'$.items[*]': []}", [f"failed: $.items[*] should be [], {NOTHING}"]),
        ("expect: {'$.items[*]': {each: {type: string}}}",
         [f"failed: $.items[*] should be of type string for each element, {NOTHING}"]),
        ("expect: {$.id: {exists: true}}", [f"failed: $.id should exist, {NOTHING}"]),
        ("expect: {$.id: {not equals: 7}}", [f"failed: $.id should not be 7, {NOTHING}"]),
        ("expect: {$.id: {as: number, greater than: 7}}", [f"failed: $.id should be greater than 7, {NOTHING}"]),
        ("expect: {json: {id: 7}}", [f"failed: $.id should be 7, {NOTHING}"]),
        ("expect: {json: {}}", [f"failed: $ should be {{}}, {NOTHING}"]),
        ("expect: {schema: {type: object}}", [f"failed: schema should match its schema, {NOTHING}"]),
        ("fetch: {id: $.id}", [f"failed: fetch id ($.id) should be found once, {NOTHING}"]),
    ],
)  # fmt: skip
def test_what_fails_without_a_body(rest: str, sentences: list[str]) -> None:
    """All other expectations fail, and the message says why nothing was found."""
    assert checks(rest, answer()) == sentences


def test_a_body_is_an_empty_text() -> None:
    """Expectations on `body` are judged as usual."""
    assert checks("expect: {body: {is empty: true}}", answer()) == ['holds: body should be empty, was ""']


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        (answer(), answer(200, b'{"code": 1}'), True),
        (answer(200, b'{"code": 1}'), answer(), True),
        (answer(404), answer(200, b'{"code": 1}'), True),
        (answer(404, b"<html>"), answer(), False),
        (answer(), answer(), False),
    ],
)
def test_a_change_from_or_to_nothing(before: AnswerParts, now: AnswerParts, changed: bool) -> None:
    """A value compared with nothing has changed, unless there is still nothing."""
    for wanted in (True, False):
        [check] = checks(f"expect: {{$.code: {{changed: {str(wanted).lower()}}}}}", now, before)
        assert check.startswith("holds" if changed is wanted else "failed"), check


def test_a_path_that_never_found_anything_has_not_stayed_the_same() -> None:
    """Such a path is probably misspelt."""
    both = answer(200, b'{"total": 7}')
    [check] = checks("expect: {$.totl: {changed: false}}", both, both)
    assert check == "failed: $.totl should not have changed, was not found, as before"


def test_a_body_that_could_not_be_kept_is_no_empty_one() -> None:
    """Nothing is known about the content of such a body."""
    given = answer(200)
    cut = AnswerParts(replace(given.answer, unreadable="the body is too large"), 0.05)
    [check] = checks("expect: {$.error: {exists: false}}", cut)
    assert check == "not evaluated: $.error should not exist, the body is too large"


def test_the_verdict_is_failed() -> None:
    """So a wait continues, and the failure is silent if the UI showed none."""
    validation, connection = used("request: GET /\nexpect: {$.state: paid}")
    plan = make_plan(validation, connection, scope_of(validation), None, HttpSource)
    assert verdict_of(evaluate(plan.expect, answer())) == "failed"
