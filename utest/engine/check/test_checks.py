"""Expectations become checks: the value found, the value expected, and the verdict."""

import gzip
import json
from typing import Any

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate, verdict_of
from QuashLibrary.engine.outcome import Check
from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.errors import UnreadableError
from utest.engine.registries import scope_of, used

ORDER = json.dumps({"state": "pending", "total": 23.5, "id": 7, "paid": True, "items": [{"q": 1}, {"q": "2"}]}).encode()


def answer(body: bytes = ORDER, status: int = 200, *headers: tuple[str, str], unreadable: str = "") -> AnswerParts:
    """Return an answer that took 50 ms."""
    return AnswerParts(http_answer(status, "", tuple(headers), body, unreadable), 0.05)


def checks(expect: str, given: AnswerParts | None = None, inputs: str = "", **more: Any) -> tuple[Check, ...]:
    """Return the checks of `expect` on an answer; `more` goes to the scope."""
    validation, connection = used(f"request: GET /\n{inputs}\nexpect: {expect}")
    plan = make_plan(validation, connection, scope_of(validation, **more), None, HttpSource)
    return evaluate(plan.expect, given or answer())


def reported(expect: str, given: AnswerParts | None = None, **more: Any) -> list[str]:
    """Return the sentences of the checks that do not hold."""
    return [str(check) for check in checks(expect, given, **more) if check.state != "holds"]


@pytest.mark.parametrize(
    "expect",
    [
        "{}",
        "{status: 200}",
        "{status: [201, 200]}",
        "{status: 2xx}",
        "{status: {less than: 300}}",
        "{$.state: pending, $.total: {greater than: 0}, $.items: {count: 2}}",
        "{headers: {content-TYPE: {contains: json}, X-Two: 'a, b'}}",
        "{cookies: {sid: abc, json: {contains: '{'}}}",
        "{cookies: {'sid[path]': /, 'sid[Partitioned]': {exists: true}, 'sid[Secure]': {exists: false}}}",
        "{cookies: {'json[HttpOnly]': {exists: true}, 'json[Max-Age]': {exists: false}}}",
        "{time: {less than: 100ms}}",
        "{body: {contains: pending}}",
        "{json: {state: pending, items: [{q: 1}, {}]}}",
        "{json: {total: {expect: {at least: 23, at most: 24}}}}",
    ],
)
def test_what_holds(expect: str) -> None:
    """Every subject can have expectations that hold."""
    headers = (
        ("Content-Type", "application/json"),
        ("X-Two", "a"),
        ("x-two", "b"),
        ("Set-Cookie", "sid=abc; Path=/; Partitioned; Priority=High"),
        ("Set-Cookie", 'json={"a": 1}; HttpOnly'),
    )
    given = answer(ORDER, 200, *headers)
    assert reported(expect, given) == []
    assert verdict_of(checks(expect, given)) == "passed"


@pytest.mark.parametrize(
    ("expect", "sentence"),
    [
        ("{$.state: paid}", '$.state should be "paid", was "pending"'),
        ("{$.id: '7'}", '$.id should be the text "7", was the number 7'),
        ("{$.paid: 1}", "$.paid should be the number 1, was true"),
        ("{$.missing: 1}", "$.missing should be 1, was not found"),
        ("{status: 201}", "status should be 201, was 200"),
        ("{status: [201, 4xx]}", "status should be 201 or 4xx, was 200"),
        ("{headers: {X-A: '1'}}", 'header X-A should be "1", was not found'),
        ("{cookies: {sid: '1'}}", 'cookie sid should be "1", was not found'),
        ("{cookies: {'sid[secure]': {exists: true}}}", "cookie sid[Secure] should exist, was not found"),
        ("{time: {less than: 10ms}}", "time should be less than 10 ms, was 50 ms"),
        ("{json: {state: paid}}", '$.state should be "paid", was "pending"'),
        ("{json: {items: [{q: 1}]}}", '$.items should have a count of 1, was 2 ([{"q": 1}, {"q": "2"}])'),
        ("{json: {state: {a: 1}}}", '$.state should be of type object, was "pending" (type string)'),
    ],
)
def test_what_does_not_hold(expect: str, sentence: str) -> None:
    """The sentence says where, what was expected and what was found, with types if they differ."""
    assert reported(expect)[0] == sentence
    assert verdict_of(checks(expect)) == "failed"


def test_every_expectation_is_evaluated() -> None:
    """All failed expectations are reported, in the order of the registry."""
    sentences = reported("{status: 201, $.state: paid, $.total: 1, json: {id: 8, paid: false}}")
    assert [sentence.split(" ")[0] for sentence in sentences] == ["status", "$.state", "$.total", "$.id", "$.paid"]


def test_success_is_expected_where_no_status_is() -> None:
    """A 500 never passes unnoticed."""
    assert reported("{$.state: pending}", answer(status=500)) == [
        "status should be 2xx, was 500 (Internal Server Error)"
    ]


def test_an_unknown_status_is_a_number() -> None:
    """A status without a phrase is shown as a number."""
    assert reported("{}", answer(status=599)) == ["status should be 2xx, was 599"]


def test_several_matches_against_a_plain_value() -> None:
    """The check fails, lists the matches, and says what to write."""
    (check,) = checks("{'$.items[*].q': 1}")[1:]
    assert str(check) == '$.items[*].q should be 1, found 2 values: $.items[0].q was 1, $.items[1].q was "2"'
    assert check.hint


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>", 'the body is not JSON: it looks like HTML or XML: "<html>"'),
        (b"{", "the body is not JSON: it ends too early"),
        (b"[" * 100_000, "the body is JSON, but cannot be read: lists and objects are nested"),
        (b"\xff\xfe\x00", "the body is not JSON: "),
    ],
)
def test_a_body_that_is_not_json(body: bytes, why: str) -> None:
    """Expectations on it are not evaluated, and the verdict is an error."""
    found = checks("{status: 200, $.state: paid, json: {a: 1}}", answer(body))
    assert [check.state for check in found] == ["holds", "not evaluated", "not evaluated"]
    assert found[1].was.startswith(why)
    assert verdict_of(found) == "error"


def test_a_failure_weighs_more_than_what_was_not_evaluated() -> None:
    """A 502 with an HTML page fails; the message still says what could not be read."""
    found = checks("{$.state: paid}", answer(b"<html>", 502))
    assert [check.state for check in found] == ["failed", "not evaluated"]
    assert verdict_of(found) == "failed"


def test_a_body_that_is_not_whole_is_not_evaluated() -> None:
    """Neither JSON nor text expectations are evaluated; all others are."""
    found = checks("{status: 200, $.state: pending, body: {contains: p}}", answer(unreadable="the body is larger"))
    assert [(check.state, check.was) for check in found[1:]] == [("not evaluated", "the body is larger")] * 2
    assert found[0].state == "holds"


def test_a_check_knows_its_place() -> None:
    """A check has the position of its line in the registry."""
    (check,) = checks("{$.state: paid}")[1:]
    assert check.position is not None
    assert check.position.line == 10


INPUT = "inputs: {id: The order.}\nheaders: {X-Id: '${id}'}"


@pytest.mark.parametrize(
    ("expect", "value", "hint"),
    [
        ("{$.id: '${id}'}", "7", "write ${7} or declare the input with type: number"),
        ("{$.total: '${id}'}", "23.50", "write ${23.50} or declare the input with type: number"),
        ("{json: {id: '${id}'}}", "7", "write ${7} or declare the input with type: number"),
        ("{json: {id: {expect: {equals: '${id}'}}}}", "7", "write ${7} or declare the input with type: number"),
        ("{$.paid: '${id}'}", "True", "write ${True} or declare the input with type: boolean"),
    ],
)
def test_the_text_of_an_input_against_a_number(expect: str, value: str, hint: str) -> None:
    """A cell in Robot is a text; if only that makes the difference, the hint says what to write."""
    (check,) = (check for check in checks(expect, inputs=INPUT, call={"id": value}) if check.state == "failed")
    assert check.hint == hint


@pytest.mark.parametrize(
    ("expect", "more"),
    [
        ("{$.id: '${id}'}", {"call": {"id": "8"}}),
        ("{$.id: '${id}'}", {"call": {"id": "seven"}}),
        ("{$.id: '${other}'}", {"call": {"id": "7"}, "variables": {"other": "7"}}),
        ("{$.id: '7'}", {"call": {"id": "7"}}),
        ("{$.state: '${id}'}", {"call": {"id": "7"}}),
    ],
)
def test_no_advice_where_the_type_is_not_all(expect: str, more: dict[str, Any]) -> None:
    """There is no hint if declaring a type would not help."""
    (check,) = (check for check in checks(expect, inputs=INPUT, **more) if check.state == "failed")
    assert "type: number" not in check.hint


def test_a_typed_input_holds() -> None:
    """Following the hint makes the check hold."""
    assert reported("{$.id: '${id}'}", inputs="inputs: {id: {type: number}}", call={"id": "7"}) == []
    assert reported("{$.id: '${id}'}", inputs=INPUT, call={"id": 7}) == []


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("ä".encode(), "", "ä"),
        ("ä".encode("latin-1"), 'text/plain; charset="ISO-8859-1"', "ä"),
        ("ä".encode("utf-16"), "text/plain;charset=utf-16; x=y", "ä"),
        (b"%PDF\xff", "application/pdf", "%PDF\ufffd"),
        ("ä".encode(), "text/plain; charset=no-such", "ä"),
        (b"6162", "text/plain; charset=hex", "6162"),
        (b"ab", "text/plain; charset=undefined", "ab"),
        (b"\xef\xbb\xbfPAID;7", "text/plain", "PAID;7"),
    ],
)
def test_a_body_as_text(body: bytes, content_type: str, text: str) -> None:
    """The body is decoded with the charset of its header, else as UTF-8."""
    headers = (("Content-Type", content_type),) if content_type else ()
    assert answer(body, 200, *headers).text == text


@pytest.mark.parametrize(
    ("content_type", "why"),
    [
        ("", "byte 3 (0xfc) of the body is not UTF-8, and the answer declares no charset"),
        ("text/csv", "byte 3 (0xfc) of the body is not UTF-8, and the answer declares no charset"),
        ("text/plain; charset=utf-8", "byte 3 (0xfc) of the body is not UTF-8, which its Content-Type declares"),
        ("text/plain; charset=no-such", "byte 3 (0xfc) of the body is not UTF-8, and the answer declares no charset"),
    ],
)
def test_a_text_in_another_charset_than_its_header_says(content_type: str, why: str) -> None:
    """It is an error that names the byte; a check never sees a character that nobody sent."""
    headers = (("Content-Type", content_type),) if content_type else ()
    parts = answer("Grüße".encode("latin-1"), 200, *headers)
    (check,) = checks("{body: {contains: Grüße}}", parts)[1:]
    assert (check.state, check.error_kind, check.was) == ("not evaluated", "unreadable", why)


@pytest.mark.parametrize(
    ("charset", "city"), [("iso-8859-1", "Zürich"), ("gbk", "北京"), ("utf-8", "Zürich"), ("no-such", "Zürich")]
)
def test_json_in_the_charset_of_its_header(charset: str, city: str) -> None:
    """JSON may be in another charset than UTF-8, and the header may be wrong about it."""
    written = "utf-8" if charset == "no-such" else charset
    body = json.dumps({"city": city}, ensure_ascii=False).encode(written)
    assert answer(body, 200, ("Content-Type", f"application/json; charset={charset}")).json == {"city": city}


def test_json_in_no_charset_says_which_byte_is_none() -> None:
    """The message is about UTF-8, the charset that JSON should use."""
    with pytest.raises(UnreadableError, match=r"byte 12 \(0xfc\) is not UTF-8 text"):
        _ = answer('{"city": "Zürich"}'.encode("latin-1"), 200, ("Content-Type", "application/json")).json


def test_cookies_are_read_as_browsers_do() -> None:
    """Quotes are removed, attributes are ignored, and a text without a name is not a cookie."""
    headers = [
        ("Set-Cookie", text) for text in ('a="x y"; Max-Age=1', "b=1=2", "c=", "nothing", "=x", "a2 = z ;Secure")
    ]
    found = answer(b"", 200, *headers).cookies
    assert {name: cookie.value for name, cookie in found.items()} == {"a": "x y", "b": "1=2", "c": "", "a2": "z"}


def test_json_is_read_once() -> None:
    """The body is parsed once for any number of expectations."""
    given = answer()
    assert given.json is given.json


def test_an_unreadable_body_raises_for_each_expectation() -> None:
    """Each expectation gets the reason."""
    given = answer(b"<html>")
    for _ in range(2):
        with pytest.raises(UnreadableError):
            _ = given.json


@pytest.mark.parametrize(
    ("expect", "body", "holds"),
    [
        ("{$.n: 1}", '{"n": 1.000000000000000001}', False),
        ("{$.n: 1.000000000000000001}", '{"n": 1.000000000000000001}', True),
        ("{$.n: 1.000000000000000001}", '{"n": 1.000000000000000002}', False),
        ("{$.n: 0.1}", '{"n": 0.10}', True),
        ("{$.n: {as: number, equals: 1}}", '{"n": "1.000000000000000001"}', False),
        ("{$.n: {greater than: 0}}", '{"n": 1e-400}', True),
        ("{json: {n: 1}}", '{"n": 1.000000000000000001}', False),
        ("{'$.items[?(@.n > 1)]': {count: 1}}", '{"items": [{"n": 1.000000000000000001}, {"n": 1}]}', True),
        ("{'$.items[?(@.n == 1)]': {count: 1}}", '{"items": [{"n": 1.000000000000000001}, {"n": 1}]}', True),
        ("{schema: {properties: {n: {type: integer}}}}", '{"n": 12345678901234567890.0}', True),
        ("{schema: {properties: {n: {maximum: 1}}}}", '{"n": 1.000000000000000001}', False),
        ("{schema: {properties: {n: {const: 1}}}}", '{"n": 1.000000000000000001}', False),
        ("{schema: {properties: {n: {multipleOf: 0.1}}}}", '{"n": 0.3000000000000000000001}', False),
        ("{schema: {properties: {n: {multipleOf: 0.1}}}}", '{"n": 0.3}', True),
    ],
)
def test_fractions_have_all_their_digits(expect: str, body: str, holds: bool) -> None:
    """Numbers that would be equal as floats stay different."""
    found = checks(expect, answer(body.encode()))
    assert (verdict_of(found) == "passed") is holds, found


def test_a_filter_by_a_text_of_digits_says_what_is_meant() -> None:
    """The cell 7 is a text and equals no number; fetches and expectations both say so."""
    body = answer(b'{"items": [{"id": 7, "n": "a"}]}')
    path = "'$.items[?(@.id == ${id})].n'"
    told_of = "$.items[?(@.id == 7)].n has a match: write ${7} for 7, or declare the input with type: number"
    for expect in (f"{{{path}: a}}", f"{{{path}: {{count: 1}}}}"):
        (check,) = checks(expect, body, "inputs: {id: An id.}", call={"id": "7"})[1:]
        assert told_of in check.hint
    assert verdict_of(checks(f"{{{path}: a}}", body, "inputs: {id: An id.}", call={"id": 7})) == "passed"
    (check,) = checks(f"{{{path}: a}}", body, "inputs: {id: An id.}", call={"id": "8"})[1:]
    assert "finds something" not in check.hint


@pytest.mark.parametrize(
    "content_type", ["application/x-ndjson", "application/jsonl; charset=utf-8", "Application/NDJSON"]
)
def test_documents_in_lines_are_a_list(content_type: str) -> None:
    """The Content-Type decides; without it the body is not JSON, and the message counts the documents."""
    body = b'{"id": 1, "state": "paid"}\n{"id": 2, "state": "open"}\n'
    lines = answer(body, 200, ("Content-Type", content_type))
    found = checks("{$: {count: 2}, '$[0].state': paid, '$[*].id': [1, 2]}", lines)
    assert verdict_of(found) == "passed", found
    (check,) = checks("{'$[0].state': paid}", answer(body))[1:]
    assert check.was.startswith(
        "the body is not JSON: it contains 2 JSON documents, one after the other; with the Content-Type"
    )
    (check,) = checks("{$: {count: 2}}", answer(b"{}\nx\n", 200, ("Content-Type", content_type)))[1:]
    assert check.was.startswith("the body is not JSON: document in line 2: expecting value")


def test_a_stream_of_events_is_named() -> None:
    """The message shows its beginning; a path cannot read it yet."""
    events = answer(b"id: 1\ndata: paid\n\n", 200, ("Content-Type", "text/event-stream"))
    (path, body) = checks("{'$[0].data': paid, body: {contains: paid}}", events)[1:]
    assert {check.state for check in (path, body)} == {"holds", "not evaluated"}
    told_of = next(check.was for check in (path, body) if check.state == "not evaluated")
    assert told_of == 'the body is text/event-stream, not JSON; it starts with "id: 1\\u000adata: paid\\u000a\\u000a"'


def test_gzip_that_no_header_declares_is_named() -> None:
    """The message is the same for a path and for the whole body."""
    found = checks("{$.state: paid, body: {contains: paid}}", answer(gzip.compress(b'{"state": "paid"}')))[1:]
    assert {check.was for check in found} == {
        "the body is not JSON: it looks like gzip, but no Content-Encoding says so",
        "the body looks like gzip, but no Content-Encoding says so",
    }
