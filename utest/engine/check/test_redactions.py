"""Redactions of a registry mask values in every response and in every form that views show."""

import json

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate
from QuashLibrary.engine.check.redactions import Redacted, redact
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.language.hidden_values import shown_text
from QuashLibrary.views.exchange import answer_body, exchange_text
from utest.engine.registries import scope_of, used
from utest.engine.servers import answering, response, serving

DOCUMENT = {
    "customer": {"email": "ann@example.test", "name": "Ann Lee", "id": 48213, "active": True, "note": None},
    "orders": [{"card": "4242-0001"}, {"card": "4242-0002"}],
    "greeting": "Grüße an ann@example.test",
}
HEADERS = (
    ("Set-Cookie", "sid=cookie-value; HttpOnly"),
    ("X-Trace", "trace-one"),
    ("X-Trace", "trace-two"),
    ("X-Mail", "bob@example.test"),
)
KEPT = ("customer", "orders", "greeting", "X-Trace")


def redacted(redact_: str, body: bytes, unreadable: str = "", of_connection: str = "[]") -> Redacted:
    """Return a response redacted by these rules."""
    validation, connection = used(f"request: GET /\nredact: {redact_}", f"redact: {of_connection}")
    answer = http_answer(200, "OK", HEADERS, body, unreadable)
    return redact((*connection.redact, *validation.redact), answer)


def shown(redact_: str, body: bytes, of_connection: str = "[]") -> str:
    """Return the shown form of a response redacted by these rules."""
    masked, redactor = redacted(redact_, body, of_connection=of_connection), Redactor()
    redactor.learn(masked.found)
    lines = [f"{name}: {shown_text(value)}" for name, value in masked.answer.headers]
    return redactor.clean("\n".join([*lines, answer_body(masked.answer)]))


def sentences(redact_: str, expect: str, document: object = DOCUMENT) -> list[str]:
    """Return the checks of a redacted response as sentences."""
    validation, connection = used(f"request: GET /\nexpect: {expect}\nredact: {redact_}")
    plan = make_plan(validation, connection, scope_of(validation), None, HttpSource)
    answer = redact(validation.redact, http_answer(200, "OK", HEADERS, json.dumps(document).encode())).answer
    checks = evaluate(plan.expect, AnswerParts(answer, 0.1))
    return [" ".join([str(check), *check.details]) for check in checks if check.subject != "status"]


@pytest.mark.parametrize(
    ("redact", "masked"),
    [
        ("$.customer.email", ["ann@example.test"]),
        ("[$.customer.email, $.customer.name]", ["ann@example.test", "Ann Lee"]),
        ("[$.customer.id]", ["48213"]),
        ("[$.customer]", ["ann@example.test", "Ann Lee", "48213"]),
        ("['$.orders[*].card']", ["4242-0001", "4242-0002"]),
        ("[$..card]", ["4242-0001", "4242-0002"]),
        ("[header x-trace]", ["trace-one", "trace-two"]),
        ("[cookie sid]", ["cookie-value"]),
        ("[body]", ["ann@example.test", "Ann Lee", "48213", "4242-0001", "Grüße"]),
        (r"[{matches: '\S+@example\.test'}]", ["ann@example.test", "bob@example.test"]),
        (r"[{matches: 'Grüße an (\S+)\b'}]", ["ann@example.test"]),
        (r"[{from: $.orders, matches: '-(\d+)'}]", ["0001", "0002"]),
        (r"""[{matches: '"id": (\d+)'}]""", ["48213"]),
        (r"""[{matches: '"name": "[^"]+"'}]""", ["Ann Lee"]),
        (r"[{from: header X-Mail, matches: '(.+)@'}]", ["bob"]),
    ],
)
def test_what_is_redacted_is_masked(redact: str, masked: list[str]) -> None:
    """Texts, numbers, everything inside lists and objects, and every match or its first group are masked."""
    text = shown(redact, json.dumps(DOCUMENT).encode())
    assert [value for value in masked if value in text] == []
    assert "***" in text
    assert [name for name in KEPT if name not in text] == []


@pytest.mark.parametrize(
    "redact", ["[$.none, header X-None, cookie none, {matches: xyz}]", "[$.customer.active, $.customer.note]", "[]"]
)
def test_what_is_not_there_masks_nothing(redact: str) -> None:
    """Missing values mask nothing, and true, false and null are never masked."""
    assert "***" not in shown(redact, json.dumps(DOCUMENT).encode())


def test_rules_of_connection_and_validation_both_hold() -> None:
    """The rules of connection and validation add up."""
    text = shown("$.customer.name", json.dumps(DOCUMENT).encode(), of_connection="$.customer.email")
    assert "Ann Lee" not in text
    assert "ann@example.test" not in text


@pytest.mark.parametrize(
    ("body", "unreadable", "hidden"),
    [
        (b'{"customer": {"email": "ann@example.test", "na', "", True),
        (b'{"customer": {"email": "ann@example.test"}}', "the body is larger than 10 MiB", True),
        (b"<html>Bad Gateway ann@example.test</html>", "", False),
    ],
)
def test_a_document_that_is_broken_off_is_hidden_as_a_whole(body: bytes, unreadable: str, hidden: bool) -> None:
    """A path finds nothing in it, but the value may be there; other texts are not hidden."""
    answer = redacted("[$.customer.email]", body, unreadable).answer
    assert ("ann@" not in answer_body(answer)) is hidden


def test_a_body_in_another_layout_than_a_pattern_expects_is_hidden_as_a_whole() -> None:
    """The view would add blanks, and the pattern would find nothing."""
    compact = json.dumps(DOCUMENT, separators=(",", ":")).encode()
    assert answer_body(redacted("""[{matches: '"name":"[^"]+"'}]""", compact).answer) == "***"


@pytest.mark.parametrize(
    ("redact_", "expect", "sentence"),
    [
        ("$.customer", "{$.state: paid}", '$.state should be "paid", was "pending"'),
        ("$.customer", "{$.customer.state: paid}", '$.customer.state should be "paid", was "***"'),
        ("$.customer", "{$.customer.age: 31}", "$.customer.age should be 31, was ***"),
        ("$.customer", "{$.customer.age: '31'}", '$.customer.age should be the text "31", was the number ***'),
        ("$.customer", "{$.age: 31}", "$.age should be 31, was 30"),
        ("$.customer", "{$.customer.vip: true}", "$.customer.vip should be true, was false"),
        ("$.customer", "{$.customer.score: {less than: 1}}", "$.customer.score should be less than 1, was ***"),
        ("$..age", "{$.ages: {contains: 7}}", "$.ages should contain 7, was [1, 2]"),
        ("'$.ages[1]'", "{$.ages: {contains: 7}}", "$.ages should contain 7, was [1, ***]"),
        ("$.customer.state", "{$: {equals: {}}}", '$.customer should not exist, was {"state": "***", "age": 30,'),
        ("$.customer", "{'$..state': sent}", '$.state was "pending", $.customer.state was "***"'),
        ("$.customer.age", "{$.customer.age: {as: text, equals: '31'}}", 'was "***" (read from the number ***)'),
        ("$.customer.pin", "{$.customer.pin: {as: number, equals: 31}}", 'was *** (read from the text "***")'),
        ("$.customer", "{$.customer.since: {newer than: 1 day}}", 'was "***"'),
        ("$.customer", "{$.customer: {includes: {pin: 1}}}", 'pin was "***"'),
        ("$.customer", "{$.customer.pin.x: 1}", '$.customer.pin is "***"'),
        ("$.customer", "{json: {customer: {pin: 1}}}", 'was the text "***"'),
        (
            "$.customer",
            "{schema: {properties: {customer: {properties: {pin: {type: integer}}}}}}",
            'was the text "***"',
        ),
        ("$.customer", "{schema: {properties: {customer: {properties: {age: {maximum: 1}}}}}}", "was the number ***"),
        ("$.customer", "{body: {contains: nothing}}", '\\"customer\\": {\\"state\\": \\"***'),
        (r"{matches: '\bp[a-z]{2}\b'}", "{$.customer: {exists: false}}", '"***": "0000"'),
        (
            r"{matches: '\bp[a-z]{2}\b'}",
            "{$.customer.x: 1}",
            "the keys state, age, score, vip, ***, since",
        ),
        (r"{from: $.customer.since, matches: '^\d+'}", "{$.customer.since: x}", 'was "***-01-02"'),
        ("body", "{$.customer.pin: '1'}", 'was "***"'),
        ("header X-Trace", "{headers: {X-Trace: x}}", 'header X-Trace should be "x", was "***, ***"'),
        ("cookie sid", "{headers: {Set-Cookie: x}}", 'was "sid=***; HttpOnly"'),
        ("cookie sid", "{cookies: {sid: x}}", 'cookie sid should be "x", was "***"'),
        ("header Set-Cookie", "{cookies: {sid: x}}", 'cookie sid should be "x", was "***"'),
    ],
)
def test_a_check_masks_what_lies_at_a_redacted_place_and_nothing_else(redact_: str, expect: str, sentence: str) -> None:
    """Values, differences, hints and paths are masked; the check uses the real value."""
    customer = {"state": "pending", "age": 30, "score": 7.5, "vip": False, "pin": "0000", "since": "2024-01-02"}
    document = {"state": "pending", "age": 30, "ages": [1, 2], "customer": customer}
    [text] = sentences(redact_, expect, document)
    assert sentence in text
    assert not any(value in text for value in ("0000", "7.5", "2024-01-02") if redact_ == "$.customer")


def test_checks_judge_what_is_redacted() -> None:
    """Only the shown text is masked."""
    expect = '{$.customer: {includes: {name: Ann Lee, id: 48213}}, "$.customer.id": {greater than: 48212}}'
    assert all("should" in text and "Ann Lee" not in text.split(", was")[1] for text in sentences("$.customer", expect))
    validation, connection = used(f"request: GET /\nexpect: {expect}\nredact: $.customer")
    plan = make_plan(validation, connection, scope_of(validation), None, HttpSource)
    checks = evaluate(plan.expect, AnswerParts(redacted("$.customer", json.dumps(DOCUMENT).encode()).answer, 0.1))
    assert [check.state for check in checks] == ["holds"] * 3


def test_texts_are_found_for_the_redactor() -> None:
    """Texts are passed to the redactor, numbers are not."""
    found = redacted(r"[$.customer, {matches: '\d{5}'}, header X-Mail]", json.dumps(DOCUMENT).encode()).found
    assert set(found) == {"ann@example.test", "Ann Lee", "bob@example.test"}


def test_many_values_are_masked() -> None:
    """Every value of a long list is masked."""
    names = [f"customer-{number}" for number in range(2_000)]
    answer = redacted("['$[*]']", json.dumps(names).encode()).answer
    assert json.loads(answer.shown_body) == ["***"] * 2_000


def test_the_runner_redacts_every_attempt() -> None:
    """Values of failed attempts are masked everywhere, including in checks."""
    redactor = Redactor()
    runner = Runner(Clock(), redactor)
    with serving(answering(response(b'{"email": "ann@example.test"}'))) as server:
        text = "request: GET /\nexpect: {$.email: bob}\neventually: {within: 5s, every: 1ms, attempts: 2}"
        validation, connection = used(text, "redact: $.email", server.url)
        [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
    runner.close()
    assert outcome.last is not None
    checks = [str(check) for check in outcome.last.checks]
    assert "ann@example.test" not in exchange_text(outcome.last.exchange, redactor)
    assert redactor.clean(checks[-1]) == '$.email should be "bob", was "***"'


@pytest.mark.parametrize(
    ("rule", "masked", "kept"),
    [
        ("$.customer", ["30", "paid-0"], ["pending", "tea", "X-Session: abc"]),
        ("header X-Session", ["X-Session: abc"], ["30", "paid-0", "pending", "tea"]),
        ("{matches: 'pa[a-z]d'}", ["paid"], ["30", "pending", "tea", "X-Session: abc"]),
        ("body", ["30", "paid-0", "pending", "tea"], ["X-Session: abc"]),
    ],
)
def test_a_request_is_masked_by_the_same_rules(rule: str, masked: list[str], kept: list[str]) -> None:
    """Its headers and its body are masked, even if there is no answer."""
    redactor = Redactor()
    runner = Runner(Clock(), redactor)
    body = "{state: pending, sku: tea, customer: {age: 30, state: paid-0}}"
    text = f"request: {{method: POST, path: /, headers: {{X-Session: abc}}, json: {body}}}"
    validation, connection = used(text, f'redact: ["{rule}"]' if rule[0] != "{" else f"redact: [{rule}]")
    [outcome] = runner.run([Call(validation, connection, scope_of(validation, redactor=redactor))])
    runner.close()
    assert outcome.last is not None
    shown = exchange_text(outcome.last.exchange, redactor)
    assert [text for text in masked if text in shown] == []
    assert [text for text in kept if text not in shown] == []


def test_what_is_fetched_from_a_redacted_place_is_secret() -> None:
    """A short value is also secret; the test still gets the value itself."""
    redactor = Redactor()
    runner = Runner(Clock(), redactor)
    with serving(answering(response(b'{"customer": {"age": 30, "note": "code 7x1"}, "id": 5}'))) as server:
        code = "{from: $.customer.note, matches: 'code (.*)'}"
        text = f"request: GET /\nfetch: {{age: $.customer.age, code: {code}, id: $.id}}"
        validation, connection = used(text, "redact: $.customer", server.url)
        [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
    runner.close()
    assert outcome.fetched == {"age": 30, "code": "7x1", "id": 5}
    assert {type(value) for value in outcome.fetched.values()} == {int, str}
    assert redactor.clean("30 5 7x1") == "*** 5 ***"
