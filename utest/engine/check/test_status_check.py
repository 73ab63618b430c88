"""A wrong status is the cause: the check shows the server's own words, and the body is not judged."""

import json
from dataclasses import replace

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate, verdict_of
from QuashLibrary.engine.check.redactions import redact
from QuashLibrary.engine.outcome import Answer, Check
from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from utest.engine.registries import scope_of, used

PATHS = "{$.state: paid, json: {id: 7}, body: {contains: paid}, headers: {X-Id: {exists: true}}}"


def checks(expect: str, answer: Answer, redact_: str = "[]") -> list[Check]:
    """Return the checks of an answer."""
    validation, connection = used(f"request: GET /\nredact: {redact_}\nexpect: {expect}")
    plan = make_plan(validation, connection, scope_of(validation), None, HttpSource)
    return list(evaluate(plan.expect, AnswerParts(redact(validation.redact, answer).answer, 0.1)))


def not_found(body: object, content_type: str = "application/json") -> Answer:
    """Return a 404 with a body."""
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return http_answer(404, "Not Found", (("Content-Type", content_type),), data)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "no such order", "error": "Not Found"}, ': "no such order"'),
        ({"type": "about:blank", "title": "Gone", "detail": "order A-1 was deleted"}, ': "order A-1 was deleted"'),
        ({"error": {"code": 7, "message": "unknown"}}, ': "unknown"'),
        ({"error": "invalid_client", "error_description": "wrong secret"}, ': "wrong secret"'),
        ({"errors": [{"detail": "first"}, {"detail": "second"}]}, ': "first"'),
        ({"detail": ["not", "a dict"]}, ': "not"'),
        ({"error": {"error": {"error": {"error": {"error": "too deep"}}}}}, ""),
        ({"message": " ", "code": 404}, ""),
        ([], ""),
        (7, ""),
        ("<html><title>404</title>", ""),
        ("", ""),
    ],
)
def test_what_the_server_says_of_a_wrong_status(body: object, said: str) -> None:
    """The error text comes from the members that APIs use for it."""
    assert str(checks("{}", not_found(body))[0]) == f"status should be 2xx, was 404 (Not Found){said}"


def test_a_plain_text_of_the_server() -> None:
    """A short plain text is shown."""
    for text, said in (("no route\n", ': "no route\\n"'), ("x" * 1000, "")):
        assert str(checks("{}", not_found(text, "text/plain"))[0]).endswith(f"was 404 (Not Found){said}")


def test_what_is_redacted_is_masked_in_it_too() -> None:
    """Redacted values are masked in the server's text."""
    answer = not_found({"message": "no order of ann@example.test"})
    assert str(checks("{}", answer, "[$.message]")[0]).endswith('was 404 (Not Found): "***"')


def test_the_body_is_not_judged_beside_a_wrong_status() -> None:
    """Checks of the body are not reached; checks of headers are."""
    found = checks(PATHS, not_found({"message": "no"}))
    assert {(check.subject, check.state, check.was) for check in found[1:]} == {
        ("header X-Id", "failed", "was not found"),
        ("$.state", "not evaluated", "not reached"),
        ("body", "not evaluated", "not reached"),
        ("$.id", "not evaluated", "not reached"),
    }
    assert verdict_of(found) == "failed"


def test_the_body_is_judged_beside_the_status_that_is_expected() -> None:
    """An expected error status does not hide the body."""
    found = checks("{status: 404, $.message: yes}", not_found({"message": "no"}))
    assert [check.state for check in found] == ["holds", "failed"]


def test_operators_on_the_status_say_the_same() -> None:
    """Checks with operators also show the server's words."""
    found = checks("{status: {less than: 400}, $.x: 1}", not_found({"message": "no"}))
    assert str(found[0]) == 'status should be less than 400, was 404: "no"'
    assert found[1].was == "not reached"


def test_a_redirect_that_is_not_followed_names_its_target() -> None:
    """An ended session redirects to the login; the target is shown even if the body cannot be read."""
    why = "it was not followed; write  redirects: same-origin  on the connection to follow it"
    for body in (b"", b"<html>"):
        answer = replace(http_answer(302, "", (("Location", "/login"),), body), remark=why)
        status, path = checks("{$.state: paid}", answer)
        assert (str(status), status.hint) == ('status should be 2xx, was 302, to "/login"', why)
        assert path.state == "not evaluated"
    status, path = checks("{status: 302, $.state: paid}", answer)
    assert (status.state, path.hint) == ("holds", why)
    (_, path) = checks("{status: 302, $.state: paid}", replace(answer, body=b"", remark=""))
    assert path.was == 'was not found (302 Found: there is no body; it redirects to "/login")'


@pytest.mark.parametrize("expect", ["{status: 200}", "{$.state: paid}", "{status: 302, $.state: paid}"])
def test_where_an_answer_leads_has_neither_user_nor_query(expect: str) -> None:
    """Both may contain credentials from the answer that no redactor knows."""
    location = "http://anna:pw-in-location@127.0.0.1:8080/login?token=abc123secret"
    answer = http_answer(302, "Found", (("Location", location),), b"")
    said = " ".join(map(str, checks(expect, answer)))
    assert '"http://***@127.0.0.1:8080/login"' in said
    assert "pw-in-location" not in said
    assert "abc123secret" not in said
