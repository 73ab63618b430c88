"""What a registry redacts is found in every response, in all the forms in which views show it."""

import json

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.redactions import values_to_mask
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.views.exchange import exchange_text
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


def shown(redact: str, body: bytes, unreadable: str = "", of_connection: str = "[]") -> str:
    """Return how an exchange is shown whose response is redacted by these rules."""
    validation, connection = used(f"request: GET /\nredact: {redact}", f"redact: {of_connection}")
    answer = http_answer(200, "OK", HEADERS, body, unreadable)
    redactor = Redactor()
    redactor.add(values_to_mask((*connection.redact, *validation.redact), AnswerParts(answer, 0.1)))
    lines = [f"{name}: {value}" for name, value in HEADERS]
    return redactor.clean("\n".join([*lines, json.dumps(json.loads(body), indent=2, ensure_ascii=False)]))


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
        (r"[{from: header X-Mail, matches: '(.+)@'}]", ["bob"]),
    ],
)
def test_what_is_redacted_is_masked(redact: str, masked: list[str]) -> None:
    """Texts and numbers; of lists and objects all that is in them; every match, or its first group."""
    text = shown(redact, json.dumps(DOCUMENT).encode())
    assert [value for value in masked if value in text] == []
    assert "***" in text
    assert [name for name in KEPT if name not in text] == []


@pytest.mark.parametrize(
    "redact", ["[$.none, header X-None, cookie none, {matches: xyz}]", "[$.customer.active, $.customer.note]", "[]"]
)
def test_what_is_not_there_masks_nothing(redact: str) -> None:
    """Nor do true, false and null, which are no secret of anybody."""
    assert "***" not in shown(redact, json.dumps(DOCUMENT).encode())


def test_rules_of_connection_and_validation_both_hold() -> None:
    """One adds to the other."""
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
    """A path finds nothing in it, and the value may stand there all the same; another text is no document."""
    validation, _ = used("request: GET /\nredact: [$.customer.email]")
    redactor = Redactor()
    redactor.add(values_to_mask(validation.redact, AnswerParts(http_answer(200, "", (), body, unreadable), 0.1)))
    assert ("ann@" not in redactor.clean(body.decode())) is hidden


def test_many_values_are_masked() -> None:
    """Each of a long list."""
    names = [f"customer-{number}" for number in range(2_000)]
    validation, _ = used("request: GET /\nredact: ['$[*]']")
    redactor = Redactor()
    answer = http_answer(200, "", (), json.dumps(names).encode())
    redactor.add(values_to_mask(validation.redact, AnswerParts(answer, 0.1)))
    assert set(redactor.clean(" ".join(names)).split()) == {"***"}


def test_the_runner_redacts_every_attempt() -> None:
    """A value of an attempt that failed is masked in all that is shown, checks among them."""
    redactor = Redactor()
    runner = Runner(Clock(), redactor)
    with serving(answering(response(b'{"email": "ann@example.test"}'))) as server:
        text = "request: GET /\nexpect: {$.email: bob}\neventually: {within: 5s, every: 1ms, attempts: 2}"
        validation, connection = used(text, "redact: $.email", server.url)
        [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
    runner.close()
    assert outcome.last is not None
    told = [str(check) for check in outcome.last.checks]
    assert "ann@example.test" not in exchange_text(outcome.last.exchange, redactor)
    assert redactor.clean(told[-1]) == '$.email should be "bob", was "***"'
