"""Fetches take named values from an answer; a missing value is a failed check."""

from decimal import Decimal

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.fetches import fetch_values
from QuashLibrary.engine.outcome import Check
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.engine.sources.http.messages import http_answer
from utest.engine.registries import used

BODY = b'{"code": "482913", "mail": "Your code is 482913.", "n": null, "list": [{"id": 1}, {"id": 2}]}'
HEADERS = (("Location", "/orders/A-17"), ("Set-Cookie", "sid=abc; HttpOnly; Path=/"))


def fetched(definition: str, body: bytes = BODY) -> tuple[dict[str, object], list[Check]]:
    """Return the values that `fetch: {x: …}` finds, and its failed checks."""
    validation, _ = used(f"request: GET /\nfetch: {{x: {definition}}}")
    values, missing = fetch_values(validation.fetch, AnswerParts(http_answer(201, "", HEADERS, body), 0.1))
    return {item.name: item.value for item in values}, list(missing)


@pytest.mark.parametrize(
    ("definition", "value"),
    [
        ("$.code", "482913"),
        ("$.n", None),
        ("$.list", [{"id": 1}, {"id": 2}]),
        ("'$.list[?(@.id == 2)].id'", 2),
        ("header location", "/orders/A-17"),
        ("cookie sid", "abc"),
        ("'cookie sid[Path]'", "/"),
        ("body", BODY.decode()),
        ("status", 201),
        (r"{from: $.mail, matches: '\d{6}'}", "482913"),
        (r"{from: $.mail, matches: 'is (\d+)\.'}", "482913"),
        (r"{from: $.mail, matches: '(?P<a>\d{3})(?P<b>\d{3})'}", {"a": "482", "b": "913"}),
        (r"{from: header Location, matches: '[^/]+$'}", "A-17"),
        (r"{from: status, matches: '^(\d)'}", "2"),
        ("{from: '$.list[*].id', many: true}", [1, 2]),
        ("{from: '$.none[*].id', many: true}", []),
        (r"{from: '$.list[*].id', matches: '2'}", "2"),
        ("{from: $.none, default: unknown}", "unknown"),
        ("{from: $.none, default: null}", None),
        ("{from: $.mail, matches: xyz, default: 0}", 0),
        ("{from: $.code, default: unknown}", "482913"),
    ],
)
def test_a_value_is_fetched(definition: str, value: object) -> None:
    """Values come from each source, narrowed by a regular expression, as a list, or from a default."""
    assert fetched(definition) == ({"x": value}, [])


@pytest.mark.parametrize(
    ("definition", "sentence"),
    [
        ("$.none", "fetch x ($.none) should be found once, was not found"),
        ("header X-None", "fetch x (header X-None) should be found once, was not found"),
        ("cookie none", "fetch x (cookie none) should be found once, was not found"),
        (
            "'$.list[*].id'",
            "fetch x ($.list[*].id) should be found once, was found 2 times: $.list[0].id = 1, $.list[1].id = 2",
        ),
        (
            "{from: '$.list[*].id', default: 0}",
            "fetch x ($.list[*].id) should be found once, was found 2 times: $.list[0].id = 1, $.list[1].id = 2",
        ),
        ("{from: $.mail, matches: xyz}", "fetch x ($.mail) should be found once, was not found"),
        (r"{from: $.mail, matches: '\d+(x)?'}", "fetch x ($.mail) should be found once, was not found"),
    ],
)
def test_a_value_that_is_not_there_once(definition: str, sentence: str) -> None:
    """A failed check says what was found."""
    values, (check,) = fetched(definition)
    assert values == {}
    assert (check.state, str(check)) == ("failed", sentence)


def test_a_pattern_that_does_not_match_is_reported() -> None:
    """The hint names the subject and the pattern, and shows the text unless it is secret."""
    _, (check,) = fetched("{from: $.mail, matches: xyz}")
    assert check.hint == '$.mail does not match xyz, was "Your code is 482913."'
    _, (check,) = fetched("{from: $.mail, matches: xyz, secret: true}")
    assert check.hint == "$.mail does not match xyz"


def test_a_value_of_a_body_that_cannot_be_read() -> None:
    """The fetch is not evaluated; a default does not hide that the answer is not JSON."""
    for definition in ("$.code", "{from: $.code, default: none}"):
        values, (check,) = fetched(definition, b"<html>")
        assert values == {}
        assert check.state == "not evaluated"


def test_a_secret_is_marked() -> None:
    """A secret value is marked, so it is masked before anything is shown."""
    validation, _ = used("request: GET /\nfetch: {x: {from: $.code, secret: true}, y: $.code}")
    values, _ = fetch_values(validation.fetch, AnswerParts(http_answer(200, "", (), BODY), 0.1))
    assert [item.secret for item in values] == [True, False]


def test_a_fetched_fraction_has_all_its_digits() -> None:
    """The test gets a Decimal, and the next validation gets the same number."""
    values, missing = fetched("$.n", b'{"n": 12345678901234567890.12}')
    assert (missing, values) == ([], {"x": Decimal("12345678901234567890.12")})
    assert isinstance(values["x"], Decimal)
    assert as_text(values["x"]) == "12345678901234567890.12"
    assert fetched("$.n", b'{"n": [0.5]}')[0] == {"x": [0.5]}
